package h2_test

import (
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/http2"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/socket"
	"volley/internal/wstest"
)

// TestPlain: a server that speaks HTTP/1.1 only is spoken to in HTTP/1.1, and
// remembered.
func TestPlain(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := wstest.New(r.T)
		r.dialer = dial.New(dial.Config{Wrap: loop.NewFeed, TLS: &tls.Config{RootCAs: s.Roots()}})
		for _, test := range []struct {
			url  string
			lost int // connections made in vain
		}{{s.TLSURL, 0}, {s.URL, 1}} {
			before := s.Accepted()
			var list []*witness
			for range 5 {
				list = append(list, r.connect(test.url+"/echo"))
			}
			r.allOpen(list...)
			list = append(list, r.opened(test.url+"/echo"))
			for _, w := range list {
				if w.opening.Response.Status != 101 {
					r.Errorf("response %+v", w.opening.Response)
				}
				_ = w.SendText("hello")
				w.waitFor("text:hello")
				w.closed()
			}
			if n := s.Accepted() - before; n != len(list)+test.lost {
				r.Errorf("%d connections to %s, want %d", n, test.url, len(list)+test.lost)
			}
			r.gone()
		}
	})
}

// TestNoExtendedConnect: HTTP/2 without RFC 8441 is not enough.
func TestNoExtendedConnect(t *testing.T) {
	onEngines(t, func(r *rig) {
		h1 := wstest.New(r.T)
		pair, roots := wstest.Certificate(r.T)
		r.dialer = dial.New(dial.Config{Wrap: loop.NewFeed, TLS: &tls.Config{RootCAs: roots}})
		offers := make(chan string, 10)
		at := listen(r.T, func(c net.Conn) {
			secure := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2", "http/1.1"}})
			if secure.Handshake() != nil {
				return
			}
			agreed := secure.ConnectionState().NegotiatedProtocol
			offers <- agreed
			if agreed != "h2" {
				relay(secure, strings.TrimPrefix(h1.URL, "ws://"))
				return
			}
			_, _ = io.ReadFull(secure, make([]byte, len(http2.ClientPreface)))
			_ = http2.NewFramer(secure, nil).WriteSettings(http2.Setting{ID: http2.SettingMaxConcurrentStreams, Val: 100})
			_, _ = io.Copy(io.Discard, secure)
		})
		for range 3 {
			w := r.opened("wss://" + at + "/echo")
			if w.opening.Response.Status != 101 {
				r.Errorf("response %+v", w.opening.Response)
			}
			w.closed()
		}
		r.gone()
		for _, want := range []string{"h2", "http/1.1", "http/1.1", "http/1.1"} {
			if got := <-offers; got != want {
				r.Errorf("the server chose %q, want %q", got, want)
			}
		}
	})
}

// TestKnown: a server that has spoken HTTP/2 is not taken for one that cannot when
// a connection breaks before its settings are here.
func TestKnown(t *testing.T) {
	onEngines(t, func(r *rig) {
		one := []http2.Setting{{ID: http2.SettingEnableConnectProtocol, Val: 1}, {ID: http2.SettingMaxConcurrentStreams, Val: 1}}
		var made atomic.Int32 // connections
		at := "ws://" + listen(r.T, func(c net.Conn) {
			settings := one
			if made.Add(1) == 2 {
				settings = nil
			}
			p := newRaw(r.T, c, settings)
			if p == nil || settings == nil {
				return
			}
			p.answer(p.request(), false, ":status", "200")
			p.rest()
		})
		first := r.opened(at)
		if f := r.failed(at); f.Phase != socket.PhaseUpgrade || f.Response != nil {
			r.Errorf("failure %+v", f)
		}
		third := r.opened(at)
		if third.opening.Response.Status != 200 || made.Load() != 3 {
			r.Errorf("%d connections, response %+v", made.Load(), third.opening.Response)
		}
		first.Drop()
		third.Drop()
		r.gone()
	})
}

// TestUnreachable: who waits for a connection that cannot be made fails as the
// one who makes it.
func TestUnreachable(t *testing.T) {
	onEngines(t, func(r *rig) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			r.Fatal(err)
		}
		at := l.Addr().String()
		_ = l.Close()
		for _, test := range []struct{ url, phase, code string }{
			{"ws://" + at, socket.PhaseTCP, "refused"}, {"wss://" + at, socket.PhaseTCP, "refused"},
		} {
			var list []*witness
			for range 5 {
				list = append(list, r.connect(test.url+"/echo"))
			}
			for i, w := range list {
				r.until("fail", w.ended)
				if f := w.failure; f == nil || f.Phase != test.phase || f.Code != test.code || f.Remote.String() != at {
					r.Errorf("socket %d: %+v", i, f)
				}
			}
		}
	})
}

// TestGivenUp: when the one who makes the connection has enough, another makes
// it.
func TestGivenUp(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		for _, url := range []string{s.URL, s.TLSURL} {
			first, second, third := r.connect(url+"/echo"), r.connect(url+"/echo"), r.connect(url+"/echo")
			first.Close(1000, "")
			second.Close(1000, "")
			r.allOpen(third)
			r.until("fail", func() bool { return first.ended() && second.ended() })
			for i, w := range []*witness{first, second} {
				if w.failure == nil || w.failure.Code != "given-up" {
					r.Errorf("socket %d: %+v", i, w.failure)
				}
			}
			third.closed()
		}
		r.gone()
	})
}

// relay copies both ways.
func relay(c net.Conn, to string) {
	other, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	go func() { _, _ = io.Copy(other, c); _ = other.Close() }()
	_, _ = io.Copy(c, other)
}
