package wire

import "math/bits"

const (
	quickBits = 9  // codes up to this length are found in one step
	maxBits   = 15 // RFC 1951 §3.2.7
	maxLit    = 288
	maxDist   = 32
)

// huffman decodes one canonical Huffman code (RFC 1951 §3.2.2). It has no
// pointers, so that it may live on the stack.
type huffman struct {
	quick  [1 << quickBits]uint16 // symbol<<4 | length, by the next bits; 0 if longer
	count  [maxBits + 1]uint16    // codes of each length
	symbol [maxLit]uint16         // in the order of the codes
}

// build makes h of the length of each symbol's code; false means that no code
// has these lengths. A code with one symbol, or none, may be incomplete.
func (h *huffman) build(lengths []uint8) bool {
	h.count = [maxBits + 1]uint16{}
	for _, n := range lengths {
		h.count[n]++
	}
	h.count[0] = 0
	var first, offset [maxBits + 2]uint16
	left, total := 1, 0
	for n := 1; n <= maxBits; n++ {
		left = left<<1 - int(h.count[n])
		if left < 0 {
			return false
		}
		total += int(h.count[n])
		first[n+1] = (first[n] + h.count[n]) << 1
		offset[n+1] = offset[n] + h.count[n]
	}
	if left > 0 && (total > 1 || total == 1 && h.count[1] == 0) {
		return false
	}
	clear(h.quick[:])
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		h.symbol[offset[n]] = uint16(symbol)
		offset[n]++
		if n <= quickBits {
			code := int(bits.Reverse16(first[n]) >> (16 - n))
			for ; code < len(h.quick); code += 1 << n {
				h.quick[code] = uint16(symbol)<<4 | uint16(n)
			}
		}
		first[n]++
	}
	return true
}

// slow finds a code longer than quickBits in the next bits, length by length; 0
// if there is none.
func (h *huffman) slow(next uint64) (symbol, length int) {
	code, first, index := 0, 0, 0
	for n := 1; n <= maxBits; n++ {
		code |= int(next & 1)
		next >>= 1
		count := int(h.count[n])
		if code-first < count {
			return int(h.symbol[index+code-first]), n
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	return 0, 0
}

// codes are the two codes of a block.
type codes struct{ lit, dist huffman }

// fixedCode is the code of RFC 1951 §3.2.6. It is made once and never written.
var fixedCode = newFixedCode()

func newFixedCode() *codes {
	var c codes
	var lengths [maxLit + maxDist]uint8
	for i := range maxLit {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	for i := range maxDist {
		lengths[maxLit+i] = 5
	}
	c.lit.build(lengths[:maxLit])
	c.dist.build(lengths[maxLit:])
	return &c
}
