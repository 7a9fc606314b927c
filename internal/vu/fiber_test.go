package vu

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestParkInTurn parks several VUs in their functions, deep in JavaScript and Go
// in turn, and resumes them in another order.
func TestParkInTurn(t *testing.T) {
	const n = 5
	r := newRig(t, `
		import {park, call} from 'k6/rig';
		function deep(k, x) { return k === 0 ? park(x) : call((y) => deep(k - 1, y), x) }
		export default function () {
			let log = '';
			for (let i = 0; i < 3; i++) log += deep(i * 3, i) + ';';
			return log + __VU;
		}`)
	outcomes := map[int64]*Outcome{}
	for id := int64(1); id <= n; id++ {
		outcomes[id] = r.start(r.bear(id), "default")
	}
	for round := range 3 {
		r.turn("all are parked", func() bool { return len(r.parked) == n })
		parked := r.parked
		r.parked = nil
		if round == 1 {
			slices.Reverse(parked)
		}
		for _, v := range parked {
			v.Unpark()
			v.Unpark() // once is enough, twice does no harm
		}
	}
	r.finish(n)
	for id, o := range outcomes {
		if o.Err != nil || o.Value.String() != "0;1;2;"+string(rune('0'+id)) {
			t.Errorf("VU %d: %v, %v", id, o.Value, o.Err)
		}
	}
}

// TestParkInPromiseJob parks in a reaction of a promise and in an async function
// after an await.
func TestParkInPromiseJob(t *testing.T) {
	r := newRig(t, `
		import {park} from 'k6/rig';
		export default async function () {
			let log = [];
			const p = Promise.resolve(1).then((v) => log.push('job', park(v)));
			log.push('sync');
			await p;
			log.push(park('after'));
			return log.join();
		}`)
	v := r.bear(1)
	o := r.start(v, "default")
	for range 2 {
		r.turn("it is parked", func() bool { return len(r.parked) == 1 })
		r.parked = nil
		v.Unpark()
	}
	r.finish(1)
	if o.Err != nil || o.Value.String() != "sync,job,1,after" {
		t.Errorf("got %v, %v", o.Value, o.Err)
	}
}

// TestTasksWaitWhileParked lets a timer come due while its VU is parked.
func TestTasksWaitWhileParked(t *testing.T) {
	r := newRig(t, `
		import {park} from 'k6/rig';
		const log = [];
		export default function () {
			setTimeout(() => log.push('timer'), 0);
			park();
			log.push('function');
		}
		export function logged() { return log.join() }`)
	v := r.bear(1)
	r.start(v, "default")
	r.turn("the timer waits", func() bool { return len(r.parked) == 1 && v.Queued() == 1 })
	v.Unpark()
	r.finish(1)
	o := r.start(v, "logged")
	r.finish(2)
	if o.Value.String() != "function,timer" {
		t.Errorf("got %v", o.Value)
	}
}

var errStop = errors.New("stop")

// TestInterruptParked interrupts a VU inside a call: the script cannot catch it,
// what it began is dropped, and the VU can be used again.
func TestInterruptParked(t *testing.T) {
	r := newRig(t, `
		import {park} from 'k6/rig';
		export default function () {
			setTimeout(() => console.log('never'), 1e6);
			try { park() } catch (e) { console.log('caught') } finally { console.log('finally') }
		}
		export function again() { return 'again' }`)
	v := r.bear(1)
	o := r.start(v, "default")
	r.turn("it is parked", func() bool { return len(r.parked) == 1 })
	v.Interrupt(errStop)
	r.finish(1)
	if !errors.Is(o.Interrupted, errStop) || o.Err != nil {
		t.Errorf("interrupted %v, err %v", o.Interrupted, o.Err)
	}
	o = r.start(v, "again")
	r.finish(2)
	if o.Err != nil || o.Interrupted != nil || o.Value.String() != "again" {
		t.Errorf("afterwards: %+v", *o)
	}
	if got := r.console.all(); len(got) > 0 {
		t.Errorf("the script went on: %q", got)
	}
	if got := r.log.all(); len(got) != 1 || !strings.Contains(got[0], "1 pending timers were stopped because the iteration was interrupted") {
		t.Errorf("logged %q", got)
	}
}

// TestInterruptWaiting interrupts a VU that waits for a timer only.
func TestInterruptWaiting(t *testing.T) {
	r := newRig(t, `export default function () { setTimeout(() => {}, 1e6) }`)
	v := r.bear(1)
	o := r.start(v, "default")
	r.turn("it waits", func() bool { return v.held.next != nil && !r.runner.Pending() })
	names, more := v.Holders(1)
	if len(names) != 1 || more != 0 || !strings.HasPrefix(names[0], "setTimeout 1 set at file://") {
		t.Errorf("it waits for %q and %d more", names, more)
	}
	v.Interrupt(errStop)
	if r.done != 1 || !errors.Is(o.Interrupted, errStop) {
		t.Errorf("%d jobs ended, interrupted %v", r.done, o.Interrupted)
	}
}

// TestInterruptBegun interrupts a job that has not had its first turn.
func TestInterruptBegun(t *testing.T) {
	r := newRig(t, `export default function () { console.log('never') }; export function again() { return 1 }`)
	v := r.bear(1)
	o := r.start(v, "default")
	v.Interrupt(errStop)
	if r.done != 1 || !errors.Is(o.Interrupted, errStop) {
		t.Errorf("%d jobs ended, interrupted %v", r.done, o.Interrupted)
	}
	o = r.start(v, "again")
	r.finish(2)
	if o.Err != nil || o.Interrupted != nil || o.Value.ToInteger() != 1 {
		t.Errorf("afterwards: %+v", *o)
	}
	if got := r.console.all(); len(got) > 0 {
		t.Errorf("the script ran: %q", got)
	}
}

// TestPanicEndsTheJob has a fault of ours in a native function: the VU's job
// ends, its neighbours and its next job do not notice.
func TestPanicEndsTheJob(t *testing.T) {
	r := newRig(t, `
		import {panics, call} from 'k6/rig';
		export default function () { setTimeout(() => console.log('never'), 1e6); try { call(() => panics()) } catch (e) { console.log('caught') } }
		export function again() { return 'again' }`)
	v, other := r.bear(1), r.bear(2)
	o := r.start(v, "default")
	beside := r.start(other, "again")
	r.finish(2)
	if o.Err == nil || !strings.Contains(o.Err.Error(), "internal fault in VU 1: a fault of ours") {
		t.Errorf("the job's error is %v", o.Err)
	}
	if beside.Err != nil || beside.Value.String() != "again" {
		t.Errorf("the neighbour: %+v", *beside)
	}
	o = r.start(v, "again")
	r.finish(3)
	if o.Err != nil || o.Value.String() != "again" {
		t.Errorf("afterwards: %+v", *o)
	}
	if InJavaScript(r.runner.Lease.Word()) {
		t.Error("the lease was left in JavaScript")
	}
	if got := r.console.all(); len(got) > 0 {
		t.Errorf("printed %q", got)
	}
}

// TestParkNowhere parks where there is no fiber: an option's toJSON.
func TestParkNowhere(t *testing.T) {
	r := newRig(t, `import {park} from 'k6/rig'; export const options = {toJSON() { park() }}; export default () => {}`)
	_, err := r.bear(0).OptionsJSON()
	if err == nil || !strings.Contains(err.Error(), "nothing can be waited for here") {
		t.Errorf("got %v", err)
	}
}
