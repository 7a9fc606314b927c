//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package loop

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"volley/internal/poll"
)

// keepAlive is the interval of TCP's own probes, where it can be set.
const keepAlive = 30 // seconds

// connectFD begins to connect. What fails at once is told by the next Read.
func (c *Conn) connectFD(config ConnectConfig) {
	connected, err := c.dialFD(config)
	if err != nil {
		c.err = c.dialFault(config, err)
	} else if !connected {
		c.aim()
		return
	}
	c.poke()
}

func (c *Conn) dialFD(config ConnectConfig) (connected bool, err error) {
	remote := config.Addr.Addr().Unmap()
	family := unix.AF_INET6
	if remote.Is4() {
		family = unix.AF_INET
	}
	fd, err := openSocket(family)
	if err != nil {
		return false, os.NewSyscallError("socket", err)
	}
	c.fd = int32(fd)
	_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
	if !remote.IsLoopback() { // a peer on this machine does not vanish without a word
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_KEEPALIVE, 1)
		setKeepAlive(fd)
	}
	if config.Local.IsValid() {
		shareLocalPorts(fd)
		if err := unix.Bind(fd, sockaddr(config.Local.Unmap(), 0)); err != nil {
			return false, os.NewSyscallError("bind", err)
		}
	}
	to := sockaddr(remote, config.Addr.Port())
	err = unix.Connect(fd, to)
	if err == unix.EINPROGRESS && remote.IsLoopback() {
		// A peer on this machine has answered already: asking is cheaper than
		// to watch for it.
		err = unix.Connect(fd, to)
	}
	switch err {
	case nil, unix.EISCONN:
		return true, nil
	case unix.EINPROGRESS, unix.EINTR, unix.EALREADY:
		return false, nil
	default:
		return false, os.NewSyscallError("connect", err)
	}
}

// connectedFD looks how the connect went.
func (c *Conn) connectedFD() {
	code, err := unix.GetsockoptInt(int(c.fd), unix.SOL_SOCKET, unix.SO_ERROR)
	switch {
	case err != nil:
		c.refuse(c.fault("dial", os.NewSyscallError("getsockopt", err)))
		return
	case code != 0:
		c.refuse(c.fault("dial", os.NewSyscallError("connect", unix.Errno(code))))
		return
	}
	c.madeFD()
}

// madeFD goes on when the connect has come about.
func (c *Conn) madeFD() {
	if c.loop.ephemeral.holds(c.remote.Port()) && c.localFD() == c.remote {
		// Nobody listens, and the system gave us the very port we connect to.
		c.refuse(c.fault("dial", os.NewSyscallError("connect", unix.ECONNREFUSED)))
		return
	}
	c.state = open
	c.aim()
	if c.broken { // it cannot be watched
		c.refuse(c.err)
		return
	}
	c.sink.OnConnect(nil)
}

// adoptFD takes the descriptor out of nc, if it has one that can be had. The
// descriptor leaves Go's own poller by a duplicate, for File would make it
// blocking.
func (c *Conn) adoptFD(nc net.Conn) (bool, error) {
	bare := nc
	secured, isTLS := nc.(*tls.Conn)
	var fed *feed
	if isTLS {
		var ok bool
		if fed, ok = secured.NetConn().(*feed); !ok {
			return false, nil
		}
		bare = fed.Conn
	}
	switch bare.(type) {
	case *net.TCPConn, *net.UnixConn:
	default:
		return false, nil
	}
	fd, err := duplicate(bare.(syscall.Conn))
	if err != nil {
		return false, fmt.Errorf("take over the connection to %s: %w", bare.RemoteAddr(), err)
	}
	_ = bare.Close()
	c.fd = int32(fd)
	if isTLS {
		c.in, c.sent = fed.Traffic()
		fed.owner, fed.Conn = c, nil
		c.tls = &secure{conn: secured, feed: fed, pent: true}
		c.poke() // bytes decrypted already make no descriptor readable
	}
	c.aim()
	if c.broken {
		return false, c.err
	}
	return true, nil
}

func duplicate(nc syscall.Conn) (int, error) {
	raw, err := nc.SyscallConn()
	if err != nil {
		return 0, err
	}
	var fd int
	var fault error
	err = raw.Control(func(old uintptr) { fd, fault = unix.FcntlInt(old, unix.F_DUPFD_CLOEXEC, 0) })
	if err == nil {
		err = os.NewSyscallError("fcntl", fault)
	}
	return fd, err
}

// aim watches the descriptor for what is of use now. For nothing it is not
// watched at all: its end would be reported at every look.
func (c *Conn) aim() {
	if c.net != nil || c.fd < 0 || c.state == closed {
		return
	}
	var want poll.Ready
	if c.state == connecting || c.blocked {
		want = poll.Writable
	}
	if c.state != connecting && !c.paused && !c.ended {
		want |= poll.Readable
	}
	if want == c.want {
		return
	}
	var err error
	p, fd, token := c.loop.poller, int(c.fd), c.loop.slots.token(c)
	switch {
	case want == 0:
		err = p.Remove(fd)
	case c.want == 0:
		err = p.Add(fd, token, want)
	default:
		err = p.Modify(fd, token, want)
	}
	c.want = want
	if err != nil {
		c.fail(err)
	}
}

// serve handles an event of the descriptor.
func (c *Conn) serve(ready poll.Ready) {
	if c.state == connecting {
		c.connectedFD()
		return
	}
	if c.blocked && ready&(poll.Writable|poll.Hangup) != 0 {
		c.blocked = false
		c.push()
		if c.state == open && !c.blocked && !c.broken {
			c.sink.OnDrain()
		}
	}
	if c.state != closed && !c.paused && !c.ended && ready&(poll.Readable|poll.Hangup) != 0 {
		c.readFD(ready&poll.Hangup != 0)
	}
}

// readFD reads until there is nothing more, or as much as is fair. A read that
// does not fill its room was the last, unless the end is known to follow.
func (c *Conn) readFD(toEnd bool) {
	switch {
	case c.state == finishing:
		c.skipFD(toEnd)
		return
	case c.tls != nil:
		c.readTLS(toEnd)
		return
	}
	for total := 0; total < fairRead; {
		room := c.loop.arena.space()
		if room == nil {
			c.poke()
			return
		}
		n, err := c.receive(room)
		switch {
		case n > 0:
			c.loop.arena.use(n)
			c.hungry = n >= shortRead
			total += n
			c.sink.OnRead(room[:n:n], time.Now())
			if c.state != open || c.paused || n < len(room) && !toEnd && !c.broken {
				return
			}
		case err != nil:
			c.end(err)
			return
		case c.broken:
			c.end(c.err)
			return
		default:
			return
		}
	}
	if toEnd || c.broken {
		c.poke() // maybe nobody else says so
	}
}

// skipFD reads what nobody wants, so that closing does not reset.
func (c *Conn) skipFD(toEnd bool) {
	for total := 0; total < fairRead; {
		room := c.loop.arena.space()
		if room == nil {
			return
		}
		n, err := c.receive(room)
		switch {
		case n > 0:
			total += n
			if n < len(room) && !toEnd {
				return
			}
		case err != nil:
			c.ended = true
			c.aim()
			if err != io.EOF {
				c.destroy()
				return
			}
			c.bow()
			return
		default:
			return
		}
	}
}

// receive is one read: 0 and nil when there is nothing.
func (c *Conn) receive(b []byte) (int, error) {
	for {
		n, err := unix.Read(int(c.fd), b)
		switch {
		case n > 0:
			c.in += uint64(n)
			return n, nil
		case err == nil:
			return 0, io.EOF
		case err == unix.EINTR:
		case err == unix.EAGAIN:
			return 0, nil
		default:
			return 0, c.fault("read", os.NewSyscallError("read", err))
		}
	}
}

// pushFD makes one write of all that is queued.
func (c *Conn) pushFD() {
	if !c.encrypt() || c.head == len(c.out) {
		return
	}
	n, err := c.transmit(c.out[c.head:])
	if err != nil {
		c.fail(err)
		return
	}
	c.wrote(n)
}

// encrypt turns what is queued into TLS; false when that failed.
func (c *Conn) encrypt() bool {
	t := c.tls
	if t == nil || len(t.plain) == 0 {
		return true
	}
	was := c.dirty
	c.dirty = true // what it makes is about to be written
	_, err := t.conn.Write(t.plain)
	c.dirty = was
	if err != nil {
		c.fail(err)
		return false
	}
	c.loop.buffers.give(t.plain)
	t.plain = nil
	return true
}

// wrote notes that the kernel took n bytes of what is queued.
func (c *Conn) wrote(n int) {
	c.sent += uint64(n)
	c.head += n
	c.blocked = c.head < len(c.out)
	if !c.blocked {
		c.loop.buffers.give(c.out)
		c.out, c.head = nil, 0
	}
	c.aim()
}

// transmit is one write; it may take nothing. What is the last waits in the
// kernel for our FIN, which is sent at once, so that both leave in one packet.
func (c *Conn) transmit(b []byte) (n int, err error) {
	for {
		if c.state == finishing {
			n, err = sendLast(int(c.fd), b)
		} else {
			n, err = unix.Write(int(c.fd), b)
		}
		switch err {
		case nil:
			return n, nil
		case unix.EINTR:
		case unix.EAGAIN, unix.ENOBUFS:
			return 0, nil
		default:
			return 0, c.fault("write", os.NewSyscallError("write", err))
		}
	}
}

// bowFD says good-bye: TLS first, then TCP.
func (c *Conn) bowFD() {
	if c.farewell == 0 {
		c.farewellTLS()
		c.pushFD()
		if c.broken {
			c.destroy()
			return
		}
	}
	if c.Buffered() > 0 || c.farewell == 2 && !c.ended {
		return
	}
	if c.ended {
		c.destroy()
		return
	}
	c.farewell = 2
	_ = unix.Shutdown(int(c.fd), unix.SHUT_WR)
}

func (c *Conn) unlingerFD() {
	if c.fd >= 0 {
		_ = unix.SetsockoptLinger(int(c.fd), unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
	}
}

func (c *Conn) closeFD() {
	if c.fd >= 0 {
		_ = unix.Close(int(c.fd)) // which ends the watch
		c.fd, c.want = -1, 0
	}
}

func (c *Conn) localFD() netip.AddrPort {
	if c.fd < 0 {
		return netip.AddrPort{}
	}
	sa, err := unix.Getsockname(int(c.fd))
	if err != nil {
		return netip.AddrPort{}
	}
	switch sa := sa.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))
	case *unix.SockaddrInet6:
		addr := netip.AddrFrom16(sa.Addr).Unmap()
		if sa.ZoneId != 0 {
			addr = addr.WithZone(zoneName(int(sa.ZoneId)))
		}
		return netip.AddrPortFrom(addr, uint16(sa.Port))
	}
	return netip.AddrPort{}
}

func sockaddr(addr netip.Addr, port uint16) unix.Sockaddr {
	if addr.Is4() {
		return &unix.SockaddrInet4{Addr: addr.As4(), Port: int(port)}
	}
	return &unix.SockaddrInet6{Addr: addr.As16(), Port: int(port), ZoneId: zoneID(addr.Zone())}
}

func zoneName(id int) string {
	if i, err := net.InterfaceByIndex(id); err == nil {
		return i.Name
	}
	return strconv.Itoa(id)
}

func zoneID(name string) uint32 {
	if name == "" {
		return 0
	}
	if i, err := net.InterfaceByName(name); err == nil {
		return uint32(i.Index)
	}
	id, _ := strconv.ParseUint(name, 10, 32)
	return uint32(id)
}
