package h2_test

import (
	"crypto/tls"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/http2"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/socket"
	"volley/internal/wstest"
)

// TestGoAway: a server that shuts down serves what it has taken to its end; what
// it has not taken, and what comes later, goes over another connection.
func TestGoAway(t *testing.T) {
	onEngines(t, func(r *rig) {
		more := make(chan struct{})
		var made atomic.Int32 // connections
		at := rawServer(r.T, able, func(p *raw) {
			number := made.Add(1)
			first := p.request()
			p.answer(first, false, ":status", "200")
			if number == 1 {
				<-more
				p.request() // not taken
				_ = p.WriteGoAway(first, http2.ErrCodeNo, nil)
				_ = p.WriteData(first, false, []byte("\x81\x05still"))
			} else {
				_ = p.WriteData(first, false, []byte("\x81\x03new"))
			}
			p.rest()
		})
		w := r.opened(at)
		other := r.connect(at)
		close(more)
		w.waitFor("text:still")
		other.waitFor("text:new")
		if n := made.Load(); n != 2 {
			r.Errorf("%d connections, want 2", n)
		}
		w.Drop()
		other.Drop()
		r.gone()
	})
}

// TestRefusedStream: a server that takes fewer streams than it said is believed.
func TestRefusedStream(t *testing.T) {
	onEngines(t, func(r *rig) {
		var made atomic.Int32 // connections
		at := rawServer(r.T, able, func(p *raw) {
			made.Add(1)
			p.answer(p.request(), false, ":status", "200")
			for {
				id := p.request()
				if id == 0 {
					return
				}
				_ = p.WriteRSTStream(id, http2.ErrCodeRefusedStream)
			}
		})
		first := r.opened(at)
		second := r.opened(at)
		if first.opening.Response.Status != 200 || second.opening.Response.Status != 200 {
			r.Error("not over HTTP/2")
		}
		third := r.opened(at) // the server is not asked for a second stream again
		if n := made.Load(); n != 3 {
			r.Errorf("%d connections, want 3", n)
		}
		first.Drop()
		second.Drop()
		third.Drop()
		r.gone()
	})
}

// TestRefusesAll: trying again has an end.
func TestRefusesAll(t *testing.T) {
	onEngines(t, func(r *rig) {
		var tries atomic.Int32
		at := rawServer(r.T, able, func(p *raw) {
			for id := p.request(); id != 0; id = p.request() {
				tries.Add(1)
				_ = p.WriteRSTStream(id, http2.ErrCodeRefusedStream)
			}
		})
		f := r.failed(at)
		if f.Code != "reset" || !strings.Contains(f.Err.Error(), "REFUSED_STREAM") {
			r.Errorf("failure %+v", f)
		}
		if n := tries.Load(); n != 4 {
			r.Errorf("tried %d times, want 4", n)
		}
		r.gone()
	})
}

// TestSays: a connection that is ended with a reason ends its sockets with it.
func TestSays(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := rawServer(r.T, able, func(p *raw) {
			id := p.request()
			p.answer(id, false, ":status", "200")
			_ = p.WriteGoAway(id, http2.ErrCodeEnhanceYourCalm, []byte("too many pings"))
		})
		w := r.connect(at)
		w.r.until("close", w.ended)
		if w.closing == nil || !strings.Contains(w.closing.Err.Error(), `ENHANCE_YOUR_CALM: "too many pings"`) {
			r.Errorf("%+v %+v", w.closing, w.failure)
		}
		r.gone()
	})
}

// TestRetryShares: who tries again shares the new connection with those who come
// later, also from an address of his own; another address has another connection.
func TestRetryShares(t *testing.T) {
	onEngines(t, func(r *rig) {
		pair, roots := wstest.Certificate(r.T)
		r.dialer = dial.New(dial.Config{Wrap: loop.NewFeed, TLS: &tls.Config{RootCAs: roots}})
		var made atomic.Int32 // connections
		at := "wss://" + listen(r.T, func(c net.Conn) {
			number := made.Add(1)
			p := newRaw(r.T, tls.Server(c, &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2"}}), able)
			if p == nil {
				return
			}
			for id := p.request(); id != 0; id = p.request() {
				if number == 1 {
					_ = p.WriteGoAway(0, http2.ErrCodeNo, nil)
				} else {
					p.answer(id, false, ":status", "200")
				}
			}
		})
		from := func(address string) func(*socket.Config) {
			return func(c *socket.Config) { c.Local = netip.MustParseAddr(address) }
		}
		list := []*witness{r.opened(at, from("127.0.0.1")), r.opened(at, from("127.0.0.1"))}
		if n := made.Load(); n != 2 {
			r.Errorf("%d connections after a retry, want 2", n)
		}
		if list = append(list, r.opened(at)); made.Load() != 3 {
			r.Errorf("%d connections from two addresses, want 3", made.Load())
		}
		for _, w := range list {
			w.Drop()
		}
		r.gone()
	})
}
