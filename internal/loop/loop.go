package loop

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"volley/internal/poll"
)

// most is how many descriptors one tick hears of.
const most = 512

// Engine says what connections are made of.
// Immutable after New.
type Engine uint8

// The engines.
const (
	Auto        Engine = iota // the first of those below that the system has
	Batched                   // descriptors, whose reads and writes the kernel makes many at a time
	Descriptors               // no goroutine per connection; one call of the kernel per read and write
	Portable                  // goroutines that read and write; runs everywhere
)

// ParseEngine reads an engine's name as users write it; "" is Auto.
func ParseEngine(text string) (Engine, error) {
	switch text {
	case "", "auto":
		return Auto, nil
	case "batched":
		return Batched, nil
	case "descriptors":
		return Descriptors, nil
	case "portable":
		return Portable, nil
	}
	return Auto, fmt.Errorf("engine %q: must be auto, batched, descriptors or portable", text)
}

// Config is what a Loop is made of; the zero value will do.
// Immutable after New.
type Config struct {
	Engine Engine
	// Dial replaces the system's connect on the portable engine, for tests.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Loop is one reactor.
// Owned by one loop; Post is safe for concurrent use.
type Loop struct {
	config Config
	poller *poll.Poller // nil: all connections are portable
	calls  *batch       // nil: reads and writes are made one by one
	now    time.Time
	closed bool

	box     mailbox
	timers  timers
	sleeper *time.Timer // ends a Poll without a poller
	arena   arena
	buffers buffers
	raw     []byte // where TLS records are read to

	ephemeral ports // what the system gives to connections

	slots slots
	dirty []*Conn    // something is queued to be written
	nudge []*Conn    // something is to be told without a descriptor's saying so
	spare []*Conn    // the other list of nudges
	lent  []*netConn // their reader's buffer is in use until Flush

	aside int // connections that nobody waits for

	hurry  int // what is under way that is being timed
	events [most]poll.Event
	next   int // the first event not served
	ready  int
}

// Hurry says that something begins, or with -1 ends, whose steps on the loop are
// timed: the opening of a connection. While there is any, Hurried asks for short
// turns.
func (l *Loop) Hurry(n int) { l.hurry += n }

// Hurried reports whether turns should be short.
func (l *Loop) Hurried() bool { return l.hurry > 0 }

// New returns a Loop that nobody turns yet.
func New(c Config) (*Loop, error) {
	l := &Loop{config: c, now: time.Now()}
	l.timers.base = l.now
	l.box.open()
	if c.Engine != Portable {
		if err := l.open(c.Engine); err != nil && c.Engine != Auto {
			return nil, fmt.Errorf("open a loop on descriptors: %w", err)
		}
	}
	if l.poller == nil {
		l.sleeper = time.NewTimer(time.Hour)
		l.sleeper.Stop()
	}
	return l, nil
}

// open opens what loops on descriptors have.
func (l *Loop) open(e Engine) error {
	p, err := poll.Open()
	if err != nil {
		return err
	}
	if e != Descriptors {
		calls, err := openBatch()
		if err != nil && e == Batched {
			_ = p.Close()
			return err
		}
		l.calls = calls
	}
	l.poller, l.box.wake, l.ephemeral = p, p.Wake, ephemeralPorts()
	return nil
}

// Close ends the loop and every connection on it; their sinks hear nothing. A
// second call does nothing.
func (l *Loop) Close() error {
	if l.closed {
		return nil
	}
	l.closed = true
	for _, s := range l.slots.list {
		if s.conn != nil {
			s.conn.destroy()
		}
	}
	for _, n := range l.box.close() {
		n.forget()
	}
	for _, n := range l.lent {
		n.giveBack()
	}
	l.lent = nil
	if l.poller == nil {
		l.sleeper.Stop()
		return nil
	}
	if l.calls != nil {
		l.calls.Close()
	}
	if err := l.poller.Close(); err != nil {
		return fmt.Errorf("close the loop: %w", err)
	}
	return nil
}

// Closed reports whether Close was called: what begins now comes to nothing.
func (l *Loop) Closed() bool { return l.closed }

// Now is the time of the tick, as Read took it.
func (l *Loop) Now() time.Time { return l.now }

// Conns is how many connections live on the loop, with those that are being
// made and those that still have something to send, but without those aside.
func (l *Loop) Conns() int { return l.slots.used - l.aside }

// Post has f run in the loop's next Read. It never waits for the loop. After
// Close, letters are dropped. Safe for concurrent use.
func (l *Loop) Post(f func()) { l.box.post(f) }

// Poll sleeps until a descriptor, a timer or a letter is due, or until the given
// time. The zero time sets no limit; a time that is past only looks. Poll may
// return early.
func (l *Loop) Poll(until time.Time) {
	if l.next < l.ready { // the last tick had more than it could read
		return
	}
	d := l.patience(until)
	if d != 0 && !l.box.sleep() {
		d = 0
	}
	switch {
	case l.poller != nil:
		l.look(d)
	case d != 0:
		l.doze(d)
	}
	l.box.rise()
}

// patience is how long Poll may sleep; negative is for ever.
func (l *Loop) patience(until time.Time) time.Duration {
	due, some := l.timers.due()
	switch {
	case len(l.nudge) > 0, len(l.dirty) > 0: // nobody sleeps on what is not sent
		return 0
	case until.IsZero() && !some:
		return -1
	case !until.IsZero() && (!some || until.Before(due)):
		due = until
	}
	return max(0, time.Until(due))
}

// look asks the poller. An error leaves a tick without events, not a broken
// loop: what can fail here is a signal's business.
func (l *Loop) look(d time.Duration) {
	l.next, l.ready = 0, 0
	if n, err := l.poller.Wait(l.events[:], d); err == nil {
		l.ready = n
	}
}

// doze sleeps where there is no poller. It waits on channels only, so that
// made-up time can pass.
func (l *Loop) doze(d time.Duration) {
	if d < 0 {
		<-l.box.bell
		return
	}
	l.sleeper.Reset(d)
	select {
	case <-l.box.bell:
		l.sleeper.Stop()
	case <-l.sleeper.C:
	}
}

// Read runs letters and due timers, and lets connections tell what they have.
func (l *Loop) Read() {
	l.now = time.Now()
	letters, news := l.box.take()
	for i, f := range letters {
		letters[i] = nil
		f()
	}
	l.timers.run(l.now)
	l.tellNudges()
	for i, n := range news {
		news[i] = nil
		n.tell()
	}
	for l.next < l.ready && !l.arena.full() {
		if l.calls != nil && l.ready-l.next > 1 && l.readMany() {
			continue
		}
		e := l.events[l.next]
		l.next++
		if c := l.slots.find(e.Token); c != nil {
			c.serve(e.Ready)
		}
	}
}

// tellNudges lets connections tell what no descriptor will say. One that has
// more than the tick can take nudges again.
func (l *Loop) tellNudges() {
	list := l.nudge
	l.nudge, l.spare = l.spare[:0], list
	for i, c := range list {
		list[i] = nil
		c.nudged = false
		if c.state != closed {
			c.told()
		}
	}
}

// Flush writes what is queued, once per connection, and lets go of the bytes
// that the tick has read.
func (l *Loop) Flush() {
	for i := 0; i < len(l.dirty); i++ {
		c := l.dirty[i]
		l.dirty[i] = nil
		c.dirty = false
		if l.calls == nil || !l.writeMany(c) {
			c.push()
		}
	}
	if l.calls != nil {
		l.writeAll()
	}
	l.dirty = l.dirty[:0]
	for i, n := range l.lent {
		l.lent[i] = nil
		n.giveBack()
	}
	l.lent = l.lent[:0]
	l.arena.reset()
}

// Arm lets t's function run at the given time, in a timer pass that comes after
// the one it is armed in. A timer that is armed already is moved.
func (l *Loop) Arm(t *Timer, at time.Time) { l.timers.arm(t, at) }

// Disarm stops t; its function will not run, unless it is armed again.
func (l *Loop) Disarm(t *Timer) { l.timers.disarm(t) }

// errClosed is told to who connects on a loop that was closed.
var errClosed = errors.New("the loop is closed")
