package websockets

import (
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/web"
	"volley/internal/wire"
)

// event is something the loop has to tell the script.
type event struct {
	kind kind
	code uint16
	ok   bool // of ended: a clean close; of failed: the close event follows
	at   time.Time
	text string // a text message, an error, a close reason
	data []byte // a binary message, a ping's or pong's payload, the extensions
}

type kind uint8

const (
	opened kind = iota
	text
	binary
	pinged
	ponged
	failed
	ended
)

// weight is what an event of the peer's counts while it is unread.
func (e *event) weight() int { return session.Weight(len(e.text) + len(e.data)) }

// push puts an event into the inbox; the VU runs it as a task of its own.
func (s *Socket) push(e event) {
	s.inbox.Push(e)
	s.v.Enqueue(s)
}

// receive is push for what the peer sends, whenever it likes: it has to wait while
// too much is unread.
func (s *Socket) receive(e event) {
	s.unread += e.weight()
	s.push(e)
	if s.unread > s.i.config.MaxUnread && !s.paused {
		s.paused = true
		s.conn.Pause()
		s.meter.Paused(e.at)
	}
}

// keepInbox is how many events' room an empty inbox keeps: idle sockets are many.
const keepInbox = 8

// OnOpen is the loop's: the connection is made.
func (s *Socket) OnOpen(o socket.Opening) {
	s.meter.Opened(o)
	s.answered(o.Response)
	s.push(event{kind: opened, text: o.Protocol, data: []byte(strings.Join(o.Extensions, ", ")), at: o.End})
}

// OnFail is the loop's: there will be no connection.
func (s *Socket) OnFail(f socket.Failure) {
	s.meter.Failed(f)
	s.meter.Traffic(s.conn, f.End)
	s.answered(f.Response)
	if s.state == closed { // interrupted: the VU may be in another job by now
		return
	}
	s.push(event{kind: failed, text: session.FailureText(f), ok: true, at: f.End})
	s.push(event{kind: ended, code: abnormal, at: f.End})
}

// answered keeps of the server's answer, refused or not, its cookies, and all of
// it if the script may ask for it.
func (s *Socket) answered(r *wire.Response) {
	jar := s.v.Jar()
	if s.rare != nil && s.rare.jar != nil {
		jar = s.rare.jar
	}
	session.KeepCookies(jar, s.address, r)
	if r != nil && s.tellsAnswer() {
		s.rare.answer = session.NewResponse(r)
	}
	s.address = nil
}

// OnMessage is the loop's. The copy made here is the only one: the script's
// string or buffer is made of it.
func (s *Socket) OnMessage(op wire.Opcode, data []byte, at time.Time) {
	if s.state == closed {
		return
	}
	e := event{kind: text, at: at}
	if op == wire.Text {
		e.text = string(data)
	} else {
		e.kind, e.data = binary, append([]byte(nil), data...)
	}
	s.meter.Unpacked(len(data))
	s.receive(e)
}

// OnPing is the loop's; the pong is on its way already.
func (s *Socket) OnPing(data []byte, at time.Time) {
	if s.Listens("ping") && s.state != closed {
		s.receive(event{kind: pinged, data: append([]byte(nil), data...), at: at})
	}
}

// OnPong is the loop's.
func (s *Socket) OnPong(data []byte, at time.Time) {
	s.meter.Ponged(data, at)
	if s.Listens("pong") && s.state != closed {
		s.receive(event{kind: ponged, data: append([]byte(nil), data...), at: at})
	}
}

// OnDrain is the loop's; nobody waits for it here.
func (s *Socket) OnDrain() {}

// OnClose is the loop's, and its last word.
func (s *Socket) OnClose(c socket.Closing) {
	s.meter.Traffic(s.conn, c.At)
	cut := s.rare != nil && s.rare.cut
	if cut { // as the script wished
		s.meter.Ended(c.Code, c.At)
	} else {
		s.meter.Closed(c)
	}
	if s.state == closed { // interrupted: nobody listens
		return
	}
	if text := closeFault(c); text != "" && !cut {
		s.push(event{kind: failed, text: text, ok: true, at: c.At})
	}
	s.push(event{kind: ended, code: c.Code, text: c.Reason, ok: c.Clean, at: c.At})
}

// abnormal is RFC 6455 §7.1.5's 1006: no close frame came.
const abnormal = 1006

// closeFault is the text of the error event before a close, "" for none: there
// is one only if the connection failed, in whatever way (WebSockets standard §4;
// RFC 6455 §7.2.1 has the loss of TCP fail it).
func closeFault(c socket.Closing) string {
	switch {
	case c.Err == nil:
		return ""
	case c.Code == abnormal && isEOF(c.Err):
		return wire.CloseText(abnormal, c.Err.Error())
	}
	return c.Err.Error()
}

// refuse fails a socket that never got as far as a connection.
func (s *Socket) refuse(err error, code string) {
	now := time.Now()
	s.meter.Failed(socket.Failure{Err: err, Phase: socket.PhaseUpgrade, Code: code, Start: now, End: now})
	s.push(event{kind: failed, text: err.Error(), ok: true, at: now})
	s.push(event{kind: ended, code: abnormal, at: now})
}

func (s *Socket) value(e event) sobek.Value {
	rt := s.v.Runtime()
	switch {
	case e.kind == text:
		return rt.ToValue(e.text)
	case s.buffers:
		return rt.ToValue(rt.NewArrayBuffer(e.data))
	}
	return web.Of(s.v).NewBlob(e.data, "")
}
