package web

import (
	"testing"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/vu"
	"volley/internal/vutest"
)

func TestScripts(t *testing.T) { kit().RunDir(t, "testdata") }

func kit() vutest.Kit {
	return vutest.Kit{
		Modules: map[string]vu.Module{"web": native{}},
		Test:    func(t *vu.Test) { t.Globals = Globals() },
	}
}

// native is a module of what only the platform can do.
type native struct{}

func (native) Names() []string { return []string{"fire"} }

func (native) New(v *vu.VU) vu.Exports {
	r := Of(v)
	return vu.Exports{Named: func(string) sobek.Value {
		// fire sends a target an event of the browser's own.
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			e := NewEvent(MessageEvent, call.Argument(1).String(), time.Now())
			e.Data = call.Argument(2)
			for _, err := range Dispatch(Self[Receiver](r, call.Argument(0)), e) {
				v.Fail(err)
			}
			return sobek.Undefined()
		}))
	}}
}

// dispatching is a module that counts what dispatching costs.
type dispatching struct{ b *testing.B }

func (dispatching) Names() []string { return []string{"measure"} }

func (d dispatching) New(v *vu.VU) vu.Exports {
	r := Of(v)
	return vu.Exports{Named: func(string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			target := &plainTarget{}
			r.Object(EventTarget, target)
			target.SetHandler("message", call.Argument(0))
			data := v.Runtime().ToValue("some text")
			now := time.Now()
			d.b.ReportAllocs()
			for d.b.Loop() {
				e := NewEvent(MessageEvent, "message", now)
				e.Data = data
				if faults := Dispatch(target, e); faults != nil {
					d.b.Fatal(faults)
				}
			}
			return sobek.Undefined()
		}))
	}}
}

// BenchmarkDispatch is one message event to one handler that does nothing, and
// to one that reads the data.
func BenchmarkDispatch(b *testing.B) {
	for name, handler := range map[string]string{"empty": "() => {}", "data": "(e) => e.data"} {
		b.Run(name, func(b *testing.B) {
			h := vutest.Kit{
				Modules: map[string]vu.Module{"bench": dispatching{b}},
				Engines: []loop.Engine{loop.Portable},
			}.Start(b, `import { measure } from 'bench'; export default function () { measure(`+handler+`); }`)
			h.Until(h.Ended)
		})
	}
}
