package web

import (
	"testing"
	"time"
	"unsafe"

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

// TestSpeed keeps the price of an event: one per message is made, for every
// socket of a test.
func TestSpeed(t *testing.T) {
	if size := unsafe.Sizeof(Event{}); size > 160 {
		t.Errorf("an Event is %d bytes, and no longer of the size class of 160", size)
	}
	if size := unsafe.Sizeof(listener{}); size > 40 {
		t.Errorf("a listener is %d bytes, more than 40: an idle socket has several", size)
	}
	if size := unsafe.Sizeof(Target{}); size > 32 {
		t.Errorf("a Target is %d bytes, more than 32: every socket has one", size)
	}
	counting := counting{}
	h := vutest.Kit{
		Modules: map[string]vu.Module{"count": &counting},
		Engines: []loop.Engine{loop.Portable},
	}.Start(t, `import { count } from 'count'; export default function () { count((e) => e.data); }`)
	h.Until(h.Ended)
	if counting.allocs > 4 {
		t.Errorf("dispatching an event allocates %v times, more than 4", counting.allocs)
	}
}

// counting is a module that counts what dispatching allocates.
type counting struct{ allocs float64 }

func (*counting) Names() []string { return []string{"count"} }

func (c *counting) New(v *vu.VU) vu.Exports {
	r := Of(v)
	return vu.Exports{Named: func(string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			target := &plainTarget{}
			r.Object(EventTarget, target)
			target.SetHandler("message", call.Argument(0))
			data, now := v.Runtime().ToValue("some text"), time.Now()
			c.allocs = testing.AllocsPerRun(200, func() {
				e := NewEvent(MessageEvent, "message", now)
				e.Data = data
				Dispatch(target, e)
			})
			return sobek.Undefined()
		}))
	}}
}
