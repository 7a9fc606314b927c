package wire

import (
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
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

	// NeedProtocol is to fail when the server chooses none of Protocols, or
	// another, or several (RFC 6455 §4.1; WebSockets standard, "establish a
	// WebSocket connection"). Without it, any choice is taken, as k6/ws does.
	NeedProtocol bool
}

// own are the fields that an Upgrade writes itself.
var own = []string{
	"Host", "Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Extensions",
}

// Fault says why u cannot be sent: what would end a line, or is no name. A
// request that is not what was asked for must not leave.
func (u *Upgrade) Fault() error {
	if hasBreak(trimLines(u.Host)) {
		return fmt.Errorf("header Host: %q has a line break in it", u.Host)
	}
	for _, protocol := range u.Protocols {
		if hasBreak(protocol) {
			return fmt.Errorf("subprotocol %q has a line break in it", protocol)
		}
	}
	for _, f := range u.Fields {
		switch {
		case !isToken(f.Name):
			return fmt.Errorf("header %q: no header has such a name", f.Name)
		case hasBreak(trimLines(f.Value)):
			return fmt.Errorf("header %s: %q has a line break in it", f.Name, f.Value)
		}
	}
	return nil
}

// hasBreak tells whether text has a byte that no field may have (RFC 9110 §5.5).
func hasBreak(text string) bool { return strings.ContainsAny(text, "\r\n\x00") }

// trimLines takes off what the Fetch standard has a field's value without: a
// token read from a file often has a line end.
func trimLines(text string) string { return strings.Trim(text, " \t\r\n") }

// Append appends the request to dst, its fields in Chromium's order: a server
// that looks at it sees what it sees of a browser. Nothing in u can end a line,
// though Fault was not asked: control characters become spaces, and a field whose
// name is no token is left out, as is one the handshake has itself.
func (u *Upgrade) Append(dst []byte) []byte {
	dst = append(dst, "GET "...)
	dst = appendTarget(dst, u.Target)
	dst = append(dst, " HTTP/1.1\r\n"...)
	dst = appendField(dst, "Host", u.Host)
	dst = append(dst, "Connection: Upgrade\r\n"...)
	dst = u.appendNamed(dst, "User-Agent")
	dst = append(dst, "Upgrade: websocket\r\n"...)
	dst = u.appendNamed(dst, "Origin")
	dst = append(dst, "Sec-WebSocket-Version: 13\r\n"...)
	for _, f := range u.Fields {
		if u.mayAdd(f) && !placed(f.Name) {
			dst = appendField(dst, f.Name, f.Value)
		}
	}
	dst = u.appendNamed(dst, "Cookie")
	dst = appendField(dst, "Sec-WebSocket-Key", u.Key)
	if u.Deflate != nil {
		dst = appendField(dst, "Sec-WebSocket-Extensions", u.Deflate.offer())
	}
	if len(u.Protocols) > 0 {
		dst = appendField(dst, "Sec-WebSocket-Protocol", strings.Join(u.Protocols, ", "))
	}
	return append(dst, '\r', '\n')
}

// placed tells whether a field of Fields has a place of its own.
func placed(name string) bool {
	return strings.EqualFold(name, "User-Agent") || strings.EqualFold(name, "Origin") || strings.EqualFold(name, "Cookie")
}

// appendNamed appends the fields of the name.
func (u *Upgrade) appendNamed(dst []byte, name string) []byte {
	for _, f := range u.Fields {
		if strings.EqualFold(f.Name, name) && u.mayAdd(f) {
			dst = appendField(dst, f.Name, f.Value)
		}
	}
	return dst
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
	value = trimLines(value)
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
// the server chose, and whether and how messages may be compressed. The error is
// ErrHandshake or says what is wrong with the subprotocol or the extensions.
func (u *Upgrade) Check(r *Response) (protocol string, params DeflateParams, deflate bool, err error) {
	upgrade, isUpgrade := r.Fields.only("Upgrade")
	accept, isAccept := r.Fields.only("Sec-WebSocket-Accept")
	if r.Status != 101 || r.Proto == "HTTP/1.0" || !isUpgrade || !strings.EqualFold(upgrade, "websocket") ||
		!r.Fields.contains("Connection", "Upgrade") || !isAccept || accept != AcceptKey(u.Key) {
		return "", DeflateParams{}, false, ErrHandshake
	}
	return u.chosen(r)
}

// chosen is the subprotocol and the extension in an answer that is a success.
func (u *Upgrade) chosen(r *Response) (protocol string, params DeflateParams, deflate bool, err error) {
	if protocol, err = u.protocol(r.Fields.Values("Sec-WebSocket-Protocol")); err != nil {
		return "", DeflateParams{}, false, err
	}
	if params, deflate, err = u.agreed(r.Fields.Values("Sec-WebSocket-Extensions")); err != nil {
		return "", DeflateParams{}, false, err
	}
	return protocol, params, deflate, nil
}

// protocol judges the subprotocol the server chose.
func (u *Upgrade) protocol(values []string) (string, error) {
	switch {
	case !u.NeedProtocol && len(values) == 0:
		return "", nil
	case !u.NeedProtocol:
		return values[0], nil
	case len(values) == 0 && len(u.Protocols) == 0:
		return "", nil
	case len(values) == 0 || len(values) == 1 && values[0] == "" && len(u.Protocols) > 0:
		return "", errors.New("websocket: the server chose none of the subprotocols asked for")
	case len(values) > 1:
		return "", fmt.Errorf("websocket: the server chose several subprotocols: %q", strings.Join(values, ", "))
	case !slices.Contains(u.Protocols, values[0]):
		return "", fmt.Errorf("websocket: the server chose the subprotocol %q, which was not asked for", values[0])
	}
	return values[0], nil
}

// NewKey is the Sec-WebSocket-Key made of 16 random bytes.
func NewKey(random [16]byte) string { return base64.StdEncoding.EncodeToString(random[:]) }

// AcceptKey is the Sec-WebSocket-Accept that answers key (RFC 6455 §4.2.2).
func AcceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}
