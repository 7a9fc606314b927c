package dial

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// shareLocalPorts lets connections from one address to different peers use the
// same port: bind would otherwise take a port of its own for each
// (IP_BIND_ADDRESS_NO_PORT, ip(7)).
func shareLocalPorts(_, _ string, conn syscall.RawConn) error {
	return conn.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_IP, unix.IP_BIND_ADDRESS_NO_PORT, 1)
	})
}
