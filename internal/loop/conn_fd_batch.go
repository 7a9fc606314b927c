//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package loop

import (
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"volley/internal/poll"
)

// batch is what many connections read or write by one call of the kernel: on a
// machine where a call costs more than a message's way through TCP, that is half
// of the work. It holds short messages; a connection whose reads are longer
// reads for itself.
// Owned by one loop.
type batch struct {
	*poll.Batch
	conns [poll.BatchSize]*Conn
	room  []byte // shortRead for each
}

func openBatch() (*batch, error) {
	b, err := poll.OpenBatch()
	if err != nil {
		return nil, err
	}
	return &batch{Batch: b, room: make([]byte, poll.BatchSize*shortRead)}, nil
}

func (b *batch) spot(i int) []byte { return b.room[i*shortRead : (i+1)*shortRead : (i+1)*shortRead] }

// readMany reads from the connections of the next events, up to the first that
// wants something else. It is false when that is the next one. Connections that are
// gone are passed over.
func (l *Loop) readMany() bool {
	b, first := l.calls, l.next
	for ; l.next < l.ready && b.Len() < poll.BatchSize; l.next++ {
		e := l.events[l.next]
		c := l.slots.find(e.Token)
		if c == nil {
			continue
		}
		if !c.plainRead(e.Ready) {
			break
		}
		b.conns[b.Len()] = c
		b.Receive(int(c.fd), b.spot(b.Len()))
	}
	n := b.Len()
	if n == 0 {
		return l.next > first
	}
	if err := b.Do(); err != nil {
		l.giveUp() // what was not read is still to be read
	}
	at := time.Now()
	for i, c := range b.conns[:n] {
		b.conns[i] = nil
		k, err := b.Result(i)
		c.received(b.spot(i)[:k], err, at)
	}
	return true
}

// giveUp goes on without batches: the kernel takes none any more.
func (l *Loop) giveUp() {
	l.calls.Close()
	l.calls = nil
}

// plainRead reports whether an event asks for one short read and nothing else.
func (c *Conn) plainRead(ready poll.Ready) bool {
	return ready == poll.Readable && c.state == open && !c.paused && !c.ended && !c.broken && !c.hungry &&
		(c.tls == nil || !c.tls.pent)
}

// received takes what a batch read. The connection may have been closed or
// paused meanwhile, by what the sink of another did: what it does not take then
// is lost or late as if it had come a moment later.
func (c *Conn) received(b []byte, err error, at time.Time) {
	if c.state == closed {
		return
	}
	c.in += uint64(len(b))
	if c.state != open {
		return
	}
	switch err {
	case nil:
	case unix.EAGAIN, unix.EINTR:
		return
	default:
		c.end(c.fault("read", os.NewSyscallError("read", err)))
		return
	}
	c.hungry = len(b) == shortRead
	switch {
	case len(b) == 0:
		c.end(io.EOF)
	case c.tls != nil:
		c.tls.feed.pending, c.tls.pent = b, true
		c.decrypt()
	default:
		c.sink.OnRead(c.loop.arena.keep(b), at)
	}
	if c.hungry && c.state == open && !c.paused {
		c.readFD(false)
	}
}

// writeMany adds what c has queued to the next batch of writes; false when c
// must be pushed by itself. Then nothing else waits, since pushing may write to
// other connections too.
func (l *Loop) writeMany(c *Conn) bool {
	b := l.calls
	if c.net != nil || c.lane != nil || c.state != open || c.blocked || c.broken {
		l.writeAll()
		return false
	}
	if !c.encrypt() || c.head == len(c.out) {
		return true
	}
	b.conns[b.Len()] = c
	b.Send(int(c.fd), c.out[c.head:])
	if b.Len() == poll.BatchSize {
		l.writeAll()
	}
	return true
}

// writeAll makes the writes that wait.
func (l *Loop) writeAll() {
	b := l.calls
	n := b.Len()
	if n == 0 {
		return
	}
	err := b.Do()
	for i, c := range b.conns[:n] {
		b.conns[i] = nil
		k, err := b.Result(i)
		c.sentMany(k, err)
	}
	if err != nil {
		l.giveUp()
	}
}

// sentMany takes what a batch wrote.
func (c *Conn) sentMany(n int, err error) {
	switch err {
	case nil, unix.EAGAIN, unix.ENOBUFS, unix.EINTR:
		c.wrote(n)
	default:
		c.fail(c.fault("write", os.NewSyscallError("write", err)))
	}
}
