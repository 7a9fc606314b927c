package dial

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"net/url"
	"sync"
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

	TLS          *tls.Config   // base of every handshake; nil means the defaults of crypto/tls
	Certificates []Certificate // the client's, shown to servers that ask for one
	Resume       bool          // go on with an earlier TLS session of the server's, if it offers that
	KeyLog       io.Writer     // NSS key log lines (SSLKEYLOGFILE), if not nil
	// Wrap, if not nil, is put between the TCP connection and TLS, so that the
	// TLS connection can be fed by hand afterwards (loop.NewFeed). It is left
	// out when the TLS config allows renegotiation, which would hang there.
	Wrap func(net.Conn) net.Conn

	// Proxy names who connects to a host for us, as the environment says;
	// NoProxy for nobody. nil: all connections are direct.
	Proxy func(host string, port uint16, secure bool) (*Proxy, error)

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
	Host  string // a name or an IP literal without brackets
	Port  uint16
	Unix  string // the path of a Unix socket; Host then only names the server for TLS
	TLS   bool
	HTTP2 bool       // for TLS: offer HTTP/2 before HTTP/1.1 (ALPN)
	Local netip.Addr // the local address; zero: the system chooses
	Proxy *Proxy     // who connects for us; nil: whom Config.Proxy names
}

// Phases says how long each step took; a step not taken is zero.
type Phases struct {
	Blocked time.Duration // waiting for leave to begin; set by the caller, who bounds dials
	Lookup  time.Duration
	Connect time.Duration // TCP, however many addresses were tried; with a proxy, until it has connected
	TLS     time.Duration
	// In and Out are the bytes spoken with a proxy that the connection does not
	// count itself.
	In, Out uint64
}

// Dialer opens connections.
// Safe for concurrent use.
type Dialer struct {
	config   Config
	cache    cache
	configs  sync.Map // offer → *tls.Config, cloned once
	sessions tls.ClientSessionCache
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
	if c.Resume {
		d.sessions = tls.NewLRUClientSessionCache(maxSessions)
	}
	d.cache.open(c.DNS, c.Resolver)
	return d
}

// Timeout is how long one TCP connect may take, for who connects by himself.
func (d *Dialer) Timeout() time.Duration { return d.config.Timeout }

// Proxy is who connects to t: t's own, or whom the Config names; NoProxy for
// nobody, never nil. An error has the phase PhaseProxy.
func (d *Dialer) Proxy(t Target) (*Proxy, error) {
	switch {
	case t.Proxy != nil:
		return t.Proxy, nil
	case d.config.Proxy == nil || t.Unix != "":
		return NoProxy, nil
	}
	p, err := d.config.Proxy(t.Host, t.Port, t.TLS)
	if err != nil {
		return NoProxy, &Error{Phase: PhaseProxy, Err: err}
	}
	if p == nil {
		p = NoProxy
	}
	return p, nil
}

// ProxyURL is the proxy on the way to t with its user and password, for who speaks
// to it by other means than Dial; nil if there is none. The error is why there is
// no way: what must not be connected to must not be asked for either.
func (d *Dialer) ProxyURL(t Target) (*url.URL, error) {
	p, err := d.Proxy(t)
	if err != nil || p.scheme == "" {
		return nil, err
	}
	if err := d.forbidden(t.Host); err != nil {
		return nil, wrap(PhaseDNS, err)
	}
	return p.address(), nil
}

// Dial connects to t: lookup, TCP, and TLS if asked for. It blocks until ctx is
// over at the latest; the context's deadline bounds everything. The phases are
// valid also on failure, and the error is then always an [*Error].
func (d *Dialer) Dial(ctx context.Context, t Target) (net.Conn, Phases, error) {
	var phases Phases
	conn, at, fault := d.reach(ctx, t, &phases)
	if fault != nil {
		return nil, phases, fault
	}
	if !t.TLS {
		return conn, phases, nil
	}
	begin := time.Now()
	secure, fault := d.handshake(ctx, conn, offer{t.Host, t.HTTP2}, d.config.Wrap)
	phases.TLS = time.Since(begin)
	if fault != nil {
		fault.Remote = at
		return nil, phases, fault
	}
	return secure, phases, nil
}

// reach is Dial without TLS.
func (d *Dialer) reach(ctx context.Context, t Target, phases *Phases) (net.Conn, netip.AddrPort, *Error) {
	proxy, err := d.Proxy(t)
	switch {
	case err != nil:
		return nil, netip.AddrPort{}, wrap(PhaseProxy, err)
	case t.Unix != "":
		conn, fault := d.connectUnix(ctx, t.Unix, phases)
		return conn, netip.AddrPort{}, fault
	case proxy.scheme != "":
		return d.through(ctx, proxy, t, phases)
	}
	return d.direct(ctx, t.Host, t.Port, t.Local, phases)
}

// direct looks host up and connects to it.
func (d *Dialer) direct(ctx context.Context, host string, port uint16, local netip.Addr, phases *Phases) (net.Conn, netip.AddrPort, *Error) {
	begin := time.Now()
	addrs, err := d.Resolve(ctx, host, port)
	phases.Lookup = time.Since(begin)
	if err != nil {
		return nil, netip.AddrPort{}, wrap(PhaseDNS, err)
	}
	begin = time.Now()
	conn, at, err := d.race(ctx, local, Reachable(addrs, local))
	phases.Connect = time.Since(begin)
	if err != nil {
		return nil, at, &Error{Phase: PhaseTCP, Remote: at, Err: err}
	}
	return conn, at, nil
}
