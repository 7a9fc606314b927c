package wire

import (
	"encoding/binary"
	"slices"
)

// Inflater decompresses messages. It works on whole messages, straight into the
// buffer they are handed on in, so there is no window to keep but what context
// takeover asks for: the last bytes received, up to the server's window.
// Owned by one loop.
type Inflater struct {
	history []byte // what was received last; nil without takeover
	window  int    // of history; 0 without takeover
}

// NewInflater returns an Inflater for what was agreed on.
func NewInflater(p DeflateParams) *Inflater {
	if p.ServerNoContext {
		return &Inflater{}
	}
	return &Inflater{window: window(p.ServerMaxWindowBits)}
}

// Append appends the message that payload, a compressed one, stands for to dst.
// More than limit bytes are FaultTooBig, at the first too many; 0 is no limit.
// After a fault, what was appended is undefined.
func (f *Inflater) Append(dst, payload []byte, limit int64) ([]byte, Fault) {
	if limit <= 0 {
		limit = 1<<63 - 1
	}
	dst = slices.Grow(dst, int(min(limit, max(512, 4*int64(len(payload))), reserve)))
	d := decoder{src: payload, out: dst, begin: len(dst), history: f.history, limit: limit}
	fault := d.run()
	if fault == "" && f.window > 0 {
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
}

// tail is what RFC 7692 §7.2.1 has the sender leave out.
const tail = "\x00\x00\xff\xff"

// run decodes block after block until nothing is left.
func (d *decoder) run() Fault {
	for {
		if d.pos >= len(d.src) && d.n == 0 { // nothing, or only an end that is there already
			return ""
		}
		if !d.fill(3) {
			return FaultDeflate
		}
		final, kind := d.bits&1, d.bits>>1&3
		d.drop(3)
		var fault Fault
		switch kind {
		case 0:
			fault = d.stored()
		case 1:
			fault = d.block(&fixedCode.lit, &fixedCode.dist)
		case 2:
			fault = d.dynamic()
		default:
			fault = FaultDeflate
		}
		if fault != "" {
			return fault
		}
		if final == 1 { // the next block begins at a byte (RFC 7692 §7.2.1)
			d.unread()
		}
	}
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
	case i < len(d.src)+len(tail):
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
		return FaultDeflate
	}
	length := int(d.bits & 0xffff)
	if length != int(^d.bits>>16&0xffff) {
		return FaultDeflate
	}
	d.drop(32)
	d.unread()
	if length == 0 {
		return ""
	}
	if length > len(d.src)-d.pos {
		return FaultDeflate
	}
	if !d.room(length) {
		return FaultTooBig
	}
	d.out = append(d.out, d.src[d.pos:d.pos+length]...)
	d.pos += length
	return ""
}

// room tells whether n more bytes are within the limit.
func (d *decoder) room(n int) bool { return int64(len(d.out)-d.begin)+int64(n) <= d.limit }

// codeOrder is the order of code lengths in a block's header (RFC 1951 §3.2.7).
const codeOrder = "\x10\x11\x12\x00\x08\x07\x09\x06\x0a\x05\x0b\x04\x0c\x03\x0d\x02\x0e\x01\x0f"

// dynamic reads a block with codes of its own.
func (d *decoder) dynamic() Fault {
	if !d.fill(14) {
		return FaultDeflate
	}
	lits, dists, codes := int(d.bits&31)+257, int(d.bits>>5&31)+1, int(d.bits>>10&15)+4
	d.drop(14)
	if lits > 286 || dists > 30 {
		return FaultDeflate
	}
	var lengths [maxLit + maxDist]uint8
	for i := range codes {
		if !d.fill(3) {
			return FaultDeflate
		}
		lengths[codeOrder[i]] = uint8(d.bits & 7)
		d.drop(3)
	}
	var lit, dist huffman
	if !lit.build(lengths[:19]) || !d.lengths(&lit, lengths[:lits+dists]) {
		return FaultDeflate
	}
	if !lit.build(lengths[:lits]) || !dist.build(lengths[lits:lits+dists]) {
		return FaultDeflate
	}
	return d.block(&lit, &dist)
}

// lengths reads the code lengths of a dynamic block.
func (d *decoder) lengths(h *huffman, lengths []uint8) bool {
	for i := 0; i < len(lengths); {
		symbol, ok := d.symbol(h)
		if !ok {
			return false
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
				return false
			}
			value = lengths[i-1]
		case 17:
			extra = 3
		default:
			repeat, extra = 11, 7
		}
		if !d.fill(extra) {
			return false
		}
		repeat += int(d.bits & (1<<extra - 1))
		d.drop(extra)
		if repeat > len(lengths)-i {
			return false
		}
		for range repeat {
			lengths[i] = value
			i++
		}
	}
	return true
}

// symbol reads the next symbol of a code.
func (d *decoder) symbol(h *huffman) (symbol int, ok bool) {
	d.fill(maxBits) // if there are so many
	entry := h.quick[d.bits&(1<<quickBits-1)]
	symbol, length := int(entry>>4), int(entry&15)
	if length == 0 {
		symbol, length = h.slow(d.bits)
	}
	if length == 0 || uint(length) > d.n {
		return 0, false
	}
	d.drop(uint(length))
	return symbol, true
}

// block decodes literals and matches up to the end of the block.
func (d *decoder) block(lit, dist *huffman) Fault {
	for {
		symbol, ok := d.symbol(lit)
		switch {
		case !ok || symbol > 285:
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
			return FaultDeflate
		}
		symbol, ok = d.symbol(dist)
		if !ok || symbol > 29 {
			return FaultDeflate
		}
		distance, ok := d.extra(distanceCode(symbol))
		if !ok || distance > len(d.out)-d.begin+len(d.history) {
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
