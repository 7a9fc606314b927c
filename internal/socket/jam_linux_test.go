package socket

import (
	"net/netip"
	"syscall"
	"testing"
	"time"
)

// jam is a listener at 127.0.0.9 whose queue is full: it drops the packets of
// whoever wants to connect.
func jam(t *testing.T) (at netip.AddrPort, end func()) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	l, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	must(err)
	must(syscall.Bind(l, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 9}}))
	must(syscall.Listen(l, 0))
	name, err := syscall.Getsockname(l)
	must(err)
	sa := name.(*syscall.SockaddrInet4)
	fds := []int{l}
	full := false
	for range 16 {
		c, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
		must(err)
		fds = append(fds, c)
		limit := syscall.NsecToTimeval(int64(200 * time.Millisecond))
		must(syscall.SetsockoptTimeval(c, syscall.SOL_SOCKET, syscall.SO_SNDTIMEO, &limit)) // of connect, too
		if err := syscall.Connect(c, sa); err != nil {
			full = true
			break
		}
	}
	end = func() {
		for _, fd := range fds {
			_ = syscall.Close(fd)
		}
	}
	if !full {
		end()
		t.Skip("this system's queue of connections never fills")
	}
	return netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port)), end
}
