package socket

import (
	crypto "crypto/rand"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"unsafe"

	"volley/internal/wire"
)

const (
	maxControl = 125 // RFC 6455 §5.5
	maxHeader  = 14
)

// header is that of a whole, masked message or control frame.
func header(op wire.Opcode, length int) wire.Header {
	return wire.Header{Fin: true, Opcode: op, Masked: true, Key: maskKey(), Length: int64(length)}
}

// maskKey is a masking key nobody can foresee, else a script's data could be
// made to look like another protocol to a proxy on the way (RFC 6455 §10.3). The
// top-level functions of math/rand/v2 draw from the runtime's ChaCha8, one per
// thread and seeded by the operating system: no lock, no memory per socket.
func maskKey() (key [4]byte) {
	binary.NativeEndian.PutUint32(key[:], rand.Uint32())
	return key
}

// newKey is the nonce of an upgrade request (RFC 6455 §4.1).
func newKey() string {
	var random [16]byte
	_, _ = crypto.Read(random[:]) // never fails: it ends the program instead
	return wire.NewKey(random)
}

// appendFrame queues one frame.
func (s *Socket) appendFrame(op wire.Opcode, payload []byte) {
	h := header(op, len(payload))
	if s.rare != nil {
		s.rare.traceOut(h, payload)
	}
	s.conn.Extend(func(dst []byte) []byte { return wire.AppendFrame(dst, h, payload) })
}

// appendPieces queues one message in frames of at most FragmentSize.
func (s *Socket) appendPieces(op wire.Opcode, message []byte) {
	s.conn.Extend(func(dst []byte) []byte { return s.rare.pieces(dst, op, false, message) })
}

// appendDeflated queues one message, compressed if that makes it smaller. Its length is known only
// afterwards, so the payload is made behind room for the longest header and then
// moved up to the real one; a second buffer would cost every shard its size.
func (s *Socket) appendDeflated(op wire.Opcode, message []byte) {
	s.conn.Extend(func(dst []byte) []byte {
		begin := len(dst)
		var room [maxHeader]byte
		dst, smaller := s.out.Append(append(dst, room[:]...), message)
		payload := dst[begin+maxHeader:]
		if s.rare != nil && s.rare.fragment > 0 {
			// Headers between the pieces need room of their own.
			return s.rare.pieces(dst[:begin], op, smaller, slices.Clone(payload))
		}
		h := header(op, len(payload))
		h.RSV1 = smaller // RFC 7692 §6
		if s.rare != nil {
			s.rare.traceOut(h, payload)
		}
		end := len(wire.AppendHeader(dst[:begin], h))
		n := copy(dst[end:], payload)
		wire.Mask(h.Key, 0, dst[end:end+n])
		return dst[:end+n]
	})
}

// bytesOf is the bytes of a string, not to be written to.
func bytesOf(text string) []byte { return unsafe.Slice(unsafe.StringData(text), len(text)) }
