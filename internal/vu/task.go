package vu

import "github.com/grafana/sobek"

// Task is one turn of a VU's event loop: a message, a timer, the start of an
// iteration. Run is called on a fiber; it calls JavaScript through VU.Call.
type Task interface {
	Run(v *VU)
}

// TaskFunc is a function as a Task.
type TaskFunc func(v *VU)

// Run calls f.
func (f TaskFunc) Run(v *VU) { f(v) }

// Enqueue puts a task behind those the VU has. While the VU is parked, its
// tasks wait.
func (v *VU) Enqueue(t Task) {
	v.queue.Push(t)
	v.schedule()
}

// Queued is how many tasks wait.
func (v *VU) Queued() int { return v.queue.Len() }

// Turn is the number of the event loop's turn: what the script sees must not
// change between two equal ones.
func (v *VU) Turn() uint64 { return v.turn }

// schedule makes the VU ready if it has tasks and can run them.
func (v *VU) schedule() {
	if v.parked || v.scheduled || v.queue.Len() == 0 || v.runner == nil {
		return
	}
	v.scheduled = true
	v.runner.ready.Push(v)
}

// step runs the VU's next task on the calling fiber.
func (v *VU) step() {
	t, ok := v.queue.Pop()
	if !ok {
		v.scheduled = false
		return
	}
	v.stepping, v.task = true, t
	v.runner.at.Store(v)
	v.turn++
	v.runTask(t)
	v.settle()
	v.stepping = false
	v.scheduled = false
	v.schedule()
}

// runTask turns a Go panic inside a task into the end of the VU's job: a fault
// in one module must not end the run. JavaScript exceptions do not come here:
// Call returns them.
func (v *VU) runTask(t Task) {
	defer func() {
		if x := recover(); x != nil {
			v.Fail(v.faultOf(x))
		}
	}()
	t.Run(v)
}

// Call calls a JavaScript function. The error is a *sobek.Exception, or a
// *sobek.InterruptedError, which a native function must pass on with Rethrow.
func (v *VU) Call(fn sobek.Callable, this sobek.Value, args ...sobek.Value) (sobek.Value, error) {
	v.enter()
	defer v.leave() // also when a Go function it calls panics
	return fn(this, args...)
}

// Do runs f as JavaScript would run: the loop can be taken away in it. It is
// for calls into the engine that execute script code by other ways than Call. In
// what the engine itself calls, such as a dynamic object's, it has been already.
func (v *VU) Do(f func()) {
	if v.inJS {
		f()
		return
	}
	v.enter()
	defer v.leave()
	f()
}

// Native makes a Go function callable from JavaScript: while f runs, it owns
// the loop. Every Go function a script can reach and that touches anything
// owned by the loop must be wrapped; a pure one need not.
func (v *VU) Native(f func(sobek.FunctionCall) sobek.Value) func(sobek.FunctionCall) sobek.Value {
	return func(call sobek.FunctionCall) sobek.Value {
		for n, arg := range call.Arguments {
			if arg == nil { // the engine's word for a hole in an array
				call.Arguments[n] = sobek.Undefined()
			}
		}
		if !v.inJS { // called by Go code of ours through the engine
			return f(call)
		}
		v.leave()
		defer v.enter()
		return f(call)
	}
}

// NativeConstructor is Native for constructors.
func (v *VU) NativeConstructor(f func(sobek.ConstructorCall) *sobek.Object) func(sobek.ConstructorCall) *sobek.Object {
	return func(call sobek.ConstructorCall) *sobek.Object {
		if !v.inJS { // called by Go code of ours through the engine
			return f(call)
		}
		v.leave()
		defer v.enter()
		return f(call)
	}
}

func (v *VU) enter() {
	if v.broken.Load() {
		v.unbreak()
	}
	v.inJS = true
	v.runner.running = v
	v.word = v.runner.Lease.enter()
}

// unbreak takes back what Break asked for, which no script code has met, or which
// is under way already.
func (v *VU) unbreak() {
	v.broken.Store(false)
	if j := v.job; j == nil || j.interrupted == nil && j.abort == nil {
		v.rt.ClearInterrupt()
	}
}

// leave takes the loop back from JavaScript. If it was given to another
// goroutine meanwhile, the VU waits here until that one resumes its fiber.
func (v *VU) leave() {
	v.inJS = false
	if v.runner.Lease.leave(v.word) {
		return
	}
	v.suspend(lost)
	v.lost, v.parked = false, false
}

// Park gives the core back until Unpark. The caller is a native function or a
// task of this VU; it must look at what it waits for before and after, since an
// interrupt ends the wait too: see Interrupted.
func (v *VU) Park() {
	if v.fiber == nil {
		v.Throwf("nothing can be waited for here")
	}
	v.parked = true
	v.suspend(parked)
	v.parked, v.waking = false, false
}

// suspend leaves the fiber and comes back on the same one.
func (v *VU) suspend(s signal) {
	f := v.fiber
	if !f.yield(s) {
		panic("vu: a fiber was stopped while its VU was parked")
	}
	v.fiber = f
	v.runner.at.Store(v)
	v.runner.Lease.begin()
}

// Unpark ends the VU's wait in Park, or lets it go on in Serve. It does nothing for one that does not wait.
func (v *VU) Unpark() {
	if !v.parked || v.lost || v.waking {
		return
	}
	v.waking = true
	if v.service != nil && !v.service.busy {
		v.runner.served.Push(v)
	} else {
		v.runner.back.Push(v.fiber)
	}
}

// Own runs f as Native would: for Go code that the engine calls directly, such
// as a dynamic object's, and that touches what the loop owns.
func (v *VU) Own(f func()) {
	if !v.inJS {
		f()
		return
	}
	v.leave()
	defer v.enter()
	f()
}
