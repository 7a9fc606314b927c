// Package main runs the same scripts with volley and with k6, and says where
// the two differ.
//
//	go run ./compare -peer PATH_TO_K6 [-volley PATH] [-only NAME,…] [-update]
//
// The one thing a newcomer must know: counts and words are compared, never
// times. A script of testdata shows one behaviour and can end in one way only;
// what a run leaves behind is turned into lines (exit code, metrics with their
// counts, checks, groups, thresholds, log, screen, files), and two runs are the
// same if their lines are.
//
//	testdata/*.js ──► volley ──► lines ──┐
//	      │                              ├─► differ? by a row of docs/compat.md?
//	      └─────────► k6 ──────► lines ──┘
//
// Comments at the head of a script say how it is run, and where it may differ:
//
//	// flags: --vus 2 --iterations 4
//	// env: K6_VUS=2
//	// interrupt: TEXT            SIGINT once the log shows TEXT
//	// order: any                 console lines come from several VUs
//	// values: my_trend           compare this metric's values, too
//	// ignore: TEXT               lines with TEXT depend on time
//	// screen: values             compare values of metrics named a_…
//	// stats: script              leave summaryTrendStats to the script
//	// differs: ROW: TEXT         lines with TEXT differ, by the row with ROW
//
// A difference that no such comment explains, and a comment that explains
// none, make the command fail. The lines of volley alone are kept in
// testdata/*.golden, so that the tests need no k6.
//
// It does not measure (bench does).
//
// Each script runs on one goroutine; the target server is shared.
package main
