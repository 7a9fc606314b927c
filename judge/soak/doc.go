// Package main is the soak: thousands of sockets that open, talk, compress and
// end in every way, against a foreign server that counts, until something leaks,
// sticks or is miscounted, or the time is over.
//
//	go run ./judge/soak -sockets 2000 -for 10m
//
// The one thing a newcomer must know: an end is a run of its own for the server
// and a tag for volley, so that each kind of end is compared by itself.
//
//	end        who ends it, and how                        counts must
//	client     we close after the last answer              be equal
//	server     the server closes                           be equal
//	broken     the server closes with 1011 while we talk   be equal
//	closing    we close while messages come                differ by what was in flight, at most
//	reset fin  the server drops TCP while we talk          differ by what was in flight, at most
//	terminate  we drop TCP while messages come             differ by what was in flight, at most
//	ws_client  k6/ws closes and does not wait              differ by what was in flight, at most
//	ws_server  the server closes one of k6/ws              be equal
//
// Half of them speak TLS, two thirds compress. What was in flight is what the
// server still owed when a socket ended: every message is answered, so a script
// knows.
//
// volley is another process: its descriptors, memory and goroutines are looked
// at from outside once a second; before the first socket and after the last one
// they must be the same.
//
// Linux only, for /proc.
package main
