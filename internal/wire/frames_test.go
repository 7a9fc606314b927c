package wire

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// seen is what a Frames shows of a stream given in slices of a size.
func seen(stream []byte, size int) (list []string) {
	var f Frames
	for len(stream) > 0 {
		b := slices.Clone(stream[:min(size, len(stream))])
		stream = stream[len(b):]
		for len(b) > 0 {
			h, first, n, found := f.Next(b)
			if n < 1 || n > len(b) {
				return append(list, fmt.Sprintf("took %d of %d", n, len(b)))
			}
			if found {
				h.Key = [4]byte{}
				list = append(list, fmt.Sprintf("%+v %q", h, first))
			}
			b = b[n:]
		}
	}
	return list
}

// TestFrames: every frame is shown once, broken ones too, in any slices.
func TestFrames(t *testing.T) {
	long := strings.Repeat("0123456789", 7000)
	stream := "\x81\x05Hello\x01\x01a\x80\x00" + frame(Binary, long[:126]) + frame(Text, long) +
		"\xf3\x85\x01\x02\x03\x04" + "\x69\x67\x6f\x68\x6e" + "\x89\x7e\x00\x02hi" + "\x88\x00" + "\x82\x7f\xff\x00\x00\x00\x00\x00\x00\x02x"
	header := func(fin bool, op Opcode, length int64) string {
		return fmt.Sprintf("%+v", Header{Fin: fin, Opcode: op, Length: length})
	}
	want := []string{
		header(true, Text, 5) + ` "Hello"`, header(false, Text, 1) + ` "a"`, header(true, Continuation, 0) + ` ""`,
		header(true, Binary, 126) + fmt.Sprintf(" %q", long[:FirstBytes]), header(true, Text, 70000) + fmt.Sprintf(" %q", long[:FirstBytes]),
		fmt.Sprintf("%+v", Header{Fin: true, RSV1: true, RSV2: true, RSV3: true, Opcode: 3, Masked: true, Length: 5}) + ` "hello"`,
		header(true, Ping, 2) + ` "hi"`, header(true, Close, 0) + ` ""`,
	}
	for _, size := range []int{1, 2, 3, 7, 100, 4096, len(stream)} {
		if got := seen([]byte(stream), size); !slices.Equal(got, want) {
			t.Errorf("in slices of %d:\n%s\nwant\n%s", size, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// FuzzFrames: any slicing shows the same, and what an Assembler takes is shown.
func FuzzFrames(f *testing.F) {
	for _, seed := range traffic(f) {
		f.Add(seed, byte(5))
	}
	f.Add([]byte("\x81\x85\x01\x02\x03\x04hello\x82\x7f\xff"), byte(1))
	f.Fuzz(func(t *testing.T, stream []byte, size byte) {
		whole := seen(stream, max(1, len(stream)))
		for _, n := range []int{1, 1 + int(size)} {
			if got := seen(stream, n); !slices.Equal(got, whole) {
				t.Fatalf("whole %q, in slices of %d %q", whole, n, got)
			}
		}
	})
}
