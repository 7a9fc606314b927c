//go:build !unix

package cli

// systemLimits knows none: this system has no limit worth a warning.
func systemLimits() limits { return limits{} }
