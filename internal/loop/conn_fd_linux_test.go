package loop

import (
	"io"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
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

// TestFinishInOnePacket: the last of our bytes and our FIN cost the peer, and
// us, one packet.
func TestFinishInOnePacket(t *testing.T) {
	l := newRig(t, Config{Engine: Descriptors})
	accepted := make(chan net.Conn, 1)
	held := make(chan struct{})
	w := l.opened(server(t, func(c net.Conn) {
		accepted <- c
		<-held
	}))
	defer close(held)
	peer := (<-accepted).(*net.TCPConn)
	before := segmentsIn(t, peer)
	w.send("good-bye")
	w.Finish(time.Minute)
	read, err := io.ReadAll(peer)
	if got := segmentsIn(t, peer) - before; got != 1 || string(read) != "good-bye" || err != nil {
		t.Errorf("%q (%v) and the end came in %d packets", read, err, got)
	}
}

func segmentsIn(t *testing.T, c *net.TCPConn) uint32 {
	raw, err := c.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var info *unix.TCPInfo
	if fault := raw.Control(func(fd uintptr) { info, err = unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO) }); fault != nil || err != nil {
		t.Fatal(fault, err)
	}
	return info.Segs_in
}
