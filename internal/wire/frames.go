package wire

import "encoding/binary"

// FirstBytes is how much of a frame's payload a Frames shows.
const FirstBytes = 64

const maxHeader = 14 // bytes of the longest header (RFC 6455 §5.2)

// Frames finds the frames in a stream, however it is sliced, for someone who
// looks on. It judges nothing: what breaks the protocol is shown as it came.
// The zero value is ready.
// Owned by one loop.
type Frames struct {
	have  int
	rest  int64 // bytes of a frame already shown that are still to come
	bytes [maxHeader + FirstBytes]byte
}

// Next takes the first n bytes of b, at least one if there are any: up to the end
// of a frame, or all. When they complete a frame's header and as much of its
// payload as is shown, found is set; first is then the payload's first bytes,
// unmasked, valid until the next call.
func (f *Frames) Next(b []byte) (h Header, first []byte, n int, found bool) {
	for f.rest == 0 {
		want := 2
		header := 0
		if f.have >= 2 {
			h, header = looseHeader(f.bytes[:f.have])
			want = header
			if f.have >= header {
				want += int(min(h.Length, FirstBytes))
			}
		}
		if found = f.have >= 2 && f.have >= want; found {
			first = f.bytes[header:f.have]
			Mask(h.Key, 0, first) // a zero key changes nothing
			f.rest = h.Length - int64(len(first))
			f.have = 0
			break
		}
		if n == len(b) {
			return Header{}, nil, n, false
		}
		took := copy(f.bytes[f.have:want], b[n:])
		f.have += took
		n += took
	}
	over := min(f.rest, int64(len(b)-n))
	f.rest -= over
	return h, first, n + int(over), found
}

// looseHeader reads the header that b begins with, at least two bytes, whatever
// it says; n is its length, which may be beyond b: it is then not read whole.
func looseHeader(b []byte) (h Header, n int) {
	h = Header{
		Fin: b[0]&0x80 != 0, RSV1: b[0]&0x40 != 0, RSV2: b[0]&0x20 != 0, RSV3: b[0]&0x10 != 0,
		Opcode: Opcode(b[0] & 0xf), Masked: b[1]&0x80 != 0, Length: int64(b[1] & 0x7f),
	}
	n = 2
	switch h.Length {
	case 126:
		n = 4
	case 127:
		n = 10
	}
	mask := n
	if h.Masked {
		n += 4
	}
	if len(b) < n {
		return h, n
	}
	switch mask {
	case 4:
		h.Length = int64(binary.BigEndian.Uint16(b[2:]))
	case 10:
		h.Length = int64(binary.BigEndian.Uint64(b[2:]) &^ (1 << 63)) // the fault is the Assembler's to find
	}
	if h.Masked {
		h.Key = [4]byte(b[mask:])
	}
	return h, n
}
