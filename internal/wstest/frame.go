package wstest

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
)

// Opcode is the kind of a frame (RFC 6455 §5.2).
type Opcode byte

// The kinds of frames.
const (
	Continuation Opcode = 0
	Text         Opcode = 1
	Binary       Opcode = 2
	Close        Opcode = 8
	Ping         Opcode = 9
	Pong         Opcode = 10
)

// ErrFrame is a frame that no client may send, or that a server will not take.
var ErrFrame = errors.New("a frame without a mask, or too long")

// Accept is the Sec-WebSocket-Accept that is right for a request (RFC 6455
// §4.2.2).
func Accept(r *http.Request) string {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// Frame is the text of one frame as a server sends it.
func Frame(fin bool, op Opcode, payload string) string {
	b := []byte{byte(op), 0}
	if fin {
		b[0] |= 0x80
	}
	switch n := len(payload); {
	case n < 126:
		b[1] = byte(n)
	case n < 1<<16:
		b[1] = 126
		b = binary.BigEndian.AppendUint16(b, uint16(n))
	default:
		b[1] = 127
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return string(b) + payload
}

// ReadFrame reads one frame of a client's, of at most limit bytes of payload, and
// unmasks it. head is its first byte: FIN, the reserved bits and the opcode, which
// are not checked. An error is the reader's, or ErrFrame.
func ReadFrame(r io.Reader, limit uint64) (head byte, payload []byte, err error) {
	var b [14]byte
	if _, err := io.ReadFull(r, b[:2]); err != nil {
		return 0, nil, err
	}
	if b[1]&0x80 == 0 {
		return 0, nil, ErrFrame
	}
	length, extra := uint64(b[1]&0x7f), 0
	switch length {
	case 126:
		extra = 2
	case 127:
		extra = 8
	}
	if _, err := io.ReadFull(r, b[2:2+extra+4]); err != nil {
		return 0, nil, err
	}
	switch extra {
	case 2:
		length = uint64(binary.BigEndian.Uint16(b[2:]))
	case 8:
		length = binary.BigEndian.Uint64(b[2:])
	}
	if length > limit {
		return 0, nil, ErrFrame
	}
	key := b[2+extra : 6+extra]
	payload = make([]byte, length)
	if _, err := io.ReadFull(r, payload); err != nil {
		return 0, nil, err
	}
	for i := range payload {
		payload[i] ^= key[i%4]
	}
	return b[0], payload, nil
}
