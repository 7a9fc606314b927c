package wire

import "github.com/klauspost/compress/flate"

// DeflateParams are the parameters of permessage-deflate (RFC 7692 §7.1), as
// offered or as agreed on. "Takeover" is a side's keeping its window from one
// message to the next.
// Immutable after New.
type DeflateParams struct {
	ServerNoContext bool // the server's messages stand alone
	ClientNoContext bool // our messages stand alone
	// The base-2 logarithms of the windows, 8 to 15; 0 says nothing, which is
	// 15. In an offer, a ClientMaxWindowBits of 15 lets the server set a limit.
	ServerMaxWindowBits, ClientMaxWindowBits int
}

// maxDict is how much of what was sent the Deflater remembers, and the most
// that flate.StatelessDeflate makes use of.
const maxDict = 8 << 10

// window is the size of the window of so many bits.
func window(bits int) int {
	if bits < 8 || bits > 15 {
		return 1 << 15
	}
	return 1 << bits
}

// Deflater compresses messages. It has no window of its own (a usual one costs
// a megabyte a connection): with context takeover the last 8 kB sent are the
// dictionary of the next message; without, nothing is kept.
// Owned by one loop.
type Deflater struct {
	out    output
	dict   []byte // what was sent last; nil without takeover
	most   int    // of dict; 0 without takeover
	window int
}

// output is an io.Writer that appends.
type output struct{ b []byte }

func (o *output) Write(p []byte) (int, error) {
	o.b = append(o.b, p...)
	return len(p), nil
}

// NewDeflater returns a Deflater for what was agreed on.
func NewDeflater(p DeflateParams) *Deflater {
	d := &Deflater{window: window(p.ClientMaxWindowBits)}
	if !p.ClientNoContext {
		d.most = min(maxDict, d.window/2)
	}
	return d
}

// Append appends message, compressed, to dst: the payload of a frame with RSV1
// set (RFC 7692 §7.2.1). dst must not lie in message.
func (d *Deflater) Append(dst, message []byte) []byte {
	d.out.b = dst
	if d.window == 1<<15 {
		d.deflate(message, d.dict)
	} else {
		d.pieces(message)
	}
	dst = d.out.b
	d.out.b = nil
	if d.most > 0 {
		d.dict = remember(d.dict, message, d.most)
	}
	return dst[:len(dst)-4] // the empty block at the end has no bytes: 00 00 ff ff
}

// pieces compresses a message for a window smaller than usual: pieces of half a
// window, each with the half before it as dictionary.
func (d *Deflater) pieces(message []byte) {
	half := d.window / 2
	dict := d.dict
	for rest := message; ; {
		piece := rest[:min(half, len(rest))]
		d.deflate(piece, dict)
		rest = rest[len(piece):]
		if len(rest) == 0 {
			return
		}
		dict = piece[max(0, len(piece)-maxDict):]
	}
}

// deflate compresses into out; the only error there is would be out's.
func (d *Deflater) deflate(b, dict []byte) {
	_ = flate.StatelessDeflate(&d.out, b, false, dict)
}

// remember returns the last most bytes of old and message together, in old's
// array if they fit, else in one that is never larger than most.
func remember(old, message []byte, most int) []byte {
	message = message[max(0, len(message)-most):]
	if over := len(old) + len(message) - most; over > 0 {
		old = old[:copy(old, old[over:])]
	}
	if need := len(old) + len(message); need > cap(old) {
		old = append(make([]byte, 0, min(most, max(need, 2*cap(old)))), old...)
	}
	return append(old, message...)
}
