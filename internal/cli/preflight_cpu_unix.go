//go:build unix

package cli

import "golang.org/x/sys/unix"

// cpuSeconds is the CPU time this process has used. What the runtime says of
// "user" time is no substitute: a loop that naps in the kernel counts there.
func cpuSeconds() (seconds float64, known bool) {
	var used unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &used) != nil {
		return 0, false
	}
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9, true
}
