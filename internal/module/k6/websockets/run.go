package websockets

import (
	"errors"
	"io"

	"volley/internal/vu"
	"volley/internal/web"
)

// Run delivers the next event of the inbox to the script: the task of one event.
func (s *Socket) Run(v *vu.VU) {
	e, ok := s.inbox.Pop()
	if !ok {
		return
	}
	var out *web.Event
	switch e.kind {
	case text, binary:
		out = s.message(e)
	case opened:
		if s.state != connecting { // closed meanwhile: no open event
			return
		}
		s.state, s.protocol, s.extensions = open, e.text, string(e.data)
		out = web.NewEvent(web.EventClass, "open", e.at)
	case pinged, ponged:
		out = s.heartbeat(e)
	case failed:
		if e.ok { // the standard's order: CLOSED, then error, then close
			s.state = closed
		}
		out = web.NewEvent(web.ErrorEvent, "error", e.at)
		out.Err = e.text
	case ended:
		s.state = closed
		out = web.NewEvent(web.CloseEvent, "close", e.at)
		out.Code, out.Reason, out.WasClean = e.code, e.text, e.ok
	}
	if out != nil && s.Listens(out.Kind()) {
		for _, err := range web.Dispatch(s, out) {
			v.Fail(err)
		}
	}
	if e.kind == ended {
		s.part()
		s.Release()
	}
}

// message is the event of a message, nil when the script has begun to close:
// the standard drops what comes then (WebSockets standard §4).
func (s *Socket) message(e event) *web.Event {
	s.read(&e)
	if s.state != open {
		return nil
	}
	s.meter.Received(e.at)
	if !s.Listens("message") {
		return nil
	}
	out := web.NewEvent(web.MessageEvent, "message", e.at)
	out.Data, out.Origin = s.value(e), s.origin()
	return out
}

// read takes an event off what is unread; the peer may send again once half of
// the bound is free.
func (s *Socket) read(e *event) {
	s.unread -= e.weight()
	if s.paused && s.unread <= s.i.config.MaxUnread/2 {
		s.paused = false
		s.flow()
	}
}

func (s *Socket) heartbeat(e event) *web.Event {
	s.read(&e)
	if s.state == closed {
		return nil
	}
	kind := "ping"
	if e.kind == ponged {
		kind = "pong"
	}
	out := web.NewEvent(web.MessageEvent, kind, e.at)
	rt := s.v.Runtime()
	out.Data, out.Origin = rt.ToValue(rt.NewArrayBuffer(e.data)), s.origin()
	return out
}

func isEOF(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }
