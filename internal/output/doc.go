// Package output is the table of outputs: what `--out name=argument` names.
//
//	json[=FILE]   every sample as a line of JSON     internal/output/json
//	csv[=FILE]    every sample as a row of a table   internal/output/csv
//
// The one thing to know: an output is a metric.Sink in a room of its own and a
// row of the table here. It sees what was counted, never VUs, and is told where
// to write by a function, so that files, standard output and gzip are known in
// one place, create.go.
//
// Parse reads the words of the user and does nothing else; files are opened by
// Sink.Open, once everything else about a test is known to be right.
//
// When to write, on which goroutine, and what becomes of a run whose output
// fails is the affair of package run.
//
// Parse may be called from anywhere; an Output belongs to one goroutine at a
// time.
package output
