package wire

import (
	"bytes"
	"strings"
	"testing"
)

// TestHeader: what a header says, and from which byte on.
func TestHeader(t *testing.T) {
	for _, test := range []struct {
		name, bytes string
		want        Header
	}{
		{"empty text", "\x81\x00", Header{Fin: true, Opcode: Text}},
		{"first fragment", "\x02\x7d", Header{Opcode: Binary, Length: 125}},
		{"126 bytes", "\x82\x7e\x00\x7e", Header{Fin: true, Opcode: Binary, Length: 126}},
		{"65535 bytes", "\x80\x7e\xff\xff", Header{Fin: true, Length: 65535}},
		{"65536 bytes", "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00", Header{Fin: true, Opcode: Binary, Length: 65536}},
		{"63 bits", "\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", Header{Fin: true, Opcode: Binary, Length: 1<<63 - 1}},
		{"masked", "\x8a\x83\x01\x02\x03\x04", Header{Fin: true, Opcode: Pong, Masked: true, Key: [4]byte{1, 2, 3, 4}, Length: 3}},
		{"masked, long", "\x81\xfe\x01\x00abcd", Header{Fin: true, Opcode: Text, Masked: true, Key: [4]byte([]byte("abcd")), Length: 256}},
		{"compressed", "\xc1\x05", Header{Fin: true, RSV1: true, Opcode: Text, Length: 5}},
		{"reserved bits", "\xb1\x05", Header{Fin: true, RSV2: true, RSV3: true, Opcode: Text, Length: 5}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for cut := range test.bytes {
				if h, n, err := ParseHeader([]byte(test.bytes[:cut])); n != 0 || err != nil || h != (Header{}) {
					t.Errorf("%d bytes of it: %+v, %d, %v", cut, h, n, err)
				}
			}
			for _, behind := range []string{"", "\xff\xff"} {
				h, n, err := ParseHeader([]byte(test.bytes + behind))
				if h != test.want || n != len(test.bytes) || err != nil {
					t.Errorf("got %+v, %d, %v, want %+v", h, n, err, test.want)
				}
			}
			if got := AppendHeader([]byte("x"), test.want); string(got) != "x"+test.bytes {
				t.Errorf("appended %x, want %x", got[1:], test.bytes)
			}
		})
	}
}

// TestHeaderFault: each fault is told at the earliest byte that proves it, and
// not before.
func TestHeaderFault(t *testing.T) {
	for _, test := range []struct {
		bytes string // up to the byte that proves it
		want  Fault
	}{
		{"\x83", FaultOpcode}, {"\x87", FaultOpcode}, {"\x8b", FaultOpcode}, {"\x8f", FaultOpcode}, {"\x03", FaultOpcode},
		{"\x08", FaultControlPieces}, {"\x09", FaultControlPieces}, {"\x0a", FaultControlPieces},
		{"\x88\x7e", FaultControlLength}, {"\x89\xff", FaultControlLength},
		{"\x81\x7e\x00\x00", FaultLength}, {"\x81\x7e\x00\x7d", FaultLength},
		{"\x81\x7f\x00\x00\x00\x00\x00\x00", FaultLength},
		{"\x81\x7f\x80", FaultLengthSign},
	} {
		whole := test.bytes + strings.Repeat("\xff", 12)
		for n := range whole {
			_, _, err := ParseHeader([]byte(whole[:n]))
			if n < len(test.bytes) && err != nil || n >= len(test.bytes) && err != test.want {
				t.Errorf("%x, %d bytes of it: %v, want %q at byte %d", test.bytes, n, err, test.want, len(test.bytes))
			}
		}
	}
}

func TestAppendFrame(t *testing.T) {
	h := Header{Fin: true, Opcode: Text, Masked: true, Key: [4]byte{0x37, 0xfa, 0x21, 0x3d}}
	const want = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58" // RFC 6455 §5.7
	if got := AppendFrame(nil, h, []byte("Hello")); string(got) != want {
		t.Errorf("AppendFrame = %x, want %x", got, want)
	}
	h.Masked = false
	payload := []byte("Hello")
	if got := AppendFrame(nil, h, payload); string(got) != "\x81\x05Hello" || string(payload) != "Hello" {
		t.Errorf("AppendFrame = %x and leaves %q", got, payload)
	}
}

// TestFrameAllocs: a frame written and a header read allocate nothing.
func TestFrameAllocs(t *testing.T) {
	dst := make([]byte, 0, 1024)
	payload := make([]byte, 300)
	h := Header{Fin: true, Opcode: Text, Masked: true, Key: [4]byte{1, 2, 3, 4}}
	if got := testing.AllocsPerRun(100, func() {
		dst = AppendFrame(dst[:0], h, payload)
		if _, n, err := ParseHeader(dst); n != 8 || err != nil {
			t.Error(n, err)
		}
		_, _, _ = ParseHeader(dst[:7])
	}); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

func FuzzHeader(f *testing.F) {
	for _, seed := range traffic(f) {
		f.Add(seed[:min(len(seed), 14)])
	}
	f.Add([]byte("\x81\xfe\x01\x00abcd"))
	f.Add([]byte("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, n, err := ParseHeader(b)
		if err != nil {
			var fault Fault
			if fault, _ = err.(Fault); fault.Code() != 1002 {
				t.Fatalf("%v is no fault of the protocol", err)
			}
		}
		first, same := 0, Header{}
		for cut := 0; cut <= len(b) && first == 0; cut++ { // the same from any number of bytes
			var again error
			same, first, again = ParseHeader(b[:cut])
			if again != nil {
				if again != err {
					t.Fatalf("%v, with %d bytes %v", err, cut, again)
				}
				return
			}
		}
		if first != n || same != h || err != nil {
			t.Fatalf("%+v, %d, %v, a byte at a time %+v, %d", h, n, err, same, first)
		}
		if n > 0 {
			if got := AppendHeader(nil, h); !bytes.Equal(got, b[:n]) {
				t.Fatalf("%x is %+v is %x", b[:n], h, got)
			}
		}
	})
}

func BenchmarkParseHeader(b *testing.B) {
	head := []byte("\x81\x7e\x01\x00")
	b.ReportAllocs()
	for b.Loop() {
		if _, n, _ := ParseHeader(head); n != 4 {
			b.Fatal(n)
		}
	}
}

func BenchmarkAppendFrame(b *testing.B) {
	for _, size := range []int{58, 4096} {
		b.Run(sizeName(size), func(b *testing.B) {
			payload := make([]byte, size)
			var dst []byte
			h := Header{Fin: true, Opcode: Text, Masked: true, Key: [4]byte{1, 2, 3, 4}}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				dst = AppendFrame(dst[:0], h, payload)
			}
		})
	}
}
