// Package poll tells which descriptors are ready, by the means of the operating
// system: epoll on Linux, kqueue on macOS and the BSDs, nothing elsewhere.
//
// The one thing to know: everything is level-triggered. A descriptor that is
// ready stays ready until it is read or written to the end, so whoever stops
// half-way hears of it again; nothing is ever lost.
//
// A descriptor is known by a token of the caller's choosing, not by its number:
// numbers are used again as soon as they are closed, and an event that was on
// its way for the old owner must not reach the new one.
//
// A Batch, on Linux, makes many reads and writes by one call; what they are of
// and what comes of them, and all else about connections, is loop's business. Where no poller exists, Open says so and loop turns
// to its portable connections.
//
// All methods of a Poller are for the goroutine that waits, but Wake.
package poll
