package loop

import (
	"io"
	"net/netip"
	"time"
)

// Carrier is one stream of a connection that many share, such as HTTP/2's. A
// Conn calls it on the loop's goroutine; it answers through the Conn's Arrive,
// Room and Over, from the loop's Read only.
type Carrier interface {
	// Carry takes what may leave of b now, and tells how many bytes that is.
	// When it took less than all, it calls Room once there is room again.
	Carry(b []byte) int
	// Hold says whether what comes must wait. What waited is brought by Arrive
	// from inside Hold(false).
	Hold(on bool)
	// Finish says that everything is sent.
	Finish()
	// Leave is the last call: nobody listens any more.
	Leave()
}

// Lane is what a Carrier and its Conn have in common. It stands inside the
// Carrier, so that a Conn needs one pointer for it.
// Owned by one loop.
type Lane struct {
	Carrier
	Under *Conn // the shared connection
}

// Carry makes a connection of a lane. It is open at once and no different from
// others to who uses it: queueing, pausing and ending are the same.
func (l *Loop) Carry(lane *Lane, s Sink) *Conn {
	c := &Conn{loop: l, sink: s, fd: -1, state: open, lane: lane, remote: lane.Under.remote}
	if l.closed {
		c.state = closed
		return c
	}
	l.slots.add(c)
	return c
}

// Aside takes the connection out of the loop's count of Conns, or back in: one
// that is kept for later use keeps nobody waiting.
func (c *Conn) Aside(on bool) {
	if c.state == closed || c.aside == on {
		return
	}
	c.aside = on
	if on {
		c.loop.aside++
	} else {
		c.loop.aside--
	}
}

// Arrive is how a Carrier brings bytes; they are valid until Flush.
func (c *Conn) Arrive(b []byte, at time.Time) {
	c.in += uint64(len(b))
	if c.sink != nil && c.state == open {
		c.sink.OnRead(b, at)
	}
}

// Room is how a Carrier that took less than all says that it takes more.
func (c *Conn) Room() {
	if c.state == closed || !c.blocked {
		return
	}
	c.blocked = false
	c.push()
	if c.state == open && !c.blocked {
		c.sink.OnDrain()
	}
}

// Over is how a Carrier says that nothing more comes: io.EOF if the peer has
// finished in order.
func (c *Conn) Over(err error) {
	switch {
	case c.state == closed || c.ended:
	case c.state == finishing && err == io.EOF:
		c.ended = true
		c.bow()
	case c.state == finishing:
		c.destroy()
	default:
		c.broken = err != io.EOF // what is queued has nowhere to go
		c.err = err
		c.end(err)
	}
}

// pushLane offers what is queued.
func (c *Conn) pushLane() {
	if c.head == len(c.out) || c.blocked {
		return
	}
	n := c.lane.Carry(c.out[c.head:])
	c.sent += uint64(n)
	c.head += n
	c.blocked = c.head < len(c.out)
	if !c.blocked {
		c.loop.buffers.give(c.out)
		c.out, c.head = nil, 0
	}
}

// bowLane says good-bye when everything has left.
func (c *Conn) bowLane() {
	if c.farewell == 0 {
		c.farewell = 2
		c.lane.Finish()
	}
	if c.ended {
		c.destroy()
	}
}

func (c *Conn) localLane() netip.AddrPort { return c.lane.Under.LocalAddr() }
