package vu

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/sobek"
)

// TestScripts runs one iteration each and looks at what was printed and logged.
func TestScripts(t *testing.T) {
	cases := map[string]struct {
		src   string
		want  []string
		fault string   // in the outcome's error
		logs  []string // in each line logged, in order
	}{
		"timers in the order they are due": {
			src: `export default function () {
				const say = (s) => () => console.log(s);
				setTimeout(say('third'), 5); setTimeout(say('first'), 0); setTimeout(say('second'), -1);
				setTimeout((a, b) => console.log(a, b), 10, 'with', 'arguments');
				console.log('returned');
			}`,
			want: []string{"returned", "first", "second", "third", "with arguments"},
		},
		"clearing": {
			src: `export default function () {
				const a = setTimeout(() => console.log('never'), 0);
				setTimeout(() => clearTimeout(b), 0);
				const b = setTimeout(() => console.log('never'), 0);
				clearTimeout(a); clearTimeout(99); clearTimeout();
				console.log(a, b - a);
			}`,
			want: []string{"1 2"},
		},
		"an interval until it is cleared": {
			src: `export default function () {
				let n = 0;
				const id = setInterval(function () { console.log(++n, this === globalThis); if (n === 3) clearInterval(id) }, 0);
			}`,
			want: []string{"1 true", "2 true", "3 true"},
		},
		"a timer set in a timer runs later": {
			src:  `export default function () { setTimeout(() => { setTimeout(() => console.log('inner'), 0); console.log('outer') }, 0); setTimeout(() => console.log('beside'), 0) }`,
			want: []string{"outer", "beside", "inner"},
		},
		"a timer's functions have names": {
			src:  `export default function () { for (const f of [setTimeout, setInterval, clearTimeout, clearInterval, open]) console.log(f.name, f.length) }`,
			want: []string{"setTimeout 1", "setInterval 1", "clearTimeout 0", "clearInterval 0", "open 1"},
		},
		"a timer needs a function": {
			src:  `export default function () { for (const f of [undefined, null, 'x', 5]) try { setTimeout(f, 1) } catch (e) { console.log(e instanceof TypeError, e.message) } }`,
			want: []string{"true setTimeout: the callback must be a function, got undefined", "true setTimeout: the callback must be a function, got null", "true setTimeout: the callback must be a function, got string", "true setTimeout: the callback must be a function, got number"},
		},
		"microtasks before the next task": {
			src: `export default async function () {
				setTimeout(() => console.log('task'), 0);
				Promise.resolve().then(() => console.log('microtask'));
				await null; console.log('awaited');
			}`,
			want: []string{"microtask", "awaited", "task"},
		},
		"an exception ends the job": {
			src: `export default function () {
				setTimeout(() => console.log('never'), 0); setInterval(() => console.log('never'), 0);
				throw new Error('mine');
			}`,
			fault: "Error: mine",
			logs:  []string{"Error: mine\n\tat default (file://", "2 pending timers were stopped because the iteration failed"},
		},
		"an exception in a timer": {
			src:   `export default function () { setTimeout(() => { throw new TypeError('late') }, 0); setTimeout(() => console.log('never'), 1000) }`,
			fault: "TypeError: late", logs: []string{"TypeError: late", "1 pending timers"},
		},
		"a timer set before the failure is known": {
			src:   `export default function () { Promise.resolve().then(() => setTimeout(() => console.log('never'), 0)); throw new Error('mine') }`,
			fault: "Error: mine", logs: []string{"Error: mine", "1 pending timers"},
		},
		"an unhandled rejection": {
			src:   `export default function () { Promise.reject(new Error('lost')); setTimeout(() => console.log('never'), 1) }`,
			fault: "Uncaught (in promise) Error: lost\n\tat default (file://", logs: []string{"Uncaught (in promise) Error: lost", "1 pending timers"},
		},
		"an async function that throws": {
			src:   `export default async function () { await null; throw new Error('async') }`,
			fault: "Uncaught (in promise) Error: async", logs: []string{"Uncaught (in promise) Error: async"},
		},
		"a rejection handled in time": {
			src:  `export default async function () { const p = Promise.reject(new Error('x')); await null; p.catch((e) => console.log('handled', e.message)); try { await Promise.reject(5) } catch (e) { console.log(e) } }`,
			want: []string{"handled x", "5"},
		},
		"rejected with no error": {
			src:   `export default function () { Promise.reject() }`,
			fault: "Uncaught (in promise) undefined", logs: []string{"Uncaught (in promise) undefined"},
		},
		"globals": {
			src: `export default function () {
				console.log(__VU, __ITER, __ENV.A, __ENV.B, global === globalThis, __ENV === __ENV, typeof require, typeof open);
				__ENV.B = 5; delete __ENV.A; console.log(typeof __ENV.B, JSON.stringify(__ENV), 'A' in __ENV);
				console = { log: console.log, mine: 1 }; globalThis.setTimeout = 3; console.log(console.mine, setTimeout, typeof window, 'console' in globalThis);
				for (const k in globalThis) console.log(k);
			}`,
			want: []string{"7 undefined a undefined true true function function", `string {"B":"5"} false`, "1 3 undefined true", "setTimeout"},
		},
		"open and require only in the init context": {
			src:  `export default function () { for (const f of [() => open('a.js'), () => require('k6/rig')]) try { f() } catch (e) { console.log(e.message.slice(0, 54)) } }`,
			want: []string{`the "open" function is only available in the init stag`, `the "require" function is only available in the init s`},
		},
		"console": {
			src: `export default function () {
				const o = { a: 1, 'b c': 's', d: [1, null, undefined, -0], e() {} }; o.self = o;
				console.log('s', 1.5, o, [], {}, new Map([[1, 2]]), new Uint8Array(2), new ArrayBuffer(3), new Error('e'), Symbol('y'));
				console.info(); console.warn('w'); console.error('e'); console.debug('d');
			}`,
			want: []string{`s 1.5 { a: 1, "b c": "s", d: [ 1, null, undefined, -0 ], e: [object Function], self: [Circular] } [] {} Map(1) Uint8Array(2) [ 0, 0 ] ArrayBuffer { [Uint8Contents]: <00 00 00>, byteLength: 3 } Error: e y`, "", "w", "e", "d"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, c.src)
			r.test.Env = map[string]string{"A": "a"}
			o := r.start(r.bear(7), "default")
			r.finish(1)
			if diff := cmp.Diff(c.want, r.console.all()); diff != "" {
				t.Error(diff)
			}
			if c.fault == "" && o.Err != nil || c.fault != "" && (o.Err == nil || !strings.Contains(ErrorText(o.Err), c.fault)) {
				t.Errorf("the outcome is %v, want %q", o.Err, c.fault)
			}
			logs := r.log.all()
			if len(logs) != len(c.logs) {
				t.Fatalf("logged %q, want %q", logs, c.logs)
			}
			for i, want := range c.logs {
				if !strings.Contains(logs[i], want) {
					t.Errorf("logged %q, want %q", logs[i], want)
				}
			}
		})
	}
}

// held is a Holder that says what it was asked.
type held struct {
	Hold
	asked []string
}

func (h *held) End()           { h.asked = append(h.asked, "end") }
func (h *held) Interrupt()     { h.asked = append(h.asked, "interrupt") }
func (h *held) String() string { return "a thing" }

// TestHolds keeps a job alive with holds.
func TestHolds(t *testing.T) {
	const src = `export default function () { }; export function fails() { throw new Error('mine') }`
	begin := func(t *testing.T, name string) (*rig, *VU, *Outcome, [2]*held) {
		r := newRig(t, src)
		v := r.bear(1)
		o := r.start(v, name)
		h := [2]*held{{}, {}}
		for _, h := range h {
			v.Hold(&h.Hold, h)
			v.Hold(&h.Hold, h) // a second time does nothing
		}
		r.turn("the function has returned", func() bool { return !r.runner.Pending() })
		if r.done != 0 || !v.Busy() {
			t.Fatal("the job ended with holds")
		}
		return r, v, o, h
	}
	t.Run("released", func(t *testing.T) {
		r, v, o, h := begin(t, "default")
		h[0].Release()
		h[0].Release()
		if r.done != 0 {
			t.Error("the job ended with a hold")
		}
		h[1].Release()
		if r.done != 1 || o.Err != nil || v.Busy() || h[0].asked != nil {
			t.Errorf("%d jobs ended, %v, busy %v, asked %v", r.done, o.Err, v.Busy(), h[0].asked)
		}
	})
	t.Run("failed", func(t *testing.T) {
		r, v, o, h := begin(t, "fails")
		if !v.Failed() || r.done != 0 {
			t.Errorf("failed %v, %d ended", v.Failed(), r.done)
		}
		for _, h := range h {
			if diff := cmp.Diff([]string{"end"}, h.asked); diff != "" {
				t.Error(diff)
			}
			h.Release()
		}
		if r.done != 1 || o.Err == nil {
			t.Errorf("%d jobs ended, err %v", r.done, o.Err)
		}
	})
	t.Run("interrupted", func(t *testing.T) {
		r, v, o, h := begin(t, "default")
		v.Interrupt(errStop)
		if r.done != 1 || !errors.Is(o.Interrupted, errStop) {
			t.Errorf("%d jobs ended, %v", r.done, o.Interrupted)
		}
		for _, h := range h {
			if diff := cmp.Diff([]string{"interrupt"}, h.asked); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// TestBusy gives a VU a second job.
func TestBusy(t *testing.T) {
	r := newRig(t, `export default function () {}`)
	v := r.bear(1)
	r.start(v, "default")
	if err := v.Start(Job{}); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v", err)
	}
	r.finish(1)
}

// TestRunnerFair lets a VU that always has a next task leave room for others,
// and for the loop.
func TestRunnerFair(t *testing.T) {
	r := newRig(t, `export default function () {}`)
	v, other := r.bear(1), r.bear(2)
	turns := 0
	var again TaskFunc
	again = func(v *VU) {
		turns++
		v.Enqueue(again)
	}
	v.Enqueue(again)
	before := -1
	err := other.Start(Job{
		Fn:   func(*VU) (sobek.Value, error) { return nil, nil },
		Done: func(*VU, Outcome) { before = turns; r.done++ },
	})
	if err != nil {
		t.Fatal(err)
	}
	r.finish(1)
	if before < 1 || before > 2 {
		t.Errorf("%d turns before the neighbour's", before)
	}
	turns = 0
	r.runner.Run()
	if turns == 0 || turns > sliceTasks {
		t.Errorf("%d turns in one slice", turns)
	}
	v.queue.Clear()
}

// TestBreak ends script code that a Go function has called, and nothing else: Go code
// that only takes long has done nothing wrong, nor has the VU's next job.
func TestBreak(t *testing.T) {
	r := newRig(t, `
		export function within() { try { slow({ get x() { while (true); } }); } finally { console.log('never'); } }
		export function without() { slow({}); console.log('goes on'); }`)
	v := r.bear(1)
	slow := func(call sobek.FunctionCall) sobek.Value {
		r.runner.Break(time.Second)
		return call.Argument(0).ToObject(v.rt).Get("x")
	}
	if err := v.rt.Set("slow", v.Native(slow)); err != nil {
		t.Fatal(err)
	}
	for n, test := range []struct{ name, fault string }{{"without", ""}, {"within", "did not return within 1s"}, {"without", ""}} {
		o := r.start(v, test.name)
		r.finish(n + 1)
		if o.Interrupted != nil || (o.Err == nil) != (test.fault == "") || o.Err != nil && !strings.Contains(o.Err.Error(), test.fault) {
			t.Errorf("%s: %v, interrupted by %v", test.name, o.Err, o.Interrupted)
		}
		r.runner.Break(time.Second) // too late: the task has just ended
	}
	if got, want := r.console.all(), []string{"goes on", "goes on"}; !cmp.Equal(got, want) {
		t.Errorf("printed %q, want %q", got, want)
	}
	if v.Busy() {
		t.Error("the VU is still busy")
	}
}
