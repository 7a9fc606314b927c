package loop

import (
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"

	"volley/internal/poll"
)

// Sink hears what a connection has to tell: OnConnect first, if the loop made
// the connection, and OnEnd or a failed OnConnect last. All calls come from the
// loop's Read; none comes after Close, Drop or Finish. A Sink may call any
// method of its connection or another.
type Sink interface {
	// OnConnect tells how Connect went. After an error the connection is gone.
	OnConnect(err error)
	// OnRead brings bytes that were read at the given time. They are valid
	// until the loop's Flush.
	OnRead(b []byte, at time.Time)
	// OnDrain says that all that was queued has gone to the kernel, after it
	// once took less.
	OnDrain()
	// OnEnd says that nothing more comes: io.EOF when the peer has finished.
	// What is queued still leaves by itself.
	OnEnd(err error)
}

// ConnectConfig says what to connect to.
// Immutable after New.
type ConnectConfig struct {
	Addr  netip.AddrPort
	Local netip.Addr // the address to connect from; zero: the system chooses
}

// match is what is wrong with connecting an IPv4 address to an IPv6 one.
func (c ConnectConfig) match() error {
	if c.Local.IsValid() && c.Local.Unmap().Is4() != c.Addr.Addr().Unmap().Is4() {
		return os.NewSyscallError("bind", syscall.EAFNOSUPPORT)
	}
	return nil
}

// state is where a connection stands in its life.
type state uint8

const (
	connecting state = iota
	open
	finishing // nobody listens any more; what is queued leaves
	closed
)

const (
	pushSize   = 64 << 10        // more than this is written at once
	endTimeout = 5 * time.Second // for what is queued when the peer finishes
)

// Conn is one stream of bytes in each direction: TCP, or TLS over it. While
// nothing moves, it holds no buffers and, on a descriptor, no goroutine.
// Owned by one loop.
type Conn struct {
	loop *Loop
	sink Sink
	net  *netConn // nil: on a descriptor
	tls  *secure  // nil: plain, or portable
	lane *Lane    // nil: a connection of its own

	out  []byte // for the kernel, from head on
	head int

	in, sent uint64
	err      error // of the connect, or of a write
	remote   netip.AddrPort
	patience *Timer // how long what is queued may take, once finishing

	fd   int32
	slot uint32
	want poll.Ready // what fd is watched for

	state    state
	farewell uint8 // 1: TLS has said good-bye, 2: our FIN is out
	paused   bool
	dirty    bool // in loop.dirty
	nudged   bool // in loop.nudge
	blocked  bool // the kernel refused some
	broken   bool // writing failed; err says why
	ended    bool // nothing more comes
	aside    bool // in loop.aside
	hungry   bool // the last read filled what a batch has room for
}

// Connect begins to connect. The result, a failure too, comes by OnConnect.
// Errors are *net.OpErrors as package net would give them.
func (l *Loop) Connect(c ConnectConfig, s Sink) *Conn {
	conn := &Conn{loop: l, sink: s, remote: c.Addr, fd: -1}
	if l.closed {
		conn.state = closed
		return conn
	}
	l.slots.add(conn)
	switch err := c.match(); {
	case err != nil:
		conn.err = conn.dialFault(c, err)
		conn.poke()
	case l.poller != nil:
		conn.connectFD(c)
	default:
		conn.connectNet(c)
	}
	return conn
}

// dialFault is why connecting could not begin.
func (c *Conn) dialFault(config ConnectConfig, err error) error {
	fault := c.fault("dial", err)
	if config.Local.IsValid() {
		fault.(*net.OpError).Source = net.TCPAddrFromAddrPort(netip.AddrPortFrom(config.Local, 0))
	}
	return fault
}

// Rebind gives what the connection tells to another sink from now on: of several
// connections that are tried, each has a sink of its own until one is chosen.
func (c *Conn) Rebind(s Sink) {
	if c.sink != nil {
		c.sink = s
	}
}

// Adopt takes a connection over that was made elsewhere. nc must not be used any
// more, whether or not Adopt succeeds. A *tls.Conn must have shaken hands.
func (l *Loop) Adopt(nc net.Conn, s Sink) (*Conn, error) {
	if l.closed {
		_ = nc.Close()
		return nil, errClosed
	}
	c := &Conn{loop: l, sink: s, fd: -1, state: open, remote: addrPort(nc.RemoteAddr())}
	l.slots.add(c)
	if l.poller != nil {
		took, err := c.adoptFD(nc)
		if err != nil {
			c.destroy()
			_ = nc.Close()
			return nil, err
		}
		if took {
			return c, nil
		}
	}
	c.adoptNet(nc)
	return c, nil
}

// Extend queues bytes: f appends them to dst. They are written by the loop's
// Flush, or at once when more than 64 kB wait. f must not keep dst.
func (c *Conn) Extend(f func(dst []byte) []byte) {
	if c.state > open || c.broken {
		return
	}
	buffer := &c.out
	if c.tls != nil {
		buffer = &c.tls.plain
	}
	if *buffer == nil {
		*buffer = c.loop.buffers.take()
	} else if c.tls == nil {
		c.compact()
	}
	*buffer = f(*buffer)
	c.touch()
	if c.Buffered() > pushSize {
		c.push()
	}
}

// Push writes what is queued without waiting for Flush: an upgrade request must
// not wait for the JavaScript of a whole tick, since its answer is timed.
func (c *Conn) Push() { c.push() }

// compact moves what is still to be written to the front, when that is worth it
// and nobody is writing it.
func (c *Conn) compact() {
	if c.head > len(c.out)/2 && (c.net == nil || c.net.flight == 0) {
		c.out = c.out[:copy(c.out, c.out[c.head:])]
		c.head = 0
	}
}

// touch has Flush write.
func (c *Conn) touch() {
	if !c.dirty {
		c.dirty = true
		c.loop.dirty = append(c.loop.dirty, c)
	}
}

// poke has Read look at c though no descriptor says so.
func (c *Conn) poke() {
	if !c.nudged {
		c.nudged = true
		c.loop.nudge = append(c.loop.nudge, c)
	}
}

// Buffered is the number of bytes queued that the kernel has not taken.
func (c *Conn) Buffered() int {
	n := len(c.out) - c.head
	if c.tls != nil {
		n += len(c.tls.plain)
	}
	return n
}

// Traffic is the number of bytes that went over TCP, with TLS around them. It
// never falls, and stays when the connection is gone.
func (c *Conn) Traffic() (in, out uint64) {
	if c.net != nil && c.net.meter != nil {
		return c.net.meter.Traffic()
	}
	return c.in, c.sent
}

// Pause stops reading; the end of the connection is not seen either.
func (c *Conn) Pause() {
	if c.state <= open {
		c.paused = true
		c.aim()
		if c.lane != nil {
			c.lane.Hold(true)
		}
	}
}

// Resume undoes Pause.
func (c *Conn) Resume() {
	if !c.paused || c.state > open {
		return
	}
	c.paused = false
	c.aim()
	if c.tls != nil || c.net != nil || c.lane != nil || c.broken {
		c.poke() // what was held back makes no descriptor readable
	}
}

// Close ends the connection in order: what is queued is offered to the kernel
// once, then TCP is closed. The sink hears nothing more.
func (c *Conn) Close() {
	if c.state == open && !c.broken {
		c.sink = nil
		switch {
		case c.net != nil:
			c.net.push() // its writer outlives the connection
		case c.lane != nil:
			c.pushLane()
		default:
			c.farewellTLS()
			c.pushFD()
		}
	}
	c.destroy()
}

// Drop ends the connection with a reset. The sink hears nothing more.
func (c *Conn) Drop() {
	if c.state == closed {
		return
	}
	switch {
	case c.net != nil:
		c.net.unlinger()
	case c.lane == nil: // leaving a lane is a reset already
		c.unlingerFD()
	}
	c.destroy()
}

// Finish ends the connection by itself: when all that is queued has left, we
// send our FIN, wait for the peer's, so that nothing of ours is lost to a reset,
// and close; when the timeout is over, we close at once. The sink hears nothing
// more.
func (c *Conn) Finish(timeout time.Duration) {
	switch c.state {
	case connecting:
		c.destroy()
	case open:
		c.leave(timeout)
	case finishing, closed:
	}
}

// leave is Finish of an open connection.
func (c *Conn) leave(timeout time.Duration) {
	c.sink, c.state, c.paused = nil, finishing, false
	c.patience = &Timer{}
	c.patience.Init(c.destroy)
	c.loop.Arm(c.patience, time.Now().Add(timeout))
	c.aim()
	if c.net != nil || c.lane != nil || c.broken {
		c.poke()
	}
	c.push()
}

// push writes what is queued, as far as the kernel takes it, and goes on with
// the end if that is what is waited for.
func (c *Conn) push() {
	switch {
	case c.state == connecting || c.state == closed:
		return
	case c.broken:
	case c.net != nil:
		c.net.push()
	case c.lane != nil:
		c.pushLane()
	case !c.blocked:
		c.pushFD()
	}
	if c.state == finishing {
		c.bow()
	}
}

// bow says good-bye when everything has left.
func (c *Conn) bow() {
	switch {
	case c.broken:
		c.destroy()
	case c.Buffered() > 0:
	case c.net != nil:
		c.net.bow()
	case c.lane != nil:
		c.bowLane()
	default:
		c.bowFD()
	}
}

// fail notes that writing is over. Reading tells the sink, after what is still
// to be read.
func (c *Conn) fail(err error) {
	c.broken, c.err = true, err
	c.blocked = false
	c.discard()
	c.aim() // else one that is paused is watched for what it does not want any more
	c.poke()
}

// end tells the sink that nothing more comes.
func (c *Conn) end(err error) {
	if c.broken && err == io.EOF {
		err = c.err
	}
	sink := c.sink
	c.sink, c.ended = nil, true
	if c.state == open && !c.broken && c.Buffered() > 0 {
		c.leave(endTimeout)
	} else {
		c.destroy()
	}
	if sink != nil {
		sink.OnEnd(err)
	}
}

// refuse tells that the connect failed.
func (c *Conn) refuse(err error) {
	sink := c.sink
	c.destroy()
	sink.OnConnect(err)
}

// told is what Read does after a poke.
func (c *Conn) told() {
	switch {
	case c.net != nil:
		c.net.deliver()
	case c.lane != nil:
		if !c.paused && !c.ended {
			c.lane.Hold(false)
		}
	case c.state == connecting && c.err != nil:
		c.refuse(c.err)
	case c.state == connecting:
		c.madeFD() // at once, or connectFD had not poked it
	case !c.paused && !c.ended:
		c.readFD(true)
	}
}

// destroy leaves nothing of the connection behind but its counts.
func (c *Conn) destroy() {
	if c.state == closed {
		return
	}
	c.Aside(false)
	c.state, c.sink = closed, nil
	c.loop.slots.remove(c)
	if c.patience != nil {
		c.loop.Disarm(c.patience)
	}
	c.discard()
	switch {
	case c.net != nil:
		c.net.close()
	case c.lane != nil:
		c.lane.Leave()
	default:
		c.closeFD()
	}
}

// discard gives back what is queued.
func (c *Conn) discard() {
	if c.net == nil || c.net.flight == 0 {
		c.loop.buffers.give(c.out)
	}
	c.out, c.head = nil, 0
	if c.tls != nil {
		c.loop.buffers.give(c.tls.plain)
		c.tls.plain = nil
	}
}

// LocalAddr is our end of the connection, as long as it is there.
func (c *Conn) LocalAddr() netip.AddrPort {
	switch {
	case c.state == closed:
		return netip.AddrPort{}
	case c.net != nil:
		return c.net.local()
	case c.lane != nil:
		return c.localLane()
	}
	return c.localFD()
}

// RemoteAddr is the peer's end of the connection.
func (c *Conn) RemoteAddr() netip.AddrPort { return c.remote }

// addrPort is the address of a TCP connection; zero for others.
func addrPort(a net.Addr) netip.AddrPort {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || tcp == nil {
		return netip.AddrPort{}
	}
	at := tcp.AddrPort()
	return netip.AddrPortFrom(at.Addr().Unmap(), at.Port())
}

// fault is an error as package net words it. Only a Unix socket has no address.
func (c *Conn) fault(op string, err error) error {
	e := &net.OpError{Op: op, Net: "unix", Err: err}
	if c.remote.IsValid() {
		e.Net, e.Addr = "tcp", net.TCPAddrFromAddrPort(c.remote)
	}
	if local := c.LocalAddr(); local.IsValid() && op != "dial" {
		e.Source = net.TCPAddrFromAddrPort(local)
	}
	return e
}

// ports are those from first to last.
// Immutable.
type ports struct{ first, last uint16 }

// allPorts are all there are.
var allPorts = ports{0, 1<<16 - 1}

func (p ports) holds(n uint16) bool { return p.first <= n && n <= p.last }

// secure is what TLS needs on a descriptor.
type secure struct {
	conn  *tls.Conn
	feed  *feed
	plain []byte // queued, to be encrypted by the next push
	pent  bool   // conn may have bytes that it has not given out
}
