package websockets

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/ring"
	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
)

// Socket is one WebSocket object of a script.
//
// Owned by one loop.
type Socket struct {
	web.Base
	web.Target
	vu.Hold
	i     *instance
	v     *vu.VU
	conn  *socket.Socket
	meter session.Meter

	url        string
	address    *url.URL // for cookies; until the connection is made or refused
	protocol   string
	extensions string
	state      uint8  // the script's readyState
	buffers    bool   // binaryType is "arraybuffer"
	paused     bool   // reading is stopped: too much is unread
	originEnd  uint32 // of the origin in url; 0 if it is no part of it
	rare       *rare  // what few sockets have; nil for the others
	lastPing   int
	queued     int    // bytes of messages that wait, as of the turn settled
	dropped    int    // bytes of messages that will never leave
	settled    uint64 // the turn in which queued was last compared with the connection

	inbox  ring.Of[event] // what waits for the script
	unread int            // the weight of what the peer sent of it
}

// Numbers of readyState (WebSockets standard §3.1).
const (
	connecting = iota
	open
	closing
	closed
)

// Get answers for the attributes.
func (s *Socket) Get(key string) sobek.Value {
	rt := s.v.Runtime()
	switch key {
	case "readyState":
		return rt.ToValue(s.state)
	case "url":
		return rt.ToValue(s.url)
	case "protocol":
		return rt.ToValue(s.protocol)
	case "extensions":
		return rt.ToValue(s.extensions)
	case "binaryType":
		if s.buffers {
			return rt.ToValue("arraybuffer")
		}
		return rt.ToValue("blob")
	case "bufferedAmount":
		return rt.ToValue(s.buffered())
	case "response":
		return s.response()
	}
	if value := s.setting(key); value != nil {
		return value
	}
	if kind, ok := handlerKind(key); ok {
		if handler := s.Handler(kind); handler != nil {
			return handler
		}
		return sobek.Null()
	}
	return s.Base.Get(key)
}

// Set takes the attributes that can be written; the others refuse.
func (s *Socket) Set(key string, value sobek.Value) bool {
	switch key {
	case "readyState", "url", "protocol", "extensions", "bufferedAmount", "response":
		return false
	case "binaryType":
		s.setBinaryType(web.Of(s.v).Text(value))
		return true
	}
	if kind, ok := handlerKind(key); ok {
		s.setHandler(key, kind, value)
		return true
	}
	if _, constant := states[key]; constant || s.setting(key) != nil {
		return false
	}
	return s.Base.Set(key, value)
}

// setBinaryType ignores what the enumeration does not have (Web IDL §3.7.6).
func (s *Socket) setBinaryType(text string) {
	switch text {
	case "blob":
		s.buffers = false
	case "arraybuffer":
		s.buffers = true
	}
}

// setHandler warns of what is neither callable nor a way to say none: the
// standard takes it, but a handler that never runs is a test that measures
// nothing. The loop must be ours: it asks who listens when a ping comes.
func (s *Socket) setHandler(key, kind string, value sobek.Value) {
	s.v.Own(func() {
		if _, ok := sobek.AssertFunction(value); !ok && !vu.Nothing(value) {
			s.v.Warnf("a value for '%s' should be callable: no function hears this socket's %s events", key, kind)
		}
		s.SetHandler(kind, value)
	})
}

// handlerKind maps onmessage to message.
func handlerKind(key string) (kind string, ok bool) {
	if !strings.HasPrefix(key, "on") {
		return "", false
	}
	switch kind = key[2:]; kind {
	case "open", "message", "error", "close", "ping", "pong":
		return kind, true
	}
	return "", false
}

// buffered is the bytes of messages that wait or were dropped, without what
// framing adds; once some of them have left, as good as can be told. It does not
// fall to 0 when the connection ends (WebSockets standard §3.1 "bufferedAmount").
// It is read from the loop's side, so that the loop must be ours.
func (s *Socket) buffered() (n int) {
	s.v.Own(func() {
		s.settle()
		n = s.queued + s.dropped
	})
	return n
}

// settle takes what has left the connection out of queued, once a turn: within a
// turn of the event loop bufferedAmount only grows, so that a script may fill it
// up to a limit and will come to an end.
func (s *Socket) settle() {
	if turn := s.v.Turn(); turn != s.settled && s.conn != nil {
		s.settled, s.queued = turn, min(s.conn.Buffered(), s.queued)
	}
}

// findOrigin finds the URL's origin in its text. That of a Unix socket is opaque.
func (s *Socket) findOrigin() {
	if isUnix(s.url) {
		return
	}
	begin := strings.Index(s.url, "://") + len("://")
	end := begin + strings.IndexByte(s.url[begin:], '/')
	if !strings.Contains(s.url[begin:end], "@") {
		s.originEnd = uint32(end)
	}
}

// origin is the URL's, serialized: a part of the text, unless there are
// credentials in it.
func (s *Socket) origin() string {
	if s.originEnd > 0 {
		return s.url[:s.originEnd]
	}
	if isUnix(s.url) {
		return "null"
	}
	scheme, rest, _ := strings.Cut(s.url, "://")
	authority, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + authority[strings.LastIndexByte(authority, '@')+1:]
}

// Report counts the bytes that went over the connection.
func (s *Socket) Report(at time.Time) { s.meter.Traffic(s.conn, at) }

// String names the socket in the list of what still held the loop.
func (s *Socket) String() string {
	return fmt.Sprintf("WebSocket %s (%s)", s.url, [...]string{"CONNECTING", "OPEN", "CLOSING", "CLOSED"}[s.state])
}

// End closes the socket because the iteration failed; its close event is still
// delivered.
func (s *Socket) End() {
	if s.state < closing {
		s.state = closing
		s.hold(false)
	}
	if s.conn != nil {
		s.conn.Close(normalClosure, "")
	}
}

// Interrupt closes the socket behind the script's back: no event comes any
// more, what is counted is counted now.
func (s *Socket) Interrupt() {
	now := s.v.Loop().Now()
	s.state = closed
	if s.conn != nil {
		s.conn.Resume() // else the server's close frame would not be read
		s.conn.Close(normalClosure, "")
		s.meter.Traffic(s.conn, now)
	}
	s.meter.Ended(normalClosure, now)
	s.inbox.Clear()
	s.part()
	s.Release()
}

// normalClosure is RFC 6455 §7.4.1's 1000.
const normalClosure = 1000
