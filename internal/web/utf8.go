package web

import (
	"strings"
	"unicode/utf8"
)

// byteOrderMark is U+FEFF, which a decoder takes off the start.
const byteOrderMark = "\ufeff"

// decodeUTF8 is the Encoding standard's "UTF-8 decode without BOM": each maximal
// part of a malformed sequence becomes one U+FFFD.
func decodeUTF8(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	var b strings.Builder
	for len(data) > 0 {
		n, good := sequence(data)
		if good {
			b.Write(data[:n])
		} else {
			b.WriteRune(utf8.RuneError)
		}
		data = data[n:]
	}
	return b.String()
}

// sequence is the length of what data begins with: a well-formed character, or
// the maximal part of one that is malformed (Unicode §3.9, "U+FFFD Substitution
// of Maximal Subparts").
func sequence(data []byte) (n int, good bool) {
	if r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1 {
		return size, true
	}
	need, low, high := lead(data[0])
	for n = 1; n <= need && n < len(data) && data[n] >= low && data[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	return n, false
}

// lead is how many bytes follow a first byte, and the bounds of the next one
// (Encoding §8.1.1).
func lead(c byte) (need int, low, high byte) {
	switch {
	case c >= 0xc2 && c <= 0xdf:
		return 1, 0x80, 0xbf
	case c == 0xe0:
		return 2, 0xa0, 0xbf
	case c == 0xed:
		return 2, 0x80, 0x9f
	case c >= 0xe1 && c <= 0xef:
		return 2, 0x80, 0xbf
	case c == 0xf0:
		return 3, 0x90, 0xbf
	case c == 0xf4:
		return 3, 0x80, 0x8f
	case c >= 0xf1 && c <= 0xf3:
		return 3, 0x80, 0xbf
	}
	return 0, 0, 0
}

// unfinished is how many bytes at the end of data begin a character that more
// bytes may complete.
func unfinished(data []byte) int {
	for n := 1; n <= min(3, len(data)); n++ {
		tail := data[len(data)-n:]
		if need, _, _ := lead(tail[0]); need == 0 {
			if tail[0] < 0x80 || tail[0] >= 0xc0 {
				return 0
			}
			continue // a byte that follows
		} else if size, good := sequence(tail); !good && size == n && n <= need {
			return n
		}
		return 0
	}
	return 0
}
