package socket

import (
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"volley/internal/loop"
)

// TestUnreachable: on a machine without a network every address fails at once,
// each in its words, and one after the other.
func TestUnreachable(t *testing.T) {
	t.Run("alone", func(t *testing.T) {
		alone(t)
		r := newRig(t, loop.Config{Engine: loop.Descriptors})
		w := r.connect("ws://made.up", func(c *Config) { c.Dialer = named("10.0.0.1", "127.0.0.1", "10.0.0.2") })
		r.until("fail", w.ended)
		if f := w.failure; f.Phase != PhaseTCP || f.Code != "unreachable" || !strings.HasPrefix(f.Err.Error(), "dial tcp 10.0.0.1:80: connect: ") {
			t.Errorf("failure %+v", f)
		}
	})
}

// alone gives the thread of a subtest a network of its own, with nothing in it.
// The thread goes with the subtest, and its network with it: only what runs on
// this very goroutine is there.
func alone(t *testing.T) {
	t.Helper()
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		t.Skip("a network of one's own needs root: ", err)
	}
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
		alone(t)
		if out, err := exec.Command("ip", "link", "set", "lo", "up").CombinedOutput(); err != nil {
			t.Skipf("ip link set lo up: %v %s", err, out)
		}
		const ports = 4
		if err := os.WriteFile("/proc/sys/net/ipv4/ip_local_port_range", []byte("40000 40003"), 0); err != nil {
			t.Skip("the range of ports cannot be set: ", err)
		}
		r := newRig(t, loop.Config{Engine: loop.Descriptors})
		from := func(c *Config) { c.Local = netip.MustParseAddr("127.0.0.2") }
		var open []*witness
		for _, at := range []string{"127.0.0.1:1000", "127.0.0.1:1001", "127.0.0.3:1000"} {
			accepting(t, at)
			for range ports {
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
