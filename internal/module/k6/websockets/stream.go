package websockets

import (
	"fmt"
	"net/url"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/ring"
	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
)

// Stream is one WebSocketStream of a script: a connection whose messages are
// read from one stream and written to another, which make whoever is faster
// wait.
//
//	loop: OnMessage ─► inbox ─► task ─► readable's queue ─► reader
//	                     │ over 64 kB: Pause     │ pull() asks for the next
//	writer ─► writable's queue ─► write() ─► out-buffer ─► task: it resolves
//	                                             │ over 64 kB: OnDrain, then the task
//
// Owned by one loop.
type Stream struct {
	web.Base
	vu.Hold
	i     *instance
	v     *vu.VU
	conn  *socket.Socket // nil: no connection was tried
	meter session.Meter

	url     string
	address *url.URL // for cookies; until the connection is made or refused
	jar     *vu.Jar  // likewise
	state   uint8    // as the script's readyState would be
	was     bool     // the script saw it open
	aborted sobek.Value
	forget  func() // stops listening to the signal; nil: nobody does

	opened, closed  *deferred
	pulling         *deferred // the last pull()
	writing, ending *deferred // a write() and a close() of the sink that wait; nil: none
	source, sink    *sobek.Object
	inbox           ring.Of[event]
	unread          int  // the weight of messages in the inbox
	scheduled       bool // stands in the VU's queue
	wanted          bool // the readable has room for a message
	over            bool // the connection is: what is unread has no bound any more
	paused          bool // reading is stopped: too much is unread
	drained         bool // the write that waits has been queued to resolve
}

// The bounds of what waits on either side, bytes.
const (
	streamUnread   = 64 << 10
	streamUnsent   = 64 << 10
	neverConnected = "WebSocket closed before handshake complete"
)

type streamClassKey struct{}

// streamClass is the class WebSocketStream of one VU.
func (i *instance) streamClass() *web.Class {
	return i.v.Local(streamClassKey{}, func() any {
		return &web.Class{
			Name: "WebSocketStream", Length: 1,
			Construct:  func(_ *web.Realm, _ *web.Class, args []sobek.Value) web.Instance { return i.stream(args) },
			Methods:    map[string]web.Method{"close": closeStream},
			Attributes: []string{"url", "opened", "closed"},
		}
	}).(*web.Class)
}

// Get answers for the attributes.
func (s *Stream) Get(key string) sobek.Value {
	switch key {
	case "url":
		return s.v.Runtime().ToValue(s.url)
	case "opened":
		return s.opened.promise
	case "closed":
		return s.closed.promise
	}
	return s.Base.Get(key)
}

// Set refuses the attributes, which are read-only.
func (s *Stream) Set(key string, value sobek.Value) bool {
	switch key {
	case "url", "opened", "closed":
		return false
	}
	return s.Base.Set(key, value)
}

// closeStream is close([{closeCode, reason}]).
func closeStream(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Stream](r, call.This)
	info := readCloseInfo(r, "execute 'close' on 'WebSocketStream'", call.Argument(0))
	s.shut(info.code, info.reason)
	return sobek.Undefined()
}

// shut begins to close, without a status if code is 0. Messages that come from
// now on, and those nobody has asked for yet, are dropped as the standard drops
// them; a peer that waits for us to read can then answer.
func (s *Stream) shut(code uint16, reason string) {
	if s.state >= closing {
		return
	}
	s.state = closing
	s.dropMessages()
	s.resume()
	if s.conn != nil {
		s.conn.Close(code, reason)
	}
	s.wake()
}

// shutFor closes for the reason a script cancels or aborts with: a
// WebSocketError has a code and a reason for the peer, and nothing else has.
func (s *Stream) shutFor(why sobek.Value) {
	info := s.i.closeInfoOf(why)
	s.shut(info.code, info.reason)
}

// Report counts the bytes that went over the connection.
func (s *Stream) Report(at time.Time) { s.meter.Traffic(s.conn, at) }

// String names the stream in the list of what still held the loop.
func (s *Stream) String() string {
	return fmt.Sprintf("WebSocketStream %s (%s)", s.url, [...]string{"CONNECTING", "OPEN", "CLOSING", "CLOSED"}[s.state])
}

// End closes the connection because the iteration failed; its promises still
// settle.
func (s *Stream) End() { s.shut(normalClosure, "") }

// Interrupt closes the connection behind the script's back: no promise settles
// any more, what is counted is counted now.
func (s *Stream) Interrupt() {
	now := s.v.Loop().Now()
	s.state, s.unread = closed, 0
	if s.conn != nil {
		s.resume() // the peer's close frame stands behind what it has sent
		s.conn.Close(normalClosure, "")
		s.meter.Traffic(s.conn, now)
	}
	s.meter.Ended(normalClosure, now)
	s.settled()
}

// settled lets go of what only a connection under way needs.
func (s *Stream) settled() {
	s.inbox.Clear()
	s.unread = 0
	s.source, s.sink, s.pulling, s.writing, s.ending = nil, nil, nil, nil, nil
	s.deaf()
	s.Release()
}

// deaf stops listening to the signal.
func (s *Stream) deaf() {
	if s.forget != nil {
		s.forget()
		s.forget = nil
	}
}
