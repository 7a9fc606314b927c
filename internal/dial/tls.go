package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// maxSessions is of how many servers a TLS session is kept.
const maxSessions = 64

// Certificate is a client's certificate, and the servers it is for: names, whose
// first label may be an asterisk ("*.example.com", which is one label as in
// certificates, RFC 9525 §6.3). Without any it is for all.
// Immutable.
type Certificate struct {
	tls.Certificate
	Domains []string
}

// isFor tells whether the certificate may be shown to a server.
func (c *Certificate) isFor(host string) bool {
	if len(c.Domains) == 0 {
		return true
	}
	_, parent, _ := strings.Cut(host, ".")
	for _, domain := range c.Domains {
		if strings.EqualFold(domain, host) {
			return true
		}
		if rest, ok := strings.CutPrefix(domain, "*."); ok && parent != "" && strings.EqualFold(rest, parent) {
			return true
		}
	}
	return false
}

// traffic is what a counting connection tells; loop's feed is one.
type traffic interface{ Traffic() (in, out uint64) }

// handshake runs TLS with the server of the offer's name over conn, which it
// closes on failure. A connection that counts already, as the TLS connection to
// a proxy does, goes on counting, and is not put into another that counts.
func (d *Dialer) handshake(ctx context.Context, conn net.Conn, to offer, around func(net.Conn) net.Conn) (*tls.Conn, *Error) {
	config := d.tlsConfig(to)
	inner := conn
	switch _, counts := conn.(traffic); {
	case counts:
	case around != nil && config.Renegotiation == tls.RenegotiateNever:
		inner = around(conn)
	default:
		inner = &counter{Conn: conn}
	}
	secure := tls.Client(inner, config)
	// Not HandshakeContext: it turns the end of the context into the context's
	// error, and people know "read tcp A->B: i/o timeout" better.
	err := within(ctx, conn, secure.Handshake)
	if err == nil {
		return secure, nil
	}
	fault := &Error{Phase: PhaseTLS, Err: err}
	fault.In, fault.Out = inner.(traffic).Traffic()
	_ = conn.Close()
	return nil, fault
}

// within runs do, whose reads and writes of conn fail when ctx is over.
func within(ctx context.Context, conn net.Conn, do func() error) error {
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	err := do()
	if !stop() && err == nil {
		err = timeout("read", conn.LocalAddr(), conn.RemoteAddr())
	}
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	return err
}

// offer is what handshakes differ in.
type offer struct {
	name  string // of the server
	http2 bool
}

// tlsConfig is the config for one server name. crypto/tls wants the name in the
// config, so there is one clone per name, made once; certificates and roots are
// shared by all of them.
func (d *Dialer) tlsConfig(to offer) *tls.Config {
	if known, ok := d.configs.Load(to); ok {
		return known.(*tls.Config)
	}
	config := &tls.Config{}
	if d.config.TLS != nil {
		config = d.config.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = to.name
	}
	for _, c := range d.config.Certificates {
		if c.isFor(to.name) {
			config.Certificates = append(config.Certificates, c.Certificate)
		}
	}
	config.ClientSessionCache = d.sessions
	// A WebSocket's opening is HTTP/1.1 (RFC 6455 §4.1); h2 must not be offered
	// unless the caller can speak it (RFC 8441).
	config.NextProtos = []string{"http/1.1"}
	if to.http2 {
		config.NextProtos = []string{"h2", "http/1.1"}
	}
	if d.config.KeyLog != nil {
		config.KeyLogWriter = d.config.KeyLog
	}
	known, _ := d.configs.LoadOrStore(to, config)
	return known.(*tls.Config)
}

// TLS is the configuration of a handshake with a server that may speak HTTP/2,
// for who connects by other means. The caller owns it.
func (d *Dialer) TLS(name string) *tls.Config { return d.tlsConfig(offer{name, true}).Clone() }

// timeout is the error net gives for an operation past its deadline.
func timeout(op string, local, remote net.Addr) error {
	return &net.OpError{Op: op, Net: "tcp", Source: local, Addr: remote, Err: os.ErrDeadlineExceeded}
}

// counter counts the bytes that TLS sends and receives, where no feed does.
// Safe for concurrent use.
type counter struct {
	net.Conn
	in, out atomic.Uint64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.in.Add(uint64(n))
	return n, err
}

// Write counts first: the peer's answer may be handled before it returns.
func (c *counter) Write(b []byte) (int, error) {
	c.out.Add(uint64(len(b)))
	return c.Conn.Write(b)
}

// Traffic is what went over the connection so far.
func (c *counter) Traffic() (in, out uint64) { return c.in.Load(), c.out.Load() }
