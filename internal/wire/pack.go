package wire

import (
	"encoding/binary"
	"math/bits"
)

const (
	packBits  = 10      // of a hash: the table is 2 kB
	packMost  = 8 << 10 // what is kept of what was sent
	packShort = 2 << 10 // longer messages are for the library
	packMatch = 4       // the shortest match looked for
	maxMatch  = 258     // RFC 1951 §3.2.5
)

// packer compresses short messages against what was sent before: its table of
// what was sent stays from one message to the next, where a library would make
// it anew, at ten times the price of the message itself. It uses the fixed code
// (RFC 1951 §3.2.6): a short message does not pay for a code of its own.
// Owned by one loop.
type packer struct {
	buf    []byte                 // what was sent last
	table  *[1 << packBits]uint16 // where in buf its hash was seen last, plus one
	window int                    // the longest distance
	vain   uint8                  // messages in a row that did not become smaller
}

// worth tells whether to send a message compressed that became smaller, or did
// not. One that did not may be the first of its kind, and only what was sent
// compressed helps the next: so a few are, and later, if nothing came of it, one
// in sixteen.
func (p *packer) worth(smaller bool) bool {
	if smaller {
		p.vain = 0
		return true
	}
	p.vain++
	return p.vain <= 4 || p.vain%16 == 0
}

// most is how much is kept of what was sent; at times a little more.
func (p *packer) most() int { return min(packMost, p.window) }

// past is what was sent last, at most so much.
func (p *packer) past() []byte { return p.buf[max(0, len(p.buf)-p.most()):] }

// add appends message, or the end of a long one, to what was sent, and returns
// where it begins.
func (p *packer) add(message []byte) (begin int) {
	if p.table == nil {
		p.table = new([1 << packBits]uint16)
	}
	room := p.most() + 2*packShort
	past := min(p.most(), room-len(message))
	if most := max(p.most(), packShort); len(message) > most {
		message, past = message[len(message)-most:], 0 // what went before does not touch it
	}
	if len(p.buf)+len(message) > room || past == 0 {
		p.slide(max(0, len(p.buf)-past))
	}
	if need := len(p.buf) + len(message); need > cap(p.buf) {
		p.buf = append(make([]byte, 0, min(room, max(need, 2*cap(p.buf)))), p.buf...)
	}
	begin = len(p.buf)
	p.buf = append(p.buf, message...)
	return begin
}

// slide forgets the first n bytes.
func (p *packer) slide(n int) {
	p.buf = p.buf[:copy(p.buf, p.buf[n:])]
	for i, at := range p.table {
		p.table[i] = uint16(max(0, int(at)-n))
	}
}

// undo takes back the n bytes that were packed last. Places in the table beyond
// the end do no harm: what is found there is compared.
func (p *packer) undo(n int) { p.buf = p.buf[:len(p.buf)-n] }

// learn enters a long message that was compressed elsewhere.
func (p *packer) learn(message []byte) {
	for i := p.add(message); i+packMatch <= len(p.buf); i++ {
		p.table[slotOf(binary.LittleEndian.Uint32(p.buf[i:]))] = uint16(i + 1)
	}
}

// slotOf is the place in the table of four bytes.
func slotOf(four uint32) uint32 { return four * 0x9e3779b1 >> (32 - packBits) }

// pack appends a short message, compressed, to dst, with the four bytes at the
// end that RFC 7692 §7.2.1 takes away.
func (p *packer) pack(dst, message []byte) []byte {
	i := p.add(message)
	src := p.buf
	w := bitWriter{dst: dst}
	w.write(2, 3) // not the last block, fixed code
	for i+packMatch <= len(src) {
		four := binary.LittleEndian.Uint32(src[i:])
		slot := &p.table[slotOf(four)]
		at := int(*slot) - 1
		*slot = uint16(i + 1)
		if at < 0 || at >= i || i-at > p.window || binary.LittleEndian.Uint32(src[at:]) != four {
			w.symbol(int(src[i]))
			i++
			continue
		}
		n := packMatch + same(src[at+packMatch:], src[i+packMatch:min(len(src), i+maxMatch)])
		w.match(n, i-at)
		for end := i + n; i < end; i++ {
			if i+packMatch <= len(src) {
				p.table[slotOf(binary.LittleEndian.Uint32(src[i:]))] = uint16(i + 1)
			}
		}
	}
	for ; i < len(src); i++ {
		w.symbol(int(src[i]))
	}
	w.symbol(256)
	w.write(0, 3) // an empty block that is not compressed
	w.align()
	return append(w.dst, tail...)
}

// same is how many bytes of b, from its beginning, are those of a, which is at
// least as long.
func same(a, b []byte) (n int) {
	for n+8 <= len(b) {
		if x := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); x != 0 {
			return n + bits.TrailingZeros64(x)>>3
		}
		n += 8
	}
	for n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// bitWriter appends bits in the order of RFC 1951 §3.1.1.
type bitWriter struct {
	dst  []byte
	bits uint64
	n    uint // of bits, less than 32 between calls
}

// write appends the n low bits of value, at most 32.
func (w *bitWriter) write(value uint64, n uint) {
	w.bits |= value << w.n
	w.n += n
	if w.n >= 32 {
		w.dst = binary.LittleEndian.AppendUint32(w.dst, uint32(w.bits))
		w.bits >>= 32
		w.n -= 32
	}
}

// symbol appends a symbol of the fixed code (RFC 1951 §3.2.6).
func (w *bitWriter) symbol(s int) {
	switch {
	case s < 144:
		w.write(uint64(bits.Reverse8(uint8(0x30+s))), 8)
	case s < 256:
		w.write(uint64(bits.Reverse16(uint16(0x190+s-144))>>7), 9)
	case s < 280:
		w.write(uint64(bits.Reverse8(uint8(s-256))>>1), 7)
	default:
		w.write(uint64(bits.Reverse8(uint8(0xc0+s-280))), 8)
	}
}

// match appends a match (RFC 1951 §3.2.5). The tables of lengths and distances
// are logarithms with two and one bits behind the point.
func (w *bitWriter) match(length, distance int) {
	switch l := uint(length - 3); {
	case l < 8:
		w.symbol(257 + int(l))
	case length == maxMatch:
		w.symbol(285)
	default:
		extra := uint(bits.Len(l)) - 3
		w.symbol(257 + int((extra+1)<<2|l>>extra&3))
		w.write(uint64(l&(1<<extra-1)), extra)
	}
	d := uint(distance - 1)
	if d < 2 {
		w.write(uint64(bits.Reverse8(uint8(d))>>3), 5)
		return
	}
	extra := uint(bits.Len(d)) - 2
	w.write(uint64(bits.Reverse8(uint8((extra+1)<<1|d>>extra&1))>>3), 5)
	w.write(uint64(d&(1<<extra-1)), extra)
}

// align goes on at the next byte.
func (w *bitWriter) align() {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.dst = append(w.dst, byte(w.bits))
		w.bits >>= 8
	}
}
