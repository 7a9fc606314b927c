package socket

import (
	"net"
	"net/netip"
	"strings"
	"testing"

	"volley/internal/loop"
	"volley/internal/wstest"
)

// TestUnreachable: on a machine without a network every address fails at once,
// each in its words, and one after the other.
func TestUnreachable(t *testing.T) {
	t.Run("alone", func(t *testing.T) {
		wstest.Alone(t)
		r := newRig(t, loop.Config{Engine: loop.Descriptors})
		w := r.connect("ws://made.up", func(c *Config) { c.Dialer = named("10.0.0.1", "127.0.0.1", "10.0.0.2") })
		r.until("fail", w.ended)
		if f := w.failure; f.Phase != PhaseTCP || f.Code != "unreachable" || !strings.HasPrefix(f.Err.Error(), "dial tcp 10.0.0.1:80: connect: ") {
			t.Errorf("failure %+v", f)
		}
	})
}

// accepting is a server at an address that opens sockets and says nothing.
func accepting(t *testing.T, at string) {
	t.Helper()
	l, err := net.Listen("tcp", at)
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
			defer func() { _ = c.Close() }()
			if p := newPeer(t, c); p != nil {
				p.write(p.accept())
			}
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
}

// TestPortsAreShared: connections from one local address to different peers use
// the same ports, so that there are more connections than ports; when all are
// used up with one peer, that is said.
func TestPortsAreShared(t *testing.T) {
	t.Run("alone", func(t *testing.T) {
		const first, last = 40000, 40003
		wstest.Loopback(t, first, last)
		r := newRig(t, loop.Config{Engine: loop.Descriptors})
		from := func(c *Config) { c.Local = netip.MustParseAddr("127.0.0.2") }
		var open []*witness
		for _, at := range []string{"127.0.0.1:1000", "127.0.0.1:1001", "127.0.0.3:1000"} {
			accepting(t, at)
			for range last - first + 1 {
				open = append(open, r.opened("ws://"+at, from))
			}
		}
		w := r.connect("ws://127.0.0.1:1000", from)
		r.until("fail", w.ended)
		if f := w.failure; f.Phase != PhaseTCP || f.Code != "no-free-port" {
			t.Errorf("failure %+v", f)
		}
		for _, w := range open {
			w.Drop()
			w.waitFor("close")
		}
	})
}
