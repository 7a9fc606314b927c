package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"

	"volley/internal/dial"
)

// Config is what all clients of a run share. Immutable.
type Config struct {
	Dialer *dial.Dialer
	Locals dial.Locals // the addresses VUs connect from; none: the system chooses
	// MaxIdle and MaxIdlePerHost bound the connections a client keeps unused.
	MaxIdle, MaxIdlePerHost int
	// NoReuse opens a connection for every request.
	NoReuse bool
	// Limit, if not nil, is asked before every request and waits for its turn.
	Limit *Limit
	// Debug hears every request and answer, nil for silence.
	Debug func(text string)
	// DebugBodies shows bodies too.
	DebugBodies bool
}

// Client makes requests and keeps connections.
type Client struct {
	config    *Config
	local     netip.Addr
	transport *http.Transport
	in, out   atomic.Uint64
}

// New returns the client of a VU. It holds no connection and no goroutine until
// its first request.
func New(c *Config, vu int64) *Client {
	client := &Client{config: c, local: c.Locals.Of(vu)}
	client.transport = &http.Transport{
		Proxy: client.proxy, DialContext: client.dial, DialTLSContext: client.dialTLS,
		TLSClientConfig:   c.Dialer.TLS(""), // behind a proxy
		ForceAttemptHTTP2: true, DisableCompression: true,
		MaxIdleConns: c.MaxIdle, MaxIdleConnsPerHost: c.MaxIdlePerHost,
		IdleConnTimeout: idleTimeout, DisableKeepAlives: c.NoReuse,
		MaxResponseHeaderBytes: maxHeader,
	}
	// What is offered is the transport's to say: it knows what it can speak, and
	// GODEBUG=http2client=0 makes that HTTP/1.1 alone.
	client.transport.TLSClientConfig.NextProtos = nil
	return client
}

const (
	idleTimeout = 90 * time.Second
	maxHeader   = 1 << 20 // bytes of one answer's header
)

// proxy is whom a request is sent to in its host's place, nil for nobody.
// net/http speaks to an HTTP proxy without CONNECT where it can.
func (c *Client) proxy(r *http.Request) (*url.URL, error) {
	host, port, secure := r.URL.Hostname(), r.URL.Port(), r.URL.Scheme == "https"
	if ascii, err := httpguts.PunycodeHostPort(host); err == nil { // as net/http does
		host = ascii
	}
	switch {
	case port == "" && secure:
		port = "443"
	case port == "":
		port = "80"
	}
	t, err := c.target(host, port)
	if err != nil {
		return nil, err
	}
	t.TLS = secure
	return c.config.Dialer.ProxyURL(t)
}

// target is what a host and a port, as texts, stand for.
func (c *Client) target(host, port string) (t dial.Target, err error) {
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return t, &net.OpError{Op: "dial", Net: "tcp", Err: &net.AddrError{Err: "invalid port", Addr: port}}
	}
	return dial.Target{Host: host, Port: uint16(n), Local: c.local}, nil
}

// dial connects through the run's dialer, and counts what goes over.
func (c *Client) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	t, err := c.target(host, port)
	if err != nil {
		return nil, err
	}
	t.Proxy = dial.NoProxy // addr is the proxy's already
	conn, _, err := c.config.Dialer.Dial(ctx, t)
	if err != nil {
		return nil, err
	}
	return &counted{Conn: conn, c: c}, nil
}

// dialTLS leaves the handshake to the transport, which times it.
func (c *Client) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := c.dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	host, _, _ := net.SplitHostPort(addr) // dial has had it
	config := c.config.Dialer.TLS(host)
	config.NextProtos = c.transport.TLSClientConfig.NextProtos
	return tls.Client(conn, config), nil
}

// Traffic is the bytes that went over all connections so far, both ways.
func (c *Client) Traffic() (in, out uint64) { return c.in.Load(), c.out.Load() }

// CloseIdle closes the connections no request uses.
func (c *Client) CloseIdle() { c.transport.CloseIdleConnections() }

// counted counts the bytes of a connection for its client.
type counted struct {
	net.Conn
	c *Client
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.c.in.Add(uint64(n))
	return n, err
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.c.out.Add(uint64(n))
	return n, err
}
