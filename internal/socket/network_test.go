package socket

import (
	"context"
	"crypto/tls"
	"encoding/hex"
	"io"
	"net"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/wire"
	"volley/internal/wstest"
)

// talk sends a text, waits for it to come back, and closes in order.
func (w *witness) talk() {
	w.r.Helper()
	if err := w.SendText("hello"); err != nil {
		w.r.Fatal(err)
	}
	w.waitFor("text:hello")
	w.Close(1000, "")
	w.waitFor("close")
	if !w.closing.Clean {
		w.r.Errorf("closing %+v", w.closing)
	}
	w.gone()
}

// trusting is a Dialer that asks no certificate.
func trusting(change ...func(*dial.Config)) *dial.Dialer {
	c := dial.Config{TLS: &tls.Config{InsecureSkipVerify: true}, Wrap: loop.NewFeed}
	for _, f := range change {
		f(&c)
	}
	return dial.New(c)
}

func proxyAt(t testing.TB, text string) *dial.Proxy {
	t.Helper()
	p, err := dial.ParseProxy(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestProxies: through every kind of proxy, to ws and wss, on both engines.
func TestProxies(t *testing.T) {
	for _, scheme := range []string{"http", "https", "socks5"} {
		for _, secure := range []bool{false, true} {
			name := scheme + " to " + map[bool]string{false: "ws", true: "wss"}[secure]
			t.Run(name, func(t *testing.T) {
				onEngines(t, func(r *rig) { throughProxy(r, scheme, secure) })
			})
		}
	}
}

func throughProxy(r *rig, scheme string, secure bool) {
	proxy, server := wstest.NewProxy(r.T, scheme, "me", "secret"), wstest.New(r.T)
	target := server.URL
	if secure {
		target = server.TLSURL
	}
	_, at, _ := strings.Cut(target, "//")
	w := r.opened(target+"/echo", func(c *Config) {
		c.Proxy, c.Dialer = proxyAt(r, proxy.URL), trusting()
	})
	u, err := url.Parse(proxy.URL)
	if err != nil {
		r.Fatal(err)
	}
	if o := w.opening; o.Remote.String() != u.Host || o.Phases.Connect <= 0 || (o.Phases.TLS > 0) != secure || o.Phases.Upgrade <= 0 {
		r.Errorf("opening %+v", o)
	}
	in, out := w.Traffic()
	// The least there can be: the request of the upgrade, or TLS's first flight,
	// and what is said to the proxy before.
	least := map[string]uint64{"http": 60, "https": 200, "socks5": 20}[scheme] + 150
	if out < least || in < least-80 {
		r.Errorf("%d bytes in, %d bytes out, want at least %d out", in, out, least)
	}
	w.talk()
	if more, _ := w.Traffic(); more <= in {
		r.Errorf("%d bytes in before the echo, %d after", in, more)
	}
	if asked := strings.Join(proxy.Asked(), " "); asked != at {
		r.Errorf("the proxy was asked for %s, want %s", asked, at)
	}
}

// TestProxyOfDialer: the Dialer's proxy is used unless the socket says otherwise.
func TestProxyOfDialer(t *testing.T) {
	onEngines(t, func(r *rig) {
		proxy, server := wstest.NewProxy(r.T, "http", "", ""), wstest.New(r.T)
		d := trusting(func(c *dial.Config) {
			c.Proxy = func(string, uint16, bool) (*dial.Proxy, error) { return proxyAt(r, proxy.URL), nil }
		})
		for i, own := range []*dial.Proxy{nil, dial.NoProxy} {
			r.opened(server.URL+"/echo", func(c *Config) { c.Dialer, c.Proxy = d, own }).talk()
			if len(proxy.Asked()) != 1 {
				r.Errorf("socket %d: the proxy was asked for %q", i, proxy.Asked())
			}
		}
	})
}

// TestProxyFails: a proxy that refuses, breaks off or says nothing is a failure
// of its own phase, and giving up does not wait for it.
func TestProxyFails(t *testing.T) {
	for _, test := range []struct {
		name   string
		proxy  func(net.Conn)
		code   string
		text   string
		giveUp bool
	}{
		{"407", func(c net.Conn) {
			_, _ = c.Read(make([]byte, 500))
			_, _ = io.WriteString(c, "HTTP/1.1 407 Who are you\r\nContent-Length: 3\r\n\r\nno!")
		}, "status-407", "does not connect to 127.0.0.1:9: 407 Who are you: it wants a user and password", false},
		{"hangs up", func(c net.Conn) { _, _ = c.Read(make([]byte, 500)) }, "eof", ": unexpected EOF", false},
		{"silence", func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, "timeout", ": i/o timeout", false},
		{"given up", func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, "given-up", ErrGivenUp.Error(), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				asked := make(chan struct{}, 1)
				at := listen(r.T, func(c net.Conn) { asked <- struct{}{}; test.proxy(c) })
				w := r.connect("ws://127.0.0.1:9/", func(c *Config) {
					c.Proxy = proxyAt(r, at)
					if test.name == "silence" {
						c.HandshakeTimeout = 100 * time.Millisecond
					}
				})
				if test.giveUp {
					r.until("the proxy is asked", func() bool { return len(asked) > 0 })
					w.Close(1000, "")
				}
				r.until("fail", w.ended)
				f := w.failure
				if f.Phase != PhaseProxy || f.Code != test.code || !strings.Contains(f.Err.Error(), test.text) {
					t.Errorf("failure %+v", f)
				}
				if in, out := w.Traffic(); test.code == "status-407" && (in != 47 || out < 50) {
					t.Errorf("%d bytes in, %d bytes out", in, out)
				}
			})
		})
	}
}

// TestUnixSockets: npm's ws+unix:, absolute and relative, plain and with TLS.
func TestUnixSockets(t *testing.T) {
	t.Chdir(t.TempDir())
	onEngines(t, func(r *rig) {
		certified := httptest.NewTLSServer(nil)
		defer certified.Close()
		for name, config := range map[string]*tls.Config{"plain.sock": nil, "secure.sock": certified.TLS} {
			host, path := make(chan string, 9), make(chan string, 9)
			serveOn(r.T, "unix", name, config, func(p *peer) {
				host <- p.request.Host
				path <- p.request.RequestURI
				p.write(p.accept())
				if p.read() == "text:hello" {
					p.write(frame(wire.Text, "hello"))
				}
				p.read()
				p.write(closeFrame(1000, ""))
			})
			scheme := map[bool]string{true: "ws+unix:", false: "wss+unix:"}[config == nil]
			full, err := filepath.Abs(name)
			if err != nil {
				r.Fatal(err)
			}
			for target, want := range map[string]string{
				scheme + "//" + full:                                                    "/",
				scheme + "//" + full + ":/chat/a%20b?x=1":                               "/chat/a%20b?x=1",
				scheme + "//" + full + ":/a%2Fb%3Ac":                                    "/a%2Fb%3Ac",
				scheme + "./" + name + ":/rel%20x":                                      "/rel%20x",
				scheme + "./%" + hex.EncodeToString([]byte(name[:1])) + name[1:] + ":/": "/",
			} {
				w := r.opened(target, func(c *Config) {
					c.Dialer = trusting(func(c *dial.Config) {
						c.Proxy = func(string, uint16, bool) (*dial.Proxy, error) { return proxyAt(r, "127.0.0.1:9"), nil }
					})
				})
				if got := <-path; got != want || <-host != "localhost" {
					r.Errorf("%s asks for %s, want %s", target, got, want)
				}
				if w.opening.Remote.IsValid() {
					r.Errorf("%s has the address %s", target, w.opening.Remote)
				}
				w.talk()
			}
			_ = os.Remove(name)
		}
		for target, want := range map[string]struct{ code, text string }{
			"ws+unix:///no/such.sock:/x": {"no-such-file", "dial unix /no/such.sock: connect: no such file or directory"},
			"ws+unix:///no:x":            {"no-such-file", "dial unix /no: connect: no such file or directory"},
			"ws+unix:":                   {"other", "the URL has no path of a socket"},
		} {
			w := r.connect(target)
			r.until("fail", w.ended)
			if f := w.failure; f.Phase != PhaseTCP || f.Code != want.code || !strings.Contains(f.Err.Error(), want.text) {
				r.Errorf("%s fails in %s, %s: %v", target, f.Phase, f.Code, f.Err)
			}
		}
	})
}

// serveOn is server on an address of any kind, within TLS if there is a config.
func serveOn(t *testing.T, network, addr string, config *tls.Config, f func(*peer)) string {
	t.Helper()
	l, err := net.Listen(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.SetDeadline(time.Now().Add(20 * time.Second))
			if config != nil {
				c = tls.Server(c, config)
			}
			if p := newPeer(t, c); p != nil {
				f(p)
			}
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return l.Addr().String()
}

// TestLocal: a socket connects from the address it is told, on the loop and off
// it.
func TestLocal(t *testing.T) {
	if c, err := net.DialUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 2)}, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9}); err != nil {
		t.Skip("this machine has no other loopback addresses: ", err)
	} else {
		_ = c.Close()
	}
	onEngines(t, func(r *rig) {
		seen := make(chan string, 1)
		s := wstest.New(r.T)
		s.Handle("/echo", func(p *wstest.Peer) {
			seen <- p.Conn.RemoteAddr().(*net.TCPAddr).IP.String()
			wstest.ByPath(p)
		})
		for _, target := range []string{s.URL, s.TLSURL} {
			for from, want := range map[string]string{"": "127.0.0.1", "127.0.0.9": "127.0.0.9", "::ffff:127.0.0.8": "127.0.0.8"} {
				w := r.opened(target+"/echo", func(c *Config) {
					c.Dialer = trusting()
					c.Local, _ = netip.ParseAddr(from)
				})
				if got := <-seen; got != want {
					r.Errorf("%s: connects from %s, want %s", target, got, want)
				}
				w.talk()
			}
		}
		for target, want := range map[string]string{"ws://127.0.0.1:9": "no-free-port", "ws://[::1]:9": "unreachable"} {
			w := r.connect(target, func(c *Config) { c.Local = netip.MustParseAddr("192.0.2.77") }) // nobody's (RFC 5737)
			r.until("fail", w.ended)
			if f := w.failure; f.Phase != PhaseTCP || f.Code != want || !strings.HasPrefix(f.Err.Error(), "dial tcp 192.0.2.77:0->") {
				r.Errorf("%s fails in %s, %s: %v", target, f.Phase, f.Code, f.Err)
			}
		}
	})
}

// TestIPv6: a zone is for this machine only, and not in the request.
func TestIPv6(t *testing.T) {
	for target, want := range map[string]string{
		"ws://[::1]:81/": "[::1]:81", "ws://[fe80::1%25eth0]:81/": "[fe80::1]:81", "ws://[fe80::1%25eth0]/": "[fe80::1]",
		"ws://a.example:/": "a.example", "ws://a%25b.example/": "a%b.example",
	} {
		u, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&way{config: Config{URL: u}}).host(); got != want {
			t.Errorf("%s is for the host %q, want %q", target, got, want)
		}
	}
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6: ", err)
	}
	_ = l.Close()
	onEngines(t, func(r *rig) {
		at := serveOn(r.T, "tcp", "[::1]:0", nil, func(p *peer) {
			if !strings.HasPrefix(p.request.Host, "[::1]:") {
				r.Errorf("the request is for %q", p.request.Host)
			}
			p.write(p.accept())
			p.rest()
		})
		w := r.opened("ws://" + at)
		if w.opening.Remote.String() != at {
			r.Errorf("remote %s, want %s", w.opening.Remote, at)
		}
		w.Drop()
		w.waitFor("close")
	})
}

// named is a Dialer for which every name has these addresses.
func named(addrs ...string) *dial.Dialer {
	return dial.New(dial.Config{
		DNS: dial.DNS{Select: dial.SelectFirst},
		Resolver: func(context.Context, string) ([]netip.Addr, error) {
			var list []netip.Addr
			for _, a := range addrs {
				list = append(list, netip.MustParseAddr(a))
			}
			return list, nil
		},
	})
}
