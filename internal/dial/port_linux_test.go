package dial

import (
	"net"
	"net/netip"
	"testing"

	"volley/internal/wstest"
)

// TestPortsAreShared: one local address has its ports once for each peer. The
// test's thread has a network of its own, which goes with it.
func TestPortsAreShared(t *testing.T) {
	t.Run("alone", func(t *testing.T) {
		wstest.Loopback(t, 40000, 40001)
		d := New(Config{})
		for _, text := range []string{"127.0.0.1:1000", "127.0.0.1:1001", "127.0.0.3:1000"} {
			l, err := net.Listen("tcp", text)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = l.Close() }()
			for i, want := range []string{"", "", "no-free-port"} {
				conn, err := d.connect(t.Context(), netip.MustParseAddr("127.0.0.2"), netip.MustParseAddrPort(text))
				if Code(err) != want {
					t.Errorf("connection %d to %s: %v, want %q", i, text, err, want)
				}
				if err == nil {
					defer func() { _ = conn.Close() }()
				}
			}
		}
	})
}
