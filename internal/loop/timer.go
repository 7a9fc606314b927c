package loop

import "time"

// Timer runs a function on its loop, once per Arm. It is made to be part of
// what it belongs to; the zero Timer must be given a function by Init.
// Owned by one loop.
type Timer struct {
	run func()
	// pos is where the timer is: 0 nowhere, n in the heap at n-1, -n in the
	// pass that is running at n-1.
	pos int
}

// Init says what the timer does. It must not be armed.
func (t *Timer) Init(run func()) { t.run = run }

// timers is a heap of four children a node: shallow, and a node's children share
// a cache line or two. Times are kept in it, so that sorting does not touch the
// timers, which lie all over memory.
type timers struct {
	base time.Time
	heap []alarm
	pass []*Timer // due and not run yet; nil: disarmed or moved meanwhile
	seq  uint64
}

// alarm is one timer in the heap. Of two at the same time the one armed first
// comes first.
type alarm struct {
	at    time.Duration // since base
	seq   uint64
	timer *Timer
}

func (a alarm) before(b alarm) bool {
	return a.at < b.at || a.at == b.at && a.seq < b.seq
}

func (h *timers) arm(t *Timer, at time.Time) {
	h.seq++
	a := alarm{at.Sub(h.base), h.seq, t}
	if t.pos <= 0 {
		h.disarm(t)
		h.heap = append(h.heap, a)
		h.up(len(h.heap)-1, a)
		return
	}
	h.place(t.pos-1, a)
}

func (h *timers) disarm(t *Timer) {
	switch {
	case t.pos < 0:
		h.pass[-t.pos-1] = nil
	case t.pos > 0:
		h.remove(t.pos - 1)
	}
	t.pos = 0
}

// due is when the next timer is due, if there is one.
func (h *timers) due() (time.Time, bool) {
	if len(h.heap) == 0 {
		return time.Time{}, false
	}
	return h.base.Add(h.heap[0].at), true
}

// run is one timer pass: what is armed in it waits for the next.
func (h *timers) run(now time.Time) {
	limit := now.Sub(h.base)
	for len(h.heap) > 0 && h.heap[0].at <= limit {
		t := h.heap[0].timer
		h.remove(0)
		h.pass = append(h.pass, t)
		t.pos = -len(h.pass)
	}
	for i := 0; i < len(h.pass); i++ {
		t := h.pass[i]
		if t == nil {
			continue
		}
		h.pass[i] = nil
		t.pos = 0
		t.run()
	}
	h.pass = h.pass[:0]
}

func (h *timers) remove(i int) {
	last := len(h.heap) - 1
	a := h.heap[last]
	h.heap[last] = alarm{}
	h.heap = h.heap[:last]
	if i < last {
		h.place(i, a)
	}
}

// place puts a where there is a hole, or where its time wants it.
func (h *timers) place(i int, a alarm) {
	if i > 0 && a.before(h.heap[(i-1)/4]) {
		h.up(i, a)
		return
	}
	h.down(i, a)
}

func (h *timers) up(i int, a alarm) {
	for i > 0 {
		parent := (i - 1) / 4
		if !a.before(h.heap[parent]) {
			break
		}
		h.set(i, h.heap[parent])
		i = parent
	}
	h.set(i, a)
}

func (h *timers) down(i int, a alarm) {
	for {
		first := 4*i + 1
		if first >= len(h.heap) {
			break
		}
		least := first
		for child := first + 1; child < min(first+4, len(h.heap)); child++ {
			if h.heap[child].before(h.heap[least]) {
				least = child
			}
		}
		if !h.heap[least].before(a) {
			break
		}
		h.set(i, h.heap[least])
		i = least
	}
	h.set(i, a)
}

func (h *timers) set(i int, a alarm) {
	h.heap[i] = a
	a.timer.pos = i + 1
}
