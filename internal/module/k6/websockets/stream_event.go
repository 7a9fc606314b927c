package websockets

import (
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
	"volley/internal/wire"
)

func (e *event) isMessage() bool { return e.kind == text || e.kind == binary }

func (s *Stream) push(e event) {
	s.inbox.Push(e)
	s.wake()
}

// dropMessages takes what the script will never see out of the inbox.
func (s *Stream) dropMessages() {
	for range s.inbox.Len() {
		if e, _ := s.inbox.Pop(); !e.isMessage() {
			s.inbox.Push(e)
		}
	}
	s.unread = 0
}

// wake has the VU run the next event, if it may be delivered: a message only
// when the script wants one, unless nothing can come any more.
func (s *Stream) wake() {
	e := s.inbox.First()
	if e == nil || s.scheduled || e.isMessage() && !s.wanted && !s.over {
		return
	}
	s.scheduled = true
	s.v.Enqueue(s)
}

// OnOpen is the loop's: the connection is made.
func (s *Stream) OnOpen(o socket.Opening) {
	s.meter.Opened(o)
	s.answered(o.Response)
	if s.state != closed {
		s.push(event{kind: opened, text: o.Protocol, data: []byte(strings.Join(o.Extensions, ", ")), at: o.End})
	}
}

// OnFail is the loop's: there will be no connection.
func (s *Stream) OnFail(f socket.Failure) {
	s.meter.Failed(f)
	s.meter.Traffic(s.conn, f.End)
	s.answered(f.Response)
	if s.state != closed { // else interrupted: the VU may be in another job by now
		s.push(event{kind: failed, text: session.FailureText(f), at: f.End})
	}
}

// answered keeps of the server's answer, refused or not, its cookies.
func (s *Stream) answered(r *wire.Response) {
	session.KeepCookies(s.jar, s.address, r)
	s.address, s.jar = nil, nil
}

// OnMessage is the loop's. The peer has to wait while more than a little is
// unread: it feels the script's reader.
func (s *Stream) OnMessage(op wire.Opcode, data []byte, at time.Time) {
	if s.state >= closing {
		return
	}
	e := event{kind: text, at: at}
	if op == wire.Text {
		e.text = string(data)
	} else {
		e.kind, e.data = binary, append([]byte(nil), data...)
	}
	s.meter.Unpacked(len(data))
	s.unread += e.weight()
	s.push(e)
	if s.unread > min(streamUnread, s.i.config.MaxUnread) && !s.paused {
		s.paused = true
		s.conn.Pause()
		s.meter.Paused(at)
	}
}

// resume reads on when there is room again.
func (s *Stream) resume() {
	if s.paused && s.unread <= min(streamUnread, s.i.config.MaxUnread)/2 {
		s.paused = false
		s.conn.Resume()
	}
}

// OnPing and OnPong are the loop's; a stream has no events for them.
func (s *Stream) OnPing([]byte, time.Time) {}
func (s *Stream) OnPong([]byte, time.Time) {}

// OnDrain is the loop's: a write that waits may resolve.
func (s *Stream) OnDrain() { s.wrote() }

// OnClose is the loop's, and its last word.
func (s *Stream) OnClose(c socket.Closing) {
	s.meter.Traffic(s.conn, c.At)
	s.meter.Closed(c)
	if s.state == closed { // interrupted: nobody listens
		return
	}
	s.over = true
	e := event{kind: ended, code: c.Code, text: c.Reason, ok: c.Clean && c.Err == nil, at: c.At}
	if fault := closeFault(c); fault != "" {
		e.data = []byte(fault)
	}
	s.push(e)
}

// Run delivers the next event to the script.
func (s *Stream) Run(v *vu.VU) {
	s.scheduled = false
	e := s.inbox.First()
	if e == nil || e.isMessage() && !s.wanted && !s.over {
		return
	}
	switch e, _ := s.inbox.Pop(); e.kind {
	case text, binary:
		s.deliver(v, e)
	case opened:
		if s.state == connecting {
			s.begin(e)
		}
	case failed:
		s.failed(e)
	case ended:
		s.finish(e)
	}
	s.wake()
}

// deliver puts a message into the readable's queue. The pull that asked for it is
// answered when the queue is full: while a reader waits, the next message needs
// no other.
func (s *Stream) deliver(v *vu.VU, e event) {
	s.unread -= e.weight()
	s.resume()
	if s.state != open {
		return
	}
	s.meter.Received(e.at)
	rt := v.Runtime()
	var chunk sobek.Value
	if e.kind == text {
		chunk = rt.ToValue(e.text)
	} else {
		chunk = web.Of(v).Uint8Array(e.data)
	}
	if _, err := v.Call(s.i.realm.Controllers().Enqueue, s.source, chunk); err != nil {
		v.Fail(err)
		return
	}
	if s.source == nil { // cancelled by who read it
		return
	}
	if size := s.source.Get("desiredSize"); vu.Nothing(size) || size.ToInteger() <= 0 { // nothing: a script took it away
		s.wanted = false
		pulling := s.pulling
		v.Do(func() { pulling.resolve(sobek.Undefined()) })
	}
}
