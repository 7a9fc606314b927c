//go:build linux

package main

import (
	"errors"
	"fmt"
	"net/netip"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// message is what is echoed and pushed: 58 bytes, three fields.
const message = `{"id":1000000,"text":"a message of 58 bytes","at":1764080}`

// goodbye is the close frame of a server that is done, with code 1000.
const goodbye = "\x88\x02\x03\xe8"

// counts is the work the server saw. The loop adds, the control reads.
// Safe for concurrent use.
type counts struct {
	accepted, upgraded, failed atomic.Int64
	in, out                    atomic.Int64 // whole data messages
	packed                     atomic.Int64 // of those that came in, compressed
	closes                     atomic.Int64 // close frames received
	open, peak                 atomic.Int64 // upgraded and not closed yet
	lastAccept                 atomic.Int64 // on the monotonic clock, ns
}

// server is the other end of every run: it speaks just enough of RFC 6455 to
// be cheap and exact. Paths:
//
//	/echo         sends back what comes
//	/deflate      the same, compressed
//	/push?n=1000  sends n messages once the control says go, a message to a write,
//	              as fast as TCP takes them; with &rate=20000 so many a second over
//	              all connections, to all of them at once, or with &each=1 in turn
//	/burst?n=8    answers every message with n of them
//	/room?n=2     sends what one member says to all members of room 2; the control's
//	              go is the first word
//
// Owned by its loop, but for counts, Go, Close and Stop.
type server struct {
	counts *counts

	epoll     int
	wake      int // an eventfd
	listeners []int
	ports     []int
	conns     map[int]*peer
	waiting   []*peer // pushers waiting for go
	pushing   []*peer // pushers with something left that the kernel takes
	pace      pace
	rooms     map[int][]*peer
	gone      atomic.Bool
	going     atomic.Bool
	closing   atomic.Bool
	in        []byte // the tick's reads
	out       []byte // the replies to one read
	said      []byte // what goes to a whole room
}

// peer is one connection. Owned by the server's loop.
type peer struct {
	fd       int
	upgraded bool
	closing  bool   // close the descriptor once rest is written
	leaving  bool   // the server has sent its close frame and waits for the other
	rest     []byte // what the kernel did not take
	partial  []byte // the beginning of a frame or request
	left     int    // messages still to push
	paced    bool   // push them at the server's pace
	burst    int    // messages that answer one
	room     int    // whose members hear what it says; 0 = none
}

// newServer opens n listeners on free ports of a loopback address.
func newServer(host netip.Addr, n int) (*server, error) {
	s := &server{counts: &counts{}, conns: map[int]*peer{}, rooms: map[int][]*peer{}, in: make([]byte, 256<<10)}
	var err error
	if s.epoll, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC); err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	if s.wake, err = unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK); err != nil {
		return nil, fmt.Errorf("eventfd: %w", err)
	}
	if err = s.watch(unix.EPOLL_CTL_ADD, s.wake, unix.EPOLLIN); err != nil {
		return nil, err
	}
	for range n {
		fd, port, err := listen(host)
		if err != nil {
			return nil, err
		}
		s.listeners, s.ports = append(s.listeners, fd), append(s.ports, port)
		if err := s.watch(unix.EPOLL_CTL_ADD, fd, unix.EPOLLIN); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// listen opens one listener on a free port.
func listen(host netip.Addr) (fd, port int, err error) {
	fd, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, 0, fmt.Errorf("socket: %w", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: host.As4()}); err != nil {
		return 0, 0, fmt.Errorf("bind %s: %w", host, err)
	}
	if err := unix.Listen(fd, 4096); err != nil {
		return 0, 0, fmt.Errorf("listen: %w", err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		return 0, 0, fmt.Errorf("getsockname: %w", err)
	}
	return fd, name.(*unix.SockaddrInet4).Port, nil
}

// Go lets the pushers begin. Safe for concurrent use.
func (s *server) Go() {
	s.going.Store(true)
	s.nudge()
}

// Close closes every connection as a server that is done does: with a close frame.
// Safe for concurrent use.
func (s *server) Close() {
	s.closing.Store(true)
	s.nudge()
}

// Stop ends Serve. Safe for concurrent use.
func (s *server) Stop() {
	s.gone.Store(true)
	s.nudge()
}

func (s *server) nudge() {
	// A full counter is a nudge already given.
	_, _ = unix.Write(s.wake, []byte{1, 0, 0, 0, 0, 0, 0, 0})
}

// Serve turns the loop until Stop.
func (s *server) Serve() error {
	defer s.shut()
	events := make([]unix.EpollEvent, 512)
	for !s.gone.Load() {
		timeout := -1
		switch {
		case len(s.pushing) > 0:
			timeout = 0
		case len(s.pace.peers) > 0 && s.going.Load():
			timeout = 1 // ms
		}
		n, err := unix.EpollWait(s.epoll, events, timeout)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return fmt.Errorf("epoll: %w", err)
		}
		for _, e := range events[:max(n, 0)] {
			s.ready(int(e.Fd), e.Events)
		}
		s.push()
		s.keepPace()
	}
	return nil
}

// ready handles one descriptor that epoll named.
func (s *server) ready(fd int, events uint32) {
	if fd == s.wake {
		var b [8]byte
		_, _ = unix.Read(fd, b[:]) // only to make it unreadable again
		s.obey()
		return
	}
	p, ok := s.conns[fd]
	if !ok {
		s.accept(fd)
		return
	}
	if events&unix.EPOLLOUT != 0 {
		s.resume(p)
		return
	}
	s.read(p)
}

// obey does what Go and Close ask for.
func (s *server) obey() {
	if s.closing.Swap(false) {
		for _, p := range s.conns {
			p.leaving = true
			s.write(p, []byte(goodbye))
		}
		return
	}
	if !s.going.Load() {
		return
	}
	s.pushing, s.waiting = append(s.pushing, s.waiting...), nil
	for room := range s.rooms {
		s.counts.out.Add(int64(s.say(room, frame{fin: true, op: opText, payload: []byte(message)})))
	}
}

// accept takes what waits at a listener, not more than a batch of it, so that
// the open connections have their turn.
func (s *server) accept(listener int) {
	for range 64 {
		fd, _, err := unix.Accept4(listener, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
		if err != nil {
			return
		}
		s.counts.accepted.Add(1)
		s.counts.lastAccept.Store(int64(monotonic()))
		// Nagle would hold back the second of two small writes; without it a
		// connection is still right, only slower.
		_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
		if s.watch(unix.EPOLL_CTL_ADD, fd, unix.EPOLLIN) != nil {
			_ = unix.Close(fd) // nobody knows it yet
			s.counts.failed.Add(1)
			continue
		}
		s.conns[fd] = &peer{fd: fd}
	}
}

// read takes what the kernel has for p, answers it, and writes once.
func (s *server) read(p *peer) {
	have := copy(s.in, p.partial)
	n, err := unix.Read(p.fd, s.in[have:])
	switch {
	case errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EINTR):
		return
	case err != nil || n == 0:
		s.drop(p)
		return
	}
	s.out = s.out[:0]
	used, err := s.consume(p, s.in[:have+n])
	if err != nil {
		s.counts.failed.Add(1)
		s.drop(p)
		return
	}
	p.partial = append(p.partial[:0], s.in[used:have+n]...)
	if len(p.partial) > len(s.in)/2 {
		s.counts.failed.Add(1) // a frame that would not fit the buffer
		s.drop(p)
		return
	}
	s.write(p, s.out)
}

// write sends b, keeps what the kernel refuses, and stops reading p until the
// kernel has taken that.
func (s *server) write(p *peer, b []byte) {
	for len(b) > 0 && len(p.rest) == 0 {
		n, err := unix.Write(p.fd, b)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil && !errors.Is(err, unix.EAGAIN) {
			s.drop(p)
			return
		}
		b = b[max(n, 0):]
		if err != nil {
			break
		}
	}
	switch {
	case len(b) > 0:
		p.rest = append(p.rest, b...)
		if s.watch(unix.EPOLL_CTL_MOD, p.fd, unix.EPOLLOUT) != nil {
			s.drop(p)
		}
	case p.closing && len(p.rest) == 0:
		s.drop(p)
	}
}

// resume writes what was left, then reads and pushes again.
func (s *server) resume(p *peer) {
	rest := p.rest
	p.rest = nil
	s.write(p, rest)
	if s.conns[p.fd] != p || len(p.rest) > 0 {
		return
	}
	if s.watch(unix.EPOLL_CTL_MOD, p.fd, unix.EPOLLIN) != nil {
		s.drop(p)
		return
	}
	if p.left > 0 && !p.paced {
		s.pushing = append(s.pushing, p)
	}
}

// drop closes a connection and forgets it.
func (s *server) drop(p *peer) {
	if p.upgraded {
		s.counts.open.Add(-1)
	}
	delete(s.conns, p.fd)
	_ = unix.Close(p.fd) // the connection is over either way
}

func (s *server) watch(op, fd int, events uint32) error {
	if err := unix.EpollCtl(s.epoll, op, fd, &unix.EpollEvent{Events: events, Fd: int32(fd)}); err != nil {
		return fmt.Errorf("epoll: watch descriptor %d: %w", fd, err)
	}
	return nil
}

// shut closes every descriptor.
func (s *server) shut() {
	for fd := range s.conns {
		_ = unix.Close(fd)
	}
	for _, fd := range append(s.listeners, s.epoll, s.wake) {
		_ = unix.Close(fd)
	}
}
