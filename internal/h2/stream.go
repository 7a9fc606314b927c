package h2

import (
	"io"
	"net/http"
	"time"

	"volley/internal/loop"
	"volley/internal/wire"
)

// bodyLimit is how much of a refusal's body is kept, as in HTTP/1.1.
const bodyLimit = 64 << 10

// Request is the opening of one WebSocket (RFC 8441 §4).
type Request struct {
	Scheme    string // http or https
	Authority string // what the Host field is in HTTP/1.1
	Path      string // with the query
	Fields    wire.Fields
}

// Answer hears the server's answer to a Request: with status 200 the connection
// that Open returned carries frames from now on; with another it is of no use. If
// the answer is not whole, its body is still coming, and Answer is called once more
// when it has come: r grows until then. It is called from the loop's Read. What
// ends the stream before it has an answer is told to the connection's Sink.
type Answer func(r *wire.Response, whole bool, at time.Time)

// stream is one WebSocket's part of a Session. Its Conn is what others see.
// Owned by one loop.
type stream struct {
	loop.Lane
	session *Session
	conn    *loop.Conn
	answer  Answer         // nil once it is given
	refusal *wire.Response // whose body is still coming

	held []byte // came while nobody wanted it

	id      uint32
	room    int64 // bytes we may send
	window  int   // bytes the server may send
	holding bool
	starved bool // in session.starved

	ending   error // what follows what is held
	answered bool
	sentEnd  bool // our END_STREAM, or nothing more is to be said
	gotEnd   bool // the server's, likewise
}

// Open asks for a WebSocket on s, which must have room for one.
func (s *Session) Open(r Request, sink loop.Sink, answer Answer) *loop.Conn {
	st := &stream{session: s, answer: answer, id: s.next, room: s.maxRoom, window: streamWindow}
	st.Lane = loop.Lane{Carrier: st, Under: s.conn}
	s.next += 2
	if len(s.streams) == 0 {
		s.conn.Aside(false)
		s.loop.Arm(&s.beat, time.Now().Add(pingAfter))
	}
	s.streams[st.id] = st
	st.conn = s.loop.Carry(&st.Lane, sink)
	s.request(st.id, r)
	s.conn.Push()
	return st.conn
}

// headers is the server's answer, or what it says behind the data.
func (st *stream) headers(status int, fields wire.Fields, last bool) {
	if st.answered {
		if last { // trailers: nothing of interest but the end
			st.ended()
		}
		return
	}
	if status < 200 { // more follows
		if last {
			st.session.kill(st, &Fault{codeProtocol, "an interim answer ends the stream"})
		}
		return
	}
	st.answered = true
	response := &wire.Response{Proto: "HTTP/2.0", Status: status, Reason: http.StatusText(status), Fields: fields}
	if status != http.StatusOK && !last {
		st.refusal = response
		st.answer(response, false, st.session.at)
		return
	}
	st.gotEnd = last
	st.tell(response)
	if last {
		st.ended()
	}
}

// tell gives the answer.
func (st *stream) tell(r *wire.Response) {
	answer := st.answer
	st.answer, st.refusal = nil, nil
	if answer != nil {
		answer(r, true, st.session.at)
	}
}

// take is a piece of data. While nobody wants it, it is kept: the window bounds
// how much that is.
func (st *stream) take(b []byte) {
	switch {
	case st.refusal != nil:
		r := st.refusal
		r.Body = append(r.Body, b[:min(len(b), bodyLimit-len(r.Body))]...)
		if len(r.Body) == bodyLimit {
			st.tell(r)
		}
	case st.holding:
		st.held = append(st.held, b...)
	default:
		st.conn.Arrive(b, st.session.at)
	}
}

// ended is the server's END_STREAM.
func (st *stream) ended() {
	st.gotEnd = true
	st.stop(io.EOF)
}

// end is a stream that ends out of order.
func (st *stream) end(err error) {
	st.sentEnd, st.gotEnd = true, true
	st.stop(err)
}

// stop says that nothing more comes, once what is held is brought.
func (st *stream) stop(err error) {
	if st.refusal != nil {
		st.tell(st.refusal)
	}
	if st.ending == nil {
		st.ending = err
	}
	if !st.holding {
		st.conn.Over(st.ending)
	}
}

// giveBack widens the server's window by what was taken, when it is worth it.
func (st *stream) giveBack() {
	s := st.session
	if n := streamWindow - st.window - len(st.held); n >= streamWindow/2 && !st.gotEnd && s.streams[st.id] == st {
		st.window += n
		s.conn.Extend(func(dst []byte) []byte { return appendWindow(dst, st.id, n) })
	}
}

// Carry cuts b into DATA frames, as far as the windows and the kernel allow.
func (st *stream) Carry(b []byte) int {
	s := st.session
	sent := 0
	for sent < len(b) && !st.sentEnd {
		n := min(int64(len(b)-sent), int64(s.maxFrame), st.room, s.room)
		if n <= 0 || s.conn.Buffered() >= backlog {
			break
		}
		part := b[sent : sent+int(n)]
		s.conn.Extend(func(dst []byte) []byte { return appendFrame(dst, frameData, 0, st.id, part) })
		st.room -= n
		s.room -= n
		sent += int(n)
	}
	if sent < len(b) && st.room > 0 && !st.sentEnd && !st.starved {
		st.starved = true
		s.starved = append(s.starved, st)
	}
	return sent
}

// Hold has the server's window fill, and only this stream's.
func (st *stream) Hold(on bool) {
	st.holding = on
	if on {
		return
	}
	if held := st.held; len(held) > 0 {
		st.held = nil
		st.conn.Arrive(held, st.session.loop.Now())
	}
	switch {
	case st.holding: // again
	case st.ending != nil:
		st.conn.Over(st.ending)
	default:
		st.giveBack()
	}
}

// Finish is our END_STREAM, what a FIN is to TCP (RFC 8441 §5).
func (st *stream) Finish() {
	if !st.sentEnd {
		st.sentEnd = true
		st.session.write(frameData, flagEnd, st.id, nil)
	}
}

// Leave ends the stream: in order if the server has ended its side, else by
// RST_STREAM, what a reset is to TCP (RFC 8441 §5).
func (st *stream) Leave() {
	s := st.session
	st.answer, st.refusal = nil, nil
	if s.streams[st.id] != st {
		return
	}
	if st.gotEnd {
		st.Finish()
	} else {
		s.reset(st.id, codeCancel)
	}
	s.forget(st)
	s.rest()
}
