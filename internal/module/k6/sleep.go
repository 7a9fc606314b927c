package k6

import (
	"math/rand"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/vu"
)

// sleep parks the VU for a number of seconds; an interrupt ends it. What is no
// number or not above zero does not wait.
func (i *instance) sleep(call sobek.FunctionCall) sobek.Value {
	wait := vu.Seconds(call.Argument(0))
	if wait <= 0 {
		return sobek.Undefined()
	}
	var timer loop.Timer
	over := false
	timer.Init(func() {
		over = true
		i.v.Unpark()
	})
	i.v.Loop().Arm(&timer, time.Now().Add(wait))
	// Whatever else happens to the VU may wake it: only the timer ends the sleep.
	for !over && i.v.Interrupted() == nil {
		i.v.Park()
	}
	i.v.Loop().Disarm(&timer)
	return sobek.Undefined()
}

// fail throws the message as a GoError.
func (i *instance) fail(call sobek.FunctionCall) sobek.Value {
	message := ""
	if value := call.Argument(0); !vu.Nothing(value) {
		message = value.String()
	}
	i.v.Throwf("%s", message)
	return nil
}

// randomSeed makes Math.random give the numbers k6 gives after the same seed:
// they are those of Go's first generator.
func (i *instance) randomSeed(call sobek.FunctionCall) sobek.Value {
	i.rt.SetRandSource(rand.New(rand.NewSource(call.Argument(0).ToInteger())).Float64)
	return sobek.Undefined()
}
