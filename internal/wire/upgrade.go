package wire

import (
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"strings"
)

// ErrHandshake is what is wrong with an answer that is no upgrade; the status
// and the body say more. The text is the one k6 scripts know.
var ErrHandshake = errors.New("websocket: bad handshake")

// Upgrade is a client's opening handshake (RFC 6455 §4.1).
// Immutable after New.
type Upgrade struct {
	Host      string // the Host field
	Target    string // path and query
	Key       string // see NewKey
	Protocols []string
	Deflate   *DeflateParams // to offer; nil offers nothing
	Fields    Fields         // more fields, in order
}

// own are the fields that an Upgrade writes itself.
var own = []string{
	"Host", "Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Extensions",
}

// Append appends the request to dst. Nothing in u can end a line: in values,
// control characters become spaces, as in net/http; a field whose name is no
// token is left out, and so is one the handshake has itself.
func (u *Upgrade) Append(dst []byte) []byte {
	dst = append(dst, "GET "...)
	dst = appendTarget(dst, u.Target)
	dst = append(dst, " HTTP/1.1\r\n"...)
	dst = appendField(dst, "Host", u.Host)
	dst = append(dst, "Connection: Upgrade\r\nUpgrade: websocket\r\n"...)
	for _, f := range u.Fields {
		if u.mayAdd(f) {
			dst = appendField(dst, f.Name, f.Value)
		}
	}
	dst = appendField(dst, "Sec-WebSocket-Version", "13")
	dst = appendField(dst, "Sec-WebSocket-Key", u.Key)
	if u.Deflate != nil {
		dst = appendField(dst, "Sec-WebSocket-Extensions", u.Deflate.offer())
	}
	if len(u.Protocols) > 0 {
		dst = appendField(dst, "Sec-WebSocket-Protocol", strings.Join(u.Protocols, ", "))
	}
	return append(dst, '\r', '\n')
}

func (u *Upgrade) mayAdd(f Field) bool {
	for _, name := range own {
		if strings.EqualFold(f.Name, name) {
			return false
		}
	}
	switch {
	case len(u.Protocols) > 0 && strings.EqualFold(f.Name, "Sec-WebSocket-Protocol"):
		return false
	case f.Value == "" && strings.EqualFold(f.Name, "User-Agent"): // wanted is none, as in net/http
		return false
	}
	return isToken(f.Name)
}

func appendField(dst []byte, name, value string) []byte {
	dst = append(append(dst, name...), ": "...)
	return append(appendValue(dst, value), '\r', '\n')
}

func appendValue(dst []byte, value string) []byte {
	value = trim(value)
	for i := range len(value) {
		c := value[i]
		if c < ' ' && c != '\t' || c == 0x7f {
			c = ' '
		}
		dst = append(dst, c)
	}
	return dst
}

// appendTarget escapes what cannot stand in a request line.
func appendTarget(dst []byte, target string) []byte {
	const digits = "0123456789ABCDEF"
	if target == "" {
		target = "/"
	}
	for i := range len(target) {
		if c := target[i]; c <= ' ' || c >= 0x7f {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}

// Check judges the server's answer (RFC 6455 §4.1). It returns the subprotocol
// the server chose, asked for or not as in k6, and whether and how messages may
// be compressed. The error is ErrHandshake or says what is wrong with the
// extensions.
func (u *Upgrade) Check(r *Response) (protocol string, params DeflateParams, deflate bool, err error) {
	if r.Status != 101 || !r.Fields.contains("Upgrade", "websocket") || !r.Fields.contains("Connection", "Upgrade") ||
		r.Fields.Value("Sec-WebSocket-Accept") != AcceptKey(u.Key) {
		return "", DeflateParams{}, false, ErrHandshake
	}
	return u.chosen(r)
}

// chosen is the subprotocol and the extension in an answer that is a success.
func (u *Upgrade) chosen(r *Response) (protocol string, params DeflateParams, deflate bool, err error) {
	params, deflate, err = u.agreed(r.Fields.Values("Sec-WebSocket-Extensions"))
	if err != nil {
		return "", DeflateParams{}, false, err
	}
	return r.Fields.Value("Sec-WebSocket-Protocol"), params, deflate, nil
}

// NewKey is the Sec-WebSocket-Key made of 16 random bytes.
func NewKey(random [16]byte) string { return base64.StdEncoding.EncodeToString(random[:]) }

// AcceptKey is the Sec-WebSocket-Accept that answers key (RFC 6455 §4.2.2).
func AcceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}
