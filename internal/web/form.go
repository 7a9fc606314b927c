package web

import "strings"

// pair is one entry of a list of names and values.
type pair struct{ name, value string }

// parseForm reads application/x-www-form-urlencoded (URL standard §5.1).
func parseForm(text string) (pairs []pair) {
	for part := range strings.SplitSeq(text, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, pair{unescapeForm(name), unescapeForm(value)})
	}
	return pairs
}

// unescapeForm turns + into a space, undoes percent-encoding and reads what
// comes out as UTF-8.
func unescapeForm(text string) string {
	if !strings.ContainsAny(text, "+%") {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '+':
			out = append(out, ' ')
		case c == '%' && i+2 < len(text) && hex(text[i+1]) >= 0 && hex(text[i+2]) >= 0:
			out = append(out, byte(hex(text[i+1])<<4|hex(text[i+2])))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return decodeUTF8(out)
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// formatForm writes application/x-www-form-urlencoded (URL standard §5.2).
func formatForm(pairs []pair) string {
	var b strings.Builder
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		escapeForm(&b, p.name)
		b.WriteByte('=')
		escapeForm(&b, p.value)
	}
	return b.String()
}

func escapeForm(b *strings.Builder, text string) {
	const digits = "0123456789ABCDEF"
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '*', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
}
