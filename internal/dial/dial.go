package dial

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultTimeout is how long one TCP connect may take when Config.Timeout is
// zero.
const DefaultTimeout = 30 * time.Second

// keepAlive is the interval of TCP's own probes on connections made here.
const keepAlive = 30 * time.Second

// Config is what a Dialer is made of. The zero value dials with the system's
// resolver, cached for five minutes, IPv4 first.
// Immutable after New.
type Config struct {
	Timeout time.Duration // of one TCP connect; 0 means DefaultTimeout

	TLS    *tls.Config // base of every handshake; nil means the defaults of crypto/tls
	KeyLog io.Writer   // NSS key log lines (SSLKEYLOGFILE), if not nil
	// Wrap, if not nil, is put between the TCP connection and TLS, so that the
	// TLS connection can be fed by hand afterwards (loop.NewFeed). It is left
	// out when the TLS config allows renegotiation, which would hang there.
	Wrap func(net.Conn) net.Conn

	Local     []netip.Addr   // local addresses, taken in turn; empty: the system chooses
	DNS       DNS            // cache and choice among several addresses
	Hosts     Hosts          // names with fixed addresses, asked before DNS
	Block     Patterns       // host names never connected to
	Blacklist []netip.Prefix // addresses never connected to

	// Resolver replaces the system's resolver, for tests.
	Resolver func(ctx context.Context, host string) ([]netip.Addr, error)
	// Connect replaces the system's TCP connect, for tests; addr is "ip:port".
	Connect func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Target is what to connect to.
type Target struct {
	Host       string // a name or an IP literal without brackets
	Port       uint16
	TLS        bool
	ServerName string     // for TLS; "" means Host
	Local      netip.Addr // the local address; zero: the next of Config.Local
	Proxy      *Proxy     // who connects for us; nil: nobody
}

// Phases says how long each step took; a step not taken is zero. Several
// addresses tried one after the other add up.
type Phases struct {
	Blocked time.Duration // waiting for leave to begin; set by the caller, who bounds dials
	Lookup  time.Duration
	Connect time.Duration
	TLS     time.Duration
}

// Dialer opens connections.
// Safe for concurrent use.
type Dialer struct {
	config  Config
	cache   cache
	turn    atomic.Uint32 // next of config.Local
	configs sync.Map      // server name → *tls.Config, cloned once
}

// New returns a Dialer for the given settings.
func New(c Config) *Dialer {
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Resolver == nil {
		c.Resolver = systemResolver
	}
	d := &Dialer{config: c}
	d.cache.open(c.DNS, c.Resolver)
	return d
}

// Timeout is how long one TCP connect may take, for who connects by himself.
func (d *Dialer) Timeout() time.Duration { return d.config.Timeout }

// Local is the local address the next connection uses; the zero Addr leaves it
// to the system.
func (d *Dialer) Local() netip.Addr {
	if len(d.config.Local) == 0 {
		return netip.Addr{}
	}
	return d.config.Local[(d.turn.Add(1)-1)%uint32(len(d.config.Local))]
}

// Dial connects to t: lookup, TCP, and TLS if asked for. It blocks until ctx is
// over at the latest; the context's deadline bounds everything. The phases are
// valid also on failure, and the error is then always an [*Error].
func (d *Dialer) Dial(ctx context.Context, t Target) (net.Conn, Phases, error) {
	var phases Phases
	begin := time.Now()
	addrs, err := d.Resolve(ctx, t.Host, t.Port)
	phases.Lookup = time.Since(begin)
	if err != nil {
		return nil, phases, wrap(PhaseDNS, err)
	}
	begin = time.Now()
	conn, at, err := d.connect(ctx, t, addrs)
	phases.Connect = time.Since(begin)
	if err != nil {
		return nil, phases, &Error{Phase: PhaseTCP, Remote: at, Err: err}
	}
	if !t.TLS {
		return conn, phases, nil
	}
	begin = time.Now()
	secure, fault := d.handshake(ctx, conn, t)
	phases.TLS = time.Since(begin)
	if fault != nil {
		fault.Remote = at
		return nil, phases, fault
	}
	return secure, phases, nil
}

// connect tries the addresses in order. The first error is the one reported, as
// net.Dialer does: it belongs to the address that was preferred.
func (d *Dialer) connect(ctx context.Context, t Target, addrs []netip.AddrPort) (net.Conn, netip.AddrPort, error) {
	local := t.Local
	if !local.IsValid() {
		local = d.Local()
	}
	var first error
	for _, addr := range addrs {
		conn, err := d.connectOne(ctx, local, addr)
		if err == nil {
			return conn, addr, nil
		}
		if first == nil {
			first = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, addrs[0], first
}

func (d *Dialer) connectOne(ctx context.Context, local netip.Addr, addr netip.AddrPort) (net.Conn, error) {
	if d.config.Connect != nil {
		ctx, cancel := context.WithTimeout(ctx, d.config.Timeout)
		defer cancel()
		return d.config.Connect(ctx, "tcp", addr.String())
	}
	dialer := net.Dialer{Timeout: d.config.Timeout, KeepAlive: keepAlive}
	if local.IsValid() {
		dialer.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(local, 0))
	}
	return dialer.DialContext(ctx, "tcp", addr.String())
}
