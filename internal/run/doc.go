// Package run is one test on this machine: from a script and its options to a
// summary.
//
// The one thing to know: there are two steps. Prepare reads and checks all that
// the user asked for and starts nothing; what it returns, a Plan, is settled.
// Plan.Run then carries it out and always comes back with a Result, whatever
// happened on the way: the error beside it says why the test did not pass.
//
//	Prepare: script ─► VU 0 (init context) ─► options, thresholds ─► Plan
//
//	Run:   shards, watchdog, nurseries (VUs are born beside the load)
//	         │
//	       setup() ─► conductor: asks every executor what is due, claims VUs,
//	         │                   posts starts, interrupts what is over
//	         │        ledger:    once a second: collect, merge, judge, show
//	         │        feeds:     an output each: write what was collected
//	         ▼
//	       teardown() ─► last merge ─► handleSummary() ─► Result
//
// The conductor is one goroutine, the ledger another; neither ever waits for a
// shard. Each output has a goroutine of its own, for which nobody waits before
// the end: see feed. The package decides no exit code and writes to no terminal: that is
// cli. Its errors are classes (Aborted, TimedOut, …) for cli's table.
//
// A Plan is run once. Plan.Status may be called from any goroutine.
package run
