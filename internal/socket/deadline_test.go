package socket

import (
	"context"
	"io"
	"net"
	"net/netip"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/wire"
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

func TestHandshakeTimeout(t *testing.T) {
	silent := func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }
	t.Run("no answer", func(t *testing.T) {
		inBubble(t, silent, func(r *rig) {
			w := r.connect("ws://10.0.0.1")
			r.turnUntil("fail", w.ended)
			f := w.failure
			if d := f.End.Sub(f.Start); d != DefaultHandshakeTimeout || f.Phase != PhaseUpgrade || f.Code != "timeout" {
				t.Errorf("after %v: %+v", d, f)
			}
			if f.Phases.Upgrade != DefaultHandshakeTimeout {
				t.Errorf("phases %+v", f.Phases)
			}
		})
	})
	t.Run("an answer in drips", func(t *testing.T) {
		drips := func(c net.Conn) {
			go silent(c)
			for {
				if _, err := io.WriteString(c, "H"); err != nil {
					return
				}
				time.Sleep(10 * time.Second) // made-up time
			}
		}
		inBubble(t, drips, func(r *rig) {
			w := r.connect("ws://10.0.0.1")
			r.turnUntil("fail", w.ended)
			if d := w.failure.End.Sub(w.failure.Start); d > DefaultHandshakeTimeout {
				t.Errorf("after %v: %+v", d, w.failure)
			}
		})
	})
}

// TestConnectTimeout: one address gets the Dialer's time, or what is left of the
// whole.
func TestConnectTimeout(t *testing.T) {
	for whole, want := range map[time.Duration]time.Duration{0: 7 * time.Second, 3 * time.Second: 3 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, loop.Config{Engine: loop.Portable, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}})
			w := r.connect("ws://10.0.0.1", func(c *Config) {
				c.Dialer, c.HandshakeTimeout = dial.New(dial.Config{Timeout: 7 * time.Second}), whole
			})
			r.turnUntil("fail", w.ended)
			f := w.failure
			if f.End.Sub(f.Start) != want || f.Phases.Connect != want || f.Phase != PhaseTCP || f.Code != "timeout" || f.Err.Error() != "dial tcp 10.0.0.1:80: i/o timeout" {
				t.Errorf("failure %+v, want one after %v", f, want)
			}
		})
	}
}

// TestCloseTimeout: a peer that goes on talking does not keep us either.
func TestCloseTimeout(t *testing.T) {
	chatter := func(c net.Conn) {
		p := newPeer(t, c)
		p.write(p.accept())
		go func() { _, _ = io.Copy(io.Discard, p.in) }()
		for {
			if _, err := io.WriteString(c, frame(wire.Text, "bla")); err != nil {
				return
			}
			time.Sleep(time.Second) // made-up time
		}
	}
	inBubble(t, chatter, func(r *rig) {
		w := r.connect("ws://10.0.0.1")
		r.turnUntil("open", func() bool { return w.opening != nil })
		begin := time.Now()
		w.Close(1000, "")
		r.turnUntil("close", w.ended)
		if d := w.closing.At.Sub(begin); d != DefaultCloseTimeout || w.closing.Err != ErrCloseTimeout || w.closing.Code != 1006 {
			t.Errorf("after %v: %+v", d, w.closing)
		}
	})
}

// TestLinger: OnClose does not wait for the server's FIN; TCP does, for a second.
func TestLinger(t *testing.T) {
	polite := func(c net.Conn) {
		p := newPeer(t, c)
		p.write(p.accept() + closeFrame(1000, ""))
		_, _ = io.Copy(io.Discard, p.in)
	}
	inBubble(t, polite, func(r *rig) {
		begin := time.Now()
		w := r.connect("ws://10.0.0.1")
		r.turnUntil("close", w.ended)
		if d := time.Since(begin); d != 0 || !w.closing.Clean {
			t.Errorf("after %v: %+v", d, w.closing)
		}
		r.turnUntil("the connection leaves", func() bool { return r.loop.Conns() == 0 })
		if d := time.Since(begin); d != linger {
			t.Errorf("TCP is closed after %v, want %v", d, linger)
		}
	})
}

// TestStubbornJob: a resolver that keeps no deadline does not keep a socket.
func TestStubbornJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, loop.Config{Engine: loop.Portable})
		release := make(chan struct{})
		w := r.connect("ws://made.up", func(c *Config) {
			c.Dialer = dial.New(dial.Config{Resolver: func(context.Context, string) ([]netip.Addr, error) { <-release; return nil, nil }})
		})
		r.turnUntil("fail", w.ended)
		f := w.failure
		if d := f.End.Sub(f.Start); d != DefaultHandshakeTimeout+time.Second || f.Phase != PhaseDNS || f.Code != "timeout" {
			t.Errorf("after %v: %+v", d, f)
		}
		close(release)
	})
}

// FuzzServer: whatever a server sends, in whatever slices, a socket ends once
// and in order.
func FuzzServer(f *testing.F) {
	const ok = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
	f.Add(true, frame(wire.Text, "hello")+frame(wire.Ping, "")+closeFrame(1000, "bye"), byte(3))
	f.Add(true, "\x01\x01x\x80\x01y\x88\x01", byte(1))
	f.Add(false, "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n0\r\n\r\n", byte(5))
	f.Add(false, ok+"no\r\n\r\n", byte(200))
	f.Fuzz(func(t *testing.T, accept bool, text string, cut byte) {
		serve := func(c net.Conn) {
			p := newPeer(t, c)
			if p == nil {
				return
			}
			go func() { _, _ = io.Copy(io.Discard, p.in) }()
			if accept {
				text = p.accept() + text
			}
			for len(text) > 0 {
				n := min(len(text), int(cut)+1)
				if _, err := io.WriteString(c, text[:n]); err != nil {
					return
				}
				text = text[n:]
			}
		}
		inBubble(t, serve, func(r *rig) {
			u, _ := url.Parse("ws://10.0.0.1/")
			w := &witness{r: r}
			w.Socket = Connect(r.loop, Config{URL: u}, w)
			r.turnUntil("the end", w.ended)
			r.turnUntil("the connection leaves", func() bool { return r.loop.Conns() == 0 })
			if (w.failure != nil) == (w.closing != nil) {
				t.Errorf("failure %+v, closing %+v", w.failure, w.closing)
			}
		})
	})
}
