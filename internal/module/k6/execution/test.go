package execution

import (
	"errors"

	"github.com/grafana/sobek"

	"volley/internal/frozen"
	"volley/internal/vu"
)

var testKeys = []string{"abort", "fail", "options"}

func (i *instance) testValue(key string) sobek.Value {
	switch key {
	case "abort":
		if i.abort == nil {
			i.abort = i.rt.ToValue(i.v.Native(i.abortTest))
			i.v.Name(i.abort, key)
		}
		return i.abort
	case "fail":
		if i.fail == nil {
			i.fail = i.rt.ToValue(i.v.Native(i.failTest))
			i.v.Name(i.fail, key)
		}
		return i.fail
	case "options":
		return i.optionsObject()
	}
	return nil
}

// errAborted is why the VU that aborts the test is interrupted.
var errAborted = errors.New("test aborted")

// abortTest ends the whole test, and this VU's job at once: no script can catch
// it. As in k6, the job's sockets still hear that they close.
func (i *instance) abortTest(call sobek.FunctionCall) sobek.Value {
	message := message(call)
	reason := errAborted
	if message != "" {
		reason = errors.New("test aborted: " + message)
	}
	if abort := i.v.Test().Abort; abort != nil {
		abort(message)
	}
	i.v.Abort(reason)
	return sobek.Undefined()
}

// failTest marks the test failed and lets it go on.
func (i *instance) failTest(call sobek.FunctionCall) sobek.Value {
	if i.v.Stage == vu.Init {
		i.v.Throwf("execution.test.fail() called outside of VU context")
	}
	if fail := i.v.Test().Fail; fail != nil {
		fail(message(call))
	}
	return sobek.Undefined()
}

func message(call sobek.FunctionCall) string {
	if value := call.Argument(0); !vu.Nothing(value) {
		return value.String()
	}
	return ""
}

// optionsObject is the options as they were settled, frozen.
func (i *instance) optionsObject() sobek.Value {
	if i.v.Stage == vu.Init {
		i.v.Throwf("getting test options in the init context is not supported")
	}
	if i.options == nil {
		i.options = frozen.Of(i.v).Value(string(i.v.Test().Options()))
	}
	return i.options
}
