package session

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// lines is a FrameLog whose lines a test reads.
func lines(only int64) (l *FrameLog, take func() []string) {
	var b bytes.Buffer
	l = NewFrameLog(slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return a
	}})), only)
	return l, func() []string {
		text := strings.TrimSpace(b.String())
		b.Reset()
		if text == "" {
			return nil
		}
		return strings.Split(text, "\n")
	}
}

// TestFrameText: what is said of a frame.
func TestFrameText(t *testing.T) {
	long := strings.Repeat("é", 100)
	for _, test := range []struct {
		frame socket.Frame
		want  string
	}{
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Text, Length: 5}, First: []byte("hello")}, `in, text, 5 bytes: "hello"`},
		{socket.Frame{Out: true, Header: wire.Header{Fin: true, Opcode: wire.Text, Length: 1, Masked: true}, First: []byte("x")}, `out, text, 1 byte: "x"`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Text, Length: 200}, First: []byte(long)[:63]}, `in, text, 200 bytes: "` + long[:62] + `" …`},
		{socket.Frame{Header: wire.Header{Opcode: wire.Binary, Length: 2}, First: []byte("hi")}, `in, binary, to be continued, 2 bytes: 6869`},
		{socket.Frame{Header: wire.Header{Fin: true, Length: 0}}, `in, continuation, 0 bytes`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Close, Length: 5}, First: []byte("\x03\xe8bye")}, `in, close, 5 bytes: 1000 "bye"`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Close, Length: 2}, First: []byte("\x03\xe8")}, `in, close, 2 bytes: 1000`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Close, Length: 1}, First: []byte("\xff")}, `in, close, 1 byte: ff`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Ping, Length: 2}, First: []byte("\xff\x00")}, `in, ping, 2 bytes: ff00`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Pong, Length: 2}, First: []byte("a\n")}, `in, pong, 2 bytes: "a\n"`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Binary, Length: 9}, First: []byte("\x01\xff\x02\x03")}, `in, binary, 9 bytes: 01ff0203 …`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Text, Length: 9}, First: []byte("a\xff\xff\xff\xff\xff")}, `in, text, 9 bytes: 61ffffffffff …`},
		{socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Close, Length: 9}, First: []byte("\x03\xe8by\xc3")}, `in, close, 9 bytes: 1000 "by" …`},
		{socket.Frame{Header: wire.Header{Fin: true, RSV1: true, Opcode: wire.Text, Length: 2}, First: []byte("hi")}, `in, text, compressed, 2 bytes: 6869`},
		{socket.Frame{Header: wire.Header{Fin: true, RSV2: true, Masked: true, Opcode: 3, Length: 1}, First: []byte("x")}, `in, opcode 3, reserved bits, masked, 1 byte: "x"`},
	} {
		if got := frameText(test.frame); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}

// TestFrameLog: who is heard, and what a line says.
func TestFrameLog(t *testing.T) {
	one, two := &vu.VU{ID: 1}, &vu.VU{ID: 2}
	var none *FrameLog
	if none.tracer(one) != nil {
		t.Error("nobody listens")
	}
	none.Close()
	l, take := lines(2)
	if l.tracer(one) != nil {
		t.Error("the wrong VU is listened to")
	}
	hello := socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Text, Length: 5}, First: []byte("hello"), Since: 1500 * time.Microsecond}
	l.tracer(two).OnFrame(hello)
	l.tracer(two).OnFrame(hello)
	want := []string{
		`msg="VU 2, socket 1, 1.500 ms: in, text, 5 bytes: \"hello\"" source=ws-debug`,
		`msg="VU 2, socket 2, 1.500 ms: in, text, 5 bytes: \"hello\"" source=ws-debug`,
	}
	if got := take(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	all, take := lines(0)
	all.tracer(one).OnFrame(hello)
	all.tracer(two).OnFrame(hello)
	if got := take(); len(got) != 2 {
		t.Errorf("of all: %q", got)
	}
}

// TestFrameRate: so many lines a second, and one with how many there were more.
func TestFrameRate(t *testing.T) {
	l, take := lines(0)
	now := time.Unix(1000, 0)
	l.now = func() time.Time { return now }
	a := l.tracer(&vu.VU{ID: 1})
	flood := func() {
		for range frameRate + 23 {
			a.OnFrame(socket.Frame{Header: wire.Header{Fin: true, Opcode: wire.Ping}})
		}
	}
	const left = `msg="23 more frames are not shown: 50 a second are" source=ws-debug`
	flood()
	if got := take(); len(got) != frameRate {
		t.Errorf("%d lines in a second", len(got))
	}
	now = now.Add(time.Second)
	flood()
	if got := take(); len(got) != frameRate+1 || got[0] != left {
		t.Errorf("%d lines in the next, first %q", len(got), got[0])
	}
	l.Close()
	l.Close()
	if got := take(); !slices.Equal(got, []string{left}) {
		t.Errorf("at the end %q", got)
	}
}
