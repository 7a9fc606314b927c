package wire

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// both are the parameters under which messages go there and back.
func both() []DeflateParams {
	list := []DeflateParams{{}, {ServerNoContext: true, ClientNoContext: true}, {ClientNoContext: true}}
	for bits := 8; bits <= 15; bits++ {
		list = append(list, DeflateParams{ServerMaxWindowBits: bits, ClientMaxWindowBits: bits})
	}
	return append(list, DeflateParams{ServerNoContext: true, ClientNoContext: true, ServerMaxWindowBits: 8, ClientMaxWindowBits: 8})
}

// reader inflates with the standard library, as RFC 7692 §7.2.2 says.
func reader(payload, dict []byte) io.Reader {
	return flate.NewReaderDict(bytes.NewReader(append(slices.Clone(payload), "\x00\x00\xff\xff\x01\x00\x00\xff\xff"...)), dict)
}

// TestDeflate: what a Deflater makes, an Inflater with the same window reads,
// and the standard library too.
func TestDeflate(t *testing.T) {
	for _, p := range both() {
		t.Run(fmt.Sprintf("%+v", p), func(t *testing.T) {
			d, f := NewDeflater(p), NewInflater(p)
			if p.ClientNoContext {
				f = NewInflater(DeflateParams{ServerNoContext: true})
			}
			var before []byte
			plain := 0
			for i, message := range samples() {
				payload, compressed := d.Append([]byte("x"), []byte(message))
				payload = payload[1:]
				if !compressed {
					if string(payload) != message {
						t.Fatalf("message %d leaves as %.60q", i, payload)
					}
					plain++
					continue
				}
				if most := len(message) + len(message)/8 + 2; len(payload) > most {
					t.Fatalf("message %d: %d bytes become %d", i, len(message), len(payload))
				}
				got, fault := f.Append([]byte("y"), payload, int64(len(message)))
				if fault != "" || string(got) != "y"+message {
					t.Fatalf("message %d: %.60q, %v, want %.60q", i, got, fault, message)
				}
				all, err := io.ReadAll(reader(payload, before))
				if err != nil || string(all) != message {
					t.Fatalf("message %d, by the standard library: %.60q, %v", i, all, err)
				}
				if !p.ClientNoContext {
					before = append(before, message...)
				}
			}
			if n := len(samples()); p.ClientNoContext != (plain > 3) || plain > n-2 {
				t.Errorf("%d of %d messages are not compressed", plain, n)
			}
		})
	}
}

// packed is what leaves for a message.
func packed(d *Deflater, message []byte) []byte {
	b, _ := d.Append(nil, message)
	return b
}

// TestTakeover: a message like the one before becomes small, if that is allowed.
func TestTakeover(t *testing.T) {
	message := []byte(`{"id":17,"method":"subscribe","params":{"channel":"prices","symbols":["ACME","INITECH"]}}`)
	keep, drop := NewDeflater(DeflateParams{}), NewDeflater(DeflateParams{ClientNoContext: true})
	packed(keep, message)
	packed(drop, message)
	if got := len(packed(keep, message)); got > len(message)/8 {
		t.Errorf("with takeover %d bytes become %d", len(message), got)
	}
	if a, b := packed(drop, message), packed(NewDeflater(DeflateParams{ClientNoContext: true}), message); !bytes.Equal(a, b) {
		t.Errorf("without takeover %x after a message, %x before", a, b)
	}
}

// TestInVain: what cannot be made smaller soon leaves as it is, mostly; what can
// then is compressed at once.
func TestInVain(t *testing.T) {
	for name, size := range map[string]int{"tiny": 3, "short": 100, "long": 3000} {
		d := NewDeflater(DeflateParams{})
		x, sent, all := uint32(1), 0, 0
		for range 160 {
			b := make([]byte, size)
			for i := range b {
				x = x*1664525 + 1013904223
				b[i] = byte(x >> 24)
			}
			out, compressed := d.Append(nil, b)
			if sent += len(out); compressed {
				all++
			}
		}
		if all != 4+10 || sent > 160*size*102/100+2*all {
			t.Errorf("%s: %d are compressed, %d bytes for %d", name, all, sent, 160*size)
		}
		if out, compressed := d.Append(nil, bytes.Repeat([]byte("ab"), 50)); !compressed || len(out) > 20 {
			t.Errorf("%s: what could be smaller is not: %d bytes", name, len(out))
		}
	}
}

// TestInflate: the examples of RFC 7692 §7.2.3, and what must not be taken.
func TestInflate(t *testing.T) {
	const no = "" // a fault
	for _, test := range []struct{ name, payload, want string }{
		{"one block", "\xf2\x48\xcd\xc9\xc9\x07\x00", "Hello"},
		{"stored", "\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", "Hello"},
		{"final block", "\xf3\x48\xcd\xc9\xc9\x07\x00\x00", "Hello"},
		{"final block without its end", "\xf3\x48\xcd\xc9\xc9\x07\x00", "Hello"},
		{"two blocks", "\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", "Hello"},
		{"two final blocks", "\xf3\x48\xcd\xc9\xc9\x07\x00\xf3\x48\xcd\xc9\xc9\x07\x00\x00", "HelloHello"},
		{"cut off", "\xf2\x48\xcd\xc9", no},
		{"stored, cut off", "\x00\x05\x00\xfa\xff\x48\x65", no},
		{"stored, reaching into the end", "\x00\x02\x00\xfd\xff\x48", no},
		{"stored, lengths differ", "\x00\x05\x00\xfa\xfe\x48\x65\x6c\x6c\x6f\x00", no},
		{"reserved kind of block", "\x06", no},
		{"distance into nothing", "\xf2\x00\x11\x00\x00", no},
		{"noise", "\xff\xff\xff\xff\xff\xff", no},
	} {
		got, fault := NewInflater(DeflateParams{}).Append(nil, []byte(test.payload), 0)
		if test.want == no && fault != FaultDeflate || test.want != no && (fault != "" || string(got) != test.want) {
			t.Errorf("%s: %q, %v, want %q", test.name, got, fault, test.want)
		}
	}
	if got, fault := NewInflater(DeflateParams{}).Append(nil, nil, 0); len(got) != 0 || fault != "" {
		t.Errorf("nothing: %q, %v", got, fault)
	}
	f := NewInflater(DeflateParams{}) // the window: RFC 7692 §7.2.3.2
	for _, payload := range []string{"\xf2\x48\xcd\xc9\xc9\x07\x00", "\xf2\x00\x11\x00\x00"} {
		if got, fault := f.Append(nil, []byte(payload), 0); string(got) != "Hello" || fault != "" {
			t.Errorf("%x: %q, %v", payload, got, fault)
		}
	}
}

// TestBomb: a small frame that stands for a big message ends at the limit, and
// costs no more memory than that.
func TestBomb(t *testing.T) {
	payload := packed(NewDeflater(DeflateParams{ClientNoContext: true}), make([]byte, 16<<20))
	stream := AppendFrame(nil, Header{Fin: true, RSV1: true, Opcode: Binary}, payload)
	for _, test := range []struct {
		limit int64
		want  error
	}{{1 << 20, FaultTooBig}, {16<<20 - 1, FaultTooBig}, {16 << 20, nil}} {
		a := Assembler{MaxMessage: test.limit, Inflate: NewInflater(DeflateParams{})}
		m := &mute{}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := a.Feed(stream, m)
		runtime.ReadMemStats(&after)
		if err != test.want || m.heard != map[bool]int{true: 1}[test.want == nil] {
			t.Errorf("limit %d: %v, %d messages", test.limit, err, m.heard)
		}
		if used := int64(after.TotalAlloc - before.TotalAlloc); used > 8*test.limit {
			t.Errorf("limit %d: %d bytes allocated", test.limit, used)
		}
	}
}

// TestCompressedPieces: a compressed message may come in pieces, and only its
// first frame is marked.
func TestCompressedPieces(t *testing.T) {
	const hello = "\xf2\x48\xcd\xc9\xc9\x07\x00"
	for _, test := range []struct {
		name, stream, want string
		fault              error
	}{
		{"one frame", "\xc1\x07" + hello, "text:Hello", nil},
		{"pieces", "\x41\x03\xf2\x48\xcd\x89\x01p\x80\x04\xc9\xc9\x07\x00", "ping:p text:Hello", nil},
		{"not compressed", "\x81\x05Hello", "text:Hello", nil},
		{"twice", "\xc1\x07" + hello + "\xc1\x05\xf2\x00\x11\x00\x00" + "\x81\x01x", "text:Hello text:Hello text:x", nil},
		{"empty pieces first", "\x41\x00\x00\x00\x80\x07" + hello + "\x41\x01\xf2\x80\x06\x48\xcd\xc9\xc9\x07\x00", "text:Hello text:Hello", nil},
		{"an empty piece last", "\x41\x07" + hello + "\x80\x00\xc1\x05\xf2\x00\x11\x00\x00", "text:Hello text:Hello", nil},
		{"only empty pieces", "\x41\x00\x80\x00\x81\x01x", "text: text:x", nil},
		{"cut off in the last piece", "\x41\x03\xf2\x48\xcd\x80\x01\xc9", "", FaultDeflate},
		{"stored after a few bits", "\x41\x0b\x0b\xe6\xe6/\x00\x00\x02\x00//\t", "", nil},
		{"a stored block's length in the end left out", "\xc1\x02\x00\xff", "", FaultTooBig},
		{"second piece marked", "\x41\x03\xf2\x48\xcd\xc0\x04\xc9\xc9\x07\x00", "", FaultReserved},
		{"ping marked", "\xc9\x00", "", FaultReserved},
		{"inflates to no UTF-8", "\xc1\x07" + "\x00\x01\x00\xfe\xff\xff\x00", "", FaultText},
		{"cannot be inflated", "\xc1\x02\x06\x06", "", FaultDeflate},
		{"longer than what it inflates to", "\xc1\x6a\x00\x64\x00\x9b\xff" + strings.Repeat("x", 100) + "\x00", "text:" + strings.Repeat("x", 100), nil},
		{"far too long", "\xc2\x7e\x08\x00", "", FaultTooBig},
	} {
		for _, size := range []int{1, 2, 100} {
			notes, _, err := assembly{max: 100, deflate: &DeflateParams{}}.feed([]byte(test.stream), size)
			if got := strings.Join(notes, " "); got != test.want || err != test.fault {
				t.Errorf("%s, in %d: %q, %v, want %q, %v", test.name, size, got, err, test.want, test.fault)
			}
		}
	}
}

// TestInflateEarly: what is wrong with a compressed message is known at the byte
// that proves it, not at the message's end.
func TestInflateEarly(t *testing.T) {
	stored := func(text string) string {
		return "\x00" + string([]byte{byte(len(text)), 0, ^byte(len(text)), 0xff}) + text
	}
	zeros := string(packed(NewDeflater(DeflateParams{ClientNoContext: true}), make([]byte, 100000)))
	for _, test := range []struct {
		name, payload string // up to the byte that proves it
		want          Fault
	}{
		{"not UTF-8, stored", "\x00\x05\x00\xfa\xff" + "ab\xff", FaultText},
		{"not UTF-8, then no block", stored("ab\xe2\x98") + stored("a"), FaultText},
		{"reserved kind of block", stored("ab") + "\x06", FaultDeflate},
		{"distance into nothing", "\xf2\x48\x45\xff", FaultDeflate},
		{"a bomb's stored block", stored(strings.Repeat("x", 90)) + "\x00\x0b\x00\xf4\xff", FaultTooBig},
		{"a bomb", zeros[:bomb(t, zeros, 100)], FaultTooBig},
	} {
		for _, first := range []string{"\x41", "\xc1"} { // in pieces to come, or in one that is long
			head := first + "\x7e\x04\x00"
			s := assembly{max: 100, deflate: &DeflateParams{}}
			stream := []byte(head + test.payload + strings.Repeat("\x00", 20))
			for _, size := range []int{1, 2, len(stream)} {
				notes, known, err := s.feed(stream, size)
				if err != test.want || len(notes) > 0 || size == 1 && known != len(head)+len(test.payload) {
					t.Errorf("%s, in %d: %q, %v after byte %d, want %v after %d", test.name, size, notes, err, known, test.want, len(head)+len(test.payload))
				}
			}
		}
	}
}

// bomb is the least beginning of payload that stands for more than limit bytes,
// by the standard library.
func bomb(t *testing.T, payload string, limit int) int {
	t.Helper()
	for n := range len(payload) {
		if b, _ := io.ReadAll(flate.NewReader(strings.NewReader(payload[:n]))); len(b) > limit {
			return n
		}
	}
	t.Fatal("no bomb")
	return 0
}

// TestDeflateIdle: what stays with a connection between messages. Both together
// are less than 64 kB.
func TestDeflateIdle(t *testing.T) {
	noise := make([]byte, 1<<20)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = "abcdefgh"[x>>29]
	}
	const table = 2 << packBits
	for _, test := range []struct {
		params  DeflateParams
		out, in int
	}{
		{DeflateParams{ServerNoContext: true, ClientNoContext: true}, 0, 0},
		{DeflateParams{}, packMost + 2*packShort + table, 1 << 15},
		{DeflateParams{ServerMaxWindowBits: 9, ClientMaxWindowBits: 9}, 2*2000 + table, 512}, // the first message was 2000 bytes long, and all need less than two
	} {
		d, f := NewDeflater(test.params), NewInflater(test.params)
		for n := 2000; n <= 100000; n += 99 {
			if _, fault := f.Append(nil, packed(d, noise[:n]), 0); fault != "" {
				t.Fatal(fault)
			}
		}
		out := 0
		if d.past != nil {
			out = cap(d.past.buf) + table
		}
		if in := cap(f.history); out != test.out || in != test.in || d.out.b != nil || f.partial != nil {
			t.Errorf("%+v: keeps %d and %d bytes", test.params, out, in)
		}
	}
	if d := NewDeflater(DeflateParams{}); d.past.table != nil || d.past.buf != nil {
		t.Error("room for what was not sent")
	}
	t.Logf("a Deflater is %d bytes, a packer %d, an Inflater %d, an Assembler %d",
		unsafe.Sizeof(Deflater{}), unsafe.Sizeof(packer{}), unsafe.Sizeof(Inflater{}), unsafe.Sizeof(Assembler{}))
}

// TestDeflateAllocs: into a buffer with room, a short message is compressed
// without allocating, and any decompressed.
func TestDeflateAllocs(t *testing.T) {
	message := []byte(samples()[10])
	f := NewInflater(DeflateParams{})
	payload := packed(NewDeflater(DeflateParams{}), message)
	dst, out := make([]byte, 0, 4096), make([]byte, 0, 4096)
	for range 1000 { // the window is full
		_, _ = f.Append(out, payload, 0)
	}
	for _, p := range []DeflateParams{{}, {ClientNoContext: true}, {ClientMaxWindowBits: 9}} {
		d := NewDeflater(p)
		for range 1000 { // the room for what was sent is there
			dst, _ = d.Append(dst[:0], message)
		}
		if got := testing.AllocsPerRun(1000, func() { dst, _ = d.Append(dst[:0], message) }); got != 0 && !raceDetector() {
			t.Errorf("%+v: %v allocations to compress", p, got)
		}
	}
	own := foreign(t)["text9"] // a block with codes of its own
	for name, payload := range map[string][]byte{"as we send it": payload, "own codes": own} {
		if got := testing.AllocsPerRun(100, func() { out, _ = f.Append(out[:0], payload, 0) }); got != 0 {
			t.Errorf("%v allocations to decompress a message %s", got, name)
		}
	}
}

// TestInflateAllocs: the compressed messages of one Feed share a buffer.
func TestInflateAllocs(t *testing.T) {
	stream := []byte(strings.Repeat("\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00", 10))
	a := Assembler{Inflate: NewInflater(DeflateParams{ServerNoContext: true})}
	most := 2.0
	if raceDetector() {
		most = 3
	}
	if got := testing.AllocsPerRun(100, func() {
		if err := a.Feed(stream, &mute{}); err != nil {
			t.Error(err)
		}
	}); got > most { // and the Receiver
		t.Errorf("%v allocations for ten messages, more than %v", got, most)
	}
}

// raceDetector tells whether it is on: sync.Pool, which flate uses, then forgets
// on purpose.
func raceDetector() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// compareInflate inflates b as we do and as the standard library does, which stops
// at a final block and does not know that a message may end with its last block.
func compareInflate(t *testing.T, b, history []byte) {
	t.Helper()
	const limit = 1 << 17
	f := NewInflater(DeflateParams{})
	f.history = remember(nil, history, f.window)
	got, fault := f.Append(nil, b, limit)
	want, err := io.ReadAll(io.LimitReader(reader(b, history), limit+1))
	same := false
	switch {
	case len(want) > limit:
		same = fault == FaultTooBig && len(got) <= limit
	case fault != "": // that may have taken its longer end for data
		n := min(len(got), len(want))
		same = fault == FaultDeflate && bytes.Equal(got[:n], want[:n])
	case err != nil:
		same = bytes.Equal(got, want)
	default:
		same = bytes.HasPrefix(got, want)
	}
	if !same {
		t.Fatalf("%.200x: got %d bytes, %q, want %d bytes, %v", b, len(got), fault, len(want), err)
	}
}

// foreign is messages compressed by the standard library: all levels, and codes
// of all lengths.
func foreign(t testing.TB) map[string][]byte {
	t.Helper()
	var skewed []byte // each letter is about 1.6 times as frequent as the next: long codes
	for letter, n, next := byte(0), 1, 1; letter < 22; letter++ {
		skewed = append(skewed, bytes.Repeat([]byte{letter * 7}, n)...)
		n, next = next, n+next
	}
	for i, x := 0, uint32(1); i < len(skewed); i++ {
		x = x*1664525 + 1013904223
		k := int(x>>8) % len(skewed)
		skewed[i], skewed[k] = skewed[k], skewed[i]
	}
	list := map[string][]byte{}
	for name, message := range map[string][]byte{"text": []byte(strings.Join(samples(), "\n"))[:100000], "skewed": skewed, "short": []byte("hello hello")} {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, flate.BestSpeed, flate.DefaultCompression, flate.BestCompression} {
			var b bytes.Buffer
			w, err := flate.NewWriter(&b, level)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = w.Write(message)
			_ = w.Flush()
			payload := b.Bytes()[:b.Len()-4]
			got, fault := NewInflater(DeflateParams{}).Append(nil, payload, int64(len(message)))
			if fault != "" || !bytes.Equal(got, message) {
				t.Errorf("%s, level %d: %d bytes, %v, want %d", name, level, len(got), fault, len(message))
			}
			list[fmt.Sprint(name, level)] = payload
		}
	}
	return list
}

// TestForeign: what the standard library compresses is read; what is damaged is
// judged as it judges.
func TestForeign(t *testing.T) {
	x := uint32(1)
	random := func(n int) int {
		x = x*1664525 + 1013904223
		return int(x>>8) % n
	}
	for name, payload := range foreign(t) {
		for range 60 {
			damaged := slices.Clone(payload)
			near := min(len(damaged), 1+random(2)*120+random(len(damaged))) // often in the header
			damaged[random(near)] ^= 1 << random(8)
			compareInflate(t, damaged, nil)
			compareInflate(t, payload[:random(len(payload))], []byte(name))
		}
	}
}

// FuzzInflate: whatever comes is judged as the standard library does, within the
// limit; and what a Deflater makes of it can be read again.
func FuzzInflate(f *testing.F) {
	f.Add([]byte("\xf2\x48\xcd\xc9\xc9\x07\x00"), []byte(""))
	f.Add([]byte("\xf2\x00\x11\x00\x00"), []byte("Hello"))
	f.Add([]byte("\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00"), []byte(""))
	for _, seed := range traffic(f) {
		for b := seed; len(b) > 0; {
			h, n, _ := ParseHeader(b)
			f.Add(b[n:n+int(h.Length)], []byte("hello hello"))
			b = b[n+int(h.Length):]
		}
	}
	for _, payload := range foreign(f) {
		f.Add(payload[:min(len(payload), 2000)], []byte(""))
	}
	f.Fuzz(func(t *testing.T, b, history []byte) {
		compareInflate(t, b, history)
		for _, bits := range []int{8, 15} {
			p := DeflateParams{ServerMaxWindowBits: bits, ClientMaxWindowBits: bits}
			d, i := NewDeflater(p), NewInflater(p)
			for _, message := range [][]byte{history, b, b, history} {
				b, compressed := d.Append(nil, message)
				if !compressed {
					if !bytes.Equal(b, message) {
						t.Fatalf("window %d: %x leaves as %x", bits, message, b)
					}
					continue
				}
				back, fault := i.Append(nil, b, int64(max(1, len(message))))
				if fault != "" || !bytes.Equal(back, message) {
					t.Fatalf("window %d: %x comes back as %x, %v", bits, message, back, fault)
				}
			}
		}
	})
}

func BenchmarkDeflate(b *testing.B) {
	for name, p := range map[string]DeflateParams{"takeover": {}, "alone": {ClientNoContext: true}} {
		for size, message := range map[string][]byte{"83": []byte(samples()[12]), "4096": []byte(strings.Join(samples()[8:28], ",") + strings.Repeat("{}", 1000))[:3000]} {
			b.Run(name+"/"+size, func(b *testing.B) {
				d := NewDeflater(p)
				var dst []byte
				b.SetBytes(int64(len(message)))
				b.ReportAllocs()
				for b.Loop() {
					dst, _ = d.Append(dst[:0], message)
				}
				b.ReportMetric(float64(len(dst))/float64(len(message)), "ratio")
			})
		}
	}
}

func BenchmarkInflate(b *testing.B) {
	for _, size := range []int{83, 4096, 65536} {
		message := []byte(strings.Repeat(strings.Join(samples()[8:28], ","), 40))[:size]
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, 5)
		_, _ = w.Write(message)
		_ = w.Flush()
		b.Run(sizeName(size), func(b *testing.B) {
			f := NewInflater(DeflateParams{ServerNoContext: true})
			var dst []byte
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				var fault Fault
				if dst, fault = f.Append(dst[:0], packed.Bytes()[:packed.Len()-4], 0); fault != "" {
					b.Fatal(fault)
				}
			}
		})
	}
}
