package vu

import (
	"errors"
	"strings"
	"testing"
)

// serving is a script whose functions wait in Serve: in turns, inside one
// another, with a park in a turn, and until one throws.
const serving = `
	import {serve, park} from 'k6/rig';
	export function plain() { return serve((log) => log.length === 3) + __VU }
	export function nested() {
		return serve((log) => { if (log === '.') return serve((inner) => inner.length === 2).length === 3; });
	}
	export function parking() { return serve((log) => park(log.length) === 2) }
	export function throwing() {
		try { serve((log) => { if (log === '..') throw new Error('thrown ' + log) }) } catch (e) { return e.message }
	}
	export default function () {
		try { serve(() => false) } catch (e) { console.log('caught') } finally { console.log('finally') }
	}`

// TestServe wakes several VUs at a time, each more often than it needs.
func TestServe(t *testing.T) {
	for name, want := range map[string]string{"plain": "....", "nested": "..", "parking": "...", "throwing": "thrown .."} {
		t.Run(name, func(t *testing.T) {
			const n = 5
			r := newRig(t, serving)
			outcomes := map[*VU]*Outcome{}
			for id := int64(1); id <= n; id++ {
				v := r.bear(id)
				outcomes[v] = r.start(v, name)
			}
			for r.done < n {
				r.turn("all wait or have ended", func() bool { return len(r.parked)+r.done >= n })
				parked := r.parked
				r.parked = nil
				for _, v := range parked {
					v.Unpark()
					v.Unpark()
				}
			}
			for v, o := range outcomes {
				if o.Err != nil || !strings.HasPrefix(o.Value.String(), want) {
					t.Errorf("%s: %v, %v, want %q", v, o.Value, o.Err, want)
				}
			}
		})
	}
}

// TestInterruptServe interrupts a VU that waits in Serve: the script cannot
// catch it, and the VU can be used again.
func TestInterruptServe(t *testing.T) {
	r := newRig(t, serving)
	v := r.bear(1)
	o := r.start(v, "default")
	r.turn("it waits", func() bool { return len(r.parked) == 1 })
	v.Interrupt(errStop)
	r.finish(1)
	if !errors.Is(o.Interrupted, errStop) || len(r.console.all()) > 0 {
		t.Errorf("Interrupted = %v; printed %q", o.Interrupted, r.console.all())
	}
	r.parked = nil
	again := r.start(v, "throwing")
	for range 2 {
		r.turn("it waits", func() bool { return len(r.parked) == 1 })
		r.parked = nil
		v.Unpark()
	}
	r.finish(2)
	if again.Err != nil || again.Value.String() != "thrown .." {
		t.Errorf("afterwards: %+v", *again)
	}
}
