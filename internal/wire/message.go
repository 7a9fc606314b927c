package wire

import (
	"slices"
	"unicode/utf8"
)

// Receiver hears what an Assembler finds, in the order of the stream. All slices
// are valid until the call returns; those that lie in the bytes given to Feed,
// as long as these.
type Receiver interface {
	// OnMessage is called for each whole message; op is Text or Binary.
	OnMessage(op Opcode, payload []byte)
	OnPing(payload []byte)
	OnPong(payload []byte)
	// OnClose is called once, last. A close frame without a code has 1005.
	OnClose(code uint16, reason []byte)
}

// Assembler makes messages of a server's stream of frames, however it is sliced.
// It keeps a buffer only while a message is under way. The zero value is ready
// and has no limit.
// Owned by one loop.
type Assembler struct {
	MaxMessage int64     // bytes of one message, inflated; 0 is no limit
	Inflate    *Inflater // for permessage-deflate; nil if it was not agreed on

	buf     []byte // the message under way, inflated; or the last one inflated
	control []byte // the control frame under way
	checked int    // bytes of buf known to be whole UTF-8 characters
	need    int64  // bytes of the current frame still to come

	head  [10]byte // a header that is not complete
	heads uint8

	op      Opcode // of the message under way; Continuation if none
	frame   Opcode // of the current frame
	fin     bool   // of the current frame
	inFrame bool
	deflate bool // the message under way is compressed
	begun   bool // some of it was taken already
	ended   bool
}

// reserve is how much room a message gets before more of it has come: what a
// header says is only a claim.
const reserve = 256 << 10

// Stop ends the Feed it is called in, and all that come later, quietly. Only a
// Receiver has reason to.
func (a *Assembler) Stop() { a.ended = true }

// Feed takes the next bytes of the stream and hands on what they complete. The
// error is a [Fault]; it is told once, and nothing is read after it, nor after a
// close frame or Stop.
func (a *Assembler) Feed(b []byte, r Receiver) error {
	var fault Fault
	for !a.ended && fault == "" && (len(b) > 0 || a.inFrame && a.need == 0) { // a frame may be empty
		var n int
		if a.inFrame {
			n, fault = a.payload(b, r)
		} else {
			n, fault = a.header(b)
		}
		b = b[n:]
	}
	if a.ended || fault != "" {
		a.ended = true
		a.op = Continuation
	}
	if a.op == Continuation {
		a.buf = nil
	}
	if fault != "" {
		return fault
	}
	return nil
}

// header takes n bytes of b for a frame's header.
func (a *Assembler) header(b []byte) (n int, fault Fault) {
	if a.heads == 0 {
		if n, fault = a.parse(b); n > 0 || fault != "" {
			return n, fault
		}
	}
	for n < len(b) { // at most ten times
		a.head[a.heads] = b[n]
		a.heads++
		n++
		whole, fault := a.parse(a.head[:a.heads])
		if whole > 0 || fault != "" {
			a.heads = 0
			return n, fault
		}
	}
	return n, ""
}

// parse judges what there is of a header, byte after byte, so that the fault
// found first is the same however the stream is sliced. A whole header begins a
// frame.
func (a *Assembler) parse(b []byte) (n int, fault Fault) {
	if fault := a.first(b[0]); fault != "" {
		return 0, fault
	}
	if len(b) > 1 && b[1]&0x80 != 0 {
		return 0, FaultMasked
	}
	h, n, err := ParseHeader(b)
	if err != nil {
		return 0, err.(Fault)
	}
	if n == 0 {
		return 0, ""
	}
	return n, a.begin(h)
}

// first judges a header's first byte.
func (a *Assembler) first(b byte) Fault {
	op := Opcode(b & 0xf)
	switch {
	case b&0x30 != 0:
		return FaultReserved
	case b&0x40 != 0 && (a.Inflate == nil || op != Text && op != Binary): // RFC 7692 §6
		return FaultReserved
	case firstByte(b) != "":
		return firstByte(b)
	case op == Continuation && a.op == Continuation:
		return FaultContinuation
	case (op == Text || op == Binary) && a.op != Continuation:
		return FaultInterleaved
	}
	return ""
}

// begin begins the frame of a checked header.
func (a *Assembler) begin(h Header) Fault {
	a.inFrame, a.frame, a.fin, a.need = true, h.Opcode, h.Fin, h.Length
	if h.Opcode.control() {
		return ""
	}
	if h.Opcode != Continuation {
		a.op, a.deflate, a.begun = h.Opcode, h.RSV1, false
		a.buf, a.checked = a.buf[:0], 0
	}
	switch {
	case a.MaxMessage <= 0:
	case a.deflate: // judged as it is inflated, but nobody needs a frame twice as long
		if h.Length/2 > a.MaxMessage+512 {
			return FaultTooBig
		}
	case h.Length > a.MaxMessage-int64(len(a.buf)):
		return FaultTooBig
	}
	return ""
}

// payload takes n bytes of b for the current frame.
func (a *Assembler) payload(b []byte, r Receiver) (n int, fault Fault) {
	if int64(len(b)) > a.need {
		b = b[:a.need]
	}
	n = len(b)
	a.need -= int64(n)
	if a.need == 0 {
		a.inFrame = false
	}
	if a.frame.control() {
		return n, a.controlled(b, r)
	}
	last := a.need == 0 && a.fin
	if last && !a.begun { // whole in b
		return n, a.whole(b, r)
	}
	if fault = a.piece(b, last); fault != "" || !last {
		return n, fault
	}
	return n, a.deliver(a.buf, r)
}

// piece takes a piece of a message into the buffer.
func (a *Assembler) piece(b []byte, last bool) (fault Fault) {
	if len(b) == 0 && !last {
		return "" // an empty piece is none
	}
	a.begun = true
	if a.deflate {
		a.buf, fault = a.Inflate.AppendPiece(a.buf, b, a.MaxMessage, last)
	} else {
		if room := min(a.need+int64(len(b)), reserve); int64(cap(a.buf)) < room {
			a.buf = slices.Grow(a.buf, int(room))
		}
		a.buf = append(a.buf, b...)
	}
	if a.op == Text {
		whole, ok := validPrefix(a.buf[a.checked:])
		if a.checked += whole; !ok {
			return FaultText // also when it is not all that is wrong: it came first
		}
	}
	return fault
}

// whole takes a message that lies whole in b.
func (a *Assembler) whole(b []byte, r Receiver) Fault {
	if !a.deflate {
		return a.deliver(b, r)
	}
	out, fault := a.Inflate.Append(a.buf, b, a.MaxMessage)
	a.buf = out[:0] // the next one in this Feed finds the room
	if fault != "" {
		if a.op == Text { // as if it had come in pieces
			if _, ok := validPrefix(out); !ok {
				return FaultText
			}
		}
		return fault
	}
	return a.deliver(out, r)
}

// deliver hands on a whole message.
func (a *Assembler) deliver(message []byte, r Receiver) Fault {
	op := a.op
	a.op = Continuation
	if op == Text && !utf8.Valid(message[a.checked:]) {
		return FaultText
	}
	r.OnMessage(op, message)
	return ""
}

// controlled takes b for the current control frame, and hands it on when whole.
func (a *Assembler) controlled(b []byte, r Receiver) Fault {
	if a.need > 0 || len(a.control) > 0 {
		if a.control == nil {
			a.control = make([]byte, 0, len(b)+int(a.need))
		}
		a.control = append(a.control, b...)
		b = a.control
	}
	if a.need > 0 {
		return ""
	}
	a.control = nil
	switch a.frame {
	case Ping:
		r.OnPing(b)
	case Pong:
		r.OnPong(b)
	default:
		code, reason, fault := parseClose(b)
		if fault != "" {
			return fault
		}
		a.ended = true
		r.OnClose(code, reason)
	}
	return ""
}
