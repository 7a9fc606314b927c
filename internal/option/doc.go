// Package option is what the user wants, settled once: every source of options
// is read into a Layer, the layers are merged into one immutable Options, and
// all that is wrong with it is said at once.
//
// The one thing to know: an option is one row of the table in field.go. The
// row names the option in each source (JSON key, flag, environment variable),
// says how it is read, checked and written, and what it does. Nothing else
// needs to know that the option exists, except the room that acts on it.
//
//	--vus 10 ────► FromFlags ─┐
//	K6_VUS=… ────► FromEnv ───┤
//	script ──────► FromJSON ──┼─► Layer ─► Merge ─► Options ─► Scenarios, Origin
//	config.json ─► FromJSON ──┤              │
//	             Defaults ────┘              └─► faults (all), warnings
//
// Because a layer keeps where each value came from, every fault names its
// origin, and Explain answers "why 10?".
//
// Options are data. This package opens no file, reads no environment (the
// caller passes look-ups), knows no flag library and starts nothing; who runs
// when is package executor's, what a threshold means package threshold's.
//
// Ownership: everything here is plain data; an Options is immutable after
// Merge and may be read from any goroutine.
package option
