// Package executor says who runs when: each kind of scenario is a pure function
// of time.
//
// The one thing to know: an Executor keeps no state and reads no clock. Asked
// with the time since the run began, Due answers what should be so at that
// moment: how many VUs loop, how many more may finish what they began, how many
// iterations have come due in all, and when to ask next. Asking late, twice or
// in another order changes no answer, so nothing drifts.
//
//	            startTime      regular end        hard end
//	run begins      │               │                 │
//	────────────────┼───────────────┼─────────────────┼────────► now
//	    Waiting     │    Running    │    Stopping     │   Over
//	                │ VUs loop      │ none begins an  │ what still
//	                │               │ iteration; what │ runs is
//	                │               │ runs may finish │ interrupted
//
// NewPlan lays several executors beside each other: how many VUs the whole
// needs (scenarios that do not overlap share theirs) and how long it may take.
// Plan.Split is the part of it that one of several machines runs.
//
// This package starts nothing: run's conductor asks, claims VUs and counts. In
// closed executors a VU takes its next iteration from its scenario's counter
// (Limits) without asking anybody; open executors post each start (Starts).
//
// Ownership: everything here is immutable after New and may be called from any
// goroutine.
package executor
