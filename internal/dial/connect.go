package dial

import (
	"context"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"
)

// The bounds of connecting to a host with several addresses (RFC 8305 §5, "happy
// eyeballs").
const (
	// AttemptDelay is how long one address may keep the next waiting.
	AttemptDelay = 250 * time.Millisecond
	// MaxAttempts is how many addresses are tried at the same time.
	MaxAttempts = 4
)

// Reachable are those of addrs that can be connected to from local: an IPv4
// address cannot speak to an IPv6 one. If there is none, it is all of them, and
// the first to be tried says so.
func Reachable(addrs []netip.AddrPort, local netip.Addr) []netip.AddrPort {
	if !local.IsValid() {
		return addrs
	}
	var kept []netip.AddrPort
	for _, addr := range addrs {
		if addr.Addr().Unmap().Is4() == local.Unmap().Is4() {
			kept = append(kept, addr)
		}
	}
	if len(kept) == 0 {
		return addrs
	}
	return kept
}

// attempt is how connecting to one address went.
type attempt struct {
	place int // in the list
	conn  net.Conn
	err   error
}

// race connects to the first of addrs that answers. They are begun in order,
// each AttemptDelay after the one before it or when one fails. The error is that
// of the address that was preferred.
func (d *Dialer) race(ctx context.Context, local netip.Addr, addrs []netip.AddrPort) (net.Conn, netip.AddrPort, error) {
	if len(addrs) == 1 {
		conn, err := d.connect(ctx, local, addrs[0])
		return conn, addrs[0], err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // of those that lose
	results := make(chan attempt)
	begun, running := 0, 0
	begin := func() {
		place := begun
		begun, running = begun+1, running+1
		go func() {
			conn, err := d.connect(ctx, local, addrs[place])
			results <- attempt{place, conn, err}
		}()
	}
	begin()
	first := attempt{place: len(addrs)}
	for running > 0 {
		var delay <-chan time.Time
		if begun < len(addrs) && running < MaxAttempts {
			delay = time.After(AttemptDelay)
		}
		select {
		case <-delay:
			begin()
		case a := <-results:
			running--
			if a.err == nil {
				go forget(results, running)
				return a.conn, addrs[a.place], nil
			}
			if a.place < first.place {
				first = a
			}
			if begun < len(addrs) && ctx.Err() == nil {
				begin()
			}
		}
	}
	return nil, addrs[first.place], first.err
}

// forget closes what those who lost a race have found all the same.
func forget(results <-chan attempt, running int) {
	for range running {
		if a := <-results; a.err == nil {
			_ = a.conn.Close()
		}
	}
}

// connect is one TCP connect.
func (d *Dialer) connect(ctx context.Context, local netip.Addr, addr netip.AddrPort) (net.Conn, error) {
	if d.config.Connect != nil {
		ctx, cancel := context.WithTimeout(ctx, d.config.Timeout)
		defer cancel()
		return d.config.Connect(ctx, "tcp", addr.String())
	}
	dialer := net.Dialer{Timeout: d.config.Timeout, KeepAlive: keepAlive}
	if local.IsValid() {
		from := net.TCPAddrFromAddrPort(netip.AddrPortFrom(local, 0))
		if local.Unmap().Is4() != addr.Addr().Unmap().Is4() {
			return nil, &net.OpError{
				Op: "dial", Net: "tcp", Source: from, Addr: net.TCPAddrFromAddrPort(addr),
				Err: os.NewSyscallError("bind", syscall.EAFNOSUPPORT),
			}
		}
		dialer.LocalAddr, dialer.Control = from, shareLocalPorts
	}
	return dialer.DialContext(ctx, "tcp", addr.String())
}

// connectUnix connects to a Unix socket.
func (d *Dialer) connectUnix(ctx context.Context, path string, phases *Phases) (net.Conn, *Error) {
	begin := time.Now()
	dialer := net.Dialer{Timeout: d.config.Timeout}
	conn, err := dialer.DialContext(ctx, "unix", path)
	phases.Connect = time.Since(begin)
	if err != nil {
		return nil, &Error{Phase: PhaseTCP, Err: err}
	}
	return conn, nil
}
