//go:build unix

package cli

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// systemLimits asks the system. Go has raised the number of files to what the
// user may have.
func systemLimits() limits {
	var l limits
	var files unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &files) == nil && files.Cur < 1<<40 {
		l.files = uint64(files.Cur)
	}
	if text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range"); err == nil {
		l.ports = portRange(string(text))
	}
	return l
}

// portRange is how many ports "32768	60999" are; 0 if it is no range.
func portRange(text string) uint64 {
	var first, last uint64
	if n, err := fmt.Sscan(text, &first, &last); n != 2 || err != nil || last < first {
		return 0
	}
	return last - first + 1
}
