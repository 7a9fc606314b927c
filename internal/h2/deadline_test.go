package h2_test

import (
	"context"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/http2"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/socket"
)

// inBubble runs f in made-up time on a loop whose connections are pipes; each
// server side goes to serve.
func inBubble(t *testing.T, serve func(net.Conn), f func(r *rig)) {
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		r := newRig(t, loop.Config{Engine: loop.Portable, Dial: func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			wg.Go(func() { defer func() { _ = there.Close() }(); serve(there) })
			return here, nil
		}})
		f(r)
		if err := r.loop.Close(); err != nil {
			t.Error(err)
		}
		wg.Wait() // time goes on until they notice
	})
}

// turnUntil turns the loop in made-up time until done, for at most an hour.
func (r *rig) turnUntil(what string, done func() bool) {
	r.Helper()
	limit := time.Now().Add(time.Hour)
	r.loop.Flush() // what the test did since the last tick
	for !done() {
		if time.Now().After(limit) {
			r.Fatalf("waited in vain for: %s", what)
		}
		r.tick(limit.Add(time.Second))
	}
}

// open serves sockets that open and then say nothing. A pipe has no room: what
// the client says must be read while the server speaks.
func open(p *raw, onPing func(*http2.PingFrame)) {
	for {
		f, err := p.ReadFrame()
		if err != nil {
			return
		}
		switch f := f.(type) {
		case *http2.HeadersFrame:
			p.answer(f.StreamID, false, ":status", "200")
		case *http2.PingFrame:
			onPing(f)
		}
	}
}

// TestNoSettings: a server that never says its settings gets HTTP/1.1.
func TestNoSettings(t *testing.T) {
	var dials atomic.Int32
	inBubble(t, func(c net.Conn) {
		if dials.Add(1) == 1 {
			_, _ = io.Copy(io.Discard, c)
			return
		}
		line := make([]byte, 4)
		if _, err := io.ReadFull(c, line); err != nil || string(line) != "GET " {
			t.Errorf("the second connection begins with %q", line)
		}
		go func() { _, _ = io.Copy(io.Discard, c) }()
		_, _ = io.WriteString(c, "HTTP/1.1 418 No\r\nContent-Length: 0\r\n\r\n")
	}, func(r *rig) {
		begin := time.Now()
		w := r.connect("ws://10.0.0.1")
		r.turnUntil("fail", w.ended)
		if d := time.Since(begin); d != 5*time.Second || w.failure.Code != "status-418" {
			t.Errorf("after %v %+v", d, w.failure)
		}
	})
}

// TestDeadPeer: a connection whose server answers no pings ends, and its sockets
// with it.
func TestDeadPeer(t *testing.T) {
	inBubble(t, func(c net.Conn) {
		if p := newRaw(t, c, able); p != nil {
			open(p, func(*http2.PingFrame) {})
		}
	}, func(r *rig) {
		w := r.connect("ws://10.0.0.1")
		r.turnUntil("open", func() bool { return w.opening != nil })
		begin := time.Now()
		r.turnUntil("close", w.ended)
		if d := time.Since(begin); d != 45*time.Second {
			t.Errorf("closed after %v, want 45s", d)
		}
		w.end("close timeout")
		if !strings.Contains(w.closing.Err.Error(), "pings") {
			t.Errorf("closing %+v", w.closing)
		}
	})
}

// TestQuietPeer: a connection whose server answers pings lives, and ends ten
// seconds after its last socket.
func TestQuietPeer(t *testing.T) {
	var pings atomic.Int32
	ended := make(chan time.Time, 1)
	inBubble(t, func(c net.Conn) {
		if p := newRaw(t, c, able); p != nil {
			open(p, func(f *http2.PingFrame) {
				pings.Add(1)
				_ = p.WritePing(true, f.Data)
			})
			ended <- time.Now()
		}
	}, func(r *rig) {
		w := r.connect("ws://10.0.0.1")
		r.turnUntil("open", func() bool { return w.opening != nil })
		r.turnUntil("ten pings", func() bool { return w.ended() || pings.Load() == 10 })
		if w.ended() {
			t.Fatalf("%+v", w.closing)
		}
		w.Drop()
		begin := time.Now()
		r.turnUntil("close", w.ended)
		r.loop.Flush()
		if n := r.loop.Conns(); n != 0 {
			t.Errorf("%d connections are waited for", n)
		}
		r.turnUntil("the end", func() bool { return len(ended) > 0 })
		if d := (<-ended).Sub(begin); d < 10*time.Second || d > 11*time.Second {
			t.Errorf("the connection ends after %v, want 10s", d)
		}
	})
}

// TestHandshakeTimeout: each wait on the way has the same end; a refusal whose body
// does not end is one all the same.
func TestHandshakeTimeout(t *testing.T) {
	for _, test := range []struct {
		name  string
		serve func(p *raw)
		phase string
		code  string
	}{
		{"no answer", func(p *raw) { p.rest() }, socket.PhaseUpgrade, "timeout"},
		{"half a refusal", func(p *raw) {
			p.answer(p.request(), false, ":status", "500")
			p.rest()
		}, socket.PhaseUpgrade, "status-500"},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, func(c net.Conn) {
				if p := newRaw(t, c, able); p != nil {
					test.serve(p)
				}
			}, func(r *rig) {
				w := r.connect("ws://10.0.0.1", func(c *socket.Config) { c.HandshakeTimeout = 20 * time.Second })
				r.turnUntil("fail", w.ended)
				if f := w.failure; f.End.Sub(f.Start) != 20*time.Second || f.Phase != test.phase || f.Code != test.code {
					t.Errorf("failure %+v", f)
				}
			})
		})
	}
	t.Run("waiting for another's connection", func(t *testing.T) {
		inBubble(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, func(r *rig) {
			first := r.connect("ws://10.0.0.1")
			second := r.connect("ws://10.0.0.1", func(c *socket.Config) { c.HandshakeTimeout = time.Second })
			r.turnUntil("fail", second.ended)
			f := second.failure
			if f.End.Sub(f.Start) != time.Second || f.Phase != socket.PhaseBlocked || f.Code != "timeout" || f.Phases.Blocked != time.Second {
				t.Errorf("failure %+v", f)
			}
			first.Drop()
			r.turnUntil("fail", first.ended)
		})
	})
}

// TestPhasesOfRetries: what an opening took that was tried twice is the sum.
func TestPhasesOfRetries(t *testing.T) {
	var dials atomic.Int32
	inBubble(t, func(c net.Conn) {
		p := newRaw(t, c, able)
		if p == nil {
			return
		}
		switch id := p.request(); dials.Add(1) {
		case 1:
			time.Sleep(time.Second)
			_ = p.WriteGoAway(0, http2.ErrCodeNo, nil)
		default:
			time.Sleep(2 * time.Second)
			p.answer(id, false, ":status", "200")
		}
		p.rest()
	}, func(r *rig) {
		r.dialer = dial.New(dial.Config{DNS: dial.DNS{TTL: -1}, Resolver: func(context.Context, string) ([]netip.Addr, error) {
			time.Sleep(4 * time.Second)
			return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
		}})
		w := r.connect("ws://made.up")
		r.turnUntil("open", func() bool { return w.opening != nil || w.ended() })
		if w.opening == nil {
			t.Fatalf("%+v", w.failure)
		}
		if p := w.opening.Phases; p.Lookup != 8*time.Second || p.Upgrade != 3*time.Second {
			t.Errorf("phases %+v, want 8s of lookups and 3s of upgrades", p)
		}
		w.Drop()
	})
}
