//go:build !linux

package poll

import "errors"

// BatchSize is how many calls a Batch takes at most.
const BatchSize = 1

// Batch makes many reads and writes by one call of the kernel, where there is
// such a call. Here there is none.
type Batch struct{}

// OpenBatch always fails.
func OpenBatch() (*Batch, error) { return nil, errors.ErrUnsupported }

// Len is how many calls wait for Do.
func (*Batch) Len() int { return 0 }

// Receive adds a read.
func (*Batch) Receive(int, []byte) {}

// Send adds a write.
func (*Batch) Send(int, []byte) {}

// Do makes all calls.
func (*Batch) Do() error { return errors.ErrUnsupported }

// Result is what a call came to.
func (*Batch) Result(int) (int, error) { return 0, errors.ErrUnsupported }

// Close does nothing.
func (*Batch) Close() {}
