package socket

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"volley/internal/loop"
	"volley/internal/wire"
)

// quiet is a Handler that only counts.
type quiet struct {
	open, closed bool
	messages     int
}

func (q *quiet) OnOpen(Opening)                           { q.open = true }
func (q *quiet) OnFail(Failure)                           { q.closed = true }
func (q *quiet) OnMessage(wire.Opcode, []byte, time.Time) { q.messages++ }
func (q *quiet) OnPing([]byte, time.Time)                 {}
func (q *quiet) OnPong([]byte, time.Time)                 {}
func (q *quiet) OnDrain()                                 {}
func (q *quiet) OnClose(Closing)                          { q.closed = true }

// TestNoAllocs: a message sent and a message received allocate nothing.
func TestNoAllocs(t *testing.T) {
	r := newRig(t, loop.Config{Engine: loop.Descriptors})
	q := &quiet{}
	s := echoing(r, q)
	text, data := strings.Repeat("x", 58), make([]byte, 300)
	if got := testing.AllocsPerRun(200, func() { roundTrip(r, s, q, text, data) }); got > 0 {
		t.Errorf("%v allocations for two messages there and back", got)
	}
	s.Drop()
	r.until("close", func() bool { return q.closed })
}

// echoing opens a connection to a server that sends everything back unmasked,
// byte for byte, without allocating: it makes no frames of its own.
func echoing(r *rig, q *quiet) *Socket {
	at := server(r.T, func(p *peer) {
		p.write(p.accept())
		buf := make([]byte, 1<<16)
		for {
			n, err := p.in.Read(buf)
			if err != nil {
				return
			}
			if _, err := p.Conn.Write(unmask(buf[:n])); err != nil {
				return
			}
		}
	})
	w := r.opened(at)
	w.handler = q
	q.open = true
	return w.Socket
}

// unmask makes whole masked frames into a server's, in place.
func unmask(b []byte) []byte {
	out := b[:0]
	for len(b) > 0 {
		h, n, err := wire.ParseHeader(b)
		if n == 0 || err != nil || int(h.Length) > len(b)-n {
			panic("a frame cut in two")
		}
		payload := b[n : n+int(h.Length)]
		b = b[n+int(h.Length):]
		wire.Mask(h.Key, 0, payload)
		h.Masked = false
		out = append(wire.AppendHeader(out, h), payload...)
	}
	return out
}

// roundTrip sends two messages and turns the loop until they are back.
func roundTrip(r *rig, s *Socket, q *quiet, text string, data []byte) {
	want := q.messages + 2
	if s.SendText(text) != nil || s.SendBinary(data) != nil {
		r.Fatal("cannot send")
	}
	for limit := time.Now().Add(5 * time.Second); q.messages < want; {
		r.tick(limit)
		if q.closed {
			r.Fatal("closed")
		}
	}
}

func BenchmarkEcho(b *testing.B) {
	for name, engine := range map[string]loop.Engine{"batched": loop.Batched, "descriptors": loop.Descriptors, "portable": loop.Portable} {
		b.Run(name, func(b *testing.B) {
			l, err := loop.New(loop.Config{Engine: engine})
			if err != nil {
				b.Skip(err)
			}
			defer func() { _ = l.Close() }()
			s := httptest.NewServer(judges["gorilla"])
			defer s.Close()
			w := &quiet{}
			u := strings.Replace(s.URL, "http", "ws", 1)
			socket := Connect(l, benchConfig(u), w)
			turn := func() { l.Poll(time.Now().Add(time.Second)); l.Read(); l.Flush() }
			for !w.open {
				turn()
			}
			text := strings.Repeat("x", 58)
			b.ReportAllocs()
			for b.Loop() {
				want := w.messages + 1
				if err := socket.SendText(text); err != nil {
					b.Fatal(err)
				}
				for w.messages < want {
					turn()
				}
			}
			socket.Drop()
		})
	}
}

func BenchmarkSend(b *testing.B) {
	for _, size := range []int{58, 4096} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			text := strings.Repeat("x", size)
			var dst []byte
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				dst = wire.AppendFrame(dst[:0], header(wire.Text, len(text)), bytesOf(text))
			}
		})
	}
}

func benchConfig(target string) Config {
	u, err := url.Parse(target)
	if err != nil {
		panic(err)
	}
	return Config{URL: u}
}
