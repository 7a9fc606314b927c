package wire

import (
	"testing"
	"unicode/utf8"
)

// TestValidPrefix: a text is refused exactly when no text begins like that. The
// bytes tried are those around which the rules change.
func TestValidPrefix(t *testing.T) {
	begins := map[string]bool{"": true} // what a character may begin with, but is not yet
	for r := rune(utf8.RuneSelf); r <= utf8.MaxRune; r++ {
		if utf8.ValidRune(r) {
			text := string(r)
			for n := range len(text) {
				begins[text[:n]] = true
			}
		}
	}
	const edges = "\x00a\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xff"
	b := make([]byte, 4)
	for i := range len(edges) * len(edges) * len(edges) * len(edges) {
		for k := range b {
			b[k] = edges[i%len(edges)]
			i /= len(edges)
		}
		whole := 0
		for whole < len(b) {
			r, size := utf8.DecodeRune(b[whole:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			whole += size
		}
		want := begins[string(b[whole:])]
		n, ok := validPrefix(b)
		if ok != want || ok && n != whole {
			t.Fatalf("validPrefix(%x) = %d, %v, want %d, %v", b, n, ok, whole, want)
		}
	}
}
