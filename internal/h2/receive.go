package h2

import (
	"encoding/binary"
	"maps"
	"slices"
)

// frame takes a frame that is not DATA.
func (s *Session) frame(h frameHead, payload []byte) error {
	switch {
	case s.over:
		return nil
	case !s.settled && (h.kind != frameSettings || h.has(flagAck)):
		return broken(codeProtocol, "it does not begin with settings")
	case s.head.busy() && (h.kind != frameContinuation || h.id != s.head.id):
		return broken(codeProtocol, "a header is interrupted")
	}
	switch h.kind {
	case frameSettings, framePing, frameGoAway:
		if h.id != 0 { // RFC 9113 §6.5, §6.7, §6.8
			return broken(codeProtocol, "a frame for the connection is on a stream")
		}
	}
	switch h.kind {
	case frameHeaders, frameContinuation:
		return s.headers(h, payload)
	case frameReset:
		return s.resets(h, payload)
	case frameSettings:
		return s.settings(h, payload)
	case framePush:
		return broken(codeProtocol, "it pushes, though that is switched off")
	case framePing:
		return s.ping(h, payload)
	case frameGoAway:
		return s.goAway(payload)
	case frameWindow:
		return s.window(h, payload)
	}
	return nil // PRIORITY, and kinds nobody knows (RFC 9113 §5.5)
}

// headers takes a piece of a header; the last one makes it complete. What
// belongs to a stream that is gone must be read too: the compression has a
// memory.
func (s *Session) headers(h frameHead, payload []byte) error {
	done, err := s.head.feed(h, payload)
	if err != nil || !done {
		return err
	}
	fields, status, fault := s.head.take()
	st := s.streams[s.head.id]
	switch {
	case st == nil:
		if s.idle(s.head.id) {
			return broken(codeProtocol, "a header belongs to no stream")
		}
	case fault != nil:
		s.kill(st, fault)
	case status == 0 && !st.answered:
		s.kill(st, &Fault{codeProtocol, "an answer has no status"})
	default:
		st.headers(status, fields, s.head.last)
	}
	return nil
}

func (s *Session) resets(h frameHead, payload []byte) error {
	if len(payload) != 4 {
		return broken(codeFrameSize, "a RST_STREAM frame is not 4 bytes long")
	}
	if s.idle(h.id) {
		return broken(codeProtocol, "it resets a stream that is none")
	}
	if st := s.streams[h.id]; st != nil {
		code := Code(binary.BigEndian.Uint32(payload))
		if code == codeRefused && !st.answered {
			s.max = max(1, min(s.max, len(s.streams)-1)) // it has said how many it takes
		}
		s.forget(st)
		st.end(&Reset{code})
		s.rest()
	}
	return nil
}

// settings takes the server's wishes. The first ones decide whether the
// connection is of use (RFC 8441 §3).
func (s *Session) settings(h frameHead, payload []byte) error {
	switch {
	case h.has(flagAck) && len(payload) > 0, len(payload)%6 != 0:
		return broken(codeFrameSize, "a SETTINGS frame has the wrong size")
	case h.has(flagAck):
		return nil
	}
	connect := false
	for ; len(payload) > 0; payload = payload[6:] {
		value := binary.BigEndian.Uint32(payload[2:])
		switch binary.BigEndian.Uint16(payload) {
		case setConnect:
			connect = value == 1
		case setPush:
			if value != 0 {
				return broken(codeProtocol, "it asks for pushes, which only a client can allow")
			}
		case setMaxStreams:
			s.max = int(min(value, maxWindow))
		case setTableSize:
			s.enc.SetMaxDynamicTableSize(min(value, 4096))
		case setFrameSize:
			if value < frameLimit || value >= 1<<24 {
				return broken(codeProtocol, "its largest frame is out of bounds")
			}
			s.maxFrame = int(min(value, 64<<10))
		case setWindow:
			if value > maxWindow {
				return broken(codeFlow, "its window is too large")
			}
			s.widen(int64(value))
		}
	}
	if s.conn.Buffered() >= backlog {
		return broken(codeCalm, "it sends settings and takes no answer")
	}
	s.write(frameSettings, flagAck, 0, nil)
	if !s.settled {
		s.settle(connect)
	} else {
		s.group.serve()
	}
	return nil
}

// settle begins to serve, or gives the connection up.
func (s *Session) settle(connect bool) {
	s.settled = true
	if !connect || s.max == 0 {
		s.group.plainly()
		s.bye(codeNone)
		s.finish(errNoRoom)
		return
	}
	s.rest()
	s.group.ready(s)
}

// widen changes the room of all streams (RFC 9113 §6.9.2).
func (s *Session) widen(room int64) {
	delta := room - s.maxRoom
	s.maxRoom = room
	for _, st := range s.inOrder() {
		st.room += delta
		if delta > 0 {
			st.conn.Room()
		}
	}
}

func (s *Session) ping(h frameHead, payload []byte) error {
	if len(payload) != 8 {
		return broken(codeFrameSize, "a PING frame is not 8 bytes long")
	}
	if !h.has(flagAck) && s.conn.Buffered() < backlog { // who floods us and reads nothing gets no answer
		s.write(framePing, flagAck, 0, payload)
	}
	return nil
}

func (s *Session) window(h frameHead, payload []byte) error {
	if len(payload) != 4 {
		return broken(codeFrameSize, "a WINDOW_UPDATE frame is not 4 bytes long")
	}
	n := int64(binary.BigEndian.Uint32(payload) &^ (1 << 31))
	if h.id == 0 {
		switch s.room += n; {
		case n == 0:
			return broken(codeProtocol, "it opens its window by nothing")
		case s.room > maxWindow:
			return broken(codeFlow, "it opens its window too far")
		}
		s.feedStarved()
		return nil
	}
	if s.idle(h.id) {
		return broken(codeProtocol, "it opens the window of a stream that is none")
	}
	if st := s.streams[h.id]; st != nil {
		switch st.room += n; {
		case n == 0:
			s.kill(st, &Fault{codeProtocol, "it opens a stream's window by nothing"})
		case st.room > maxWindow:
			s.kill(st, &Fault{codeFlow, "it opens a stream's window too far"})
		default:
			st.conn.Room()
		}
	}
	return nil
}

// idle tells whether a stream has never been opened: only we open some, with odd
// identifiers (RFC 9113 §5.1.1).
func (s *Session) idle(id uint32) bool { return id == 0 || id >= s.next || id%2 == 0 }

// dataBegins counts a DATA frame against the windows. The connection's is given
// back whoever reads: what is kept is bounded by the streams' own.
func (s *Session) dataBegins(h frameHead) error {
	switch {
	case s.over:
		return nil
	case !s.settled:
		return broken(codeProtocol, "it does not begin with settings")
	case s.head.busy():
		return broken(codeProtocol, "a header is interrupted")
	case s.idle(h.id):
		return broken(codeProtocol, "data belongs to no stream")
	}
	s.taken += h.length
	if s.taken >= sessionWindow/4 {
		taken := s.taken
		s.taken = 0
		s.conn.Extend(func(dst []byte) []byte { return appendWindow(dst, 0, taken) })
	}
	if st := s.streams[h.id]; st != nil {
		switch st.window -= h.length; {
		case st.gotEnd:
			s.kill(st, &Fault{codeStreamClosed, "data comes after the end of its stream"})
		case st.window < 0:
			s.kill(st, &Fault{codeFlow, "it sends more than a stream's window allows"})
		case !st.answered:
			s.kill(st, &Fault{codeProtocol, "data comes before the answer"})
		}
	}
	return nil
}

func (s *Session) data(h frameHead, b []byte) {
	if st := s.streams[h.id]; st != nil && !s.over {
		st.take(b)
	}
}

func (s *Session) dataEnds(h frameHead) {
	if st := s.streams[h.id]; st != nil && !s.over {
		if h.has(flagEnd) {
			st.ended()
		} else {
			st.giveBack()
		}
	}
}

// kill ends one stream that broke the rules; the others go on.
func (s *Session) kill(st *stream, fault *Fault) {
	s.reset(st.id, fault.Code)
	s.forget(st)
	st.end(fault)
	s.rest()
}

// forget takes a stream off the session.
func (s *Session) forget(st *stream) {
	if s.streams[st.id] != st {
		return
	}
	delete(s.streams, st.id)
	if st.starved {
		s.starved = slices.DeleteFunc(s.starved, func(other *stream) bool { return other == st })
	}
	if !s.over && !s.leaving {
		s.group.serve()
	}
}

// feedStarved lets streams send that waited for the connection, in turn: who has
// sent, and has more, comes after those who have not.
func (s *Session) feedStarved() {
	list := s.starved
	s.starved = nil
	for i, st := range list {
		if s.room <= 0 || s.conn.Buffered() >= backlog {
			s.starved = append(list[i:], s.starved...)
			return
		}
		if st.starved = false; s.streams[st.id] == st {
			st.conn.Room()
		}
	}
}

// inOrder is the streams, oldest first: what happens to all of them happens in
// the same order every time.
func (s *Session) inOrder() []*stream {
	list := make([]*stream, 0, len(s.streams))
	for _, id := range slices.Sorted(maps.Keys(s.streams)) {
		list = append(list, s.streams[id])
	}
	return list
}
