package wstest

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// Alone gives the thread of a subtest a network of its own, with nothing in it.
// The thread goes with the subtest, and its network with it: only what runs on
// this very goroutine, or listens from it, is there. Only root may; a test that
// may not lacks the judge "root".
func Alone(t *testing.T) {
	t.Helper()
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		Lacks(t, "root", fmt.Errorf("a network of one's own: %w", err))
	}
}

// Loopback is Alone with the loopback addresses, and with the ports from first to
// last for who connects.
func Loopback(t *testing.T, first, last uint16) {
	t.Helper()
	Alone(t)
	if err := loopbackUp(); err != nil {
		Lacks(t, "root", err)
	}
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_local_port_range", fmt.Appendf(nil, "%d %d", first, last), 0); err != nil {
		Lacks(t, "root", err)
	}
}

// loopbackUp is "ip link set lo up" (netdevice(7)).
func loopbackUp() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socket: %w", err)
	}
	defer func() { _ = unix.Close(fd) }()
	lo, err := unix.NewIfreq("lo")
	if err != nil {
		return fmt.Errorf("lo: %w", err)
	}
	lo.SetUint16(unix.IFF_UP)
	if err := unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, lo); err != nil {
		return fmt.Errorf("lo up: %w", err)
	}
	return nil
}
