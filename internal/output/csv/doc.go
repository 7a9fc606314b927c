// Package csv writes every sample of a run as a row of a table, in k6's format:
//
//	metric_name,timestamp,metric_value,<enabled system tags, sorted>,extra_tags,metadata
//
// extra_tags and metadata are a=b&c=d, sorted. vu and iter, if enabled, are
// metadata and have no column.
//
//	argument       variable              default
//	csv=FILE
//	fileName=      K6_CSV_FILENAME       file.csv   "-" is standard output; .gz is compressed
//	saveInterval=  K6_CSV_SAVE_INTERVAL  1s         how long rows may wait in memory
//	timeFormat=    K6_CSV_TIME_FORMAT    unix       unix_milli, unix_micro, unix_nano, rfc3339, rfc3339_nano
//
// Several are separated by commas: csv=fileName=x.csv,timeFormat=rfc3339. Each
// variable is also read as VOLLEY_…, which wins; the argument wins over both.
//
// The one thing to know: what all samples of a series share is rendered once,
// and a row is three appends around a time and a number. Results come once a
// second, so a shorter saveInterval has no effect; a full buffer is written at
// once.
//
// It does not open files (Config.Create does) and knows no goroutines: package
// run calls it from one that waits for the disk.
package csv
