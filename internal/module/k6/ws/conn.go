package ws

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/ring"
	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// conn is one session: the loop's side of it (the On… methods) fills the inbox,
// the fiber's side (Serve) empties it. A run has as many as it has VUs.
//
// Owned by one loop.
type conn struct {
	vu.Hold
	i     *instance
	v     *vu.VU
	sock  *socket.Socket
	meter session.Meter

	opening *opening // until the connection is made or refused
	url     string
	header  string         // of the server's answer, for what connect returns
	fn      sobek.Callable // the script's function, until it is called
	result  sobek.Value

	object   object
	handlers []handler
	inbox    ring.Of[event]
	unread   int // the weight of what is in the inbox
	paused   bool
	called   bool // the script's function was
	gone     bool // the socket has ended: OnClose came, or close was called
	closed   bool // the close handlers have run
	lastPing int
	timers   []*timer
}

// opening is what a session is made of.
type opening struct {
	call     sobek.FunctionCall // until it is read
	address  *url.URL
	jar      *vu.Jar
	answered bool
	failure  *socket.Failure
}

// handler is a function of the script's for one kind of event.
type handler struct {
	kind kind
	call sobek.Callable
}

// event is something that happened to the connection, for its handlers.
type event struct {
	kind   kind
	at     time.Time
	text   string
	data   []byte
	timer  *timer
	closed *socket.Closing
}

type kind uint8

const (
	open kind = iota
	message
	binaryMessage
	ping
	pong
	fault
	closing
	kinds
	tick = kinds // a timer of the socket
)

// names are the events a script can name.
var names = map[string]kind{
	"open": open, "message": message, "binaryMessage": binaryMessage,
	"ping": ping, "pong": pong, "error": fault, "close": closing,
}

// keepInbox is how many events' room an empty inbox keeps: idle sockets are many.
const keepInbox = 8

// push tells the fiber of an event.
func (c *conn) push(e event) {
	c.inbox.Push(e)
	c.v.Unpark()
}

// receive is push for what the peer sends, whenever it likes: it has to wait while
// too much is unread.
func (c *conn) receive(e event) {
	c.unread += e.weight()
	c.push(e)
	if c.unread > c.i.config.MaxUnread && !c.paused {
		c.paused = true
		c.sock.Pause()
		c.meter.Paused(e.at)
	}
}

// weight is what an event of the peer's counts while it is unread.
func (e *event) weight() int { return session.Weight(len(e.text) + len(e.data)) }

// OnOpen is the loop's: the connection is made.
func (c *conn) OnOpen(o socket.Opening) {
	c.opening.answered = true
	c.header = session.NewResponse(o.Response).Header
	c.meter.Opened(o)
	session.KeepCookies(c.opening.jar, c.opening.address, o.Response)
	c.v.Unpark()
}

// OnFail is the loop's: there will be no connection.
func (c *conn) OnFail(f socket.Failure) {
	c.opening.answered, c.gone = true, true
	c.opening.failure = &f
	c.meter.Failed(f)
	c.meter.Traffic(c.sock, f.End)
	session.KeepCookies(c.opening.jar, c.opening.address, f.Response)
	c.v.Unpark()
}

// OnMessage is the loop's. The copy made here is the only one.
func (c *conn) OnMessage(op wire.Opcode, data []byte, at time.Time) {
	e := event{kind: message, at: at}
	if op == wire.Text {
		e.text = string(data)
	} else {
		e.kind, e.data = binaryMessage, append([]byte(nil), data...)
	}
	c.meter.Unpacked(len(data))
	c.receive(e)
}

// OnPing is the loop's; the pong is on its way already.
func (c *conn) OnPing(_ []byte, at time.Time) {
	if c.hears(ping) || !c.serving() {
		c.receive(event{kind: ping, at: at})
	}
}

// OnPong is the loop's.
func (c *conn) OnPong(data []byte, at time.Time) {
	c.meter.Ponged(data, at)
	if c.hears(pong) || !c.serving() {
		c.receive(event{kind: pong, at: at})
	}
}

// hears reports whether the script has a handler for such events.
func (c *conn) hears(k kind) bool {
	return slices.ContainsFunc(c.handlers, func(h handler) bool { return h.kind == k })
}

// serving reports whether the script has had its chance to add handlers.
func (c *conn) serving() bool { return c.called }

// OnDrain is the loop's: a send that waits may go on.
func (c *conn) OnDrain() { c.v.Unpark() }

// OnClose is the loop's, and its last word.
func (c *conn) OnClose(e socket.Closing) {
	c.gone = true
	c.meter.Traffic(c.sock, e.At)
	c.meter.Closed(e)
	c.push(event{kind: closing, closed: &e, at: e.At})
}

// Report counts the bytes that went over the connection.
func (c *conn) Report(at time.Time) { c.meter.Traffic(c.sock, at) }

// String names the session in the list of what still held the loop.
func (c *conn) String() string {
	state := "connecting"
	if c.opening == nil || c.opening.answered {
		state = "open"
	}
	return fmt.Sprintf("ws.connect (%s)", state)
}

// End and Interrupt close the session; connect sees that it is over.
func (c *conn) End()       { c.abandon(goingAway) }
func (c *conn) Interrupt() { c.abandon(goingAway); c.Release() }

// goingAway is RFC 6455 §7.4.1's 1001, which k6/ws closes with by default.
const goingAway = 1001

// abandon writes a close frame and lets go of the connection.
func (c *conn) abandon(code uint16) {
	if c.sock == nil || c.gone {
		return
	}
	c.gone = true
	now := time.Now()
	c.sock.Abandon(code)
	c.meter.Traffic(c.sock, now)
	c.meter.Ended(code, now)
}

// leave is what remains to do however connect ends.
func (c *conn) leave() {
	c.abandon(goingAway)
	for _, t := range c.timers {
		c.v.Loop().Disarm(&t.Timer)
	}
	c.Release()
}
