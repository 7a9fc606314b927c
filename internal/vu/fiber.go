package vu

import (
	"fmt"
	"iter"
	"runtime"
	"sync/atomic"
	"time"

	"volley/internal/loop"
	"volley/internal/ring"
)

// The bounds of one slice of JavaScript, after which the loop writes what is
// dirty and looks at its descriptors again.
const (
	sliceTasks = 64
	sliceTime  = time.Millisecond
	// idleFibers is how many fibers of either kind a loop keeps for later.
	idleFibers = 64
)

// signal is what a fiber says when it gives the core back.
type signal uint8

const (
	drained signal = iota // no VU is ready, or the slice is over
	parked                // its VU waits inside a call
	lost                  // its VU lost the lease; the resuming goroutine owns nothing any more
)

// fiber is a coroutine that runs tasks of whichever VU is ready; while one of
// its VUs is parked inside a call, it belongs to that VU.
//
// There are two kinds, with pools of their own: some begin tasks, and others,
// which helps is set for, attend to VUs that wait in Serve. Their stacks differ
// in size, and one that a VU waits on is to be small.
type fiber struct {
	next  func() (signal, bool)
	stop  func()
	yield func(signal) bool
	helps bool
}

// Runner runs the JavaScript of all VUs of one loop: the queue of VUs with
// something to do, the fibers, and the lease.
//
// Owned by one loop; Lease, Take, Slice and Break are for a watcher.
type Runner struct {
	Lease Lease

	loop    *loop.Loop
	ready   ring.Of[*VU]
	served  ring.Of[*VU] // wait in Serve and were woken
	back    ring.Of[*fiber]
	idle    []*fiber
	helpers []*fiber // idle
	// running is the VU whose JavaScript holds the lease.
	running *VU
	// at is the VU of the task that runs, or ran last.
	at     atomic.Pointer[VU]
	slice  atomic.Int64 // the number of the slice under way; 0: none is
	slices int64

	turn  bool // of those that wait in Serve
	tasks int
	most  int
	until time.Time
}

// NewRunner returns a runner for a loop.
func NewRunner(l *loop.Loop) *Runner { return &Runner{loop: l} }

// Loop is the loop the runner's VUs live on.
func (r *Runner) Loop() *loop.Loop { return r.loop }

// Pending reports whether a VU has something to run.
func (r *Runner) Pending() bool { return r.ready.Len() > 0 || r.served.Len() > 0 || r.back.Len() > 0 }

// Run runs one slice: at most 64 tasks or about a millisecond; while connections are
// being opened, 16 tasks or an eighth of that. It does not
// return when the loop was taken away meanwhile: the goroutine then ends.
func (r *Runner) Run() {
	if !r.Pending() {
		return
	}
	now := time.Now()
	r.slices++
	r.slice.Store(r.slices)
	r.tasks, r.most, r.until = 0, sliceTasks, now.Add(sliceTime)
	if r.loop.Hurried() {
		r.most, r.until = sliceTasks/4, now.Add(sliceTime/8)
	}
	for r.Pending() && !r.over() {
		f, ok := r.back.Pop()
		if ok {
			r.tasks++ // what resumes counts as a task, else a slice has no end
		} else {
			// Either kind has its turn: each would fill a slice alone.
			r.turn = !r.turn
			f = r.fiber(r.served.Len() > 0 && (r.turn || r.ready.Len() == 0))
		}
		r.resume(f)
	}
	r.slice.Store(0)
}

// over reports whether the slice has been used up. The clock is read at every
// fourth task only: it costs as much as a short handler.
func (r *Runner) over() bool {
	return r.tasks >= r.most || (r.tasks&3 == 3 || r.most < sliceTasks) && !time.Now().Before(r.until)
}

func (r *Runner) resume(f *fiber) {
	s, _ := f.next()
	switch s {
	case drained:
		if pool := r.pool(f.helps); len(*pool) < idleFibers {
			*pool = append(*pool, f)
		} else {
			f.stop()
		}
	case parked:
		// The VU that parked holds the fiber.
	case lost:
		// Another goroutine carries the loop on: nothing here may be touched.
		// Post is safe from anywhere; the fiber goes on when the loop gets to it.
		r.loop.Post(func() { r.back.Push(f) })
		runtime.Goexit()
	}
}

func (r *Runner) pool(helps bool) *[]*fiber {
	if helps {
		return &r.helpers
	}
	return &r.idle
}

// fiber takes a pooled fiber or makes one.
func (r *Runner) fiber(helps bool) *fiber {
	pool := r.pool(helps)
	if n := len(*pool); n > 0 {
		f := (*pool)[n-1]
		*pool = (*pool)[:n-1]
		return f
	}
	f := &fiber{helps: helps}
	f.next, f.stop = iter.Pull(func(yield func(signal) bool) {
		f.yield = yield
		for {
			if helps {
				r.attend(f)
			} else {
				r.drain(f)
			}
			if !yield(drained) {
				return
			}
		}
	})
	return f
}

// drain runs tasks on the calling fiber until none is ready or the slice is
// over. A task that parks returns here when its VU has been resumed, maybe in
// another slice and on another goroutine.
func (r *Runner) drain(f *fiber) {
	for !r.over() {
		v, ok := r.ready.Pop()
		if !ok {
			return
		}
		r.tasks++
		r.Lease.begin()
		v.fiber = f
		v.step()
		v.fiber = nil
	}
}

// attend is drain for VUs that wait in Serve.
func (r *Runner) attend(f *fiber) {
	for !r.over() {
		v, ok := r.served.Pop()
		if !ok {
			return
		}
		r.tasks++
		r.Lease.begin()
		v.attend(f)
	}
}

// Take moves the loop to the calling goroutine, if the task that word was read
// from is still in JavaScript. The VU it runs counts as parked until its next
// call into Go. Safe for concurrent use.
func (r *Runner) Take(word uint64) bool {
	if !InJavaScript(word) || !r.Lease.take(word) {
		return false
	}
	r.Lease.task = word&^inJavaScript + 2
	r.slice.Store(0)
	v := r.running
	r.running = nil
	v.lost, v.parked = true, true
	return true
}

// Slice is the number of the slice under way, 0 if there is none. A watcher that
// finds the same for long, and the loop not in JavaScript, knows that one task does
// not come back. Safe for concurrent use.
func (r *Runner) Slice() int64 { return r.slice.Load() }

// Break ends the JavaScript of the task that runs, where that was called by Go
// code: a getter, a toString, a valueOf. The loop cannot be taken from it, for the
// Go code may be in the midst of what the loop owns. Its iteration fails with an
// *Overlong. Where no script code was running, only Go code that takes long, nothing
// comes of it. Safe for concurrent use.
func (r *Runner) Break(after time.Duration) {
	if v := r.at.Load(); v != nil {
		v.broken.Store(true)
		v.rt.Interrupt(&Overlong{after})
	}
}

// Overlong is the fault of script code that a function called, such as a getter of
// an argument, and that did not come back. Immutable.
type Overlong struct{ After time.Duration }

func (o *Overlong) Error() string {
	return fmt.Sprintf("a function of the script that a built-in one called (a getter, toString, valueOf, toJSON) did not return within %v, "+
		"while everything else on its core waited, and was given up", o.After)
}

// Close gives the pooled fibers back. No VU may be running.
func (r *Runner) Close() {
	for _, f := range append(r.idle, r.helpers...) {
		f.stop()
	}
	r.idle, r.helpers = nil, nil
}
