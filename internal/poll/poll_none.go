//go:build !(linux || darwin || dragonfly || freebsd || netbsd || openbsd)

package poll

import (
	"errors"
	"runtime"
	"time"
)

// errNone is all that this system has to say.
var errNone = errors.New("no poller for " + runtime.GOOS)

// Poller does not exist on this system: Open never returns one.
// Owned by one loop; Wake is safe for concurrent use.
type Poller struct{}

// Open returns an error.
func Open() (*Poller, error) { return nil, errNone }

// Add returns an error.
func (*Poller) Add(int, uint64, Ready) error { return errNone }

// Modify returns an error.
func (*Poller) Modify(int, uint64, Ready) error { return errNone }

// Remove returns an error.
func (*Poller) Remove(int) error { return errNone }

// Wait returns an error.
func (*Poller) Wait([]Event, time.Duration) (int, error) { return 0, errNone }

// Wake returns an error.
func (*Poller) Wake() error { return errNone }

// Close returns an error.
func (*Poller) Close() error { return errNone }
