package wire

import "encoding/binary"

// Opcode says what a frame is.
// Immutable after New.
type Opcode uint8

// The opcodes of RFC 6455 §5.2.
const (
	Continuation Opcode = 0x0
	Text         Opcode = 0x1
	Binary       Opcode = 0x2
	Close        Opcode = 0x8
	Ping         Opcode = 0x9
	Pong         Opcode = 0xa
)

// control tells whether op is that of a control frame.
func (op Opcode) control() bool { return op&0x8 != 0 }

// known tells whether RFC 6455 defines op.
func (op Opcode) known() bool { return op&0x7 <= 2 }

// maxControl is the longest payload of a control frame (RFC 6455 §5.5).
const maxControl = 125

// Header is what stands before a frame's payload (RFC 6455 §5.2).
// Immutable after New.
type Header struct {
	Fin              bool
	RSV1, RSV2, RSV3 bool
	Opcode           Opcode
	Masked           bool
	Key              [4]byte // of the mask, if Masked
	Length           int64   // of the payload
}

// ParseHeader reads the header that b begins with; n is its length, or 0 if it
// goes on beyond b. The error is a [Fault], told as soon as b proves it. What
// depends on more than the frame (reserved bits, masks, the order of fragments)
// is for the caller to judge.
func ParseHeader(b []byte) (h Header, n int, err error) {
	if len(b) == 0 {
		return Header{}, 0, nil
	}
	if fault := firstByte(b[0]); fault != "" {
		return Header{}, 0, fault
	}
	if len(b) == 1 {
		return Header{}, 0, nil
	}
	h = Header{
		Fin: b[0]&0x80 != 0, RSV1: b[0]&0x40 != 0, RSV2: b[0]&0x20 != 0, RSV3: b[0]&0x10 != 0,
		Opcode: Opcode(b[0] & 0xf), Masked: b[1]&0x80 != 0, Length: int64(b[1] & 0x7f),
	}
	if h.Opcode.control() && h.Length > maxControl {
		return Header{}, 0, FaultControlLength
	}
	n = 2
	switch h.Length {
	case 126:
		n, err = h.length16(b)
	case 127:
		n, err = h.length64(b)
	}
	if n == 0 || err != nil {
		return Header{}, 0, err
	}
	if h.Masked {
		if len(b) < n+4 {
			return Header{}, 0, nil
		}
		h.Key = [4]byte(b[n:])
		n += 4
	}
	return h, n, nil
}

// firstByte judges what a header's first byte tells by itself.
func firstByte(b byte) Fault {
	switch op := Opcode(b & 0xf); {
	case !op.known():
		return FaultOpcode
	case op.control() && b&0x80 == 0:
		return FaultControlPieces
	}
	return ""
}

func (h *Header) length16(b []byte) (n int, err error) {
	if len(b) < 4 {
		return 0, nil
	}
	h.Length = int64(binary.BigEndian.Uint16(b[2:]))
	if h.Length < 126 {
		return 0, FaultLength
	}
	return 4, nil
}

func (h *Header) length64(b []byte) (n int, err error) {
	if len(b) > 2 && b[2]&0x80 != 0 {
		return 0, FaultLengthSign
	}
	if len(b) >= 8 && binary.BigEndian.Uint64(b)&(1<<48-1) == 0 { // the six high bytes
		return 0, FaultLength
	}
	if len(b) < 10 {
		return 0, nil
	}
	h.Length = int64(binary.BigEndian.Uint64(b[2:]))
	return 10, nil
}

// AppendHeader appends h to dst, in the shortest form.
func AppendHeader(dst []byte, h Header) []byte {
	first, second := byte(h.Opcode&0xf), byte(0)
	if h.Fin {
		first |= 0x80
	}
	if h.RSV1 {
		first |= 0x40
	}
	if h.RSV2 {
		first |= 0x20
	}
	if h.RSV3 {
		first |= 0x10
	}
	if h.Masked {
		second = 0x80
	}
	switch {
	case h.Length < 126:
		dst = append(dst, first, second|byte(h.Length))
	case h.Length < 1<<16:
		dst = append(dst, first, second|126, byte(h.Length>>8), byte(h.Length))
	default:
		dst = append(dst, first, second|127)
		dst = binary.BigEndian.AppendUint64(dst, uint64(h.Length))
	}
	if h.Masked {
		dst = append(dst, h.Key[:]...)
	}
	return dst
}

// AppendFrame appends a frame with the given header and payload to dst. The
// payload is masked as h says; h.Length is taken from it. Only dst may grow.
func AppendFrame(dst []byte, h Header, payload []byte) []byte {
	h.Length = int64(len(payload))
	dst = AppendHeader(dst, h)
	begin := len(dst)
	dst = append(dst, payload...)
	if h.Masked {
		Mask(h.Key, 0, dst[begin:])
	}
	return dst
}
