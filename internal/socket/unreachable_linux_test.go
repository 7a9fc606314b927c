package socket

import (
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
		runtime.LockOSThread() // for ever: the thread goes with the test, and its network with it
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			t.Skip("a network of one's own needs root: ", err)
		}
		r := newRig(t, loop.Config{Engine: loop.Descriptors})
		w := r.connect("ws://made.up", func(c *Config) { c.Dialer = named("10.0.0.1", "127.0.0.1", "10.0.0.2") })
		r.until("fail", w.ended)
		if f := w.failure; f.Phase != PhaseTCP || f.Code != "unreachable" || !strings.HasPrefix(f.Err.Error(), "dial tcp 10.0.0.1:80: connect: ") {
			t.Errorf("failure %+v", f)
		}
	})
}
