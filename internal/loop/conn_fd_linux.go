package loop

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// openSocket opens a TCP socket that does not block.
func openSocket(family int) (int, error) {
	return unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
}

func setKeepAlive(fd int) {
	_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_KEEPIDLE, keepAlive)
	_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_KEEPINTVL, keepAlive)
}

// shareLocalPorts lets connections from one address to different peers use the
// same port: bind would otherwise take a port of its own for each.
func shareLocalPorts(fd int) {
	_ = unix.SetsockoptInt(fd, unix.IPPROTO_IP, unix.IP_BIND_ADDRESS_NO_PORT, 1)
}

// ephemeralPorts are the ports the system gives to connections (ip(7)); if it
// does not tell, any.
func ephemeralPorts() ports {
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		return allPorts
	}
	var p ports
	if _, err := fmt.Sscan(string(text), &p.first, &p.last); err != nil {
		return allPorts
	}
	return p
}

// sendLast is a write with more to come: what does not fill a packet waits.
func sendLast(fd int, b []byte) (int, error) {
	return unix.SendmsgN(fd, b, nil, nil, unix.MSG_MORE)
}
