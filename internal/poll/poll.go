package poll

// A Poller is opened by Open and has these methods on every system:
//
//	Open() (*Poller, error)
//	    takes what the system needs; an error means that this system has no
//	    descriptors to poll, or that none are left.
//	Add(fd int, token uint64, want Ready) error
//	    begins to watch a descriptor for Readable, Writable or both.
//	Modify(fd int, token uint64, want Ready) error
//	    changes what it is watched for, at least one of the two: a descriptor
//	    watched for nothing would still report its end, again and again.
//	Remove(fd int) error
//	    ends the watch. Closing the only descriptor of a file does the same.
//	Wait(events []Event, timeout time.Duration) (int, error)
//	    sleeps until something is ready, Wake is called or the time is over; a
//	    negative timeout has no end, zero only looks. It may return early with
//	    nothing, never busily: a timeout is rounded up to what the system can.
//	Wake() error
//	    ends the Wait that sleeps now, or else the next one. Safe for
//	    concurrent use until Close.
//	Close() error
//	    gives everything back; watched descriptors stay open.

// Ready says what a descriptor is ready for, or is watched for.
// Immutable after New.
type Ready uint8

// What a descriptor can be ready for. Hangup comes unasked: the peer has
// finished or the connection has an error, which a read will tell after what is
// still to be read.
const (
	Readable Ready = 1 << iota
	Writable
	Hangup
)

// Event says that a descriptor is ready.
// Immutable after New.
type Event struct {
	Token uint64 // as it was given to Add or Modify
	Ready Ready
}

// wakeToken marks the poller's own descriptor; nobody else may use it.
const wakeToken = ^uint64(0)
