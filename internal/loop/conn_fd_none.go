//go:build !(linux || darwin || dragonfly || freebsd || netbsd || openbsd)

package loop

import (
	"errors"
	"net"
	"net/netip"

	"volley/internal/poll"
)

// batch is nothing here.
type batch struct{ poll.Batch }

var errNoDescriptors = errors.New("no connections on descriptors here")

// Where there is no poller there are no connections on descriptors, and none of
// this is ever called for one.

func (c *Conn) connectFD(ConnectConfig)        {}
func (c *Conn) madeFD()                        {}
func (c *Conn) adoptFD(net.Conn) (bool, error) { return false, nil }
func (c *Conn) aim()                           {}
func (c *Conn) serve(poll.Ready)               {}
func (c *Conn) readFD(bool)                    {}
func (c *Conn) pushFD()                        {}
func (c *Conn) bowFD()                         {}
func (c *Conn) farewellTLS()                   {}
func (c *Conn) unlingerFD()                    {}
func (c *Conn) closeFD()                       {}
func shareLocalPorts(int)                      {}
func ephemeralPorts() ports                    { return allPorts }
func openBatch() (*batch, error)               { return nil, errNoDescriptors }
func (l *Loop) readMany() bool                 { return false }
func (l *Loop) writeMany(*Conn) bool           { return false }
func (l *Loop) writeAll()                      {}
func (c *Conn) localFD() netip.AddrPort        { return netip.AddrPort{} }
