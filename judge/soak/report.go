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

// ends are the kinds of end, by whether their counts must be equal.
var ends = []struct {
	name  string
	exact bool
}{
	{"client", true}, {"server", true}, {"broken", true}, {"ws_server", true},
	{"closing", false}, {"reset", false}, {"fin", false}, {"ws_client", false},
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

// check says what is wrong with a row: of an exact one any difference, of
// another more lost messages than were owed.
func (r row) check(exact bool) []string {
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
	case exact && (lostOut != 0 || lostIn != 0 || r.sentBytes != r.serverInBytes || r.receivedBytes != r.serverOutBytes):
		fault("the counts differ")
	case lostOut < 0 || lostIn < 0 || r.sentBytes < r.serverInBytes || r.serverOutBytes < r.receivedBytes:
		fault("more arrived than was sent")
	case lostOut+lostIn > r.owed && !exact:
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
