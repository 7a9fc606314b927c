package dial

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

// serve accepts connections until the test is over and gives each to f.
func serve(t testing.TB, f func(net.Conn)) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { defer func() { _ = c.Close() }(); f(c) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	return l.Addr().(*net.TCPAddr).AddrPort()
}

// closedPort is an address nobody listens on.
func closedPort(t *testing.T) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	return l.Addr().(*net.TCPAddr).AddrPort()
}

func secureServer(t *testing.T) (*httptest.Server, netip.AddrPort) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{NextProtos: []string{"h2", "http/1.1"}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server, netip.MustParseAddrPort(server.Listener.Addr().String())
}

func trust(server *httptest.Server) *tls.Config {
	pool := x509.NewCertPool()
	pool.AddCert(server.Certificate())
	return &tls.Config{RootCAs: pool}
}

func locals(t *testing.T, text string) Locals {
	t.Helper()
	l, err := ParseLocals(text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func to(addrs ...string) func(context.Context, string) ([]netip.Addr, error) {
	return func(context.Context, string) ([]netip.Addr, error) {
		var list []netip.Addr
		for _, a := range addrs {
			list = append(list, netip.MustParseAddr(a))
		}
		return list, nil
	}
}

func TestDialPlain(t *testing.T) {
	addr := serve(t, func(c net.Conn) { _, _ = io.WriteString(c, "hello") })
	d := New(Config{Resolver: to("127.0.0.1")})
	conn, phases, err := d.Dial(t.Context(), Target{Host: "made.up", Port: addr.Port(), Local: netip.MustParseAddr("127.0.0.2")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if got, _ := io.ReadAll(conn); string(got) != "hello" {
		t.Errorf("read %q", got)
	}
	if local := conn.LocalAddr().(*net.TCPAddr).IP.String(); local != "127.0.0.2" {
		t.Errorf("local address is %s, want 127.0.0.2", local)
	}
	if phases.Connect <= 0 || phases.TLS != 0 {
		t.Errorf("phases %+v", phases)
	}
}

func TestDialTriesNextAddress(t *testing.T) {
	addr := serve(t, func(net.Conn) {})
	d := New(Config{Resolver: to("127.0.0.9", "127.0.0.1"), DNS: DNS{Select: SelectFirst}})
	conn, _, err := d.Dial(t.Context(), Target{Host: "made.up", Port: addr.Port()})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()

	_, _, err = d.Dial(t.Context(), Target{Host: "made.up", Port: closedPort(t).Port()})
	if err == nil || !strings.HasPrefix(err.Error(), "dial tcp 127.0.0.9:") || Code(err) != "refused" || Phase(err) != PhaseTCP {
		t.Errorf("error %v (%s, %s), want the first address refused", err, Phase(err), Code(err))
	}
}

func TestDialTLS(t *testing.T) {
	server, addr := secureServer(t)
	var keys bytes.Buffer
	wrapped := 0
	d := New(Config{
		TLS: trust(server), KeyLog: &keys, Resolver: to("127.0.0.1"),
		Wrap: func(c net.Conn) net.Conn { wrapped++; return c },
	})
	for range 2 {
		conn, phases, err := d.Dial(t.Context(), Target{Host: "example.com", Port: addr.Port(), TLS: true})
		if err != nil {
			t.Fatal(err)
		}
		state := conn.(*tls.Conn).ConnectionState()
		if state.NegotiatedProtocol != "http/1.1" || state.ServerName != "example.com" {
			t.Errorf("protocol %q, server name %q", state.NegotiatedProtocol, state.ServerName)
		}
		if phases.TLS <= 0 {
			t.Errorf("phases %+v", phases)
		}
		_ = conn.Close()
	}
	if wrapped != 2 {
		t.Errorf("wrapped %d connections, want 2", wrapped)
	}
	if !strings.Contains(keys.String(), "CLIENT_TRAFFIC_SECRET_0 ") {
		t.Errorf("key log %q", keys.String())
	}
	if first, second := d.tlsConfig(offer{name: "example.com"}), d.tlsConfig(offer{name: "example.com"}); first != second {
		t.Error("the config is cloned for every connection")
	}
}

func TestDialRenegotiationIsNotWrapped(t *testing.T) {
	server, addr := secureServer(t)
	config := trust(server)
	config.Renegotiation = tls.RenegotiateFreelyAsClient
	d := New(Config{TLS: config, Wrap: func(c net.Conn) net.Conn { t.Error("wrapped"); return c }})
	conn, _, err := d.Dial(t.Context(), Target{Host: "127.0.0.1", Port: addr.Port(), TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
}

func TestDialErrors(t *testing.T) {
	server, secure := secureServer(t)
	plain := serve(t, func(c net.Conn) {
		_, _ = c.Read(make([]byte, 1))
		_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
		_, _ = io.Copy(io.Discard, c)
	})
	hangs := serve(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
	leaves := serve(t, func(net.Conn) {})
	block, err := ParsePatterns([]string{"*.evil.example"})
	if err != nil {
		t.Fatal(err)
	}
	noHost := func(context.Context, string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "made.up", Server: "127.0.0.53:53", IsNotFound: true}
	}
	for _, test := range []struct {
		name        string
		config      Config
		target      Target
		timeout     time.Duration
		phase, code string
		text        string
	}{
		{"refused", Config{}, Target{Host: "127.0.0.1", Port: closedPort(t).Port()}, 0, "tcp", "refused", "connect: connection refused"},
		{"no such host", Config{Resolver: noHost}, Target{Host: "made.up"}, 0, "dns", "no-such-host", "lookup made.up on 127.0.0.53:53: no such host"},
		{"no host", Config{}, Target{}, 0, "dns", "no-such-host", "lookup : no such host"},
		{"blocked name", Config{Block: block}, Target{Host: "www.Evil.example"}, 0, "dns", "blocked",
			"hostname (www.Evil.example) is in a blocked pattern (*.evil.example)"},
		{"blacklisted", Config{Blacklist: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}, Target{Host: "127.0.0.1"}, 0, "tcp", "blocked",
			"IP (127.0.0.1) is in a blacklisted range (127.0.0.0/8)"},
		{"unknown authority", Config{}, Target{Host: "127.0.0.1", Port: secure.Port(), TLS: true}, 0, "tls", "certificate",
			"tls: failed to verify certificate: x509: certificate signed by unknown authority"},
		{"wrong name", Config{TLS: trust(server), Resolver: to("127.0.0.1")}, Target{Host: "wrong.example", Port: secure.Port(), TLS: true}, 0, "tls", "certificate",
			"tls: failed to verify certificate: x509: certificate is valid for"},
		{"not tls", Config{}, Target{Host: "127.0.0.1", Port: plain.Port(), TLS: true}, 0, "tls", "not-tls", "first record does not look like a TLS handshake"},
		{"hang up", Config{}, Target{Host: "127.0.0.1", Port: leaves.Port(), TLS: true}, 0, "tls", "", ""},
		{"tls timeout", Config{}, Target{Host: "127.0.0.1", Port: hangs.Port(), TLS: true}, 30 * time.Millisecond, "tls", "timeout", ": i/o timeout"},
		{"canceled", Config{}, Target{Host: "127.0.0.1", Port: hangs.Port(), TLS: true}, -1, "", "canceled", "canceled"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			if test.timeout > 0 {
				ctx, cancel = context.WithTimeout(t.Context(), test.timeout)
			}
			defer cancel()
			if test.timeout < 0 {
				cancel()
			}
			_, _, err := New(test.config).Dial(ctx, test.target)
			if !errors.As(err, new(*Error)) {
				t.Fatalf("error %v (%T), want an *Error", err, err)
			}
			if test.phase != "" && Phase(err) != test.phase {
				t.Errorf("phase of %v is %q, want %q", err, Phase(err), test.phase)
			}
			if test.code != "" && Code(err) != test.code {
				t.Errorf("code of %v is %q, want %q", err, Code(err), test.code)
			}
			if !strings.Contains(err.Error(), test.text) {
				t.Errorf("error %q, want %q in it", err, test.text)
			}
		})
	}
}

// TestDialCountsVainHandshake: what a failed handshake moved is not lost.
func TestDialCountsVainHandshake(t *testing.T) {
	_, addr := secureServer(t)
	_, _, err := New(Config{}).Dial(t.Context(), Target{Host: "127.0.0.1", Port: addr.Port(), TLS: true})
	var fault *Error
	if !errors.As(err, &fault) || fault.In == 0 || fault.Out == 0 || fault.Remote != addr {
		t.Errorf("error %+v", fault)
	}
}

func TestConnectHook(t *testing.T) {
	here, there := net.Pipe()
	defer func() { _ = there.Close() }()
	d := New(Config{Connect: func(_ context.Context, network, addr string) (net.Conn, error) {
		if network != "tcp" || addr != "10.1.2.3:80" {
			t.Errorf("connect %s %s", network, addr)
		}
		return here, nil
	}})
	conn, _, err := d.Dial(t.Context(), Target{Host: "10.1.2.3", Port: 80})
	if err != nil || conn != here {
		t.Fatal(conn, err)
	}
	_ = conn.Close()
}
