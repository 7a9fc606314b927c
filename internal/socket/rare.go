package socket

import (
	"time"

	"volley/internal/wire"
)

// Tracer hears of every frame of an open Socket: of ours when it is queued, of
// the peer's when its first bytes have come, before it is acted on. Calls come on
// the loop's goroutine, ours also from inside calls to the Socket; a Tracer must
// not call the Socket.
type Tracer interface {
	OnFrame(Frame)
}

// Frame is one frame as a Tracer hears of it. What breaks the protocol is shown
// as it came.
// Immutable after New.
type Frame struct {
	wire.Header
	Out bool
	// First is the beginning of the payload, unmasked but not inflated, at most
	// wire.FirstBytes. It is valid until OnFrame returns.
	First []byte
	Since time.Duration // since the connection was opened
}

// rare is what few sockets are asked for; the others do without its memory.
type rare struct {
	idle     time.Duration // 0 is for ever
	resumed  time.Time     // when reading last began again
	fragment int           // bytes; 0: one frame per message

	tracer Tracer
	opened time.Time
	frames *wire.Frames // the peer's; nil without a tracer
}

// beRare takes from the config what a socket keeps only if it is asked for.
func (s *Socket) beRare(c *Config) {
	if c.IdleTimeout <= 0 && c.FragmentSize <= 0 && c.Trace == nil {
		return
	}
	s.rare = &rare{idle: max(0, c.IdleTimeout), fragment: max(0, c.FragmentSize), tracer: c.Trace, opened: s.at}
	if c.Trace != nil {
		s.rare.frames = &wire.Frames{}
	}
	if s.rare.idle > 0 {
		s.loop.Arm(&s.timer, s.at.Add(s.rare.idle))
	}
}

// quiet is the timer of an open socket: it looks when something came last, so
// that what comes need not move it. While reading is paused nobody can tell.
func (s *Socket) quiet() {
	r, now := s.rare, time.Now()
	last := s.at
	if r.resumed.After(last) {
		last = r.resumed
	}
	if s.paused {
		last = now
	}
	if until := last.Add(r.idle); until.After(now) {
		s.loop.Arm(&s.timer, until)
		return
	}
	s.idle()
}

// pieces appends a message in frames of at most fragment bytes. message must not
// lie in dst.
func (r *rare) pieces(dst []byte, op wire.Opcode, compressed bool, message []byte) []byte {
	for first := true; first || len(message) > 0; first = false {
		piece := message[:min(r.fragment, len(message))]
		message = message[len(piece):]
		h := header(op, len(piece))
		h.RSV1 = compressed && first // RFC 7692 §6.1
		h.Fin = len(message) == 0
		op = wire.Continuation
		r.traceOut(h, piece)
		dst = wire.AppendFrame(dst, h, piece)
	}
	return dst
}

// traceOut tells of a frame of ours.
func (r *rare) traceOut(h wire.Header, payload []byte) {
	if r.tracer != nil {
		r.tracer.OnFrame(Frame{Header: h, Out: true, First: payload[:min(len(payload), wire.FirstBytes)], Since: time.Since(r.opened)})
	}
}

// feedTraced feeds b frame by frame, so that each is told of before it is acted
// on.
func (s *Socket) feedTraced(b []byte) error {
	for len(b) > 0 && s.state != StateClosed {
		h, first, n, found := s.rare.frames.Next(b)
		if found {
			s.rare.tracer.OnFrame(Frame{Header: h, First: first, Since: s.at.Sub(s.rare.opened)})
		}
		if err := s.in.Feed(b[:n], (*receiver)(s)); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}
