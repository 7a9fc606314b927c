package wire

import "unicode/utf8"

// validPrefix tells how much of b is whole valid characters, and whether what
// follows, if anything, can still become one. So text is judged piece by piece,
// at the earliest byte that proves it wrong (RFC 6455 §8.1).
func validPrefix(b []byte) (n int, ok bool) {
	n = len(b)
	for i := n - 1; i >= max(0, n-utf8.UTFMax+1); i-- {
		if b[i] < utf8.RuneSelf {
			break
		}
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) { // a wrong beginning counts as full
				n = i
			}
			break
		}
	}
	return n, utf8.Valid(b[:n])
}
