package loop

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestTimers compares with a list that is sorted at every step.
func TestTimers(t *testing.T) {
	type model struct {
		Timer
		at    time.Duration // -1: not armed
		order int
	}
	base := time.Unix(1e9, 0)
	h := &timers{base: base}
	list := make([]*model, 200)
	var ran []*model
	for i := range list {
		m := &model{at: -1}
		m.Init(func() { ran = append(ran, m) })
		list[i] = m
	}
	now := time.Duration(0)
	for order := range 20000 {
		m := list[rand.IntN(len(list))]
		switch rand.IntN(4) {
		case 0:
			h.disarm(&m.Timer)
			m.at = -1
		case 1, 2:
			m.at, m.order = now+time.Duration(rand.IntN(50)), order
			h.arm(&m.Timer, base.Add(m.at))
		case 3:
			now += time.Duration(rand.IntN(20))
			var want []*model
			for _, m := range list {
				if m.at >= 0 && m.at <= now {
					want = append(want, m)
				}
			}
			slices.SortFunc(want, func(a, b *model) int { return int(a.at-b.at)*1e6 + a.order - b.order })
			ran = ran[:0]
			h.run(base.Add(now))
			if !slices.Equal(ran, want) {
				t.Fatalf("at %d, step %d: %d timers ran, want %d, or in another order", now, order, len(ran), len(want))
			}
			for _, m := range want {
				m.at = -1
			}
		}
		next := time.Duration(-1)
		for _, m := range list {
			if m.at >= 0 && (next < 0 || m.at < next) {
				next = m.at
			}
		}
		if due, some := h.due(); some != (next >= 0) || some && !due.Equal(base.Add(next)) {
			t.Fatalf("due %v, %v, want %v", due, some, next)
		}
	}
}

// TestTimerPass: what is armed in a pass runs in the next one, also if it is due
// long since; what is disarmed in a pass does not run.
func TestTimerPass(t *testing.T) {
	onEngines(t, func(r *rig) {
		now := r.Now()
		var ran []string
		var a, b, c, late Timer
		a.Init(func() {
			ran = append(ran, "a")
			r.Arm(&late, now.Add(-time.Hour))
			r.Arm(&a, now)
			r.Disarm(&b)
			r.Arm(&c, now.Add(-time.Minute)) // moved to the next pass
		})
		b.Init(func() { ran = append(ran, "b") })
		c.Init(func() { ran = append(ran, "c") })
		late.Init(func() { ran = append(ran, "late"); r.Disarm(&a) })
		r.Arm(&a, now)
		r.Arm(&b, now)
		r.Arm(&c, now)
		r.tick(time.Time{})
		if !slices.Equal(ran, []string{"a"}) {
			t.Errorf("the first pass ran %q", ran)
		}
		r.tick(time.Time{})
		if !slices.Equal(ran, []string{"a", "late", "c"}) {
			t.Errorf("the second pass made it %q", ran)
		}
		if _, some := r.timers.due(); some {
			t.Error("something is armed still")
		}
	})
}

// TestSleep: Poll sleeps until the timer or until its limit, in made-up time to
// the nanosecond.
func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Config{Engine: Portable})
		begin := time.Now()
		var timer Timer
		ran := time.Duration(-1)
		timer.Init(func() { ran = time.Since(begin) })
		r.Arm(&timer, begin.Add(90*time.Minute+1))
		r.tick(begin.Add(time.Minute))
		if d := time.Since(begin); d != time.Minute || ran >= 0 {
			t.Errorf("Poll ended after %v, the timer ran after %v", d, ran)
		}
		r.tick(time.Unix(0, 1))
		if d := time.Since(begin); d != time.Minute {
			t.Errorf("a look ended after %v", d)
		}
		r.tick(time.Time{})
		if ran != 90*time.Minute+1 {
			t.Errorf("the timer ran after %v", ran)
		}
		go func() { time.Sleep(time.Hour); r.Post(func() {}) }() // made-up time
		r.tick(time.Time{})
		if d := time.Since(begin); d != 150*time.Minute+1 {
			t.Errorf("the letter ended Poll after %v", d)
		}
	})
}

// TestTimerAccuracy: a real timer is not early and does not keep the core busy.
func TestTimerAccuracy(t *testing.T) {
	onEngines(t, func(r *rig) {
		for _, d := range []time.Duration{200 * time.Microsecond, 5 * time.Millisecond} {
			begin := time.Now()
			var timer Timer
			ran, ticks := time.Duration(0), 0
			timer.Init(func() { ran = time.Since(begin) })
			for r.Arm(&timer, begin.Add(d)); ran == 0; ticks++ {
				r.tick(time.Time{})
			}
			if ran < d || ticks > 10 {
				t.Errorf("armed for %v: ran after %v and %d ticks", d, ran, ticks)
			}
		}
	})
}

// crowd is a heap of 100,000 timers.
func crowd() (*timers, []*Timer) {
	h := &timers{base: time.Unix(1e9, 0)}
	list := make([]*Timer, 100000)
	for i := range list {
		list[i] = &Timer{run: func() {}}
		h.arm(list[i], h.base.Add(time.Duration(rand.Int64N(int64(time.Minute)))))
	}
	return h, list
}

func TestTimerAllocs(t *testing.T) {
	h, list := crowd()
	i := 0
	if got := testing.AllocsPerRun(1000, func() {
		h.arm(list[i], h.base.Add(time.Duration(i)*time.Millisecond))
		h.disarm(list[i+1])
		h.arm(list[i+1], h.base)
		h.run(h.base)
		h.arm(list[i+1], h.base.Add(time.Hour))
		i += 2
	}); got > 0 {
		t.Errorf("%v allocations", got)
	}
}

func BenchmarkTimer(b *testing.B) {
	h, list := crowd()
	now := h.base
	b.ReportAllocs()
	i := 0
	for b.Loop() { // a deadline that is moved, as most are
		i = (i + 7919) % len(list)
		now = now.Add(time.Microsecond)
		h.arm(list[i], now.Add(time.Minute))
	}
}
