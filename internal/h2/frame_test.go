package h2

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/http2"
)

// notes is a taker that writes down what it hears, data joined together.
type notes struct {
	strings.Builder
	joined []byte
}

func (n *notes) dataBegins(h frameHead) error {
	fmt.Fprintf(n, "data %d %d %d{", h.id, h.flags, h.length)
	return nil
}

func (n *notes) data(_ frameHead, b []byte) { n.joined = append(n.joined, b...) }

func (n *notes) dataEnds(frameHead) {
	fmt.Fprintf(n, "%q}", n.joined)
	n.joined = nil
}

func (n *notes) frame(h frameHead, payload []byte) error {
	fmt.Fprintf(n, "frame %d %d %d %q ", h.kind, h.id, h.flags, payload)
	return nil
}

// inSlices is what a splitter finds in a stream cut into pieces of a size.
func inSlices(stream []byte, size int) string {
	var s splitter
	n := &notes{}
	for len(stream) > 0 {
		piece := bytes.Clone(stream[:min(size, len(stream))])
		stream = stream[len(piece):]
		err := s.feed(piece, n)
		clear(piece)
		if err != nil {
			return n.String() + err.Error()
		}
	}
	return n.String()
}

// traffic is what a foreign framer writes.
func traffic(t testing.TB) []byte {
	var b bytes.Buffer
	f := http2.NewFramer(&b, nil)
	for _, err := range []error{
		f.WriteSettings(http2.Setting{ID: 8, Val: 1}), f.WriteData(1, false, []byte("hello")), f.WriteData(3, true, nil),
		f.WriteDataPadded(5, false, []byte("padded"), make([]byte, 7)), f.WriteDataPadded(5, true, nil, make([]byte, 3)),
		f.WriteHeaders(http2.HeadersFrameParam{StreamID: 7, BlockFragment: []byte("block"), EndHeaders: true, PadLength: 2}),
		f.WritePing(true, [8]byte{1, 2, 3}), f.WriteGoAway(7, 11, []byte("debug")), f.WriteWindowUpdate(0, 99), f.WriteRSTStream(9, 8),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestSplitter(t *testing.T) {
	stream := traffic(t)
	want := `frame 4 0 0 "\x00\b\x00\x00\x00\x01" data 1 0 5{"hello"}data 3 1 0{""}data 5 8 14{"padded"}data 5 9 4{""}` +
		`frame 1 7 12 "\x02block\x00\x00" frame 6 0 1 "\x01\x02\x03\x00\x00\x00\x00\x00" ` +
		`frame 7 0 0 "\x00\x00\x00\a\x00\x00\x00\vdebug" frame 8 0 0 "\x00\x00\x00c" frame 3 9 0 "\x00\x00\x00\b" `
	for size := 1; size <= len(stream); size++ {
		if got := inSlices(stream, size); got != want {
			t.Fatalf("in slices of %d: %s\nwant %s", size, got, want)
		}
	}
	long := append(appendHead(nil, frameHead{length: 3, kind: frameData, flags: flagPadded, id: 1}), 3, 0, 0)
	for size := 1; size <= len(long); size++ {
		if got := inSlices(long, size); !strings.HasSuffix(got, "a frame is shorter than its padding (PROTOCOL_ERROR)") {
			t.Errorf("too much padding in slices of %d: %s", size, got)
		}
	}
}

// FuzzSplitter: any slicing of any stream is the same frames.
func FuzzSplitter(f *testing.F) {
	f.Add(traffic(f), uint16(3))
	f.Add([]byte("\x00\x00\x03\x00\x08\x00\x00\x00\x01\x03ab"), uint16(1))
	f.Fuzz(func(t *testing.T, stream []byte, size uint16) {
		whole := inSlices(stream, len(stream)+1)
		if got := inSlices(stream, 1+int(size)); whole != got && !strings.HasSuffix(whole, ")") {
			t.Errorf("whole %s, in slices of %d %s", whole, 1+size, got)
		}
	})
}

// TestCodes: a code has RFC 9113's name, or its number, however large.
func TestCodes(t *testing.T) {
	for code, want := range map[Code]string{0: "NO_ERROR", 0xd: "HTTP_1_1_REQUIRED", 0xe: "code 14", 1 << 31: "code 2147483648", 1<<32 - 1: "code 4294967295"} {
		if got := code.String(); got != want {
			t.Errorf("code %#x is %q, want %q", uint32(code), got, want)
		}
	}
}
