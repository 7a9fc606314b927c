// Package vu is one virtual user: a JavaScript runtime that lives on a loop.
//
// The one thing to know: JavaScript runs on fibers. A fiber is a coroutine
// (iter.Pull); a call that must block, such as sleep(), parks the fiber and
// gives the core back, and the loop resumes it when the wait is over. A VU
// that only waits for messages holds no fiber; one that waits for them inside a
// call (Serve) keeps a small one, and is served on a fiber that many share.
//
//	loop goroutine        Runner.Run ──resume──► fiber: drain the ready VUs
//	                            ▲                  │  VU.step: one task of a VU
//	                            │                  ▼
//	                            └──drained/parked── JavaScript ── Park()
//
// The second thing: the lease. While JavaScript runs, the loop can be taken
// away from the goroutine it runs on (Runner.Take), so that a handler that
// computes for a second does not stall its neighbours. Go code called from
// JavaScript therefore goes through VU.Native, and JavaScript called from Go
// through VU.Call: both hand the lease over, and a VU that lost it waits until
// the loop takes it back. Between the two, Go code owns the loop as usual.
//
// A VU has at most one job at a time (an iteration, setup(), the init context).
// A job ends when its function has returned and nothing it began is pending:
// no socket, no timer, no task. Whatever keeps a job alive is a Hold.
//
// This package knows nothing of scenarios' timing (run), sockets
// (module/k6/...) or metrics' meaning; it gives modules what they build on:
// Enqueue, Park, Serve, After, Hold, Throw, Sample.
//
// Everything here is owned by the loop the VU lives on, unless it says
// otherwise. A VU is born on a nursery's loop and handed to its shard with
// Adopt when it is ready.
package vu
