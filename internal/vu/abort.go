package vu

import (
	"time"

	"volley/internal/loop"
)

// abortGrace is how long the last events of an aborted job may take: its sockets
// close, and their servers answer.
const abortGrace = time.Second

// abortion is the end of a job that its own script asked for.
type abortion struct {
	loop.Timer // ends the grace
	reason     error
}

// Abort ends the job because its script asks for it, from a native function:
// JavaScript stops at its next instruction, which no script can catch, and
// everything pending is told to end. As after an exception its last events are
// still delivered, if they come within a second. The outcome is an interrupted
// one.
func (v *VU) Abort(reason error) {
	j := v.job
	if j == nil || j.interrupted != nil {
		return
	}
	if j.abort == nil {
		a := &abortion{reason: reason}
		a.Init(func() { v.interrupt(a.reason) })
		v.Loop().Arm(&a.Timer, time.Now().Add(abortGrace))
		j.abort = a
	}
	v.rt.Interrupt(reason)
}

// unwound goes on with an aborted job when its JavaScript has stopped.
func (v *VU) unwound() {
	v.rt.ClearInterrupt()
	v.ending("the iteration was interrupted")
}
