package vu

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/grafana/sobek"
)

// Job is what a VU is asked to do from start to end: an iteration, setup(), the
// init context. It ends when its function has returned and nothing that it
// began is pending.
type Job struct {
	// Fn runs on a fiber of the VU.
	Fn func(v *VU) (sobek.Value, error)
	// Done is called once, on the loop, when the job has ended. The VU is idle
	// then and may be given the next job at once.
	Done func(v *VU, o Outcome)
}

// Outcome is how a job ended. Immutable.
type Outcome struct {
	// Value is what Fn returned; for a settled promise, what it settled to.
	Value sobek.Value
	// Err is the first exception or unhandled rejection, nil if there was none.
	Err error
	// Interrupted is why the job was ended before its time, nil if it was not.
	Interrupted  error
	Began, Ended time.Time
}

// running is a job under way.
type running struct {
	Job
	value       sobek.Value
	err         error
	interrupted error
	began       time.Time
	returned    bool
	abort       *abortion // nil unless the script asked for the end
	ending      bool      // failed: what is pending was told to end
	company     bool      // something accompanies it
}

// ErrBusy is returned by Start for a VU that has a job.
var ErrBusy = errors.New("the VU is busy")

// Start gives an idle VU a job.
func (v *VU) Start(j Job) error {
	if v.job != nil || v.dead {
		return ErrBusy
	}
	v.job = &running{Job: j}
	v.Enqueue(TaskFunc((*VU).begin))
	return nil
}

func (v *VU) begin() {
	j := v.job
	j.began = time.Now()
	defer func() { j.returned = true }() // also when Fn panics
	value, err := j.Fn(v)
	j.value = value
	if err != nil {
		v.Fail(err)
	}
}

// Busy reports whether the VU has a job.
func (v *VU) Busy() bool { return v.job != nil }

// Failed reports whether the job has failed already: what begins now will be
// ended at once.
func (v *VU) Failed() bool { return v.job != nil && v.job.ending }

// Fail ends the job because of an exception in it: it is reported, timers are
// dropped, and every Hold is told to end. Events that follow are still
// delivered. Later faults of the same job are only reported.
func (v *VU) Fail(err error) {
	var interrupted *sobek.InterruptedError
	if errors.As(err, &interrupted) && !v.overlong(interrupted) {
		// The job was interrupted, by the loop or by itself.
		switch {
		case v.job == nil || v.job.interrupted != nil:
		case v.job.abort != nil:
			v.unwound()
		default:
			v.job.interrupted = interruptReason(interrupted)
		}
		return
	}
	j := v.job
	if j == nil {
		v.report(err)
		return
	}
	// Bear returns the first fault of the init context: whoever asked for the
	// VU tells of it.
	if v.Stage != Init || j.err != nil {
		v.report(err)
	}
	if j.err == nil {
		j.err = err
	}
	v.ending("the iteration failed")
}

// overlong reports whether an interrupt is the fault of the script's own code and
// the job shall fail of it, like of an exception.
func (v *VU) overlong(e *sobek.InterruptedError) bool {
	if _, is := interruptReason(e).(*Overlong); !is || v.job != nil && (v.job.interrupted != nil || v.job.abort != nil) {
		return false
	}
	v.unbreak()
	return true
}

// ending tells everything that is pending to end, once.
func (v *VU) ending(why string) {
	if v.job.ending {
		return
	}
	v.job.ending = true
	v.dropTimers(why)
	v.eachHeld(func(h Holder) { h.End() })
}

func interruptReason(e *sobek.InterruptedError) error {
	if err, ok := e.Value().(error); ok {
		return err
	}
	return fmt.Errorf("%v", e.Value())
}

// Interrupt ends the job now: JavaScript is stopped at its next instruction and
// no further event is delivered. A VU inside a built-in of the engine that never
// returns (a backtracking regular expression) does not hear it: see Abandon. A
// job that is being aborted has its grace still.
func (v *VU) Interrupt(reason error) {
	if j := v.job; j == nil || j.interrupted != nil || j.abort != nil {
		return
	}
	v.interrupt(reason)
}

func (v *VU) interrupt(reason error) {
	v.job.interrupted = reason
	switch {
	case v.lost:
		v.rt.Interrupt(reason)
	case v.parked:
		v.rt.Interrupt(reason)
		v.Unpark()
	case v.stepping:
		v.rt.Interrupt(reason)
	default:
		v.settle()
	}
}

// Interrupted is why the VU's job is being interrupted, nil if it is not.
// A native function looks at it after Park.
func (v *VU) Interrupted() error {
	if v.job == nil {
		return nil
	}
	return v.job.interrupted
}

// Abandon gives a VU up that does not come back from JavaScript: its job ends
// as interrupted, and it is never used again.
func (v *VU) Abandon(reason error) {
	j := v.job
	v.dead = true
	if j == nil {
		return
	}
	if j.interrupted == nil {
		j.interrupted = reason
	}
	v.release()
	v.finish()
}

// settle looks, after a task, whether the job has failed or come to its end.
func (v *VU) settle() {
	j := v.job
	if j == nil || v.dead {
		return
	}
	v.reportRejections()
	if j.interrupted != nil {
		v.release()
		v.rt.ClearInterrupt()
		v.finish()
		return
	}
	if j.abort != nil {
		// Where a native function was the last to run, as a timer's or a
		// reaction's, no JavaScript met the interrupt: the next event would.
		v.unwound()
	}
	if j.returned && v.held.next == nil && v.queue.Len() == 0 {
		v.finish()
	}
}

// release lets go of everything the job began, without events.
func (v *VU) release() {
	v.dropTimers("the iteration was interrupted")
	v.eachHeld(func(h Holder) { h.Interrupt() })
	for v.held.next != nil { // a holder that did not let go by itself
		v.held.next.Release()
	}
	v.queue.Clear()
}

func (v *VU) finish() {
	j := v.job
	if j.company {
		v.dismiss()
	}
	if a := j.abort; a != nil {
		v.Loop().Disarm(&a.Timer)
		if j.interrupted == nil {
			j.interrupted = a.reason
		}
	}
	v.job = nil
	o := Outcome{Value: j.value, Err: j.err, Interrupted: j.interrupted, Began: j.began, Ended: time.Now()}
	if p, ok := exportPromise(j.value); ok && p.State() == sobek.PromiseStateFulfilled {
		o.Value = p.Result()
	}
	j.Done(v, o)
}

func exportPromise(value sobek.Value) (*sobek.Promise, bool) {
	obj, ok := value.(*sobek.Object)
	if !ok || obj.ExportType() != reflect.TypeFor[*sobek.Promise]() {
		return nil, false
	}
	p, ok := obj.Export().(*sobek.Promise)
	return p, ok
}

// trackRejection keeps the promises that were rejected and have no handler yet.
func (v *VU) trackRejection(p *sobek.Promise, op sobek.PromiseRejectionOperation) {
	switch op {
	case sobek.PromiseRejectionReject:
		v.rejected = append(v.rejected, p)
	case sobek.PromiseRejectionHandle:
		for i, other := range v.rejected {
			if other == p {
				v.rejected = append(v.rejected[:i], v.rejected[i+1:]...)
				return
			}
		}
	}
}

// reportRejections fails the job for every rejection nobody handled by the end
// of a task.
func (v *VU) reportRejections() {
	for len(v.rejected) > 0 {
		rejected := v.rejected
		v.rejected = nil
		for _, p := range rejected {
			v.Fail(rejection(p))
		}
	}
}

// Rejection is an unhandled rejection of a promise.
type Rejection struct{ text string }

// Error is the text k6's users see.
func (r *Rejection) Error() string { return "Uncaught (in promise) " + r.text }

func rejection(p *sobek.Promise) error { return &Rejection{reasonText(p.Result())} }

// reasonText is a thrown value as users see it, with its stack if it has one.
func reasonText(reason sobek.Value) string {
	if obj, ok := reason.(*sobek.Object); ok {
		if stack := obj.Get("stack"); stack != nil && !sobek.IsUndefined(stack) {
			return stack.String()
		}
	}
	if reason == nil {
		return "undefined"
	}
	return reason.String()
}
