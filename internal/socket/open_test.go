package socket

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/wire"
)

// TestOpen: the request says what the Config says, and the Opening what the
// answer says.
func TestOpen(t *testing.T) {
	onEngines(t, func(r *rig) {
		requests := make(chan *http.Request, 1)
		at := server(r.T, func(p *peer) {
			requests <- p.request
			p.write(p.accept("Sec-WebSocket-Protocol: chat", "X-Answer: yes"))
			p.rest()
		})
		w := r.opened(at+"/path?q=1", func(c *Config) {
			c.Protocols = []string{"echo", "chat"}
			c.Fields = wire.Fields{{Name: "X-Question", Value: "why"}}
			c.Host = "made.up:99"
		})
		request := <-requests
		if request.Host != "made.up:99" || request.RequestURI != "/path?q=1" || request.Header.Get("X-Question") != "why" ||
			request.Header.Get("Sec-WebSocket-Protocol") != "echo, chat" || request.Header.Get("Sec-WebSocket-Version") != "13" {
			r.Errorf("request %+v", request)
		}
		o := w.opening
		if o.Protocol != "chat" || o.Response.Status != 101 || o.Response.Fields.Value("x-answer") != "yes" {
			r.Errorf("opening %+v, response %+v", o, o.Response)
		}
		if "ws://"+o.Remote.String() != at || o.Phases.Connect <= 0 || o.Phases.Upgrade <= 0 || o.Phases.TLS != 0 || o.End.Before(o.Start) {
			r.Errorf("opening %+v", o)
		}
		if w.State() != StateOpen {
			r.Errorf("state %d", w.State())
		}
		w.Close(1000, "")
		w.gone()
	})
}

// TestMessageWithAnswer: what comes in the same read as the 101 is handed on,
// after OnOpen, in the same tick.
func TestMessageWithAnswer(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) {
			p.write(p.accept() + frame(wire.Text, "early") + frame(wire.Ping, "p") + closeFrame(1000, "bye"))
			p.rest()
		})
		w := r.connect(at)
		r.until("open", func() bool { return w.opening != nil })
		if got := strings.Join(w.notes, " "); got != "open text:early ping:p close" {
			r.Errorf("heard %s", got)
		}
		w.gone()
	})
}

// TestAnswerInPieces: any slicing of the answer opens.
func TestAnswerInPieces(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) {
			for _, b := range []byte(p.accept() + frame(wire.Text, "hello")) {
				p.write(string([]byte{b}))
			}
			p.rest()
		})
		w := r.opened(at)
		w.waitFor("text:hello")
		w.Drop()
		w.waitFor("close")
	})
}

// TestFail: each way not to open has its phase, code and text.
func TestFail(t *testing.T) {
	noListener := func(t *testing.T) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_ = l.Close()
		return "ws://" + l.Addr().String()
	}
	answer := func(text string) func(t *testing.T) string {
		return func(t *testing.T) string {
			return server(t, func(p *peer) { p.write(text) })
		}
	}
	hostile := func(part, instead string) func(t *testing.T) string { // a good answer with a part replaced
		return func(t *testing.T) string {
			return server(t, func(p *peer) { p.write(strings.Replace(p.accept(), part, instead, 1)); p.rest() })
		}
	}
	is := func(target string) func(*testing.T) string { return func(*testing.T) string { return target } }
	nobody := func(context.Context, string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "made.up", Server: "127.0.0.53:53", IsNotFound: true}
	}
	never := func(ctx context.Context, _ string) ([]netip.Addr, error) { <-ctx.Done(); return nil, ctx.Err() }
	const short = 50 * time.Millisecond
	for _, test := range []struct {
		name        string
		target      func(t *testing.T) string
		dialer      dial.Config
		timeout     time.Duration
		phase, code string
		err         string // a regular expression
		status      int
	}{
		{"refused", noListener, dial.Config{}, 0, "tcp", "refused", `^dial tcp 127\.0\.0\.1:\d+: connect: connection refused$`, 0},
		{"no such host", is("ws://made.up"), dial.Config{Resolver: nobody}, 0, "dns", "no-such-host", `^lookup made\.up on 127\.0\.0\.53:53: no such host$`, 0},
		{"no host", is("ws://"), dial.Config{}, 0, "dns", "no-such-host", `^lookup : no such host$`, 0},
		{"lookup timeout", is("ws://made.up"), dial.Config{Resolver: never}, short, "dns", "timeout", `^lookup made\.up: i/o timeout$`, 0},
		{"bad port", is("ws://127.0.0.1:70000"), dial.Config{}, 0, "tcp", "other", `invalid port`, 0},
		{"blacklisted", is("ws://127.0.0.1"), dial.Config{Blacklist: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}, 0, "tcp", "blocked",
			`^IP \(127\.0\.0\.1\) is in a blacklisted range \(127\.0\.0\.0/8\)$`, 0},
		{"not found", answer("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nsorry"), dial.Config{}, 0, "upgrade", "status-404", `^websocket: bad handshake$`, 404},
		{"redirect without length", answer("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nsorr"), dial.Config{}, 0, "upgrade", "status-302", `^websocket: bad handshake$`, 302},
		{"wrong accept", answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n"), dial.Config{}, 0,
			"upgrade", "bad-handshake", `^websocket: bad handshake$`, 101},
		{"no upgrade field", hostile("Upgrade: websocket\r\n", ""), dial.Config{}, 0, "upgrade", "bad-handshake", `^websocket: bad handshake$`, 101},
		{"no connection field", hostile("Connection: Upgrade\r\n", ""), dial.Config{}, 0, "upgrade", "bad-handshake", `^websocket: bad handshake$`, 101},
		{"two upgrade fields", hostile("Upgrade: websocket\r\n", "Upgrade: websocket\r\nUpgrade: websocket\r\n"), dial.Config{}, 0,
			"upgrade", "bad-handshake", `^websocket: bad handshake$`, 101},
		{"two accept fields", hostile("Sec-WebSocket-Accept", "Sec-WebSocket-Accept: x\r\nSec-WebSocket-Accept"), dial.Config{}, 0,
			"upgrade", "bad-handshake", `^websocket: bad handshake$`, 101},
		{"HTTP/1.0", hostile("HTTP/1.1", "HTTP/1.0"), dial.Config{}, 0, "upgrade", "bad-handshake", `^websocket: bad handshake$`, 101},
		{"extension not asked for", hostile("Upgrade: websocket\r\n", "Upgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"), dial.Config{}, 0,
			"upgrade", "bad-handshake", `^websocket: the server chose the extension "permessage-deflate", which was not asked for$`, 101},
		{"subprotocol not asked for", hostile("Upgrade: websocket\r\n", "Upgrade: websocket\r\nSec-WebSocket-Protocol: x\r\n"), dial.Config{}, 0,
			"upgrade", "bad-handshake", `^websocket: the server chose the subprotocol "x", which was not asked for$`, 101},
		{"bad status line", hostile("101 Switching", "1x1 Switching"), dial.Config{}, 0, "upgrade", "malformed", `^malformed HTTP response "HTTP/1\.1 1x1 Switching Protocols"$`, 0},
		{"HTTP/2 status line", hostile("HTTP/1.1", "HTTP/2"), dial.Config{}, 0, "upgrade", "malformed", `^malformed HTTP response`, 0},
		{"no field", hostile("Upgrade: websocket\r\n", "Upgrade: websocket\r\nwhat is this\r\n"), dial.Config{}, 0, "upgrade", "malformed", `^malformed HTTP response "what is this"$`, 0},
		{"endless header", hostile("\r\n\r\n", strings.Repeat("\r\nX-More: of the same", 5000)), dial.Config{}, 0,
			"upgrade", "malformed", `^the server's answer has more than 64 kB of header$`, 0},
		{"one endless line", hostile("\r\n\r\n", "\r\nX: "+strings.Repeat("x", 100000)), dial.Config{}, 0,
			"upgrade", "malformed", `^the server's answer has more than 64 kB of header$`, 0},
		{"interim answers without end", hostile("HTTP/1.1 101", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 5000)+"HTTP/1.1 101"), dial.Config{}, 0,
			"upgrade", "malformed", `^the server's answer has more than 64 kB of header$`, 0},
		{"cut off by a reset", func(t *testing.T) string {
			return server(t, func(p *peer) { p.write(p.accept()[:40]); _ = p.Conn.(*net.TCPConn).SetLinger(0) })
		}, dial.Config{}, 0, "upgrade", "reset", `connection reset by peer|forcibly`, 0},
		{"chunked refusal", answer("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsor\r\n1;x=y\r\nr\r\n0\r\nA: b\r\n\r\n"), dial.Config{}, 0,
			"upgrade", "status-503", `^websocket: bad handshake$`, 503},
		{"chunked refusal with a bad chunk", answer("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsorr\r\nmore?\r\n"), dial.Config{}, 0,
			"upgrade", "status-503", `^websocket: bad handshake$`, 503},
		{"refusal longer than it is", answer("HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\nsorr"), dial.Config{}, 0, "upgrade", "status-404", `^websocket: bad handshake$`, 404},
		{"refusal whose body does not end", func(t *testing.T) string {
			return server(t, func(p *peer) { p.write("HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\nsorr"); p.rest() })
		}, dial.Config{}, short, "upgrade", "status-404", `^websocket: bad handshake$`, 404},
		{"refusal cut off by a reset", func(t *testing.T) string {
			return server(t, func(p *peer) {
				p.write("HTTP/1.1 404 No\r\nContent-Length: 100\r\n\r\nsorr")
				_ = p.Conn.(*net.TCPConn).SetLinger(0)
			})
		}, dial.Config{}, 0, "upgrade", "status-404", `^websocket: bad handshake$`, 404},
		{"refusal after interim answers", answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nsorr"),
			dial.Config{}, 0, "upgrade", "status-401", `^websocket: bad handshake$`, 401},
		{"not http", answer("SSH-2.0-OpenSSH\r\n\r\n"), dial.Config{}, 0, "upgrade", "malformed", `.`, 0},
		{"silence, then gone", answer(""), dial.Config{}, 0, "upgrade", "eof", `^unexpected EOF$`, 0},
		{"cut off", answer("HTTP/1.1 101 Swi"), dial.Config{}, 0, "upgrade", "eof", `^unexpected EOF$`, 0},
		{"reset", func(t *testing.T) string {
			return server(t, func(p *peer) { _ = p.Conn.(*net.TCPConn).SetLinger(0) })
		}, dial.Config{}, 0, "upgrade", "reset", `read tcp .*connection reset by peer|EOF|forcibly`, 0},
		{"silence", func(t *testing.T) string { return server(t, func(p *peer) { p.rest() }) }, dial.Config{}, short,
			"upgrade", "timeout", `^read tcp 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: i/o timeout$`, 0},
		{"not tls", func(t *testing.T) string {
			return "wss://" + listen(t, func(c net.Conn) { _, _ = c.Read(make([]byte, 1)); _, _ = io.WriteString(c, "HTTP/1.1 400 No\r\n\r\n") })
		}, dial.Config{}, 0, "tls", "not-tls", `^tls: first record does not look like a TLS handshake$`, 0},
		{"tls refused", func(t *testing.T) string { return "wss" + strings.TrimPrefix(noListener(t), "ws") }, dial.Config{}, 0,
			"tcp", "refused", `^dial tcp 127\.0\.0\.1:\d+: connect: connection refused$`, 0},
		{"tls silence", func(t *testing.T) string {
			return "wss://" + listen(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })
		}, dial.Config{}, short,
			"tls", "timeout", `^read tcp 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: i/o timeout$`, 0},
		{"unknown authority", func(t *testing.T) string {
			s := httptest.NewUnstartedServer(http.NotFoundHandler())
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.StartTLS()
			t.Cleanup(s.Close)
			return "wss" + strings.TrimPrefix(s.URL, "https")
		}, dial.Config{}, 0, "tls", "certificate", `^tls: failed to verify certificate: x509: certificate signed by unknown authority$`, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				test.dialer.Wrap = loop.NewFeed
				w := r.connect(test.target(r.T), func(c *Config) {
					c.Dialer = dial.New(test.dialer)
					c.HandshakeTimeout = test.timeout
					c.NeedProtocol = true
				})
				if len(w.notes) > 0 {
					t.Errorf("%q before Connect returned", w.notes)
				}
				w.waitFor("fail")
				f := w.failure
				if f.Phase != test.phase || f.Code != test.code || !regexp.MustCompile(test.err).MatchString(f.Err.Error()) {
					t.Errorf("fails with %s %s %q, want %s %s %s", f.Phase, f.Code, f.Err, test.phase, test.code, test.err)
				}
				status := 0
				if f.Response != nil {
					status = f.Response.Status
				}
				if status != test.status {
					t.Errorf("status %d, want %d", status, test.status)
				}
				if status > 101 && string(f.Response.Body) != "sorr" {
					t.Errorf("body %q", f.Response.Body)
				}
				if in, out := w.Traffic(); test.phase == "upgrade" && out < 100 || test.code == "certificate" && (in == 0 || out == 0) {
					t.Errorf("traffic %d, %d", in, out)
				}
				if w.State() != StateClosed || f.End.Before(f.Start) || r.loop.Conns() != 0 {
					t.Errorf("state %d, failure %+v, %d connections", w.State(), f, r.loop.Conns())
				}
				w.Close(1000, "") // nothing more to close
				w.Drop()
			})
		})
	}
}

// TestBigRefusal: of a refusal without end 64 kB are read, and no more waited for.
func TestBigRefusal(t *testing.T) {
	for name, head := range map[string]string{"no length": "", "length": "Content-Length: 99999999999\r\n", "chunked": "Transfer-Encoding: chunked\r\n"} {
		t.Run(name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				at := server(r.T, func(p *peer) {
					p.write("HTTP/1.1 500 No\r\n" + head + "\r\n")
					chunk := strings.Repeat("x", 1000)
					if name == "chunked" {
						chunk = "3E8\r\n" + chunk + "\r\n"
					}
					for {
						if _, err := io.WriteString(p.Conn, chunk); err != nil {
							return
						}
					}
				})
				w := r.connect(at)
				w.waitFor("fail")
				if f := w.failure; f.Code != "status-500" || len(f.Response.Body) != 64<<10 {
					t.Errorf("fails with %s, %d bytes of body", f.Code, len(f.Response.Body))
				}
				w.gone()
			})
		})
	}
}

// TestContinueFirst: interim answers before the 101 are skipped.
func TestContinueFirst(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) {
			p.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + p.accept() + frame(wire.Text, "hello"))
			p.rest()
		})
		w := r.opened(at)
		w.waitFor("text:hello")
		w.Drop()
		w.waitFor("close")
	})
}

// TestHeaderFault: what cannot stand in a request fails before anything is sent.
func TestHeaderFault(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := listen(r.T, func(net.Conn) { r.Error("a connection was made") })
		w := r.connect("ws://"+at, func(c *Config) { c.Fields = wire.Fields{{Name: "X-User", Value: "me\r\nX-Admin: yes"}} })
		w.waitFor("fail")
		if f := w.failure; f.Phase != PhaseUpgrade || f.Code != "header" || f.Err.Error() != `header X-User: "me\r\nX-Admin: yes" has a line break in it` {
			r.Errorf("failure %+v", f)
		}
	})
}

// TestAsk: what the URL says in the request.
func TestAsk(t *testing.T) {
	for _, test := range []struct{ url, host, credentials string }{
		{"ws://example.com", "example.com", ""},
		{"ws://example.com:80/", "example.com", ""},
		{"ws://example.com:443/", "example.com:443", ""},
		{"wss://example.com:443/", "example.com", ""},
		{"wss://example.com:80/", "example.com:80", ""},
		{"ws://example.com:/", "example.com", ""},
		{"ws://[::1]:8080/", "[::1]:8080", ""},
		{"ws://[2001:db8::1]/", "[2001:db8::1]", ""},
		{"ws://[fe80::1%25eth0]:81/", "[fe80::1]:81", ""},
		{"ws://me:s%40cret@example.com/", "example.com", "Basic bWU6c0BjcmV0"},
		{"ws://me@example.com/", "example.com", "Basic bWU6"},
	} {
		u, err := url.Parse(test.url)
		if err != nil {
			t.Fatal(err)
		}
		w := &way{config: Config{URL: u, Fields: wire.Fields{{Name: "A", Value: "b"}}}}
		c := &w.config
		if got := w.ask("key"); got.Host != test.host || got.Fields.Value("Authorization") != test.credentials || len(c.Fields) != 1 {
			t.Errorf("%s: host %q, credentials %q, fields %v", test.url, got.Host, got.Fields.Value("Authorization"), c.Fields)
		}
		c.Fields.Set("authorization", "Bearer mine")
		c.Host = "other"
		if got := w.ask("key"); got.Host != "other" || got.Fields.Value("Authorization") != "Bearer mine" {
			t.Errorf("%s: host %q, credentials %q", test.url, got.Host, got.Fields.Value("Authorization"))
		}
	}
}

// TestNextAddress: an address that refuses is followed by the next one.
func TestNextAddress(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) { p.write(p.accept()); p.rest() })
		u, _ := url.Parse(at)
		w := r.opened("ws://made.up:"+u.Port(), func(c *Config) {
			c.Dialer = dial.New(dial.Config{
				DNS: dial.DNS{Select: dial.SelectFirst},
				Resolver: func(context.Context, string) ([]netip.Addr, error) {
					return []netip.Addr{netip.MustParseAddr("127.0.0.77"), netip.MustParseAddr("127.0.0.1")}, nil
				},
			})
		})
		if got := w.opening.Remote.Addr().String(); got != "127.0.0.1" {
			r.Errorf("connected to %s", got)
		}
		if w.opening.Phases.Lookup <= 0 {
			r.Errorf("phases %+v", w.opening.Phases)
		}
		w.Drop()
		w.waitFor("close")
	})
}

// TestGiveUp: closing while connecting ends the attempt at once, whatever it is
// doing; TestMain sees whether anything stays behind.
func TestGiveUp(t *testing.T) {
	ends := map[string]func(*Socket){
		"close":   func(s *Socket) { s.Close(1000, "") },
		"abandon": func(s *Socket) { s.Abandon(1001) },
		"drop":    func(s *Socket) { s.Drop() },
	}
	type stage struct {
		target string
		change func(*Config)
		before func() // runs before the end, if not nil
	}
	slow := func(started chan struct{}) func(*Config) {
		return func(c *Config) {
			c.Dialer = dial.New(dial.Config{Resolver: func(ctx context.Context, _ string) ([]netip.Addr, error) {
				started <- struct{}{}
				<-ctx.Done()
				return nil, ctx.Err()
			}})
		}
	}
	stages := map[string]func(r *rig) stage{
		"just begun": func(r *rig) stage {
			return stage{target: server(r.T, func(p *peer) { p.rest() })}
		},
		"bad from the start": func(*rig) stage { return stage{target: "ws://127.0.0.1:99999"} },
		"lookup": func(*rig) stage {
			started := make(chan struct{}, 1)
			return stage{"ws://made.up", slow(started), func() { <-started }}
		},
		"blocked": func(r *rig) stage {
			started := make(chan struct{}, 1)
			pool := NewPool(1)
			first := r.connect("ws://made.up", slow(started), func(c *Config) { c.Pool = pool })
			<-started
			r.Cleanup(func() { first.Drop() })
			return stage{"ws://made.up", func(c *Config) { c.Pool = pool }, nil}
		},
		"tls": func(r *rig) stage {
			hello := make(chan struct{}, 1)
			at := listen(r.T, func(c net.Conn) { _, _ = c.Read(make([]byte, 1)); hello <- struct{}{}; _, _ = io.Copy(io.Discard, c) })
			return stage{"wss://" + at, nil, func() { <-hello }}
		},
		"upgrade": func(r *rig) stage {
			asked := make(chan struct{})
			at := server(r.T, func(p *peer) { close(asked); p.rest() })
			return stage{at, nil, func() {
				r.until("request", func() bool {
					select {
					case <-asked:
						return true
					default:
						return false
					}
				})
			}}
		},
	}
	for name, prepare := range stages {
		for how, end := range ends {
			t.Run(name+" "+how, func(t *testing.T) {
				onEngines(t, func(r *rig) {
					st := prepare(r)
					if st.change == nil {
						st.change = func(*Config) {}
					}
					w := r.connect(st.target, st.change)
					if st.before != nil {
						st.before()
					}
					end(w.Socket)
					if len(w.notes) != 0 {
						t.Errorf("%q from inside the call", w.notes)
					}
					if w.State() != StateClosed {
						t.Errorf("state %d", w.State())
					}
					end(w.Socket) // once is enough
					w.waitFor("fail")
					if name != "bad from the start" && (w.failure.Err != ErrGivenUp || w.failure.Code != "given-up") {
						t.Errorf("failure %+v", w.failure)
					}
					w.gone()
				})
			})
		}
	}
}

// TestLateDial: a dial that succeeds after nobody wants it any more is closed.
func TestLateDial(t *testing.T) {
	onEngines(t, func(r *rig) {
		closed := make(chan error, 1)
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.StartTLS()
		defer s.Close()
		here, there := net.Pipe()
		go func() {
			secure := tls.Server(there, s.TLS)
			if err := secure.Handshake(); err != nil {
				closed <- err
				return
			}
			_, err := secure.Read(make([]byte, 1))
			closed <- err
			_ = there.Close()
		}()
		w := r.connect("wss://127.0.0.1", func(c *Config) {
			c.Dialer = dial.New(dial.Config{
				TLS:     &tls.Config{InsecureSkipVerify: true},
				Connect: func(context.Context, string, string) (net.Conn, error) { return here, nil },
			})
		})
		for w.way.job.state.Load() != jobDone { // its letter is posted, or about to be
			runtime.Gosched()
		}
		w.Drop()
		if err := <-closed; err == nil {
			r.Error("the connection is still open")
		}
		w.waitFor("fail")
	})
}

// TestBlocked: waiting for a goroutine of the pool is a phase of its own.
func TestBlocked(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) { p.write(p.accept()); p.rest() })
		u, _ := url.Parse(at)
		started, release := make(chan struct{}, 2), make(chan struct{})
		pool := NewPool(1)
		dialer := dial.New(dial.Config{DNS: dial.DNS{TTL: -1}, Resolver: func(context.Context, string) ([]netip.Addr, error) {
			started <- struct{}{}
			<-release
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		}})
		use := func(c *Config) { c.Pool, c.Dialer = pool, dialer }
		first := r.connect("ws://made.up:"+u.Port(), use)
		<-started
		late := r.connect("ws://made.up:"+u.Port(), use, func(c *Config) { c.HandshakeTimeout = time.Millisecond })
		second := r.connect("ws://made.up:"+u.Port(), use)
		late.waitFor("fail")
		if f := late.failure; f.Phase != PhaseBlocked || f.Code != "timeout" || f.Err.Error() != "dial tcp: i/o timeout" || f.Phases.Blocked <= 0 {
			r.Errorf("failure %+v", f)
		}
		close(release)
		first.waitFor("open")
		second.waitFor("open")
		if p := second.opening.Phases; p.Blocked <= 0 || p.Lookup <= 0 {
			r.Errorf("phases %+v", p)
		}
		first.Drop()
		second.Drop()
		first.waitFor("close")
		second.waitFor("close")
	})
}
