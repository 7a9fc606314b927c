// Package json writes every sample of a run as a line of JSON, in k6's format:
//
//	{"type":"Metric","data":{"name":…,"type":…,"contains":…,"thresholds":[…],"submetrics":…},"metric":…}
//	{"metric":…,"type":"Point","data":{"time":…,"value":…,"tags":{…},"metadata":{…}}}
//
// A Metric line stands before the first Point of each metric; metadata is there
// only if a sample has some.
//
//	json         standard output
//	json=-       standard output
//	json=FILE    a file; compressed if it ends in .gz
//
// The one thing to know: what all samples of a series share is rendered once,
// and a line is three appends around a time and a number. What was counted in a
// second is written, and visible in the file, in that second.
//
// JSON has no infinity: such a value is null, where k6 writes +Inf.
//
// It does not open files (Config.Create does) and knows no goroutines: package
// run calls it from one that waits for the disk.
package json
