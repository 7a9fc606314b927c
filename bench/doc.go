// Package main measures volley beside another generator that runs the same
// scripts: the same script against the same server, the two tools in turn.
//
//	go run ./bench -peer PATH_TO_K6
//
// The one thing a newcomer must know: only ratios count. CPU times on a shared
// machine move by a third from one minute to the next, so every figure of one
// tool stands beside one of the other taken a moment before or after, and the
// ratio is formed pair by pair.
//
//	bench ──starts──► server (this binary, -serve)   counts the work
//	  └────starts──► tool (volley or the peer)       its CPU and memory are measured
//
// The work is always counted by the server, never by the tool under
// measurement; the cost is always read from the system, never from the tool. A
// run that lost connections, or did less than nine tenths of its work, has no
// figure, only a reason.
//
// Beside the table of workloads (workload.go) there are those of what tools hold
// while they wait (holding.go) and of several full processes (scale.go). TestGuard
// counts what needs no clock.
//
// It does not test behaviour (the tests do) and does not measure latency (the
// tools' own summaries do). Linux only: it reads /proc and the CPU clocks of
// processes, and its server is an epoll loop.
//
// Everything here runs on the goroutine of main, one run at a time, but for
// the server, which is a process of its own with one loop on one thread, and a
// goroutine to a connection for TLS.
package main
