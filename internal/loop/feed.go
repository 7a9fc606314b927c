package loop

import (
	"net"
	"sync/atomic"
	"time"
)

// NewFeed returns what is put between a TCP connection and crypto/tls, so that
// the loop can adopt the TLS connection and feed it by hand. Until then it is
// the connection it is made of, and counts: its method Traffic tells what went
// over it.
func NewFeed(nc net.Conn) net.Conn { return &feed{Conn: nc} }

// feed has two lives: before it is fed, reads and writes go through; afterwards
// they are the loop's.
type feed struct {
	net.Conn // nil once it is fed
	in, out  atomic.Uint64

	owner   *Conn  // nil: not fed
	pending []byte // read from the descriptor, not by TLS
	err     error  // comes behind them
}

// notYet is the answer to a read that finds no bytes. crypto/tls keeps what it
// has of a record when an error is temporary, and goes on at the next call.
type notYet struct{}

func (notYet) Error() string   { return "no bytes yet" }
func (notYet) Timeout() bool   { return true }
func (notYet) Temporary() bool { return true }

func (f *feed) Read(b []byte) (int, error) {
	if f.owner == nil {
		n, err := f.Conn.Read(b)
		f.in.Add(uint64(n))
		return n, err
	}
	if len(f.pending) == 0 {
		if f.err != nil {
			return 0, f.err
		}
		return 0, notYet{}
	}
	n := copy(b, f.pending)
	f.pending = f.pending[n:]
	return n, nil
}

// Write counts first: the peer's answer may be handled before it returns.
func (f *feed) Write(b []byte) (int, error) {
	c := f.owner
	if c == nil {
		f.out.Add(uint64(len(b)))
		return f.Conn.Write(b)
	}
	if c.state == closed || c.broken {
		return 0, net.ErrClosed
	}
	if c.out == nil {
		c.out = c.loop.buffers.take()
	} else {
		c.compact()
	}
	c.out = append(c.out, b...)
	c.touch()
	return len(b), nil
}

// Traffic is what went over the connection while it was not fed.
func (f *feed) Traffic() (in, out uint64) { return f.in.Load(), f.out.Load() }

// Close does nothing once the feed is fed: the loop closes.
func (f *feed) Close() error {
	if f.owner == nil {
		return f.Conn.Close()
	}
	return nil
}

// LocalAddr is that of the connection.
func (f *feed) LocalAddr() net.Addr {
	if f.owner == nil {
		return f.Conn.LocalAddr()
	}
	return net.TCPAddrFromAddrPort(f.owner.LocalAddr())
}

// RemoteAddr is that of the connection.
func (f *feed) RemoteAddr() net.Addr {
	if f.owner == nil {
		return f.Conn.RemoteAddr()
	}
	return net.TCPAddrFromAddrPort(f.owner.RemoteAddr())
}

// SetDeadline does nothing once the feed is fed: nothing blocks then.
func (f *feed) SetDeadline(t time.Time) error {
	if f.owner == nil {
		return f.Conn.SetDeadline(t)
	}
	return nil
}

// SetReadDeadline is as SetDeadline.
func (f *feed) SetReadDeadline(t time.Time) error {
	if f.owner == nil {
		return f.Conn.SetReadDeadline(t)
	}
	return nil
}

// SetWriteDeadline is as SetDeadline.
func (f *feed) SetWriteDeadline(t time.Time) error {
	if f.owner == nil {
		return f.Conn.SetWriteDeadline(t)
	}
	return nil
}
