package k6

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// module is what all VUs share: nothing.
type module struct{}

// New returns the module k6.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"check", "fail", "group", "randomSeed", "sleep"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(name string) sobek.Value { return i.rt.ToValue(v.Native(i.function(name))) }}
}

// function is one of the module's.
func (i *instance) function(name string) func(sobek.FunctionCall) sobek.Value {
	switch name {
	case "check":
		return i.check
	case "fail":
		return i.fail
	case "group":
		return i.group
	case "randomSeed":
		return i.randomSeed
	}
	return i.sleep
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}
