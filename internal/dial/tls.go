package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"time"
)

// traffic is what a counting connection tells; loop's feed is one.
type traffic interface{ Traffic() (in, out uint64) }

// handshake runs TLS over conn, which it closes on failure.
func (d *Dialer) handshake(ctx context.Context, conn net.Conn, t Target) (net.Conn, *Error) {
	name := t.ServerName
	if name == "" {
		name = t.Host
	}
	config := d.tlsConfig(name)
	inner := conn
	if d.config.Wrap != nil && config.Renegotiation == tls.RenegotiateNever {
		inner = d.config.Wrap(conn)
	} else {
		inner = &counter{Conn: conn}
	}
	secure := tls.Client(inner, config)
	// Not HandshakeContext: it turns the end of the context into the context's
	// error, and people know "read tcp A->B: i/o timeout" better.
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	err := secure.Handshake()
	if !stop() && err == nil {
		err = timeout("read", conn.LocalAddr(), conn.RemoteAddr())
	}
	if err == nil {
		return secure, nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		err = context.Canceled
	}
	fault := &Error{Phase: PhaseTLS, Err: err}
	if counted, ok := inner.(traffic); ok {
		fault.In, fault.Out = counted.Traffic()
	}
	_ = conn.Close()
	return nil, fault
}

// tlsConfig is the config for one server name. crypto/tls wants the name in the
// config, so there is one clone per name, made once; certificates and roots are
// shared by all of them.
func (d *Dialer) tlsConfig(name string) *tls.Config {
	if known, ok := d.configs.Load(name); ok {
		return known.(*tls.Config)
	}
	config := &tls.Config{}
	if d.config.TLS != nil {
		config = d.config.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = name
	}
	// A WebSocket's opening is HTTP/1.1 (RFC 6455 §4.1); h2 must not be offered.
	config.NextProtos = []string{"http/1.1"}
	if d.config.KeyLog != nil {
		config.KeyLogWriter = d.config.KeyLog
	}
	known, _ := d.configs.LoadOrStore(name, config)
	return known.(*tls.Config)
}

// timeout is the error net gives for an operation past its deadline.
func timeout(op string, local, remote net.Addr) error {
	return &net.OpError{Op: op, Net: "tcp", Source: local, Addr: remote, Err: os.ErrDeadlineExceeded}
}

// counter counts the bytes of a handshake that no feed counts. crypto/tls reads
// and writes on one goroutine during it; afterwards the counts are not asked.
type counter struct {
	net.Conn
	in, out uint64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.in += uint64(n)
	return n, err
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.out += uint64(n)
	return n, err
}

// Traffic is what went over the connection so far.
func (c *counter) Traffic() (in, out uint64) { return c.in, c.out }
