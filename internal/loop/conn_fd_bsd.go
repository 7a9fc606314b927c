//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package loop

import "golang.org/x/sys/unix"

// openSocket opens a TCP socket that does not block. Not all of these systems
// can do it in one step.
func openSocket(family int) (int, error) {
	fd, err := unix.Socket(family, unix.SOCK_STREAM, 0)
	if err != nil {
		return -1, err
	}
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		_ = unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

// setKeepAlive leaves the interval to the system.
func setKeepAlive(int) {}

// shareLocalPorts is for Linux.
func shareLocalPorts(int) {}

// ephemeralPorts are the ports the system gives to connections: here, any.
func ephemeralPorts() ports { return allPorts }

// sendLast is a write: here nothing can be told to wait.
func sendLast(fd int, b []byte) (int, error) { return unix.Write(fd, b) }
