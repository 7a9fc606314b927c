package socket

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"time"

	"volley/internal/dial"
	"volley/internal/h2"
	"volley/internal/wire"
)

// maxRetries is how often an opening is tried again that the server has not
// looked at, because it was shutting the connection down for instance.
const maxRetries = 3

// share is what a Socket needs on the way to OPEN if it may be a stream of a
// connection that others use too (RFC 8441).
type share struct {
	ticket  *h2.Ticket // nil before there is something to wait for, and afterwards
	retries int
	refusal *wire.Response // whose body is still coming
}

// origin is all that a connection depends on: sockets for which it is equal may
// share one.
type origin struct {
	dialer *dial.Dialer
	target dial.Target
	proxy  dial.Proxy
}

// join asks for a stream on a connection that is there or being made, or for
// leave to make one.
func (s *Socket) join() {
	w := s.way
	if w.share == nil {
		w.share = &share{}
	}
	w.phase, w.begun = PhaseBlocked, time.Now()
	w.target.HTTP2 = w.target.TLS
	key := origin{w.config.Dialer, w.target, *w.target.Proxy}
	key.target.Proxy = nil // two that are equal are one
	ticket := w.config.Streams.Join(s.loop, key, s.turn)
	if ticket != nil && w.share != nil {
		w.share.ticket = ticket
	}
}

// turn is told what to do instead of waiting.
func (s *Socket) turn(t *h2.Ticket, v h2.Verdict) {
	w := s.way
	if w.share.ticket != nil {
		w.phases.Blocked += w.waited()
	}
	switch v.What {
	case h2.Dial:
		w.share.ticket = t
		w.phase = PhaseDNS
		s.seek()
	case h2.Room:
		s.open(v.Session)
	case h2.Plain:
		if w.phase == PhaseUpgrade { // its settings were awaited in vain
			w.phases.Upgrade += time.Since(w.begun)
		}
		w.share = nil
		w.target.HTTP2 = false
		s.seek()
	case h2.Failed:
		w.share.ticket = nil
		s.failShared(v.Err)
	}
}

// failShared fails as the socket did that made the connection for all.
func (s *Socket) failShared(err error) {
	w := s.way
	f := Failure{Err: err, Phase: dial.Phase(err), Code: dial.Code(err)}
	if fault := (*dial.Error)(nil); errors.As(err, &fault) {
		f.Err = fault.Err
		w.remote = fault.Remote
	} else {
		f.Phase, f.Code = PhaseUpgrade, refusalCode(err, nil)
	}
	s.deferFailure(f)
}

// waited is how long the wait for a connection took that another makes.
func (w *way) waited() time.Duration {
	if w.phase != PhaseBlocked {
		return 0
	}
	return time.Since(w.begun)
}

// made goes on with a connection that has just been made.
func (s *Socket) made(alpn string) {
	w := s.way
	switch {
	case w.share == nil:
		s.request()
	case w.target.TLS && alpn != "h2":
		ticket := w.share.ticket
		w.share = nil
		ticket.NoHTTP2()
		s.request()
	default:
		s.handOver()
	}
}

// alpn is the protocol a TLS handshake agreed on.
func alpn(nc net.Conn) string {
	if secure, ok := nc.(*tls.Conn); ok {
		return secure.ConnectionState().NegotiatedProtocol
	}
	return ""
}

// handOver gives the connection to those who share it. What went over it so far
// is this socket's.
func (s *Socket) handOver() {
	w := s.way
	conn := s.conn
	s.release()
	w.phase, w.begun = PhaseUpgrade, time.Now()
	s.loop.Arm(&s.timer, w.deadline)
	w.share.ticket.Offer(conn, w.target.TLS)
}

// open asks for the WebSocket on a connection that has room for it.
func (s *Socket) open(session *h2.Session) {
	w := s.way
	w.share.ticket = nil
	if w.phase != PhaseUpgrade { // else its settings were waited for already
		w.phase, w.begun = PhaseUpgrade, time.Now()
	}
	s.loop.Arm(&s.timer, w.deadline)
	w.upgrade = w.ask("")
	scheme := "http"
	if w.target.TLS {
		scheme = "https"
	}
	s.conn = session.Open(h2.Request{
		Scheme: scheme, Authority: w.upgrade.Host, Path: w.upgrade.StreamPath(), Fields: w.upgrade.StreamFields(),
	}, (*sink)(s), s.streamAnswer)
	w.remote = s.conn.RemoteAddr()
}

// streamAnswer takes the answer to open.
func (s *Socket) streamAnswer(r *wire.Response, whole bool, at time.Time) {
	switch {
	case s.state != StateConnecting || s.way == nil:
		return
	case !whole:
		s.way.share.refusal = r
		return
	}
	protocol, params, deflate, err := s.way.upgrade.CheckStream(r)
	if err != nil {
		s.refuse(err, r)
		return
	}
	s.opened(r, at, terms{protocol, params, deflate})
}

// streamLost is the end of the stream, or of the connection below, while the
// answer is awaited.
func (s *Socket) streamLost(err error) {
	w := s.way
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if errors.Is(err, h2.ErrUnprocessed) && w.share.retries < maxRetries && time.Now().Before(w.deadline) {
		w.share.retries++
		w.phases.Upgrade += time.Since(w.begun)
		s.join()
		return
	}
	s.refuse(err, nil)
}

// waitTimeout is the end of the time to open while others make the connection,
// or the server has not sent its settings.
func (s *Socket) waitTimeout() {
	w := s.way
	if w.phase == PhaseBlocked {
		w.phases.Blocked += w.waited()
		s.fail(PhaseBlocked, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded})
		return
	}
	err := &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}
	if w.remote.IsValid() {
		err.Addr = net.TCPAddrFromAddrPort(w.remote)
	}
	s.refuse(err, nil)
}

// leaveShare gives up what others can do: if this socket was to make the
// connection for all, and could not, they hear why; if it only had enough, the
// next one does.
func (s *Socket) leaveShare(f *Failure) {
	w := s.way
	if w.share == nil || w.share.ticket == nil {
		return
	}
	ticket := w.share.ticket
	w.share.ticket = nil
	if ticket.Dialing() && !errors.Is(f.Err, ErrGivenUp) && time.Now().Before(w.deadline) {
		ticket.Fail(&dial.Error{Phase: f.Phase, Remote: w.remote, Err: f.Err})
		return
	}
	ticket.Leave()
}
