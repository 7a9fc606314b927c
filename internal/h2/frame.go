package h2

import "encoding/binary"

// The kinds of frames (RFC 9113 §6).
const (
	frameData         = 0x0
	frameHeaders      = 0x1
	framePriority     = 0x2
	frameReset        = 0x3
	frameSettings     = 0x4
	framePush         = 0x5
	framePing         = 0x6
	frameGoAway       = 0x7
	frameWindow       = 0x8
	frameContinuation = 0x9
)

// The flags of frames.
const (
	flagAck        = 0x1 // of SETTINGS and PING
	flagEnd        = 0x1 // END_STREAM
	flagEndHeaders = 0x4
	flagPadded     = 0x8
	flagPriority   = 0x20
)

// The settings that matter here (RFC 9113 §6.5.2, RFC 8441 §3).
const (
	setPush       = 0x2
	setMaxStreams = 0x3
	setWindow     = 0x4
	setFrameSize  = 0x5
	setTableSize  = 0x1
	setConnect    = 0x8
)

const (
	preface    = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	headSize   = 9
	frameLimit = 16384 // the largest we take, and never less for the peer (RFC 9113 §6.5.2)
	maxWindow  = 1<<31 - 1
)

// frameHead is what stands before a frame's payload.
type frameHead struct {
	length int
	kind   byte
	flags  byte
	id     uint32
}

func (h frameHead) has(flag byte) bool { return h.flags&flag != 0 }

// appendHead appends a frame's head (RFC 9113 §4.1).
func appendHead(dst []byte, h frameHead) []byte {
	dst = append(dst, byte(h.length>>16), byte(h.length>>8), byte(h.length), h.kind, h.flags)
	return binary.BigEndian.AppendUint32(dst, h.id)
}

func appendFrame(dst []byte, kind, flags byte, id uint32, payload []byte) []byte {
	return append(appendHead(dst, frameHead{len(payload), kind, flags, id}), payload...)
}

func parseHead(b [headSize]byte) frameHead {
	return frameHead{
		length: int(b[0])<<16 | int(b[1])<<8 | int(b[2]), kind: b[3], flags: b[4],
		id: binary.BigEndian.Uint32(b[5:]) &^ (1 << 31),
	}
}

// taker hears what a splitter finds.
type taker interface {
	// dataBegins says that a DATA frame of so many bytes, with padding, comes.
	dataBegins(h frameHead) error
	// data is a piece of its payload, valid as long as what was fed.
	data(h frameHead, b []byte)
	dataEnds(h frameHead)
	// frame is any other frame, whole; payload is valid until it returns.
	frame(h frameHead, payload []byte) error
}

// splitter cuts a stream of bytes into frames, however it is sliced. DATA is
// handed on as it comes; only the other kinds, which are small, are put together.
// Owned by one loop.
type splitter struct {
	raw     [headSize]byte
	have    int // bytes of raw
	head    frameHead
	left    int    // of the frame's payload, to come
	body    []byte // what has come of a frame that is not DATA
	padding int    // of DATA, at its end; -1: its length is to come
}

func (s *splitter) feed(b []byte, t taker) error {
	for len(b) > 0 {
		if s.have < headSize {
			n := copy(s.raw[s.have:], b)
			s.have += n
			b = b[n:]
			if s.have < headSize {
				return nil
			}
			if err := s.begin(t); err != nil {
				return err
			}
		}
		n := min(len(b), s.left)
		s.left -= n
		if err := s.piece(b[:n], t); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// begin is a frame's head.
func (s *splitter) begin(t taker) error {
	h := parseHead(s.raw)
	s.head, s.left, s.padding = h, h.length, 0
	switch {
	case h.length > frameLimit:
		return broken(codeFrameSize, "a frame is larger than agreed")
	case h.kind != frameData:
		return nil
	case h.has(flagPadded) && h.length == 0:
		return broken(codeFrameSize, "a padded frame is empty")
	case h.has(flagPadded):
		s.padding = -1
	}
	return t.dataBegins(h)
}

// piece takes bytes of a frame's payload; left counts those after them.
func (s *splitter) piece(b []byte, t taker) error {
	h := s.head
	if h.kind != frameData {
		return s.collect(b, t)
	}
	if s.padding < 0 && len(b) > 0 {
		s.padding = int(b[0])
		b = b[1:]
		if s.padding > len(b)+s.left {
			return broken(codeProtocol, "a frame is shorter than its padding")
		}
	}
	if n := len(b) - max(0, s.padding-s.left); n > 0 {
		t.data(h, b[:n:n])
	}
	if s.left == 0 {
		s.have = 0
		t.dataEnds(h)
	}
	return nil
}

// collect puts a frame together, unless it comes in one piece.
func (s *splitter) collect(b []byte, t taker) error {
	if s.left > 0 {
		s.body = append(s.body, b...)
		return nil
	}
	if len(s.body) > 0 {
		b = append(s.body, b...)
		s.body = nil
	}
	s.have = 0
	return t.frame(s.head, b)
}

// unpad takes the padding off the payload of HEADERS (RFC 9113 §6.2).
func unpad(h frameHead, b []byte) ([]byte, error) {
	if !h.has(flagPadded) {
		return b, nil
	}
	if len(b) == 0 || int(b[0]) >= len(b) {
		return nil, broken(codeProtocol, "a frame is shorter than its padding")
	}
	return b[1 : len(b)-int(b[0])], nil
}
