package loop

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// news is what a connection's goroutines have for the loop.
type news uint8

const (
	newsDialed news = 1 << iota
	newsRead
	newsWrote
)

const (
	readerSize  = 4 << 10 // a reader's first buffer; it grows when it is filled
	readerLimit = 64 << 10
	flightSize  = 64 << 10    // what a writer is given at once: its kernel, so to say
	partTimeout = time.Second // for what is queued when the connection is closed
)

// netConn is a connection that blocks: a goroutine reads, and another writes
// when there is something to write. The loop never waits for either.
//
// Each field belongs to the loop or to one goroutine at a time, and changes hands
// through the mailbox, or through again.
// Owned by one loop.
type netConn struct {
	conn   *Conn
	nc     net.Conn
	meter  interface{ Traffic() (in, out uint64) } // counts by itself, if not nil
	cancel context.CancelFunc                      // of the dial

	posted, taken news // posted is the mailbox's
	orphan        bool // the mailbox's: the writer closes

	// the dial's
	found net.Conn
	fault error

	// the reader's
	buf   []byte
	got   []byte
	at    time.Time
	err   error
	again chan struct{} // the buffer is the reader's again
	held  bool          // got waits until it may be told

	// the writer's
	flight int    // bytes it was given; 0: there is none
	more   []byte // the mailbox's: what it shall write next
	werr   error
}

// connectNet dials on a goroutine.
func (c *Conn) connectNet(config ConnectConfig) {
	ctx, cancel := context.WithCancel(context.Background())
	n := &netConn{conn: c, cancel: cancel, again: make(chan struct{}, 1)}
	c.net = n
	dial := c.loop.config.Dial
	if dial == nil {
		d := net.Dialer{KeepAlive: 30 * time.Second}
		if config.Local.IsValid() {
			d.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(config.Local, 0))
			d.Control = func(_, _ string, raw syscall.RawConn) error {
				return raw.Control(func(fd uintptr) { shareLocalPorts(int(fd)) })
			}
		}
		dial = d.DialContext
	}
	addr := config.Addr.String()
	go func() {
		n.found, n.fault = dial(ctx, "tcp", addr)
		if !c.loop.box.tell(n, newsDialed) {
			n.forget()
		}
	}()
}

// adoptNet takes over a connection that is there.
func (c *Conn) adoptNet(nc net.Conn) {
	n := &netConn{conn: c, nc: nc, again: make(chan struct{}, 1)}
	c.net = n
	if secured, ok := nc.(*tls.Conn); ok {
		n.meter, _ = secured.NetConn().(interface{ Traffic() (in, out uint64) })
	}
	n.buf = make([]byte, readerSize)
	go n.read(n.nc)
}

// read is the reader.
func (n *netConn) read(nc net.Conn) {
	for {
		k, err := nc.Read(n.buf)
		n.got, n.err, n.at = n.buf[:k], err, time.Now()
		if !n.conn.loop.box.tell(n, newsRead) || err != nil {
			return
		}
		if _, more := <-n.again; !more {
			return
		}
		if k == len(n.buf) && k < readerLimit {
			n.buf = make([]byte, 2*k)
		}
	}
}

// write is the writer. It ends when it has written all it was given; if the loop
// is through with the connection meanwhile, it closes.
func (n *netConn) write(nc net.Conn, b []byte) {
	orphan := false
	for b != nil {
		_, n.werr = nc.Write(b)
		b, orphan = n.conn.loop.box.landed(n)
	}
	if orphan {
		_ = nc.Close()
	}
}

// tell is what Read does with news.
func (n *netConn) tell() {
	c, what := n.conn, n.taken
	n.taken = 0
	if what&newsDialed != 0 {
		n.dialed()
	}
	if what&newsWrote != 0 && c.state != closed {
		n.wrote()
	}
	if what&newsRead != 0 && c.state != closed {
		n.held = true
		n.deliver()
	}
}

func (n *netConn) dialed() {
	c := n.conn
	n.cancel()
	switch {
	case c.state == closed:
		n.forget()
	case n.fault != nil:
		c.refuse(n.fault)
	default:
		n.nc, n.found = n.found, nil
		n.buf = make([]byte, readerSize)
		go n.read(n.nc)
		c.state = open
		c.sink.OnConnect(nil)
	}
}

// forget closes what a dial has found when nobody wants it any more.
func (n *netConn) forget() {
	if n.found != nil {
		_ = n.found.Close()
		n.found = nil
	}
}

func (n *netConn) wrote() {
	c := n.conn
	if !n.landed() {
		return
	}
	if c.head == len(c.out) {
		c.loop.buffers.give(c.out)
		c.out, c.head = nil, 0
	}
	drained := c.blocked && c.out == nil
	if drained {
		c.blocked = false
	}
	c.push()
	if drained && c.state == open {
		c.sink.OnDrain()
	}
}

// landed ends a flight and tells whether writing may go on.
func (n *netConn) landed() bool {
	c := n.conn
	n.flight = 0
	if n.werr == nil {
		return true
	}
	c.fail(n.werr)
	_ = n.nc.SetReadDeadline(time.Now().Add(partTimeout)) // reading must end, too
	if c.state == finishing {
		c.destroy()
	}
	return false
}

// push gives the writer what is queued, up to a flight's size. A writer that is
// busy, or that has not said yet that it is not, takes more on its way.
func (n *netConn) push() {
	c := n.conn
	if n.flight > 0 && n.taken&newsWrote == 0 && c.head < len(c.out) && n.flight < flightSize {
		k := min(len(c.out)-c.head, flightSize-n.flight)
		if c.loop.box.relay(n, k) {
			n.flown(k)
		} else if !n.landed() {
			return
		}
	}
	if n.flight == 0 && c.head < len(c.out) {
		b := c.out[c.head:min(len(c.out), c.head+flightSize)]
		n.flown(len(b))
		go n.write(n.nc, b)
	}
	c.blocked = c.blocked || c.head < len(c.out) && n.flight == flightSize
}

// flown counts what the writer was given: for the loop it has left.
func (n *netConn) flown(k int) {
	n.flight += k
	n.conn.head += k
	n.conn.sent += uint64(k)
}

// deliver tells what was read, unless it must be held.
func (n *netConn) deliver() {
	c := n.conn
	if !n.held || c.paused || c.ended || c.state == closed {
		return
	}
	n.held = false
	c.in += uint64(len(n.got))
	c.loop.lent = append(c.loop.lent, n)
	if len(n.got) > 0 && c.sink != nil {
		c.sink.OnRead(n.got, n.at)
	}
	switch {
	case n.err == nil || c.state == closed:
	case c.state == finishing && n.err == io.EOF: // the peer may still read
		c.ended = true
		c.bow()
	default:
		c.end(n.err)
	}
}

// giveBack lets the reader use its buffer again.
func (n *netConn) giveBack() {
	if n.conn.state != closed && n.err == nil {
		n.again <- struct{}{}
	}
}

// local is our address.
func (n *netConn) local() netip.AddrPort {
	if n.nc == nil {
		return netip.AddrPort{}
	}
	return addrPort(n.nc.LocalAddr())
}

// tcp is the TCP connection below, if there is one.
func (n *netConn) tcp() *net.TCPConn {
	nc := n.nc
	if secured, ok := nc.(*tls.Conn); ok {
		nc = secured.NetConn()
	}
	if f, ok := nc.(*feed); ok {
		nc = f.Conn
	}
	t, _ := nc.(*net.TCPConn)
	return t
}

// bow says good-bye when everything has left. TLS says its own when it is
// closed; only plain TCP waits for the peer's FIN.
func (n *netConn) bow() {
	c := n.conn
	if n.flight > 0 || c.farewell == 2 && !c.ended {
		return
	}
	plain, ok := n.nc.(*net.TCPConn)
	if !ok || c.ended {
		c.destroy()
		return
	}
	c.farewell = 2
	_ = plain.CloseWrite()
}

// unlinger makes the close a reset.
func (n *netConn) unlinger() {
	if n.nc == nil {
		return
	}
	t := n.tcp()
	if t == nil {
		n.hangUp()
		return
	}
	_ = t.SetLinger(0)
	_ = t.Close() // at once: TLS has nothing more to say
}

// close ends the goroutines. What the writer was given it may still write: for
// the loop that is gone already.
func (n *netConn) close() {
	if n.cancel != nil {
		n.cancel()
	}
	if n.nc == nil {
		return
	}
	close(n.again)
	if n.flight == 0 || n.taken&newsWrote != 0 || !n.conn.loop.box.orphan(n) {
		n.hangUp()
		return
	}
	now := time.Now()
	_ = n.nc.SetReadDeadline(now)
	_ = n.nc.SetWriteDeadline(now.Add(partTimeout))
}

// hangUp closes. Closing TLS writes, so it is not done on the loop.
func (n *netConn) hangUp() {
	if _, ok := n.nc.(*tls.Conn); ok {
		go func(nc net.Conn) { _ = nc.Close() }(n.nc)
		return
	}
	_ = n.nc.Close()
}
