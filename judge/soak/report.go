//go:build linux

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"volley/judge"
)

// row is what both sides counted of one kind of end.
type row struct {
	end                           string
	sockets, serverSockets        int64
	sent, serverIn                int64 // messages
	received, serverOut           int64
	sentBytes, serverInBytes      int64 // payload bytes
	receivedBytes, serverOutBytes int64
	owed                          int64 // messages, at most, that may be lost on the way
	closes                        map[string]int
	faults                        []string
}

// ends are the kinds of end, by what must be equal: messages, and the bytes a
// script sends. A socket that we talk to drops, as the standard has it, what is
// sent between its end and the close event: it is no message, but the script
// has counted its bytes.
var ends = []struct {
	name            string
	messages, bytes bool
}{
	{"client", true, true}, {"server", true, true}, {"ws_server", true, true}, {"broken", true, false},
	{"closing", false, false}, {"reset", false, false}, {"fin", false, false}, {"terminate", false, false}, {"ws_client", false, false},
}

// newRow joins what volley's summary and the server say.
func newRow(end string, counts map[string]float64, stats judge.Stats) row {
	of := func(metric string) int64 { return int64(counts[metric+"{end:"+end+"}"]) }
	return row{
		end:     end,
		sockets: of("ws_sessions"), serverSockets: int64(stats.Sockets),
		sent: of("ws_msgs_sent"), serverIn: int64(stats.In.Messages()),
		received: of("ws_msgs_received"), serverOut: int64(stats.Out.Messages()),
		sentBytes: of("soak_sent_bytes"), serverInBytes: stats.In.Bytes,
		receivedBytes: of("soak_received_bytes"), serverOutBytes: stats.Out.Bytes,
		owed: of("soak_owed"), closes: stats.Closes, faults: stats.Faults,
	}
}

// check says what is wrong with a row: a difference where there must be none,
// elsewhere more lost messages than were owed.
func (r row) check(messages, bytes bool) []string {
	var wrong []string
	fault := func(format string, args ...any) {
		wrong = append(wrong, r.end+": "+fmt.Sprintf(format, args...))
	}
	if r.sockets != r.serverSockets {
		fault("%d sockets, the server says %d", r.sockets, r.serverSockets)
	}
	for _, f := range r.faults {
		fault("the server says: %s", f)
	}
	lostOut, lostIn := r.sent-r.serverIn, r.serverOut-r.received
	switch {
	case messages && (lostOut != 0 || lostIn != 0 || r.receivedBytes != r.serverOutBytes),
		bytes && r.sentBytes != r.serverInBytes:
		fault("the counts differ")
	case lostOut < 0 || lostIn < 0 || r.sentBytes < r.serverInBytes || r.serverOutBytes < r.receivedBytes:
		fault("more arrived than was sent")
	case lostOut+lostIn > r.owed && !messages:
		fault("%d messages are lost, only %d were in flight", lostOut+lostIn, r.owed)
	}
	return wrong
}

// printRows writes the table.
func printRows(w io.Writer, rows []row) {
	fmt.Fprintf(w, "%-10s %8s %10s %10s %10s %10s %14s %14s %8s  %s\n",
		"end", "sockets", "sent", "server in", "received", "server out", "lost out/bytes", "lost in/bytes", "owed", "closes, by the server")
	for _, r := range rows {
		var closes []string
		for end, n := range r.closes {
			closes = append(closes, fmt.Sprintf("%s: %d", end, n))
		}
		slices.Sort(closes)
		fmt.Fprintf(w, "%-10s %8d %10d %10d %10d %10d %14s %14s %8d  %s\n",
			r.end, r.sockets, r.sent, r.serverIn, r.received, r.serverOut,
			fmt.Sprintf("%d/%d", r.sent-r.serverIn, r.sentBytes-r.serverInBytes),
			fmt.Sprintf("%d/%d", r.serverOut-r.received, r.serverOutBytes-r.receivedBytes),
			r.owed, strings.Join(closes, ", "))
	}
}

// print writes what was seen of volley, and the table.
func (res result) print(w io.Writer) {
	line := func(what string, s sample) {
		fmt.Fprintf(w, "%-7s %6d descriptors  %5d goroutines  %6.1f MB\n", what, s.files, s.goroutines, float64(s.rss)/1e6)
	}
	fmt.Fprintln(w)
	line("before", res.quiet)
	if len(res.busy) >= 5 {
		fifth := len(res.busy) / 5
		middle := func(samples []sample) sample {
			return sample{
				files:      int(median(samples, func(s sample) int64 { return int64(s.files) })),
				goroutines: int(median(samples, func(s sample) int64 { return int64(s.goroutines) })),
				rss:        median(samples, func(s sample) int64 { return s.rss }),
			}
		}
		line("early", middle(res.busy[fifth:2*fifth]))
		line("late", middle(res.busy[4*fifth:]))
	}
	line("after", res.after)
	fmt.Fprintln(w)
	printRows(w, res.rows)
}
