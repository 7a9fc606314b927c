package target

import "sync/atomic"

// Stats are a server's counters at one moment.
// Immutable after New.
type Stats struct {
	Open    int64  // connections open now
	Total   uint64 // connections ever upgraded
	Refused uint64 // requests that were not upgraded
	In      uint64 // messages received
	Out     uint64 // messages sent
	Pings   uint64 // pings sent (/ping)
	Pongs   uint64 // pongs received
	Dropped uint64 // connections the server cut: resets it was asked for, slow members, missing pongs
}

// Stats reads the counters; each is exact, together they are of almost one
// moment.
func (s *Server) Stats() Stats {
	return Stats{
		Open:    s.counters.open.Load(),
		Total:   s.counters.total.Load(),
		Refused: s.counters.refused.Load(),
		In:      s.counters.in.Load(),
		Out:     s.counters.out.Load(),
		Pings:   s.counters.pings.Load(),
		Pongs:   s.counters.pongs.Load(),
		Dropped: s.counters.dropped.Load(),
	}
}

type counters struct {
	open                                           atomic.Int64
	total, refused, in, out, pings, pongs, dropped atomic.Uint64
}
