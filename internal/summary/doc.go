// Package summary says what a run came to: as data, as text at its end, and as
// JSON for scripts and files.
//
// The one thing to know: Of reads everything once, from a metric.Total and the
// verdicts on it, into a Summary that is only data. Text, Data and Export then
// lay the same numbers out in k6's three forms and never look back.
//
//	metric.Total ─┐            ┌─ Text    the end-of-test text
//	              ├─► Summary ─┼─ Data    what handleSummary() gets
//	verdicts ─────┘            └─ Export  the file of --summary-export
//
// Checks and groups come out of the tags: each check is a series of the metric
// checks with the tags check and group, and their order is that in which they
// were first seen.
//
// The text is k6's, with two blocks of volley's own at its end: GENERATOR, how
// late the generator's loops were, and ATTENTION, a sentence for each thing
// that k6 keeps quiet about. What k6 prints unhelpfully is put right: negative
// durations have a unit, and a few bytes a second are rounded.
//
// This package does not decide where the text goes, nor whether the terminal
// has colours: that is cli, which gives a Style.
//
// A Summary is not changed once made and may be read from any goroutine.
package summary
