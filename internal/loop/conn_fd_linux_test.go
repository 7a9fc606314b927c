package loop

import (
	"net"
	"net/netip"
	"strings"
	"syscall"
	"testing"
)

// TestConnectToSelf: a port on which nobody listens is refused, also when the
// system chooses that very port for us.
func TestConnectToSelf(t *testing.T) {
	l := newRig(t, Config{Engine: Descriptors})
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := netip.MustParseAddrPort(nobody.Addr().String())
	_ = nobody.Close()
	fd, err := openSocket(syscall.AF_INET)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Port: int(addr.Port()), Addr: addr.Addr().As4()}); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Connect(fd, &syscall.SockaddrInet4{Port: int(addr.Port()), Addr: addr.Addr().As4()})
	w := &witness{r: l}
	w.Conn = &Conn{loop: l.Loop, sink: w, remote: addr, fd: int32(fd)}
	l.slots.add(w.Conn)
	w.aim()
	l.until("failure", func() bool { return w.failure != nil || w.connected })
	if w.failure == nil || !strings.Contains(w.failure.Error(), "connection refused") {
		t.Errorf("connected to itself: %v", w.failure)
	}
}
