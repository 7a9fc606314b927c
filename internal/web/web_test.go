package web

import (
	"errors"
	"os"
	"strings"
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

// TestListed keeps the page of the globals complete.
func TestListed(t *testing.T) {
	page, err := os.ReadFile("../../docs/globals.md")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"`DOMException`", "`performance`"}
	for _, c := range classes {
		names = append(names, "`"+c.Name+"`")
	}
	for _, f := range functions {
		names = append(names, "`"+f.name+"()`")
	}
	for _, name := range StreamNames {
		names = append(names, "`"+name+"`")
	}
	for _, name := range names {
		if !strings.Contains(string(page), name) {
			t.Errorf("docs/globals.md does not mention %s", name)
		}
	}
}

// TestInterrupt ends an iteration wherever the script computes for ever inside
// what the platform calls for it.
func TestInterrupt(t *testing.T) {
	enough := errors.New("enough")
	for name, code := range map[string]string{
		"microtask":   "queueMicrotask(() => { stop(); for (;;); });",
		"listener":    "target.addEventListener('x', () => { stop(); for (;;); }); target.dispatchEvent(new Event('x'));",
		"handleEvent": "target.addEventListener('x', { get handleEvent() { stop(); for (;;); } }); later(target);",
		"clone":       "structuredClone({ get x() { stop(); for (;;); } });",
		"argument":    "new Blob([{ toString() { stop(); for (;;); } }]);",
	} {
		t.Run(name, func(t *testing.T) {
			k := kit()
			k.Modules["stop"] = stopping{enough}
			k.Engines = []loop.Engine{loop.Portable}
			h := k.Start(t, "import { stop, later } from 'stop'; export default function () { const target = new EventTarget(); "+code+" }")
			h.Until(h.Ended)
			if h.Outcome.Interrupted != enough || h.Outcome.Err != nil {
				t.Errorf("the iteration ended with %v, %v", h.Outcome.Interrupted, h.Outcome.Err)
			}
		})
	}
}

// stopping is a module that interrupts its VU, now, and one that gives a target
// an event in a task of its own.
type stopping struct{ why error }

func (stopping) Names() []string { return []string{"stop", "later"} }

func (s stopping) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: func(name string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			if name == "stop" {
				v.Runtime().Interrupt(s.why)
				return sobek.Undefined()
			}
			target := Self[Receiver](Of(v), call.Argument(0))
			v.Enqueue(vu.TaskFunc(func(v *vu.VU) {
				for _, err := range Dispatch(target, NewEvent(EventClass, "x", time.Now())) {
					v.Fail(err)
				}
			}))
			return sobek.Undefined()
		}))
	}}
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
	if counting.allocs == 0 || counting.allocs > 4 { // none: nothing was dispatched
		t.Errorf("dispatching an event allocates %v times, want 1 to 4", counting.allocs)
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
