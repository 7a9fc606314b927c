// Package rest is k6's REST API: a test that runs shows itself over HTTP, and
// can be stopped.
//
// The one thing to know: nothing is served unless the user gives an address, and
// whoever reaches that address may stop the test: there are no passwords, as in
// k6. All it knows of a test is the interface Test.
//
//	GET   /v1/status          how far the test is
//	PATCH /v1/status          {"data":{"attributes":{"stopped":true}}} stops it,
//	                          "paused":false starts one that waits for that
//	GET   /v1/metrics[/ID]    what was measured so far, as of the last second
//	GET   /v1/groups[/ID]     groups and their checks
//	GET   /v1/setup           what setup() returned; PUT replaces it before the start
//	GET   /ping               ok
//	GET   /debug/pprof/       profiles of volley itself, if they are wanted
//
// Bodies are JSON:API documents in k6's shape. What volley cannot do answers 501
// with a sentence.
//
// This package decides neither whether there is an API nor what becomes of a
// test that was stopped: that is cli.
package rest
