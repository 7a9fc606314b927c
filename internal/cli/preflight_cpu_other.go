//go:build !unix

package cli

// cpuSeconds is not known on this system.
func cpuSeconds() (seconds float64, known bool) { return 0, false }
