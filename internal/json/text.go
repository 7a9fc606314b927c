package json

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"github.com/grafana/sobek"
)

// isASCII reports whether a text is ASCII, eight bytes at a time.
func isASCII(s string) bool {
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// span looks for the end of the string at pos. plain means that it has no
// escapes: its text is its value.
func (p *parser) span() (start, end int, plain, ok bool) {
	start = p.pos + 1
	for i := start; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.pos = i + 1
			return start, i, true, true
		case c == '\\':
			return start, i, false, true
		case c < ' ':
			return 0, 0, false, false
		}
	}
	return 0, 0, false, false
}

// str reads a string as a value.
func (p *parser) str() (sobek.Value, bool) {
	start, end, plain, ok := p.span()
	if !ok {
		return nil, false
	}
	if !plain {
		b, lone, ok := p.unescape(start, end)
		if !ok {
			return nil, false
		}
		if lone {
			return sobek.StringFromUTF16(units(b)), true
		}
		return p.rt.ToValue(string(b)), true
	}
	switch piece := p.text[start:end]; {
	case p.value != nil:
		return p.value.Substring(start, end), true
	case len(p.text) <= shared:
		return p.rt.ToValue(piece), true
	default:
		return p.rt.ToValue(strings.Clone(piece)), true
	}
}

// name reads a property's name. odd is the name if it is no Unicode.
func (p *parser) name() (name string, odd sobek.Value, ok bool) {
	start, end, plain, ok := p.span()
	if !ok {
		return "", nil, false
	}
	if plain {
		return p.scratch.key(p.text[start:end]), nil, true
	}
	b, lone, ok := p.unescape(start, end)
	switch {
	case !ok:
		return "", nil, false
	case lone:
		return "", sobek.StringFromUTF16(units(b)), true
	}
	return p.scratch.key(unsafe.String(unsafe.SliceData(b), len(b))), nil, true
}

// unescape reads a string from its start; its first escape is at pos i. The
// result lives until the next call. A surrogate without its other half is
// written as UTF-8 would write it if it could (WTF-8), and lone says so.
func (p *parser) unescape(start, i int) (b []byte, lone, ok bool) {
	text := p.text
	b = append(p.scratch.bytes[:0], text[start:i]...)
	defer func() { p.scratch.bytes = b[:0] }()
	for i < len(text) {
		c := text[i]
		switch {
		case c == '"':
			p.pos = i + 1
			return b, lone, true
		case c < ' ':
			return b, false, false
		case c != '\\':
			b = append(b, c)
			i++
			continue
		case i+1 == len(text):
			return b, false, false
		}
		c = text[i+1]
		if c != 'u' {
			c = escape(c)
			if c == 0 {
				return b, false, false
			}
			b = append(b, c)
			i += 2
			continue
		}
		r := hex4(text, i)
		if r < 0 {
			return b, false, false
		}
		i += 6
		if !utf16.IsSurrogate(r) {
			b = utf8.AppendRune(b, r)
			continue
		}
		if pair := utf16.DecodeRune(r, hex4(text, i)); pair != utf8.RuneError {
			b = utf8.AppendRune(b, pair)
			i += 6
			continue
		}
		lone = true
		b = append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return b, false, false
}

// escape is the character that a letter after a backslash stands for, 0 for none.
func escape(c byte) byte {
	switch c {
	case '"', '\\', '/':
		return c
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return 0
}

// hex4 is the code unit of the \uXXXX at i, -1 if there is none.
func hex4(text string, i int) rune {
	if len(text) < i+6 || text[i] != '\\' || text[i+1] != 'u' {
		return -1
	}
	r := rune(0)
	for _, c := range []byte(text[i+2 : i+6]) {
		switch {
		case isDigit(c):
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return -1
		}
		r = r<<4 | rune(c)
	}
	return r
}

// units are the code units of WTF-8.
func units(b []byte) []uint16 {
	var list []uint16
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			r, n = rune(b[0]&0x0F)<<12|rune(b[1]&0x3F)<<6|rune(b[2]&0x3F), 3
			list = append(list, uint16(r))
		} else {
			list = utf16.AppendRune(list, r)
		}
		b = b[n:]
	}
	return list
}

// escapeLone is a text in which surrogates without their other half are
// escapes: they mean the same there, and UTF-8 can hold them. After a backslash
// there is nothing they could mean.
func escapeLone(text sobek.String) string {
	var b []byte
	backslash := false
	for i, n := 0, text.Length(); i < n; i++ {
		r := rune(text.CharAt(i))
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+1 < n {
				low = rune(text.CharAt(i + 1))
			}
			pair := utf16.DecodeRune(r, low)
			switch {
			case pair != utf8.RuneError:
				b = utf8.AppendRune(b, pair)
				i++
			case backslash:
				b = utf8.AppendRune(b, utf8.RuneError)
			default:
				b = appendUnit(b, r)
			}
			backslash = false
			continue
		}
		b = utf8.AppendRune(b, r)
		backslash = r == '\\' && !backslash
	}
	return string(b)
}

// appendUnit writes a code unit as an escape.
func appendUnit(b []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	return append(b, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
