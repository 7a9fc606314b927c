package wire

import (
	"encoding/binary"
	"slices"
)

// Inflater decompresses messages, straight into the buffer they are handed on
// in, so there is no window to keep but what context takeover asks for: the last
// bytes received, up to the server's window. A message that comes in pieces is
// inflated piece by piece; only then, and only meanwhile, is there a decoder.
// Owned by one loop.
type Inflater struct {
	history []byte   // what was received last; nil without takeover
	window  int      // of history; 0 without takeover
	partial *decoder // of the message under way, if it comes in pieces
}

// NewInflater returns an Inflater for what was agreed on.
func NewInflater(p DeflateParams) *Inflater {
	if p.ServerNoContext {
		return &Inflater{}
	}
	return &Inflater{window: window(p.ServerMaxWindowBits)}
}

// Append appends the message that payload, a whole compressed one, stands for to
// dst. More than limit bytes are FaultTooBig, at the first too many; 0 is no
// limit. With a fault, what was inflated before it is appended.
func (f *Inflater) Append(dst, payload []byte, limit int64) ([]byte, Fault) {
	if limit <= 0 {
		limit = 1<<63 - 1
	}
	dst = grown(dst, payload, limit)
	d := decoder{src: payload, out: dst, begin: len(dst), history: f.history, limit: limit}
	fault := d.run()
	if fault == "" && f.window > 0 {
		f.history = remember(f.history, d.out[d.begin:], f.window)
	}
	return d.out, fault
}

// grown is dst with the room that payload may need at first.
func grown(dst, payload []byte, limit int64) []byte {
	return slices.Grow(dst, int(min(limit, max(512, 4*int64(len(payload))), reserve)))
}

// AppendPiece is Append for a message that comes in pieces, all of them appended
// to the same dst; last says that this one, which may be empty, ends it. What is
// wrong is known at the earliest piece that proves it.
func (f *Inflater) AppendPiece(dst, piece []byte, limit int64, last bool) ([]byte, Fault) {
	d := f.partial
	if d == nil {
		if limit <= 0 {
			limit = 1<<63 - 1
		}
		dst = grown(dst, piece, limit)
		d = &decoder{begin: len(dst), history: f.history, limit: limit, more: true}
		f.partial = d
	}
	d.src = append(d.src, piece...)
	d.out, d.more = dst, !last
	fault := d.run()
	d.pos -= int(d.n >> 3) // whole bytes wait in src, where unread can give them back
	d.n &= 7
	d.bits &= 1<<d.n - 1
	d.src = d.src[:copy(d.src, d.src[min(d.pos, len(d.src)):])]
	d.pos = 0
	if fault == wanting {
		return d.out, ""
	}
	if last || fault != "" {
		f.partial = nil
	}
	if last && fault == "" && f.window > 0 {
		f.history = remember(f.history, d.out[d.begin:], f.window)
	}
	return d.out, fault
}

// decoder is the state of inflating one message (RFC 1951). Behind src stand the
// four bytes that the sender leaves out (RFC 7692 §7.2.2).
type decoder struct {
	src     []byte
	pos     int // in src, and beyond in the tail
	bits    uint64
	n       uint // of bits
	out     []byte
	begin   int // of the message in out
	limit   int64
	history []byte

	lit, dist *huffman // the codes of a block to go on with; nil: to open one
	left      int      // bytes of a stored block still to come
	final     bool     // the block under way says that it is the last

	// For a message in pieces: where to go back to when src ends too early.
	more   bool
	marked struct {
		pos  int
		bits uint64
		n    uint
	}
	own *codes // of a block with codes of its own
}

// wanting says that src ends too early, though more of the message will come.
const wanting Fault = "more is wanted"

// tail is what RFC 7692 §7.2.1 has the sender leave out.
const tail = "\x00\x00\xff\xff"

// run decodes block after block until nothing is left.
func (d *decoder) run() Fault {
	for {
		var fault Fault
		switch {
		case d.left > 0:
			fault = d.copied()
		case d.lit != nil:
			fault = d.block(d.lit, d.dist)
		case d.pos >= len(d.src) && d.n == 0: // nothing, or only an end that is there already
			return ""
		default:
			fault = d.open()
		}
		switch {
		case fault != "":
			return fault
		case d.left > 0: // a stored block has been opened
			continue
		}
		d.lit, d.dist = nil, nil
		if d.final { // the next block begins at a byte (RFC 7692 §7.2.1)
			d.final = false
			d.unread()
		}
	}
}

// open reads a block's header, and the block if that needs no going back.
func (d *decoder) open() Fault {
	d.mark()
	if !d.fill(3) {
		return d.lack()
	}
	final, kind := d.bits&1, d.bits>>1&3
	d.drop(3)
	d.final = final == 1
	switch kind {
	case 0:
		return d.stored()
	case 1:
		d.lit, d.dist = &fixedCode.lit, &fixedCode.dist
		return d.block(d.lit, d.dist)
	case 2:
		if d.more {
			return d.dynamicPartial()
		}
		return d.dynamicWhole()
	}
	return FaultDeflate
}

// mark notes where to go back to.
func (d *decoder) mark() {
	if d.more {
		d.marked.pos, d.marked.bits, d.marked.n = d.pos, d.bits, d.n
	}
}

// lack is what it means that src has ended: more will come, and decoding goes on
// at the mark, or the message is cut off.
func (d *decoder) lack() Fault {
	if !d.more {
		return FaultDeflate
	}
	d.pos, d.bits, d.n = d.marked.pos, d.marked.bits, d.marked.n
	return wanting
}

// fill makes n bits available, at most 48. Beyond them bits holds what comes
// next anyway: to set it again changes nothing.
func (d *decoder) fill(n uint) bool {
	if d.n >= n {
		return true
	}
	if d.pos+8 <= len(d.src) {
		d.bits |= binary.LittleEndian.Uint64(d.src[d.pos:]) << d.n
		whole := (63 - d.n) >> 3
		d.pos += int(whole)
		d.n += whole << 3
		return true
	}
	for d.n < 56 {
		b, ok := d.byteAt(d.pos)
		if !ok {
			break
		}
		d.bits |= uint64(b) << d.n
		d.pos++
		d.n += 8
	}
	return d.n >= n
}

func (d *decoder) byteAt(i int) (b byte, ok bool) {
	switch {
	case i < len(d.src):
		return d.src[i], true
	case !d.more && i < len(d.src)+len(tail):
		return tail[i-len(d.src)], true
	}
	return 0, false
}

// drop takes n available bits.
func (d *decoder) drop(n uint) {
	d.bits >>= n
	d.n -= n
}

// unread gives whole bytes back and drops the bits before them.
func (d *decoder) unread() {
	d.pos -= int(d.n >> 3)
	d.bits, d.n = 0, 0
}

// stored copies a block that is not compressed.
func (d *decoder) stored() Fault {
	d.unread()
	if !d.fill(32) {
		return d.lack()
	}
	length := int(d.bits & 0xffff)
	if length != int(^d.bits>>16&0xffff) {
		return FaultDeflate
	}
	d.drop(32)
	d.unread()
	if !d.room(length) {
		return FaultTooBig
	}
	d.left = length
	return ""
}

// copied copies what there is of a stored block.
func (d *decoder) copied() Fault {
	rest := d.src[min(d.pos, len(d.src)):] // the header may reach into the tail
	n := min(d.left, len(rest))
	d.out = append(d.out, rest[:n]...)
	d.pos += n
	d.left -= n
	if d.left > 0 {
		d.mark()
		return d.lack()
	}
	return ""
}

// room tells whether n more bytes are within the limit.
func (d *decoder) room(n int) bool { return int64(len(d.out)-d.begin)+int64(n) <= d.limit }

// codeOrder is the order of code lengths in a block's header (RFC 1951 §3.2.7).
const codeOrder = "\x10\x11\x12\x00\x08\x07\x09\x06\x0a\x05\x0b\x04\x0c\x03\x0d\x02\x0e\x01\x0f"

// dynamicWhole reads a block with codes of its own, which live on the stack.
func (d *decoder) dynamicWhole() Fault {
	var c codes
	if fault := d.dynamic(&c); fault != "" {
		return fault
	}
	return d.block(&c.lit, &c.dist)
}

// dynamicPartial is dynamicWhole for a block that may not be there to its end.
func (d *decoder) dynamicPartial() Fault {
	if d.own == nil {
		d.own = &codes{}
	}
	if fault := d.dynamic(d.own); fault != "" {
		return fault
	}
	d.lit, d.dist = &d.own.lit, &d.own.dist
	return d.block(d.lit, d.dist)
}

// dynamic reads a block's own codes.
func (d *decoder) dynamic(c *codes) Fault {
	if !d.fill(14) {
		return d.lack()
	}
	lits, dists, n := int(d.bits&31)+257, int(d.bits>>5&31)+1, int(d.bits>>10&15)+4
	d.drop(14)
	if lits > 286 || dists > 30 {
		return FaultDeflate
	}
	var lengths [maxLit + maxDist]uint8
	for i := range n {
		if !d.fill(3) {
			return d.lack()
		}
		lengths[codeOrder[i]] = uint8(d.bits & 7)
		d.drop(3)
	}
	if !c.lit.build(lengths[:19]) {
		return FaultDeflate
	}
	if fault := d.lengths(&c.lit, lengths[:lits+dists]); fault != "" {
		return fault
	}
	if !c.lit.build(lengths[:lits]) || !c.dist.build(lengths[lits:lits+dists]) {
		return FaultDeflate
	}
	return ""
}

// lengths reads the code lengths of a dynamic block.
func (d *decoder) lengths(h *huffman, lengths []uint8) Fault {
	for i := 0; i < len(lengths); {
		symbol, fault := d.symbol(h)
		if fault != "" {
			return fault
		}
		if symbol < 16 {
			lengths[i] = uint8(symbol)
			i++
			continue
		}
		var value uint8
		repeat, extra := 3, uint(2)
		switch symbol {
		case 16:
			if i == 0 {
				return FaultDeflate
			}
			value = lengths[i-1]
		case 17:
			extra = 3
		default:
			repeat, extra = 11, 7
		}
		if !d.fill(extra) {
			return d.lack()
		}
		repeat += int(d.bits & (1<<extra - 1))
		d.drop(extra)
		if repeat > len(lengths)-i {
			return FaultDeflate
		}
		for range repeat {
			lengths[i] = value
			i++
		}
	}
	return ""
}

// symbol reads the next symbol of a code.
func (d *decoder) symbol(h *huffman) (symbol int, fault Fault) {
	d.fill(maxBits) // if there are so many
	entry := h.quick[d.bits&(1<<quickBits-1)]
	symbol, length := int(entry>>4), int(entry&15)
	if length == 0 {
		symbol, length = h.slow(d.bits)
	}
	switch {
	case length > 0 && uint(length) <= d.n:
		d.drop(uint(length))
		return symbol, ""
	case d.n < maxBits:
		return 0, d.lack()
	}
	return 0, FaultDeflate
}

// block decodes literals and matches up to the end of the block.
func (d *decoder) block(lit, dist *huffman) Fault {
	for {
		d.mark()
		symbol, fault := d.symbol(lit)
		switch {
		case fault != "":
			return fault
		case symbol > 285:
			return FaultDeflate
		case symbol == 256:
			return ""
		case symbol < 256:
			if !d.room(1) {
				return FaultTooBig
			}
			d.out = append(d.out, byte(symbol))
			continue
		}
		length, ok := d.extra(lengthCode(symbol - 257))
		if !ok {
			return d.lack()
		}
		symbol, fault = d.symbol(dist)
		switch {
		case fault != "":
			return fault
		case symbol > 29:
			return FaultDeflate
		}
		distance, ok := d.extra(distanceCode(symbol))
		if !ok {
			return d.lack()
		}
		if distance > len(d.out)-d.begin+len(d.history) {
			return FaultDeflate
		}
		if !d.room(length) {
			return FaultTooBig
		}
		d.match(distance, length)
	}
}

// extra adds the extra bits to a base.
func (d *decoder) extra(base int, n uint) (value int, ok bool) {
	if !d.fill(n) {
		return 0, false
	}
	value = base + int(d.bits&(1<<n-1))
	d.drop(n)
	return value, true
}

// lengthCode is the table of match lengths in RFC 1951 §3.2.5, by its rule.
func lengthCode(code int) (base int, extra uint) {
	switch {
	case code < 8:
		return code + 3, 0
	case code == 28:
		return 258, 0
	}
	extra = uint(code>>2) - 1
	return (4+code&3)<<extra + 3, extra
}

// distanceCode is the table of distances in RFC 1951 §3.2.5, by its rule.
func distanceCode(code int) (base int, extra uint) {
	if code < 4 {
		return code + 1, 0
	}
	extra = uint(code>>1) - 1
	return (2+code&1)<<extra + 1, extra
}

// match copies length bytes from distance back, first out of the history.
func (d *decoder) match(distance, length int) {
	if old := distance - (len(d.out) - d.begin); old > 0 {
		from := len(d.history) - old
		n := min(length, old)
		d.out = append(d.out, d.history[from:from+n]...)
		length -= n
	}
	for length > 0 { // each round doubles what a short distance repeats
		from := len(d.out) - distance
		n := min(length, distance)
		d.out = append(d.out, d.out[from:from+n]...)
		length -= n
		distance += n
	}
}
