// Package k6 is the module k6: what a script does between its connections.
//
//	check(value, checks [, tags])    one sample of the rate checks for each check
//	group(name, fn)                  runs fn with the tag group, counts group_duration
//	sleep(seconds)                   waits; nothing of the VU runs meanwhile
//	fail(message)                    throws
//	randomSeed(integer)              makes Math.random repeatable in this VU
//
// It behaves as k6's, down to the sentences it throws and to the numbers that
// Math.random gives after randomSeed.
//
// The one thing to know: sleep parks the VU's fiber and gives the core back.
// Messages that come in the meantime wait, pongs are answered by the loop.
//
// What a group or a check becomes in the summary is package summary's matter.
//
// Everything is owned by the loop of the VU.
package k6
