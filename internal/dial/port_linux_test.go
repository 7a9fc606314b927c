package dial

import (
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
)

// TestPortsAreShared: one local address has its ports once for each peer. The
// test's thread has a network of its own, which goes with it.
func TestPortsAreShared(t *testing.T) {
	t.Run("alone", func(t *testing.T) {
		runtime.LockOSThread()
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			t.Skip("a network of one's own needs root: ", err)
		}
		if out, err := exec.Command("ip", "link", "set", "lo", "up").CombinedOutput(); err != nil {
			t.Skipf("ip link set lo up: %v %s", err, out)
		}
		if err := os.WriteFile("/proc/sys/net/ipv4/ip_local_port_range", []byte("40000 40001"), 0); err != nil {
			t.Skip("the range of ports cannot be set: ", err)
		}
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
