package web

import (
	"runtime"
	"testing"
	"weak"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/vu"
	"volley/internal/vutest"
)

// TestSignalForgets keeps a signal that lives long from keeping all listeners
// that ever named it, and the signals that followed it.
func TestSignalForgets(t *testing.T) {
	held := holding{}
	h := vutest.Kit{
		Modules: map[string]vu.Module{"held": &held},
		Engines: []loop.Engine{loop.Portable},
		Test:    func(t *vu.Test) { t.Globals = Globals() },
	}.Start(t, `
		import { look } from 'held';
		export default function () {
			const { signal } = new AbortController();
			const t = new EventTarget();
			for (let i = 0; i < 100; i++) {
				t.addEventListener('x', () => {}, { signal, once: true });
				t.dispatchEvent(new Event('x'));
				const f = () => {};
				t.addEventListener('x', f, { signal });
				t.removeEventListener('x', f);
				const c = new AbortController();
				AbortSignal.any([signal, c.signal]);
				c.abort();
			}
			look(signal, t);
		}`)
	h.Until(h.Ended)
	if held != (holding{looks: 1}) {
		t.Errorf("after all are gone the signal holds %+v, %v", held, h.Outcome.Err)
	}
}

// TestSignalLetsGo keeps what nobody has any more from living as long as a
// signal does, and keeps what somebody waits for.
func TestSignalLetsGo(t *testing.T) {
	held := holding{}
	h := vutest.Kit{
		Modules: map[string]vu.Module{"held": &held},
		Engines: []loop.Engine{loop.Portable},
		Test:    func(t *vu.Test) { t.Globals = Globals() },
	}.Start(t, `
		import { look } from 'held';
		function follow(signal) {
			AbortSignal.any([signal]);
			const heard = AbortSignal.any([signal]), f = () => {};
			heard.addEventListener('abort', f);
			heard.onabort = f;
			heard.removeEventListener('abort', f);
			heard.onabort = null;
			const both = new AbortController();
			new EventTarget().addEventListener('x', f, { signal: both.signal });
			look(both.signal);
		}
		export default function () {
			const { signal } = new AbortController(), c = new AbortController();
			let heard = 0;
			AbortSignal.any([c.signal]).addEventListener('abort', () => heard++);
			AbortSignal.any([c.signal]).onabort = () => heard++;
			for (let i = 0; i < 2000; i++) {
				if (i === 500) look(signal, c);
				follow(signal);
			}
			look(signal, new EventTarget());
			c.abort();
			if (heard !== 2) throw new Error(heard + ' of two heard of it');
		}`)
	h.Until(h.Ended)
	if h.Outcome.Err != nil {
		t.Error(h.Outcome.Err)
	}
	if held.dependents > 3500 {
		t.Errorf("the signal lists %d that follow it", held.dependents)
	}
	if held.alive > 20 { // the engine's stack may still name some
		t.Errorf("%d of 4000 that nobody has are alive", held.alive)
	}
}

// holding is a module that looks at what a signal and a target keep, and how many
// of the signals it has ever seen, alone or as dependents, are alive.
type holding struct {
	looks, steps, dependents, followed, listeners, alive int
}

func (*holding) Names() []string { return []string{"look"} }

func (h *holding) New(v *vu.VU) vu.Exports {
	var seen []weak.Pointer[Signal]
	return vu.Exports{Named: func(string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			s, _ := AbortSignalOf(call.Argument(0))
			if len(call.Arguments) == 1 {
				seen = append(seen, weak.Make(s))
				return sobek.Undefined()
			}
			runtime.GC()
			*h = holding{looks: h.looks + 1, steps: len(s.steps), dependents: len(s.dependents)}
			if to, ok := As[Receiver](call.Argument(1)); ok {
				h.listeners = len(to.target().listeners)
				if extra := to.base().extra; extra != nil {
					h.followed = len(extra.followed)
				}
			}
			all := seen
			for _, f := range s.dependents {
				all = append(all, f.signal)
			}
			for _, p := range all {
				if p.Value() != nil {
					h.alive++
				}
			}
			return sobek.Undefined()
		}))
	}}
}
