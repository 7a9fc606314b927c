package vu

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/sobek"
)

// carrier turns a rig's loop on goroutines of its own, as a shard does, while
// the test plays the watcher.
type carrier struct {
	*rig
	stopped bool // the loop's
	done    chan struct{}
	takes   int
}

func carry(r *rig) *carrier {
	c := &carrier{rig: r, done: make(chan struct{})}
	go c.carry()
	r.t.Cleanup(func() {
		r.loop.Post(func() { c.stopped = true })
		<-c.done
	})
	return c
}

func (c *carrier) carry() {
	for !c.stopped {
		c.tick()
	}
	close(c.done)
}

// on runs f on the loop and waits for it.
func (c *carrier) on(f func()) {
	ran := make(chan struct{})
	c.loop.Post(func() { f(); close(ran) })
	<-ran
}

// take plays the watcher until it has taken the loop away once.
func (c *carrier) take() {
	limit := time.Now().Add(20 * time.Second)
	for !c.runner.Take(c.runner.Lease.Word()) {
		if time.Now().After(limit) {
			c.t.Error("nothing to take")
			return
		}
		runtime.Gosched()
	}
	c.takes++
	go c.carry()
}

// begin starts a job on the loop; the outcome comes on the channel.
func (c *carrier) begin(v *VU, name string) <-chan Outcome {
	ended := make(chan Outcome, 1)
	c.loop.Post(func() {
		v.Stage = Iterating
		if err := v.Start(Job{
			Fn:   func(v *VU) (sobek.Value, error) { return v.Export(name) },
			Done: func(_ *VU, o Outcome) { ended <- o },
		}); err != nil {
			c.t.Error(err)
		}
	})
	return ended
}

// gate is a pair of Go functions for a script that must be in JavaScript for as
// long as a test likes: neither is wrapped in Native.
type gate struct {
	entered chan struct{}
	open    atomic.Bool
	hold    chan struct{}
}

func newGate(v *VU) *gate {
	g := &gate{entered: make(chan struct{}, 100), hold: make(chan struct{})}
	v.rt.Set("enter", func(sobek.FunctionCall) sobek.Value { g.entered <- struct{}{}; return sobek.Undefined() })
	v.rt.Set("shut", func(sobek.FunctionCall) sobek.Value { return v.rt.ToValue(!g.open.Load()) })
	v.rt.Set("block", func(sobek.FunctionCall) sobek.Value { <-g.hold; return sobek.Undefined() })
	return g
}

const spinning = `
	import {call, park} from 'k6/rig';
	let n = 0;
	export default function () {
		enter();
		while (shut()) n++;
		return call((x) => x + 1, 1);
	}
	export function nested() { return call(() => { enter(); while (shut()) n++; return call(() => 'inner') + '!' }) }
	export function blocks() { enter(); block(); console.log('back'); return 1 }
	export function quick() { return 'quick' }
	export function mixed(d) {
		let sum = 0;
		for (let i = 0; i < 10; i++) { for (let k = 0; k < 3000; k++) sum += k; sum = call((x) => x - 1, sum) }
		return sum;
	}`

// TestTake takes the loop from a VU that computes: its neighbour runs meanwhile,
// and it comes back at its next call into Go.
func TestTake(t *testing.T) {
	for _, name := range []string{"default", "nested"} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, spinning)
			busy, other := r.bear(1), r.bear(2)
			g := newGate(busy)
			c := carry(r)
			ended := c.begin(busy, name)
			<-g.entered
			c.take()
			if o := <-c.begin(other, "quick"); o.Err != nil || o.Value.String() != "quick" {
				t.Errorf("the neighbour: %+v", o)
			}
			c.on(func() {
				if !busy.Stuck() || !busy.Busy() {
					t.Errorf("stuck %v, busy %v", busy.Stuck(), busy.Busy())
				}
			})
			g.open.Store(true)
			o := <-ended
			if want := map[string]string{"default": "2", "nested": "inner!"}[name]; o.Err != nil || o.Value.String() != want {
				t.Errorf("it came back with %+v, want %s", o, want)
			}
			if o := <-c.begin(busy, "quick"); o.Err != nil || o.Value.String() != "quick" {
				t.Errorf("its next job: %+v", o)
			}
			c.on(func() {
				if busy.Stuck() {
					t.Error("it is still stuck")
				}
			})
		})
	}
}

// TestTakeStale takes nothing with a word that was read at another time.
func TestTakeStale(t *testing.T) {
	r := newRig(t, spinning)
	v := r.bear(1)
	if r.runner.Take(r.runner.Lease.Word()) {
		t.Error("took an idle loop")
	}
	g := newGate(v)
	c := carry(r)
	ended := c.begin(v, "default")
	<-g.entered
	word := r.runner.Lease.Word()
	if !InJavaScript(word) {
		t.Error("it spins, and the lease does not say so")
	}
	c.take()
	if r.runner.Take(word) {
		t.Error("took the loop twice with one word")
	}
	g.open.Store(true)
	<-ended
	if r.runner.Take(word) {
		t.Error("took the loop with an old word")
	}
}

// TestInterruptSpinning stops a VU that computes, with and without its loop.
func TestInterruptSpinning(t *testing.T) {
	r := newRig(t, spinning)
	v := r.bear(1)
	g := newGate(v)
	c := carry(r)
	for range 3 {
		ended := c.begin(v, "default")
		<-g.entered
		c.take()
		c.on(func() { v.Interrupt(errStop) })
		if o := <-ended; !errors.Is(o.Interrupted, errStop) || o.Err != nil {
			t.Errorf("interrupted %v, err %v", o.Interrupted, o.Err)
		}
	}
	if o := <-c.begin(v, "quick"); o.Err != nil || o.Interrupted != nil || o.Value.String() != "quick" {
		t.Errorf("afterwards: %+v", o)
	}
}

// TestAbandon gives up a VU that hears no interrupt; when it comes back after
// all, it does no harm.
func TestAbandon(t *testing.T) {
	r := newRig(t, spinning)
	v, other := r.bear(1), r.bear(2)
	g := newGate(v)
	c := carry(r)
	ended := c.begin(v, "blocks")
	<-g.entered
	c.take()
	c.on(func() {
		v.Interrupt(errStop)
		v.Abandon(errStop)
	})
	if o := <-ended; !errors.Is(o.Interrupted, errStop) {
		t.Errorf("interrupted %v", o.Interrupted)
	}
	c.on(func() {
		if err := v.Start(Job{}); !errors.Is(err, ErrBusy) {
			t.Errorf("an abandoned VU takes a job: %v", err)
		}
	})
	close(g.hold)
	for stuck := true; stuck; {
		c.on(func() { stuck = v.Stuck() })
	}
	if o := <-c.begin(other, "quick"); o.Err != nil || o.Value.String() != "quick" {
		t.Errorf("the neighbour: %+v", o)
	}
	if got := r.console.all(); len(got) > 0 {
		t.Errorf("it went on: %q", got)
	}
}

// TestTakeOften takes the loop away whenever it can, from VUs that go in and
// out of JavaScript.
func TestTakeOften(t *testing.T) {
	r := newRig(t, spinning)
	const vus, enough = 3, 20
	var stop atomic.Bool
	ended := make(chan struct{}, vus)
	c := carry(r)
	for id := range int64(vus) {
		v := r.bearOn(c, id+1)
		job := Job{Fn: func(v *VU) (sobek.Value, error) { return v.Export("mixed") }}
		job.Done = func(v *VU, o Outcome) {
			if o.Err != nil || o.Value.ToInteger() != 10*2999*1500-10 {
				t.Errorf("VU %d: %v, %v", v.ID, o.Value, o.Err)
			}
			if stop.Load() {
				ended <- struct{}{}
			} else if err := v.Start(job); err != nil {
				t.Error(err)
			}
		}
		c.on(func() {
			if err := v.Start(job); err != nil {
				t.Error(err)
			}
		})
	}
	for c.takes < enough && !t.Failed() {
		c.take()
	}
	stop.Store(true)
	for range vus {
		<-ended
	}
}

// bearOn is bear while another goroutine carries the loop.
func (r *rig) bearOn(c *carrier, id int64) *VU {
	n, err := NewNursery()
	if err != nil {
		r.t.Fatal(err)
	}
	defer n.Close()
	v, err := n.Bear(r.t.Context(), r.test, id)
	if err != nil {
		r.t.Fatal(err)
	}
	c.on(func() { v.Adopt(r.runner, r.rec) })
	return v
}
