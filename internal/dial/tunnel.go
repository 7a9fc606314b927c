package dial

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// maxAnswer is how long the head of a proxy's answer may be, in bytes.
const maxAnswer = 16 << 10

// through connects to p and has it connect to t.
func (d *Dialer) through(ctx context.Context, p *Proxy, t Target, phases *Phases) (net.Conn, netip.AddrPort, *Error) {
	if err := d.forbidden(t.Host); err != nil {
		return nil, netip.AddrPort{}, wrap(PhaseDNS, err)
	}
	conn, at, fault := d.direct(ctx, p.host, p.port, t.Local, phases)
	if fault != nil {
		return nil, at, p.blame(fault)
	}
	begin := time.Now()
	defer func() { phases.Connect += time.Since(begin) }()
	if p.scheme == "https" {
		conn, fault = d.throughTLS(ctx, conn, p, t)
	} else {
		counted := &counter{Conn: conn}
		err := within(ctx, conn, func() error { return p.ask(counted, t) })
		phases.In, phases.Out = counted.Traffic()
		if err != nil {
			fault = &Error{Err: err, In: phases.In, Out: phases.Out}
			phases.In, phases.Out = 0, 0
			_ = conn.Close()
		}
	}
	if fault != nil {
		fault.Remote = at
		return nil, at, p.blame(fault)
	}
	return conn, at, nil
}

// throughTLS asks a proxy that is spoken to by TLS. conn is closed on failure.
func (d *Dialer) throughTLS(ctx context.Context, conn net.Conn, p *Proxy, t Target) (net.Conn, *Error) {
	around := d.config.Wrap
	if t.TLS {
		around = nil // there will be another TLS connection in it: it cannot be fed
	}
	secure, fault := d.handshake(ctx, conn, offer{name: p.host}, around)
	if fault != nil {
		return nil, fault
	}
	below := secure.NetConn().(traffic)
	if err := within(ctx, secure, func() error { return p.ask(secure, t) }); err != nil {
		_ = secure.Close()
		fault = &Error{Err: err}
		fault.In, fault.Out = below.Traffic()
		return nil, fault
	}
	if t.TLS {
		return &tunnel{Conn: secure, traffic: below}, nil
	}
	return secure, nil
}

// tunnel is a TLS connection that another goes through. What counts is what
// goes over TCP.
type tunnel struct {
	*tls.Conn
	traffic
}

// forbidden is why a proxy must not be asked to connect to a host: not everything
// can be known here, for the proxy looks names up, but what can be, holds.
func (d *Dialer) forbidden(host string) error {
	if addr, err := netip.ParseAddr(host); err == nil {
		return d.blacklisted(addr.Unmap())
	}
	if pattern, blocked := d.config.Block.Match(host); blocked {
		return &Blocked{Host: host, Pattern: pattern}
	}
	return nil
}

// blame says that an error is one of the proxy's, or of the way to it.
func (p *Proxy) blame(fault *Error) *Error {
	fault.Phase = PhaseProxy
	if !errors.As(fault.Err, new(*Refusal)) {
		fault.Err = fmt.Errorf("proxy %s: %w", p, fault.Err)
	}
	return fault
}

// ask has the proxy at the other end of conn connect to t.
func (p *Proxy) ask(conn net.Conn, t Target) error {
	to := net.JoinHostPort(t.Host, strconv.Itoa(int(t.Port)))
	var err error
	if p.scheme == "socks5" {
		err = p.askSOCKS(conn, to)
	} else {
		err = p.askHTTP(conn, to)
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// askHTTP is RFC 9110 §9.3.6.
func (p *Proxy) askHTTP(conn net.Conn, to string) error {
	request := "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n"
	if p.named {
		request += "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(p.user+":"+p.password)) + "\r\n"
	}
	if _, err := io.WriteString(conn, request+"\r\n"); err != nil {
		return err
	}
	for length := 0; ; {
		head, err := readHead(conn, maxAnswer-length)
		if err != nil {
			return err
		}
		if head == nil {
			return p.refusal(to, fmt.Sprintf("its answer has no end within %d bytes", maxAnswer), "malformed")
		}
		length += len(head)
		answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(head)), &http.Request{Method: http.MethodConnect})
		switch {
		case err != nil:
			return p.refusal(to, "its answer is not HTTP", "malformed")
		case answer.StatusCode/100 == 2:
			return nil
		case answer.StatusCode/100 != 1: // what goes before the answer (RFC 9110 §15.2) is passed over
			return p.refusal(to, p.explain(answer), "status-"+strconv.Itoa(answer.StatusCode))
		}
	}
}

// explain is the status of an answer, in words.
func (p *Proxy) explain(answer *http.Response) string {
	status := printable(answer.Status)
	switch {
	case answer.StatusCode != http.StatusProxyAuthRequired:
		return status
	case p.named:
		return status + ": it does not take the user and password in its URL"
	}
	return status + ": it wants a user and password, as in " + p.scheme + "://user:password@" + net.JoinHostPort(p.host, strconv.Itoa(int(p.port)))
}

// printable is a proxy's text fit for a log.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
	if runes := []rune(text); len(runes) > 100 {
		text = string(runes[:100]) + "…"
	}
	return text
}

func (p *Proxy) refusal(to, why, code string) error {
	return &Refusal{Proxy: p.String(), To: to, Why: why, code: code}
}

// readHead reads up to the end of an HTTP head, and no byte more: what follows
// is the server's. It is nil if the head is longer than limit.
func readHead(r io.Reader, limit int) ([]byte, error) {
	var head []byte
	for len(head) < limit {
		head = append(head, 0)
		if _, err := io.ReadFull(r, head[len(head)-1:]); err != nil {
			return nil, err
		}
		if bytes.HasSuffix(head, []byte("\r\n\r\n")) || bytes.HasSuffix(head, []byte("\n\n")) {
			return head, nil
		}
	}
	return nil, nil
}
