package wire

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// ear is a Receiver that notes what it hears.
type ear struct {
	notes []string
	then  func(note string) // runs inside the call, if not nil
}

func (e *ear) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	e.notes = append(e.notes, text)
	if e.then != nil {
		e.then(text)
	}
}

func (e *ear) OnMessage(op Opcode, payload []byte) {
	e.note("%s:%s", map[Opcode]string{Text: "text", Binary: "binary"}[op], payload)
}
func (e *ear) OnPing(payload []byte)              { e.note("ping:%s", payload) }
func (e *ear) OnPong(payload []byte)              { e.note("pong:%s", payload) }
func (e *ear) OnClose(code uint16, reason []byte) { e.note("close:%d:%s", code, reason) }

// assembly is an Assembler's settings, and what it makes of a stream.
type assembly struct {
	max     int64
	deflate *DeflateParams
}

// feed gives the stream in slices of the given sizes, over and over; the result
// is what was heard, the fault, and the number of bytes before the fault was
// known.
func (s assembly) feed(stream []byte, sizes ...int) (notes []string, known int, err error) {
	a := Assembler{MaxMessage: s.max}
	if s.deflate != nil {
		a.Inflate = NewInflater(*s.deflate)
	}
	e := &ear{}
	for i := 0; known < len(stream) && err == nil; i++ {
		n := min(sizes[i%len(sizes)], len(stream)-known)
		piece := slices.Clone(stream[known : known+n])
		err = a.Feed(piece, e)
		clear(piece) // nobody may have kept it
		known += n
	}
	return e.notes, known, err
}

func frame(op Opcode, payload string) string {
	return string(AppendFrame(nil, Header{Fin: true, Opcode: op}, []byte(payload)))
}

// TestAssemble: streams, and what they say, in any slices.
func TestAssemble(t *testing.T) {
	long := strings.Repeat("0123456789", 7000)
	for _, test := range []struct{ name, stream, want string }{
		{"nothing", "", ""},
		{"text", "\x81\x05Hello", "text:Hello"},
		{"empty messages", "\x81\x00\x82\x00", "text: binary:"},
		{"two messages", "\x81\x01a\x82\x01b", "text:a binary:b"},
		{"in two pieces", "\x01\x03Hel\x80\x02lo", "text:Hello"},
		{"empty pieces", "\x01\x00\x00\x00\x00\x02hi\x00\x00\x80\x00", "text:hi"},
		{"only empty pieces", "\x02\x00\x80\x00", "binary:"},
		{"last piece holds all", "\x01\x00\x80\x02hi", "text:hi"},
		{"control frames between", "\x01\x01a\x89\x01p\x00\x01b\x8a\x01q\x80\x01c\x89\x00", "ping:p pong:q text:abc ping:"},
		{"character cut in two", "\x01\x01\xc3\x80\x01\xbc", "text:ü"},
		{"character cut in four", "\x01\x01\xf0\x00\x01\x9f\x00\x01\x98\x80\x01\x80", "text:😀"},
		{"binary needs no UTF-8", "\x82\x02\xff\xff", "binary:\xff\xff"},
		{"126 bytes", frame(Text, long[:126]), "text:" + long[:126]},
		{"70,000 bytes", frame(Binary, long) + frame(Text, long[1:]) + "\x81\x01x", "binary:" + long + " text:" + long[1:] + " text:x"},
		{"close", "\x88\x05\x03\xe8bye", "close:1000:bye"},
		{"close without status", "\x88\x00", "close:1005:"},
		{"nothing after close", "\x88\x02\x0f\xa0\x81\x01x\xff\xff", "close:4000:"},
		{"close inside a message", "\x01\x01a\x88\x00\x80\x01b", "close:1005:"},
		{"longest control frame", frame(Ping, long[:125]), "ping:" + long[:125]},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, sizes := range [][]int{{len(test.stream) + 1}, {1}, {2}, {3}, {7}, {1, 2, 5, 11}, {64, 1}, {4096}} {
				notes, _, err := assembly{}.feed([]byte(test.stream), sizes...)
				if got := strings.Join(notes, " "); got != test.want || err != nil {
					t.Errorf("in slices of %v: %.100q, %v, want %.100q", sizes, got, err, test.want)
				}
			}
		})
	}
}

// TestAssembleFault: each fault comes at the earliest byte that proves it, in
// any slices, and after what was right.
func TestAssembleFault(t *testing.T) {
	const good = "\x81\x04good"
	for _, test := range []struct {
		name, bytes string // up to the byte that proves it
		want        Fault
	}{
		{"compressed without agreement", "\xc1", FaultReserved},
		{"RSV2", "\xa1", FaultReserved},
		{"RSV3", "\x92", FaultReserved},
		{"reserved opcode", "\x83", FaultOpcode},
		{"reserved control opcode", "\x8b", FaultOpcode},
		{"masked", "\x81\x81", FaultMasked},
		{"masked, long, control", "\x89\xff", FaultMasked},
		{"long ping", "\x89\x7e", FaultControlLength},
		{"ping in pieces", "\x09", FaultControlPieces},
		{"continuation of nothing", "\x80", FaultContinuation},
		{"continuation after a message", "\x00", FaultContinuation},
		{"text inside text", "\x01\x01x\x81", FaultInterleaved},
		{"binary inside nothing yet", "\x01\x00\x02", FaultInterleaved},
		{"length not shortest", "\x81\x7e\x00\x7d", FaultLength},
		{"long length not shortest", "\x82\x7f\x00\x00\x00\x00\x00\x00", FaultLength},
		{"length over 63 bits", "\x82\x7f\xff", FaultLengthSign},
		{"too big", "\x82\x7e\x04\x01", FaultTooBig},
		{"pieces too big", "\x02\x7e\x03\xff" + strings.Repeat("x", 1023) + "\x00\x01x\x80\x01", FaultTooBig},
		{"not UTF-8", "\x81\x05ab\xff", FaultText},
		{"overlong", "\x81\x05\xc0", FaultText},
		{"overlong, three bytes", "\x81\x05\xe0\x9f", FaultText},
		{"surrogate", "\x81\x05\xed\xa0", FaultText},
		{"above Unicode", "\x81\x05\xf4\x90", FaultText},
		{"continuation byte first", "\x81\x7e\x01\x00\x80", FaultText},
		{"character not continued", "\x81\x05\xe2\x98a", FaultText},
		{"character not continued in the next piece", "\x01\x02\xe2\x98\x80\x05a", FaultText},
		{"character cut off", "\x81\x02a\xc3", FaultText},
		{"character cut off in pieces", "\x01\x02a\xc3\x80\x00", FaultText},
		{"half a close code", "\x88\x01x", FaultCloseLength},
		{"close code 1005", "\x88\x02\x03\xed", FaultCloseCode},
		{"close code 999", "\x88\x02\x03\xe7", FaultCloseCode},
		{"close reason", "\x88\x03\x03\xe8\xff", FaultCloseReason},
	} {
		t.Run(test.name, func(t *testing.T) {
			stream := []byte(good + test.bytes + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
			for _, sizes := range [][]int{{len(stream)}, {1}, {2}, {3, 1}, {6}} {
				notes, known, err := assembly{max: 1024}.feed(stream, sizes...)
				if err != test.want || !slices.Equal(notes, []string{"text:good"}) {
					t.Errorf("in slices of %v: %q, then %v, want %q", sizes, notes, err, test.want)
				}
				if proved := len(good + test.bytes); sizes[0] == 1 && len(sizes) == 1 && known != proved {
					t.Errorf("known after byte %d, want %d", known, proved)
				}
			}
		})
	}
}

// TestAfterFault: a fault is told once, and nothing is read behind it.
func TestAfterFault(t *testing.T) {
	var a Assembler
	e := &ear{}
	err := a.Feed([]byte("\x83"), e)
	var fault Fault
	if !errors.As(err, &fault) || fault != FaultOpcode {
		t.Errorf("fault %v", err)
	}
	if err := a.Feed([]byte("\x81\x01x\x83"), e); err != nil || len(e.notes) > 0 {
		t.Errorf("after it: %v, %q", err, e.notes)
	}
}

// TestLimit: a message of exactly the limit is taken, in one piece or more.
func TestLimit(t *testing.T) {
	for _, stream := range []string{"\x82\x04abcd", "\x02\x02ab\x80\x02cd", "\x02\x04abcd\x80\x00"} {
		if notes, _, err := (assembly{max: 4}).feed([]byte(stream), 100); len(notes) != 1 || err != nil {
			t.Errorf("%x: %q, %v", stream, notes, err)
		}
	}
}

// TestStop: a Receiver can end the Feed, in every call.
func TestStop(t *testing.T) {
	const stream = "\x81\x01a\x89\x01b\x8a\x01c\x01\x01d\x80\x01e\xff"
	all := []string{"text:a", "ping:b", "pong:c", "text:de"}
	for i, when := range all {
		for _, size := range []int{1, 100} {
			var a Assembler
			e := &ear{then: func(note string) {
				if note == when {
					a.Stop()
				}
			}}
			for rest := []byte(stream); len(rest) > 0; {
				n := min(size, len(rest))
				if err := a.Feed(rest[:n], e); err != nil {
					t.Errorf("stopped at %s: %v", when, err)
				}
				rest = rest[n:]
			}
			if !slices.Equal(e.notes, all[:i+1]) {
				t.Errorf("stopped at %s: %q", when, e.notes)
			}
			if a.buf != nil || a.control != nil {
				t.Errorf("stopped at %s: keeps a buffer", when)
			}
		}
	}
}

// where notes where messages lie.
type where struct {
	ear
	payload []byte
}

func (w *where) OnMessage(_ Opcode, payload []byte) { w.payload = payload }
func (w *where) OnPing(payload []byte)              { w.payload = payload }

// TestNoCopy: what lies whole in b is handed on where it lies.
func TestNoCopy(t *testing.T) {
	for _, stream := range []string{"\x81\x05Hello", "\x82\x05Hello", "\x89\x05Hello", "\x01\x00\x80\x05Hello"} {
		var a Assembler
		w := &where{}
		b := []byte(stream)
		if err := a.Feed(b, w); err != nil || string(w.payload) != "Hello" || &w.payload[4] != &b[len(b)-1] {
			t.Errorf("%x: %q, %v, or elsewhere", stream, w.payload, err)
		}
	}
}

// TestIdle: between messages an Assembler is small and has no buffer, and a
// claim in a header gets no room before bytes come.
func TestIdle(t *testing.T) {
	if got := unsafe.Sizeof(Assembler{}); got > 160 {
		t.Errorf("an Assembler is %d bytes", got)
	}
	a := Assembler{MaxMessage: 1 << 40}
	for _, piece := range []string{"\x01\x03He", "l\x80\x02lo", "\x89\x02a", "b", frame(Binary, strings.Repeat("x", 1000))} {
		if err := a.Feed([]byte(piece), &ear{}); err != nil {
			t.Fatal(err)
		}
		if a.op == Continuation && a.buf != nil || !a.inFrame && a.control != nil {
			t.Errorf("after %.10q: keeps a buffer", piece)
		}
	}
	if err := a.Feed([]byte("\x82\x7f\x00\x00\x00\xff\x00\x00\x00\x00x"), &ear{}); err != nil || cap(a.buf) > 2*reserve {
		t.Errorf("a claim of a terabyte: %v, room for %d", err, cap(a.buf))
	}
}

// mute is a Receiver that only counts.
type mute struct{ heard int }

func (m *mute) OnMessage(Opcode, []byte) { m.heard++ }
func (m *mute) OnPing([]byte)            { m.heard++ }
func (m *mute) OnPong([]byte)            { m.heard++ }
func (m *mute) OnClose(uint16, []byte)   { m.heard++ }

// TestFeedAllocs: messages that lie whole in what was read allocate nothing.
func TestFeedAllocs(t *testing.T) {
	stream := []byte(frame(Text, strings.Repeat("grüße", 20)) + frame(Ping, "x") + frame(Binary, strings.Repeat("x", 500)) + frame(Pong, ""))
	var a Assembler
	m := &mute{}
	if got := testing.AllocsPerRun(100, func() {
		if err := a.Feed(stream, m); err != nil {
			t.Error(err)
		}
		_ = a.Feed(stream[:1], m) // a header in two reads
		_ = a.Feed(stream[1:], m)
	}); got != 0 {
		t.Errorf("%v allocations", got)
	}
	if m.heard == 0 {
		t.Error("nothing heard")
	}
}

// FuzzAssembler: any slicing of any stream says the same, fault included, and
// the fault is known at the same byte.
func FuzzAssembler(f *testing.F) {
	for _, seed := range traffic(f) {
		f.Add(seed, uint16(5), byte(0))
		f.Add(seed, uint16(900), byte(3))
	}
	f.Add([]byte("\x01\x01a\x89\x01p\x80\x02\xc3\xbc\x88\x05\x03\xe8bye"), uint16(0x301), byte(2))
	f.Fuzz(func(t *testing.T, stream []byte, cuts uint16, how byte) {
		s := assembly{max: 1 << 12}
		if how&1 != 0 {
			s.deflate = &DeflateParams{ServerNoContext: how&2 != 0}
		}
		whole, _, fault := s.feed(stream, max(1, len(stream)))
		single, known, again := s.feed(stream, 1)
		if !slices.Equal(whole, single) || again != fault {
			t.Fatalf("whole %q, %v, in bytes %q, %v", whole, fault, single, again)
		}
		pieces, _, again := s.feed(stream, 1+int(cuts&0xf), 1+int(cuts>>4&0xf), 1+int(cuts>>8))
		if !slices.Equal(whole, pieces) || again != fault {
			t.Fatalf("whole %q, %v, in pieces %q, %v", whole, fault, pieces, again)
		}
		if fault != nil {
			if _, _, early := s.feed(stream[:known-1], max(1, known-1)); early != nil && known > 1 {
				t.Fatalf("known at byte %d, but also one before", known)
			}
		}
	})
}

func BenchmarkFeed(b *testing.B) {
	for name, stream := range map[string]string{
		"text58":     frame(Text, strings.Repeat("x", 58)),
		"text4096":   frame(Text, strings.Repeat("x", 4096)),
		"umlaut4096": frame(Text, strings.Repeat("ü", 2048)),
		"binary58":   frame(Binary, strings.Repeat("x", 58)),
		"pieces":     "\x01\x03Hel\x80\x02lo",
	} {
		b.Run(name, func(b *testing.B) {
			data := []byte(strings.Repeat(stream, 10))
			var a Assembler
			m := &mute{}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if err := a.Feed(data, m); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(m.heard), "ns/message")
		})
	}
}
