package wire

import (
	"bytes"
	"strconv"
	"testing"
)

// masks are the two ways to mask, which must not differ.
var masks = map[string]func(key [4]byte, pos int, b []byte) int{"words": Mask, "bytes": maskBytes}

func TestMask(t *testing.T) {
	key := [4]byte{0x37, 0xfa, 0x21, 0x3d}
	for name, mask := range masks {
		t.Run(name, func(t *testing.T) {
			for n := range 150 {
				for begin := range 9 { // alignments
					for pos := range 6 {
						b := make([]byte, begin+n+1)
						want := bytes.Clone(b)
						for i := range n {
							want[begin+i] = key[(pos+i)%4]
						}
						if end := mask(key, pos, b[begin:begin+n]); end != (pos+n)%4 || !bytes.Equal(b, want) {
							t.Fatalf("%d bytes at %d, pos %d: %x, %d, want %x", n, begin, pos, b, end, want)
						}
					}
				}
			}
		})
	}
}

// TestMaskPieces: a payload masked in pieces is the payload masked.
func TestMaskPieces(t *testing.T) {
	key := [4]byte{1, 2, 3, 4}
	for name, mask := range masks {
		for cut := range 100 {
			for again := range 100 - cut {
				whole, pieces := make([]byte, 100), make([]byte, 100)
				maskBytes(key, 0, whole)
				pos := mask(key, 0, pieces[:cut])
				pos = mask(key, pos, pieces[cut:cut+again])
				mask(key, pos, pieces[cut+again:])
				if !bytes.Equal(whole, pieces) {
					t.Fatalf("%s: cut at %d and %d", name, cut, cut+again)
				}
			}
		}
	}
}

func BenchmarkMask(b *testing.B) {
	for name, mask := range masks {
		for _, size := range []int{5, 58, 4096} {
			b.Run(name+"/"+sizeName(size), func(b *testing.B) {
				data := make([]byte, size)
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					mask([4]byte{1, 2, 3, 4}, 0, data)
				}
			})
		}
	}
}

func sizeName(n int) string { return strconv.Itoa(n) }
