package h2

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"time"

	"golang.org/x/net/http2/hpack"

	"volley/internal/loop"
)

// What a Session asks for and how long it waits.
const (
	streamWindow  = 256 << 10 // what a stream that is paused holds at most
	sessionWindow = 16 << 20  // given back at once, whoever is paused
	backlog       = 1 << 20   // bytes the kernel has not taken, before streams must wait

	settingsWait = 5 * time.Second
	pingAfter    = 30 * time.Second // of silence
	pingWait     = 15 * time.Second
	idleWait     = 10 * time.Second // without streams
	byeWait      = time.Second
)

// Session is one HTTP/2 connection.
// Owned by one loop.
type Session struct {
	loop    *loop.Loop
	conn    *loop.Conn
	group   *group
	founder *Ticket // who made the connection
	beat    loop.Timer

	streams map[uint32]*stream
	starved []*stream // have more to send than the connection takes
	next    uint32    // stream identifier

	in   splitter
	at   time.Time // of the bytes being read
	head headReader
	enc  *hpack.Encoder
	text bytes.Buffer // what enc writes to

	room     int64 // bytes we may send on the connection
	taken    int   // bytes received, not given back yet
	maxRoom  int64 // a new stream's room
	maxFrame int
	max      int // streams at a time

	heard   time.Time
	sure    bool  // the server has agreed to HTTP/2
	settled bool  // its settings are known
	pinged  bool  // and no sign of life since
	leaving bool  // no new streams: GOAWAY came or was sent
	reason  error // that the server gave for ending it
	over    bool
}

// newSession speaks HTTP/2 on a connection just made, on behalf of t.
func newSession(l *loop.Loop, conn *loop.Conn, t *Ticket, sure bool) *Session {
	s := &Session{
		loop: l, conn: conn, group: t.group, founder: t, sure: sure, streams: map[uint32]*stream{}, next: 1,
		room: 65535, maxRoom: 65535, maxFrame: frameLimit, // RFC 9113 §6.5.2
		max: 1<<31 - 1, heard: l.Now(),
	}
	s.head.open()
	s.enc = hpack.NewEncoder(&s.text)
	conn.Rebind(s)
	s.beat.Init(s.onBeat)
	l.Arm(&s.beat, time.Now().Add(settingsWait))
	conn.Extend(func(dst []byte) []byte {
		dst = append(dst, preface...)
		settings := appendSetting(nil, setPush, 0)
		settings = appendSetting(settings, setWindow, streamWindow)
		dst = appendFrame(dst, frameSettings, 0, 0, settings)
		return appendWindow(dst, 0, sessionWindow-65535)
	})
	conn.Push()
	return s
}

func appendSetting(dst []byte, id uint16, value uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(dst, id), value)
}

func appendWindow(dst []byte, id uint32, n int) []byte {
	return appendFrame(dst, frameWindow, 0, id, binary.BigEndian.AppendUint32(nil, uint32(n)))
}

// write queues one frame.
func (s *Session) write(kind, flags byte, id uint32, payload []byte) {
	s.conn.Extend(func(dst []byte) []byte { return appendFrame(dst, kind, flags, id, payload) })
}

func (s *Session) reset(id uint32, code Code) {
	s.write(frameReset, 0, id, binary.BigEndian.AppendUint32(nil, uint32(code)))
}

// vacant is how many streams s takes now.
func (s *Session) vacant() int {
	if !s.settled || s.leaving || s.over || s.next > maxWindow-2 {
		return 0
	}
	return max(0, s.max-len(s.streams))
}

// OnConnect is never called: a Session begins on an open connection.
func (s *Session) OnConnect(error) {}

// OnRead takes what the server says.
func (s *Session) OnRead(b []byte, at time.Time) {
	s.at, s.heard, s.pinged = at, at, false
	if err := s.in.feed(b, s); err != nil && !s.over {
		s.fail(err)
	}
}

// OnDrain lets streams go on that had to wait for the kernel.
func (s *Session) OnDrain() { s.feedStarved() }

// OnEnd is the end of the connection, and of all that was on it.
func (s *Session) OnEnd(err error) {
	if errors.Is(err, io.EOF) {
		err = errAtEnd
		if s.reason != nil {
			err = s.reason
		}
	}
	s.finish(err)
}

// onBeat is the session's one timer.
func (s *Session) onBeat() {
	now := s.loop.Now()
	switch quiet := now.Sub(s.heard); {
	case !s.settled:
		s.fail(errLate)
	case len(s.streams) == 0:
		s.bye(codeNone)
		s.finish(errGoingBy)
	case s.pinged:
		s.fail(errSilent)
	case quiet >= pingAfter:
		s.pinged = true
		s.write(framePing, 0, 0, make([]byte, 8))
		s.loop.Arm(&s.beat, now.Add(pingWait))
	default:
		s.loop.Arm(&s.beat, s.heard.Add(pingAfter))
	}
}

// fail ends the connection for a reason of ours.
func (s *Session) fail(err error) {
	code := codeNone
	var fault *Fault
	if errors.As(err, &fault) {
		code = fault.Code
	}
	s.bye(code)
	s.finish(err)
}

// bye tells the server that we go, and goes when that is said.
func (s *Session) bye(code Code) {
	if s.over {
		return
	}
	s.write(frameGoAway, 0, 0, binary.BigEndian.AppendUint32(make([]byte, 4), uint32(code)))
	s.conn.Aside(true)
	s.conn.Finish(byeWait)
}

// finish is the end of s: whoever is on it hears why.
func (s *Session) finish(err error) {
	if s.over {
		return
	}
	s.over = true
	s.loop.Disarm(&s.beat)
	s.group.lose(s, err)
	for _, st := range s.inOrder() {
		st.end(err)
	}
	s.starved = nil
}

// GoAway frames say which streams will still be served.
func (s *Session) goAway(payload []byte) error {
	if len(payload) < 8 {
		return broken(codeFrameSize, "a GOAWAY frame is too short")
	}
	last := binary.BigEndian.Uint32(payload) &^ (1 << 31)
	code := Code(binary.BigEndian.Uint32(payload[4:]))
	debug := string(payload[8:min(len(payload), 8+200)])
	s.leaving = true
	if code != codeNone {
		s.reason = errGoAway(code, debug)
	}
	s.group.lose(s, errGoingBy)
	for _, st := range s.inOrder() {
		if st.id > last {
			s.forget(st)
			st.end(errGoingBy)
		}
	}
	s.rest()
	return nil
}

// rest ends or keeps a session that has no streams.
func (s *Session) rest() {
	switch {
	case s.over || len(s.streams) > 0:
	case s.leaving:
		s.bye(codeNone)
		s.finish(errGoingBy)
	default:
		s.conn.Aside(true)
		s.loop.Arm(&s.beat, time.Now().Add(idleWait))
	}
}
