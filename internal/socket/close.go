package socket

import (
	"errors"
	"strings"
	"time"

	"volley/internal/wire"
)

// Close codes of our own (RFC 6455 §7.4.1), and our linger.
const (
	codeGoingAway = 1001 // for a peer that was silent too long
	codeAbnormal  = 1006 // never on the wire

	// The server closes TCP first, so that it and not we holds TIME_WAIT (§7.1.1);
	// this is how long it may take.
	linger = time.Second
)

// end is what a Socket needs from its closing on.
type end struct {
	verdict Closing
	told    bool
}

// Close begins the closing handshake. A code that must not be on the wire, 0 for
// instance, sends a close frame without status. OnClose comes when the peer
// answers or CloseTimeout is over. While connecting, the attempt ends at once
// and OnFail comes; later calls do nothing.
func (s *Socket) Close(code uint16, reason string) {
	switch s.state {
	case StateConnecting:
		s.giveUp()
	case StateOpen:
		s.queueClose(code, reason)
		s.state = StateClosing
		s.loop.Arm(&s.timer, time.Now().Add(s.closeTimeout))
	case StateClosing, StateClosed:
	}
}

// Abandon sends a close frame and closes TCP without waiting for the peer's, as
// k6/ws does. OnClose still comes, with ErrDropped.
func (s *Socket) Abandon(code uint16) {
	switch s.state {
	case StateConnecting:
		s.giveUp()
	case StateOpen, StateClosing:
		s.queueClose(code, "")
		s.hangUp()
		s.finishLater(Closing{Code: codeAbnormal, Local: true, Err: ErrDropped})
	case StateClosed:
	}
}

// Drop resets TCP at once, without a close frame. OnClose still comes, with
// ErrDropped; while connecting, OnFail.
func (s *Socket) Drop() {
	switch s.state {
	case StateConnecting:
		s.drop()
		s.giveUp()
	case StateOpen, StateClosing:
		s.drop()
		s.finishLater(Closing{Code: codeAbnormal, Local: true, Err: ErrDropped})
	case StateClosed:
		if s.conn != nil {
			s.conn.Drop()
			s.rest()
		}
	}
}

// queueClose queues a close frame unless there was one.
func (s *Socket) queueClose(code uint16, reason string) {
	if s.closeQueued {
		return
	}
	s.closeQueued = true
	var payload []byte
	if wire.CloseCodeValid(code) {
		if len(reason) > maxControl-2 { // cut, but not in a character
			reason = strings.ToValidUTF8(reason[:maxControl-2], "")
		}
		payload = wire.AppendClosePayload(nil, code, reason)
	}
	s.appendFrame(wire.Close, payload)
}

// peerClosed takes the peer's close frame: the answer to ours, or the first. A
// first one is answered with its own code and reason (RFC 6455 §5.5.1 has the
// code; browsers, and most servers, give both back).
func (s *Socket) peerClosed(code uint16, reason string) {
	local := s.closeQueued
	s.queueClose(code, reason)
	if s.conn != nil {
		s.conn.Push() // so that its bytes are counted when the handler looks, with TLS around them
	}
	s.finish(Closing{Code: code, Reason: reason, Clean: true, Local: local})
}

// fault fails the connection (RFC 6455 §7.1.7): the peer is told why, and TCP is
// closed without waiting.
func (s *Socket) fault(err error) {
	code := uint16(1002)
	var fault wire.Fault
	if errors.As(err, &fault) {
		code = fault.Code()
	}
	local := s.closeQueued
	s.queueClose(code, "")
	s.hangUp()
	s.finish(Closing{Code: codeAbnormal, Local: local, Err: err})
}

// idle fails the connection because nothing came for too long. The peer is told,
// should it only have been silent.
func (s *Socket) idle() {
	s.queueClose(codeGoingAway, "")
	s.hangUp()
	s.finish(Closing{Code: codeAbnormal, Local: true, Err: ErrIdle})
}

// hangUp closes TCP once what is queued has left. What still has to leave counts
// as gone: nobody will look again.
func (s *Socket) hangUp() {
	s.conn.Finish(s.closeTimeout) // writes what the kernel takes
	s.pastOut += uint64(s.conn.Buffered())
	s.release()
}

// finish tells the handler that s is closed, as the last call. A connection that
// is still there waits a little for the server's FIN.
func (s *Socket) finish(c Closing) {
	c.At = time.Now()
	s.state = StateClosed
	s.end = &end{verdict: c, told: true}
	if s.conn != nil {
		s.conn.Resume() // the FIN must be seen also when reading is paused
		s.loop.Arm(&s.timer, c.At.Add(min(linger, s.closeTimeout)))
	} else {
		s.loop.Disarm(&s.timer)
	}
	s.out, s.in.Inflate = nil, nil
	s.handler.OnClose(c)
}

// rest ends the linger: the connection is gone. The timer is left alone when
// there was none, for it may have OnClose still to tell.
func (s *Socket) rest() {
	if s.conn != nil {
		s.release()
		s.loop.Disarm(&s.timer)
	}
}

// finishLater ends s from inside a call: the handler hears of it in the next
// timer pass, everything else is over at once.
func (s *Socket) finishLater(c Closing) {
	c.At = time.Now()
	s.state = StateClosed
	s.in.Stop()
	s.end = &end{verdict: c}
	s.loop.Arm(&s.timer, s.loop.Now())
}

// onTimer is the one timer of a Socket; what it means depends on where s stands.
func (s *Socket) onTimer() {
	switch {
	case s.way != nil && s.way.verdict != nil:
		s.tell(*s.way.verdict)
	case s.state == StateConnecting:
		s.expired()
	case s.state == StateOpen:
		s.quiet()
	case s.state == StateClosing:
		s.drop()
		s.finish(Closing{Code: codeAbnormal, Local: true, Err: ErrCloseTimeout})
	case s.end != nil && !s.end.told:
		s.end.told = true
		s.handler.OnClose(s.end.verdict)
	case s.conn != nil: // the server keeps TCP open
		s.hangUp()
	}
}
