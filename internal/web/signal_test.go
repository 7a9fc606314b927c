package web

import (
	"testing"

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
	if held != (holding{}) {
		t.Errorf("after all are gone the signal holds %+v", held)
	}
}

// holding is a module that looks at what a signal and a target keep.
type holding struct{ steps, dependents, followed, listeners int }

func (*holding) Names() []string { return []string{"look"} }

func (h *holding) New(v *vu.VU) vu.Exports {
	r := Of(v)
	return vu.Exports{Named: func(string) sobek.Value {
		return v.Runtime().ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			s, _ := AbortSignalOf(call.Argument(0))
			*h = holding{len(s.steps), len(s.dependents), len(r.followed), len(Self[Receiver](r, call.Argument(1)).target().listeners)}
			return sobek.Undefined()
		}))
	}}
}
