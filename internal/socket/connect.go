package socket

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"time"

	"volley/internal/dial"
	"volley/internal/h2"
	"volley/internal/loop"
	"volley/internal/wire"
)

// way is what a Socket needs on the way to OPEN only.
type way struct {
	config   Config
	target   dial.Target
	start    time.Time
	deadline time.Time
	begun    time.Time // of the phase it is in
	phase    string
	phases   Phases

	share   *share // nil: over HTTP/1.1
	job     *job   // off the loop, if not nil
	overdue bool   // the job did not keep the deadline

	race   *race          // to several addresses, if not nil
	remote netip.AddrPort // tried last, or connected to

	upgrade wire.Upgrade
	reader  wire.ResponseReader

	verdict *Failure // to be told in the next timer pass
}

// Connect begins to open a WebSocket on l. It never blocks and never calls h
// before it has returned. h hears either OnOpen or OnFail.
func Connect(l *loop.Loop, c Config, h Handler) *Socket {
	c = c.withDefaults()
	now := time.Now()
	s := &Socket{
		loop: l, handler: h,
		closeTimeout: c.CloseTimeout, maxBuffered: c.MaxBuffered,
		in: wire.Assembler{MaxMessage: c.MaxMessage},
		way: &way{
			config: c, phase: PhaseDNS,
			start: now, begun: now, deadline: now.Add(c.HandshakeTimeout),
		},
	}
	l.Hurry(1)
	s.timer.Init(s.onTimer)
	l.Arm(&s.timer, s.way.deadline)
	s.begin()
	return s
}

func (c Config) withDefaults() Config {
	if c.HandshakeTimeout <= 0 {
		c.HandshakeTimeout = DefaultHandshakeTimeout
	}
	if c.CloseTimeout <= 0 {
		c.CloseTimeout = DefaultCloseTimeout
	}
	if c.MaxMessage <= 0 {
		c.MaxMessage = DefaultMaxMessage
	}
	if c.MaxBuffered <= 0 {
		c.MaxBuffered = DefaultMaxBuffered
	}
	if c.Dialer == nil {
		c.Dialer = dial.New(dial.Config{})
	}
	if c.HTTP2 && c.Streams == nil {
		c.Streams = h2.NewPool()
	}
	return c
}

// begin sets out, for a connection of its own or a shared one.
func (s *Socket) begin() {
	w := s.way
	if err := w.aim(); err != nil {
		s.failLater(PhaseTCP, err)
		return
	}
	asked := w.ask("")
	if err := asked.Fault(); err != nil {
		s.deferFailure(Failure{Err: err, Phase: PhaseUpgrade, Code: "header"})
		return
	}
	var err error
	if w.target.Proxy, err = w.config.Dialer.Proxy(w.target); err != nil {
		s.failLater(dial.Phase(err), err)
		return
	}
	if w.config.HTTP2 {
		s.join()
		return
	}
	s.seek()
}

// seek looks the host up: what needs not block stays on the loop.
func (s *Socket) seek() {
	w := s.way
	if !w.stays() {
		s.leave()
		return
	}
	addrs, ok, err := w.config.Dialer.Lookup(w.target.Host, w.target.Port)
	switch {
	case err != nil:
		s.failLater(dial.Phase(err), err)
	case ok:
		s.reach(addrs)
	default:
		s.leave()
	}
}

// stays tells whether the loop can connect by itself, once it has an address.
func (w *way) stays() bool {
	return !w.target.TLS && w.target.Unix == "" && w.target.Proxy == dial.NoProxy
}

// leave goes on off the loop.
func (s *Socket) leave() {
	w := s.way
	w.phase = PhaseBlocked
	ctx, cancel := context.WithDeadline(context.Background(), w.deadline)
	j := &job{
		ctx: ctx, cancel: cancel, dialer: w.config.Dialer, target: w.target, whole: !w.stays(),
		queued: time.Now(), post: s.loop.Post,
	}
	j.letter = func() { s.returned(j) }
	w.job = j
	w.config.Pool.add(j)
}

// returned comes back to the loop with what a job found.
func (s *Socket) returned(j *job) {
	if !j.take() {
		return
	}
	w := s.way
	w.job = nil
	w.phases.Blocked += j.phases.Blocked
	w.phases.Lookup += j.phases.Lookup
	w.phases.Connect += j.phases.Connect
	w.phases.TLS += j.phases.TLS
	s.pastIn += j.phases.In
	s.pastOut += j.phases.Out
	switch {
	case j.err != nil:
		phase := dial.Phase(j.err)
		if fault := (*dial.Error)(nil); errors.As(j.err, &fault) {
			w.remote = fault.Remote
			s.pastIn += fault.In
			s.pastOut += fault.Out
			j.err = fault.Err
		}
		s.fail(phase, j.err)
	case j.conn != nil:
		s.adopt(j.conn)
	default:
		s.reach(j.addrs)
	}
}

// adopt takes a connection over that was dialled off the loop.
func (s *Socket) adopt(nc net.Conn) {
	w := s.way
	if addr, ok := nc.RemoteAddr().(*net.TCPAddr); ok {
		w.remote = unmap(addr.AddrPort())
	}
	protocol := alpn(nc)
	conn, err := s.loop.Adopt(nc, (*sink)(s))
	if err != nil {
		s.fail(PhaseTCP, err)
		return
	}
	s.conn = conn
	s.made(protocol)
}

// reach begins to connect to one of addrs: what most hosts have is one.
func (s *Socket) reach(addrs []netip.AddrPort) {
	w := s.way
	w.phase = PhaseTCP
	w.begun = time.Now()
	addrs = dial.Reachable(addrs, w.target.Local)
	if len(addrs) > 1 {
		w.race = newRace(s, addrs)
		return
	}
	w.remote = addrs[0]
	s.loop.Arm(&s.timer, w.soon(w.begun.Add(w.config.Dialer.Timeout())))
	s.conn = s.loop.Connect(loop.ConnectConfig{Addr: w.remote, Local: w.target.Local}, (*sink)(s))
}

// soon is a time on the way, but not after its deadline.
func (w *way) soon(at time.Time) time.Time {
	if at.After(w.deadline) {
		return w.deadline
	}
	return at
}

// connected hears how the connect ended.
func (s *Socket) connected(err error) {
	w := s.way
	w.phases.Connect += time.Since(w.begun)
	if err != nil {
		s.release()
		s.fail(PhaseTCP, err)
		return
	}
	s.loop.Arm(&s.timer, w.deadline)
	s.made("")
}

// expired is the timer on the way: of one address, or of the whole.
func (s *Socket) expired() {
	w := s.way
	switch {
	case w.job != nil && w.job.waiting():
		w.phases.Blocked += time.Since(w.job.queued)
		s.fail(PhaseBlocked, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded})
	case w.job != nil && !w.overdue:
		// The job has the same deadline and knows best what it was doing; its
		// letter must be on its way. One that keeps no deadline is left behind.
		w.overdue = true
		s.loop.Arm(&s.timer, w.deadline.Add(time.Second))
	case w.job != nil:
		s.fail(PhaseDNS, &net.DNSError{Err: "i/o timeout", Name: w.target.Host, IsTimeout: true})
	case w.race != nil:
		w.race.expired()
	case s.conn == nil && w.share != nil:
		s.waitTimeout()
	case w.phase == PhaseTCP:
		s.conn.Drop()
		s.connected(connectTimeout(w.remote))
	default:
		err := readTimeout(s.conn)
		s.drop()
		if w.share != nil && w.share.refusal != nil { // likewise
			s.streamAnswer(w.share.refusal, true, time.Now())
			return
		}
		if done, _ := w.reader.End(); done { // a refusal, and only its body does not end
			s.check(time.Now())
			return
		}
		s.refuse(err, nil)
	}
}

// connectTimeout is the error of a connect that took too long, as package net
// words it.
func connectTimeout(to netip.AddrPort) error {
	return &net.OpError{Op: "dial", Net: "tcp", Addr: net.TCPAddrFromAddrPort(to), Err: os.ErrDeadlineExceeded}
}

// readTimeout is the error of an answer that took too long.
func readTimeout(c *loop.Conn) error {
	err := &net.OpError{Op: "read", Net: "unix", Err: os.ErrDeadlineExceeded}
	if c.RemoteAddr().IsValid() {
		err.Net, err.Source, err.Addr = "tcp", net.TCPAddrFromAddrPort(c.LocalAddr()), net.TCPAddrFromAddrPort(c.RemoteAddr())
	}
	return err
}

// unmap writes an IPv4 address as one, also when the system mapped it to IPv6.
func unmap(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap(), a.Port())
}
