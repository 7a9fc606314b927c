package json

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/grafana/sobek"
)

// appendQuoted writes a text in quotes (ECMA-262 §25.5.2.3). What is no UTF-8
// in it becomes U+FFFD, as it is for the engine.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			b = appendEscape(append(b, s[start:i]...), c)
			i++
			start = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			b = append(append(b, s[start:i]...), "\uFFFD"...)
			start = i + 1
		}
		i += n
	}
	return append(append(b, s[start:]...), '"')
}

// appendUnits writes a text of code units in quotes. A surrogate without its
// other half becomes an escape.
func appendUnits(b []byte, s sobek.String) []byte {
	b = append(b, '"')
	for i, n := 0, s.Length(); i < n; i++ {
		r := rune(s.CharAt(i))
		switch {
		case r < utf8.RuneSelf && r >= ' ' && r != '"' && r != '\\':
			b = append(b, byte(r))
		case r < utf8.RuneSelf:
			b = appendEscape(b, byte(r))
		case !utf16.IsSurrogate(r):
			b = utf8.AppendRune(b, r)
		default:
			low := rune(0)
			if i+1 < n {
				low = rune(s.CharAt(i + 1))
			}
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				b = utf8.AppendRune(b, pair)
				i++
			} else {
				b = appendUnit(b, r)
			}
		}
	}
	return append(b, '"')
}

// appendEscape writes a character that cannot stand for itself.
func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, `\b`...)
	case '\t':
		return append(b, `\t`...)
	case '\n':
		return append(b, `\n`...)
	case '\f':
		return append(b, `\f`...)
	case '\r':
		return append(b, `\r`...)
	}
	return appendUnit(b, rune(c))
}
