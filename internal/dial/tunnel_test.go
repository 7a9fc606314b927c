package dial

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"volley/internal/wstest"
)

// onProxies runs f with a proxy of each kind, with and without a user.
func onProxies(t *testing.T, f func(t *testing.T, p *wstest.Proxy)) {
	for _, scheme := range []string{"http", "https", "socks5"} {
		t.Run(scheme, func(t *testing.T) { f(t, wstest.NewProxy(t, scheme, "", "")) })
		t.Run(scheme+" with a user", func(t *testing.T) { f(t, wstest.NewProxy(t, scheme, "me", "secret")) })
	}
}

func mustProxy(t *testing.T, text string) *Proxy {
	t.Helper()
	p, err := ParseProxy(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestThrough: a connection through a proxy is one, the name is the proxy's to
// look up, and the bytes spoken are told.
func TestThrough(t *testing.T) {
	onProxies(t, func(t *testing.T, p *wstest.Proxy) {
		addr := serve(t, func(c net.Conn) { _, _ = io.Copy(c, c) })
		d := New(Config{TLS: &tls.Config{RootCAs: p.Roots()}, Resolver: func(context.Context, string) ([]netip.Addr, error) {
			t.Error("a name is looked up")
			return nil, nil
		}})
		conn, phases, err := d.Dial(t.Context(), Target{Host: "made.up", Port: addr.Port(), Proxy: mustProxy(t, p.URL)})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		_, _ = io.WriteString(conn, "hello")
		got := make([]byte, 5)
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != "hello" {
			t.Errorf("read %q, %v", got, err)
		}
		if asked := strings.Join(p.Asked(), " "); asked != net.JoinHostPort("made.up", portOf(addr)) {
			t.Errorf("the proxy was asked for %s", asked)
		}
		if phases.Connect <= 0 || phases.TLS != 0 {
			t.Errorf("phases %+v", phases)
		}
		if told := phases.In > 0 && phases.Out > 0; told == strings.HasPrefix(p.URL, "https") {
			t.Errorf("%d bytes in, %d bytes out", phases.In, phases.Out) // TLS counts by itself
		}
	})
}

func portOf(a netip.AddrPort) string { _, port, _ := net.SplitHostPort(a.String()); return port }

// TestThroughTLS: TLS is with the server, not with the proxy, though the proxy
// may want it, too.
func TestThroughTLS(t *testing.T) {
	onProxies(t, func(t *testing.T, p *wstest.Proxy) {
		server, addr := secureServer(t)
		roots := p.Roots().Clone()
		roots.AddCert(server.Certificate())
		d := New(Config{TLS: &tls.Config{RootCAs: roots}, Proxy: func(host string, port uint16, secure bool) (*Proxy, error) {
			if host != "example.com" || port != addr.Port() || !secure {
				t.Errorf("a proxy for %s:%d, %t", host, port, secure)
			}
			return mustProxy(t, p.URL), nil
		}})
		conn, phases, err := d.Dial(t.Context(), Target{Host: "example.com", Port: addr.Port(), TLS: true})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		before, _ := conn.(*tls.Conn).NetConn().(traffic).Traffic()
		request, _ := http.NewRequest("GET", "https://example.com/", nil)
		if err := request.Write(conn); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(bufio.NewReader(conn), request)
		if err != nil || answer.StatusCode != 404 {
			t.Errorf("answer %+v, %v", answer, err)
		}
		if after, _ := conn.(*tls.Conn).NetConn().(traffic).Traffic(); after <= before {
			t.Errorf("%d bytes came before, %d after the answer", before, after)
		}
		if phases.TLS <= 0 {
			t.Errorf("phases %+v", phases)
		}
	})
}

// TestProxyFaults: whatever a proxy does, it ends in a sentence, a phase and a
// code, in time, and nothing is left behind.
func TestProxyFaults(t *testing.T) {
	block, _ := ParsePatterns([]string{"*.evil.example"})
	blacklist, _ := ParseBlacklist([]string{"10.0.0.0/8"})
	says := func(text string) func(net.Conn) {
		return func(c net.Conn) { _, _ = c.Read(make([]byte, 1000)); _, _ = io.WriteString(c, text) }
	}
	drips := func(text string) func(net.Conn) {
		return func(c net.Conn) {
			_, _ = c.Read(make([]byte, 1000))
			for i := range len(text) {
				_, _ = io.WriteString(c, text[i:i+1])
			}
			_, _ = io.Copy(io.Discard, c)
		}
	}
	socks := func(answers ...string) func(net.Conn) {
		return func(c net.Conn) {
			for _, answer := range answers {
				_, _ = c.Read(make([]byte, 1000))
				_, _ = io.WriteString(c, answer)
			}
		}
	}
	silent := func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }
	endless := func(c net.Conn) {
		go silent(c)
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
		for {
			if _, err := io.WriteString(c, "X-More: "+strings.Repeat("x", 500)+"\r\n"); err != nil {
				return
			}
		}
	}
	const short = 50 * time.Millisecond
	for _, test := range []struct {
		name        string
		scheme      string // with user and password, if it wants them
		proxy       func(net.Conn)
		host        string
		timeout     time.Duration
		phase, code string
		text        string // PROXY stands for the proxy's URL
	}{
		{"407", "http://", says("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\nbody"), "a", 0, "proxy", "status-407",
			"proxy PROXY does not connect to a:80: 407 Proxy Authentication Required: it wants a user and password, as in http://user:password@"},
		{"407 for a user", "http://me:secret@", says("HTTP/1.1 407 No\r\n\r\n"), "a", 0, "proxy", "status-407",
			"proxy PROXY does not connect to a:80: 407 No: it does not take the user and password in its URL"},
		{"403", "http://", says("HTTP/1.0 403 Forbidden\r\n\r\n"), "a", 0, "proxy", "status-403", "proxy PROXY does not connect to a:80: 403 Forbidden"},
		{"a strange status", "http://", says("HTTP/1.1 599 \x1b[31mred" + strings.Repeat("é", 200) + "\r\n\r\n"), "a", 0, "proxy", "status-599", "599 [31mred"},
		{"byte by byte", "http://", drips("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 502 Bad Gateway\nX: y\n\n"), "a", 0, "proxy", "status-502", "502 Bad Gateway"},
		{"garbage", "http://", says("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "a", 0, "proxy", "malformed", "proxy PROXY does not connect to a:80: its answer is not HTTP"},
		{"endless", "http://", endless, "a", 0, "proxy", "malformed", "its answer has no end within 16384 bytes"},
		{"endless prologue", "http://", says(strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 1000)), "a", 0, "proxy", "malformed", "its answer has no end"},
		{"silence", "http://", silent, "a", short, "proxy", "timeout", "proxy PROXY: read tcp 127.0.0.1:"},
		{"hangs up", "http://", says(""), "a", 0, "proxy", "eof", "proxy PROXY: unexpected EOF"},
		{"hangs up in between", "http://", says("HTTP/1.1 200 OK\r\n"), "a", 0, "proxy", "eof", "proxy PROXY: unexpected EOF"},
		{"nobody there", "http://", nil, "a", 0, "proxy", "refused", "proxy PROXY: dial tcp 127.0.0.1:"},
		{"no TLS", "https://", says("HTTP/1.1 400 Bad Request\r\n\r\n"), "a", 0, "proxy", "not-tls", "proxy PROXY: tls: first record does not look like a TLS handshake"},
		{"silence instead of TLS", "https://", silent, "a", short, "proxy", "timeout", "proxy PROXY: read tcp 127.0.0.1:"},
		{"canceled", "http://", silent, "a", -1, "proxy", "canceled", "canceled"},
		{"blocked name", "http://", silent, "www.evil.example", 0, "dns", "blocked", "hostname (www.evil.example) is in a blocked pattern (*.evil.example)"},
		{"blacklisted", "http://", silent, "10.1.2.3", 0, "tcp", "blocked", "IP (10.1.2.3) is in a blacklisted range (10.0.0.0/8)"},

		{"no method", "socks5://", socks("\x05\xff"), "a", 0, "proxy", "socks-auth", "proxy PROXY does not connect to a:80: no acceptable authentication methods"},
		{"wrong user", "socks5://me:secret@", socks("\x05\x02", "\x01\x01"), "a", 0, "proxy", "socks-auth", "username/password authentication failed"},
		{"failure", "socks5://", socks("\x05\x00", "\x05\x01\x00\x01......"), "a", 0, "proxy", "socks-1", "general SOCKS server failure"},
		{"ruleset", "socks5://", socks("\x05\x00", "\x05\x02\x00\x01......"), "a", 0, "proxy", "socks-2", "does not connect to a:80: connection not allowed by ruleset"},
		{"no network", "socks5://", socks("\x05\x00", "\x05\x03\x00\x01......"), "a", 0, "proxy", "socks-3", "network unreachable"},
		{"no host", "socks5://", socks("\x05\x00", "\x05\x04\x00\x01......"), "a", 0, "proxy", "socks-4", "host unreachable"},
		{"refused", "socks5://", socks("\x05\x00", "\x05\x05\x00\x01......"), "a", 0, "proxy", "socks-5", "connection refused"},
		{"too far", "socks5://", socks("\x05\x00", "\x05\x06\x00\x01......"), "a", 0, "proxy", "socks-6", "TTL expired"},
		{"no command", "socks5://", socks("\x05\x00", "\x05\x07\x00\x01......"), "a", 0, "proxy", "socks-7", "command not supported"},
		{"no IPv6", "socks5://", socks("\x05\x00", "\x05\x08\x00\x01......"), "::1", 0, "proxy", "socks-8", "does not connect to [::1]:80: address type not supported"},
		{"socks garbage", "socks5://", socks("HTTP/1.1 400 Bad Request\r\n\r\n"), "a", 0, "proxy", "malformed", "its answer is not SOCKS5: unexpected protocol version 72"},
		{"socks silence", "socks5://", silent, "a", short, "proxy", "timeout", "proxy PROXY: read tcp 127.0.0.1:"},
		{"socks hangs up", "socks5://", socks("\x05\x00", "\x05\x00\x00"), "a", 0, "proxy", "eof", "proxy PROXY: unexpected EOF"},
		{"name too long", "socks5://", socks("\x05\x00"), strings.Repeat("a", 256), 0, "proxy", "malformed", "FQDN too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			at := closedPort(t)
			if test.proxy != nil {
				at = serve(t, test.proxy)
			}
			p := mustProxy(t, test.scheme+at.String())
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			if test.timeout > 0 {
				ctx, cancel = context.WithTimeout(t.Context(), test.timeout)
			}
			defer cancel()
			if test.timeout < 0 {
				cancel()
			}
			d := New(Config{Block: block, Blacklist: blacklist})
			_, phases, err := d.Dial(ctx, Target{Host: test.host, Port: 80, Proxy: p})
			var fault *Error
			if !errors.As(err, &fault) {
				t.Fatalf("error %v (%T), want an *Error", err, err)
			}
			if Phase(err) != test.phase || Code(err) != test.code || !strings.Contains(err.Error(), strings.ReplaceAll(test.text, "PROXY", p.String())) {
				t.Errorf("phase %q, code %q: %v\nwant %q, %q: %s", Phase(err), Code(err), err, test.phase, test.code, test.text)
			}
			if strings.Contains(err.Error(), "secret") || strings.ContainsRune(err.Error(), '\x1b') || len(err.Error()) > 600 {
				t.Errorf("error %q", err)
			}
			if phases.In != 0 || phases.Out != 0 {
				t.Errorf("bytes are told twice: %+v", phases)
			}
			if test.code[:3] == "sta" && (fault.In == 0 || fault.Out == 0 || fault.Remote != at) {
				t.Errorf("error %+v", fault)
			}
		})
	}
}

// TestNothingSwallowed: what follows a proxy's answer in the same packet is the
// server's.
func TestNothingSwallowed(t *testing.T) {
	for scheme, answers := range map[string][]string{
		"http":   {"HTTP/1.1 200 OK\r\nX: y\r\n\r\nhello"},
		"socks5": {"\x05\x00", "\x05\x00\x00\x01......hello"},
	} {
		addr := serve(t, func(c net.Conn) {
			for _, answer := range answers {
				_, _ = c.Read(make([]byte, 1000))
				_, _ = io.WriteString(c, answer)
			}
		})
		conn, _, err := New(Config{}).Dial(t.Context(), Target{Host: "a", Port: 80, Proxy: mustProxy(t, scheme+"://"+addr.String())})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(conn); string(got) != "hello" || err != nil {
			t.Errorf("%s: read %q, %v", scheme, got, err)
		}
		_ = conn.Close()
	}
}

// TestProxyOfServer: the certificate of an https proxy is looked at.
func TestProxyOfServer(t *testing.T) {
	p := wstest.NewProxy(t, "https", "", "")
	_, _, err := New(Config{TLS: &tls.Config{RootCAs: x509.NewCertPool()}}).Dial(t.Context(), Target{Host: "a", Port: 80, TLS: true, Proxy: mustProxy(t, p.URL)})
	if Phase(err) != PhaseProxy || Code(err) != "certificate" {
		t.Errorf("phase %s, code %s: %v", Phase(err), Code(err), err)
	}
	if len(p.Asked()) != 0 {
		t.Error("it was asked all the same")
	}
}

// TestWhichProxy: a target's own proxy comes first, and a Unix socket has none.
func TestWhichProxy(t *testing.T) {
	one, two := mustProxy(t, "one"), mustProxy(t, "two")
	d := New(Config{Proxy: func(host string, _ uint16, _ bool) (*Proxy, error) {
		switch host {
		case "direct":
			return nil, nil
		case "wrong":
			return ParseProxy("ftp://x")
		}
		return one, nil
	}})
	for _, test := range []struct {
		target Target
		want   *Proxy
		err    string
	}{
		{Target{Host: "a"}, one, ""},
		{Target{Host: "a", Proxy: two}, two, ""},
		{Target{Host: "a", Proxy: NoProxy}, NoProxy, ""},
		{Target{Host: "direct"}, NoProxy, ""},
		{Target{Host: "localhost", Unix: "/x"}, NoProxy, ""},
		{Target{Host: "wrong"}, NoProxy, `proxy ftp://x: "ftp" is not one of http, https, socks5, socks5h`},
	} {
		got, err := d.Proxy(test.target)
		if got != test.want || (err == nil) != (test.err == "") || err != nil && (err.Error() != test.err || Phase(err) != PhaseProxy) {
			t.Errorf("Proxy(%+v) = %s, %v, want %s, %s", test.target, got, err, test.want, test.err)
		}
	}
	if got, _ := New(Config{}).Proxy(Target{Host: "a"}); got != NoProxy {
		t.Errorf("without a function: %s", got)
	}
}

// FuzzProxyAnswer: no answer of a proxy hangs, panics or reads past its end.
func FuzzProxyAnswer(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\n\r\n"), false)
	f.Add([]byte("HTTP/1.1 407 \r\nA: b\r\n\r\nbody"), false)
	f.Add([]byte("\x05\x00\x05\x00\x00\x03\x01a\x00\x00"), true)
	f.Add([]byte("\x05\x02\x01\x00\x05\x01\x00\x01......"), true)
	f.Fuzz(func(t *testing.T, answer []byte, socks bool) {
		p := &Proxy{scheme: "http", host: "a", port: 1}
		if socks {
			p = &Proxy{scheme: "socks5", host: "a", port: 1, named: true, user: "u"}
		}
		c := &script{Reader: bytes.NewReader(answer)}
		err := p.ask(c, Target{Host: "b", Port: 2})
		if err != nil && errors.Is(err, io.EOF) {
			t.Errorf("the error of %q is the end itself", answer)
		}
		if err == nil && !socks && !bytes.Contains(answer[:len(answer)-c.Reader.Len()], []byte("\n")) {
			t.Errorf("%q is taken for an answer", answer)
		}
	})
}

// script is a connection whose other end has said all it will.
type script struct {
	*bytes.Reader
	net.Conn
}

func (s *script) Read(b []byte) (int, error)  { return s.Reader.Read(b) }
func (s *script) Write(b []byte) (int, error) { return len(b), nil }
func (s *script) Close() error                { return nil }
func (s *script) RemoteAddr() net.Addr        { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }
