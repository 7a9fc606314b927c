package h2_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"volley/internal/socket"
	"volley/internal/wire"
)

// TestMany: a hundred WebSockets live on one connection, and end in order.
func TestMany(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		for _, url := range []string{s.URL, s.TLSURL} {
			before := s.accepted.Load()
			var list []*witness
			for range 100 {
				list = append(list, r.connect(url+"/echo"))
			}
			r.allOpen(list...)
			for round := range 3 {
				for i, w := range list {
					if err := w.SendText(strconv.Itoa(i + round)); err != nil {
						r.Fatal(err)
					}
				}
				for i, w := range list {
					w.waitFor("text:" + strconv.Itoa(i+round))
				}
			}
			for _, w := range list {
				w.Close(1000, "bye")
			}
			for _, w := range list {
				w.end("")
				if !w.closing.Clean || w.closing.Code != 1000 {
					r.Errorf("closing %+v", w.closing)
				}
			}
			if n := s.accepted.Load() - before; n != 1 {
				r.Errorf("%d connections to %s, want 1", n, url)
			}
			r.gone()
		}
	})
}

// TestOpen: the request says what the Config says, and the Opening what the
// answer says.
func TestOpen(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		w := r.opened(s.TLSURL+"/echo?tell", func(c *socket.Config) {
			c.Protocols = []string{"soup", "chat"}
			c.Host = "made.up:99"
			c.Fields = wire.Fields{
				{Name: "X-Question", Value: "why"}, {Name: "Cookie", Value: "a=b; c=d"}, {Name: "Connection", Value: "close"},
				{Name: "Transfer-Encoding", Value: "chunked"}, {Name: "User-Agent", Value: ""},
			}
		})
		w.waitFor("text:CONNECT made.up:99 /echo?tell why|a=b; c=d|")
		o := w.opening
		if o.Protocol != "chat" || o.Response.Status != 200 || o.Response.Proto != "HTTP/2.0" || "wss://"+o.Remote.String() != s.TLSURL {
			r.Errorf("opening %+v, response %+v", o, o.Response)
		}
		if p := o.Phases; p.Connect <= 0 || p.TLS <= 0 || p.Upgrade <= 0 || o.End.Before(o.Start) {
			r.Errorf("phases of the first %+v", p)
		}
		second := r.opened(s.TLSURL + "/echo")
		if p := second.opening.Phases; p.Lookup+p.Connect+p.TLS+p.Blocked != 0 || p.Upgrade <= 0 {
			r.Errorf("phases of the second %+v", p)
		}
		in, out := second.Traffic()
		if in != 0 || out != 0 {
			r.Errorf("traffic %d %d before a message", in, out)
		}
		_ = second.SendText("hello")
		second.waitFor("text:hello")
		if in, out = second.Traffic(); in != 2+5 || out != 2+4+5 {
			r.Errorf("traffic %d %d, want 7 11", in, out)
		}
		w.closed()
		second.closed()
		r.gone()
	})
}

// TestFull: a connection that is full is followed by others, and a place that
// becomes free is used again.
func TestFull(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r, func(s *server) { s.streams = 10 })
		var list []*witness
		for range 35 {
			list = append(list, r.connect(s.TLSURL+"/echo"))
		}
		r.allOpen(list...)
		if n := s.accepted.Load(); n != 4 {
			r.Errorf("%d connections, want 4", n)
		}
		list[0].closed()
		r.left(34 + 4)
		again := r.opened(s.TLSURL + "/echo")
		if n := s.accepted.Load(); n != 4 {
			r.Errorf("%d connections for one more, want 4", n)
		}
		again.closed()
	})
}

// TestRefused: another status than 200 is told with its fields and body.
func TestRefused(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		keep := r.opened(s.URL + "/echo")
		f := r.failed(s.URL + "/refuse")
		if f.Phase != socket.PhaseUpgrade || f.Code != "status-403" || f.Response == nil {
			r.Fatalf("failure %+v", f)
		}
		if a := f.Response; a.Status != 403 || a.Reason != "Forbidden" || a.Fields.Value("X-Why") != "not you" || string(a.Body) != "go away\n" {
			r.Errorf("response %+v", a)
		}
		if f := r.failed(s.URL + "/nowhere"); f.Code != "status-404" {
			r.Errorf("failure %+v", f)
		}
		if f := r.failed(s.URL + "/huge"); f.Code != "status-500" || len(f.Response.Body) != 64<<10 {
			r.Errorf("failure %+v with %d bytes", f, len(f.Response.Body))
		}
		f = r.failed(s.URL+"/echo", func(c *socket.Config) { c.HandshakeTimeout = 1 })
		if f.Code != "timeout" {
			r.Errorf("failure %+v", f)
		}
		keep.closed()
		r.gone()
		if n := s.accepted.Load(); n != 1 {
			r.Errorf("%d connections, want 1", n)
		}
	})
}

// TestDeflate: compression is agreed on and used as over HTTP/1.1.
func TestDeflate(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		w := r.opened(s.URL+"/echo", func(c *socket.Config) { c.Deflate = &wire.DeflateParams{} })
		if len(w.opening.Extensions) != 1 || !strings.HasPrefix(w.opening.Extensions[0], "permessage-deflate") {
			r.Errorf("extensions %q", w.opening.Extensions)
		}
		text := strings.Repeat("again and ", 1000)
		for range 3 {
			w.received = 0
			_ = w.SendText(text)
			r.until("echo", func() bool { return w.ended() || w.received == len(text) })
		}
		if _, out := w.Traffic(); out > 1000 {
			r.Errorf("%d bytes left, uncompressed?", out)
		}
		w.closed()
		r.gone()
	})
}

// TestLarge: messages larger than every window go both ways.
func TestLarge(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		for _, url := range []string{s.URL, s.TLSURL} {
			const size = 5 << 20
			var list []*witness
			for range 3 {
				list = append(list, r.opened(url+"/echo"))
			}
			for _, w := range list {
				if err := w.SendBinary(make([]byte, size)); err != nil {
					r.Fatal(err)
				}
			}
			for _, w := range list {
				w.waitFor(fmt.Sprintf("binary:%d bytes", size))
				if !slices.Contains(w.notes, "drain") {
					r.Error("nothing was said to have drained")
				}
				w.closed()
			}
		}
		r.gone()
	})
}
