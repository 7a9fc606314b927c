// Package metric counts what happened: one recorder per shard, one total per
// run.
//
// The one thing to know: a sample is an array store. Names, tags and what a
// series feeds are settled once, in the Registry, which hands out a small
// number (Series); Recorder.Add then writes into a cell of its own and nothing
// is shared, locked or allocated. Once a second the recorder's full half is
// swapped for an empty one and merged into the Total.
//
//	Registry ──Series──► Recorder.Add ──Swap, 1/s──► Batch ──► Total.Merge
//	(one per run)        (one per loop)     ▲                     │ reads
//	                                        └──── Recycle ────────┘
//
// The second thing: memory follows the number of series and the spread of the
// values, never the number of samples. A trend keeps its values exactly up to
// ExactLimit and is a log-bucket Sketch beyond. Trends are kept per metric and
// per declared submetric, per group and scenario if Config.Scopes asks, and
// per tag set only if an output asks (NeedSeries). Raw samples are kept only
// for an output that asks (NeedSamples), for one batch.
//
// This package knows nothing of JavaScript, sockets, thresholds' grammar or
// how a value looks on paper: that is vu, threshold and summary.
//
// Ownership: a Registry is safe for concurrent use; a Recorder belongs to one
// loop, a Batch to whoever holds it, a Total to the goroutine that merges.
package metric
