// Package shard is one core of a run: its loop, its VUs and its recorder.
//
// The one thing to know is Tick: poll, read, run JavaScript, flush. Everything
// a core does is one of the four, in that order, on one goroutine.
//
//	Poll   sleep until a descriptor, a timer or a letter in the mailbox is due
//	Read   bytes -> sockets -> messages, time-stamped, queued on their VUs
//	Run    started iterations, timers, messages, resumed fibers
//	Flush  at most one write per connection
//
// The goroutine may change: when a VU computes for long, Watch takes the loop
// away and a fresh goroutine carries it on.
//
// Shards share nothing but what is immutable and the scenarios' Pools, whose
// counters are atomic. They do not know when a scenario starts or ends: the
// conductor in package run posts that.
//
// A Shard is owned by its loop; Post, Collect and Stop are safe for concurrent
// use.
package shard
