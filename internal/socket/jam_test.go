//go:build !linux

package socket

import (
	"net/netip"
	"testing"
)

// jam is for Linux.
func jam(t *testing.T) (netip.AddrPort, func()) {
	t.Skip("only Linux is known to drop packets when a listener's queue is full")
	return netip.AddrPort{}, nil
}
