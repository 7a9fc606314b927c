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

// window is the size of the window of so many bits.
func window(bits int) int {
	if bits < 8 || bits > 15 {
		return 1 << 15
	}
	return 1 << bits
}

// Deflater compresses messages. A usual compressor has a window and tables of a
// megabyte for each connection; this one has, with context takeover, the last 8
// kB sent and a small table of them; without, nothing: a library does the work,
// with memory that all share.
// Owned by one loop.
type Deflater struct {
	out    output
	past   *packer // nil without takeover
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
		d.past = &packer{window: d.window}
	}
	return d
}

// Append appends message to dst, compressed unless that is in vain: the payload
// of a frame that has RSV1 set if compressed is (RFC 7692 §6). dst must not lie in
// message.
func (d *Deflater) Append(dst, message []byte) (out []byte, compressed bool) {
	begin := len(dst)
	short := d.past != nil && len(message) <= packShort
	switch {
	case short:
		dst = d.past.pack(dst, message)
	case d.past != nil:
		dst = d.deflate(dst, message, d.past.past())
	default:
		dst = d.deflate(dst, message, nil)
	}
	dst = dst[:len(dst)-len(tail)] // the empty block at the end has no bytes
	compressed = len(dst)-begin < len(message)
	if d.past != nil {
		compressed = d.past.worth(compressed)
	}
	switch {
	case !compressed:
		dst = append(dst[:begin], message...)
		if short { // such a message is in nobody's window
			d.past.undo(len(message))
		}
	case d.past != nil && !short:
		d.past.learn(message)
	}
	return dst, compressed
}

// deflate appends message, compressed by the library, to dst. dict is what went
// before it.
func (d *Deflater) deflate(dst, message, dict []byte) []byte {
	d.out.b = dst
	if d.window == 1<<15 {
		d.library(message, dict)
	} else {
		d.pieces(message, dict)
	}
	dst = d.out.b
	d.out.b = nil
	return dst
}

// pieces compresses a message for a window smaller than usual: pieces of half a
// window, each with the half before it as dictionary.
func (d *Deflater) pieces(message, dict []byte) {
	half := d.window / 2
	dict = dict[max(0, len(dict)-half):]
	for rest := message; ; {
		piece := rest[:min(half, len(rest))]
		d.library(piece, dict)
		rest = rest[len(piece):]
		if len(rest) == 0 {
			return
		}
		dict = piece
	}
}

// library compresses into out; the only error there is would be out's. It uses
// at most 8 kB of dict.
func (d *Deflater) library(b, dict []byte) {
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
