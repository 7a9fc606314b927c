package socket

import (
	"crypto/tls"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	coder "github.com/coder/websocket"
	gorilla "github.com/gorilla/websocket"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/wire"
)

// judges are echo servers written by others.
var judges = map[string]http.HandlerFunc{
	"gorilla": func(w http.ResponseWriter, r *http.Request) {
		up := gorilla.Upgrader{EnableCompression: true}
		c, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		for {
			op, message, err := c.ReadMessage()
			if err != nil || c.WriteMessage(op, message) != nil {
				return
			}
		}
	},
	"coder": func(w http.ResponseWriter, r *http.Request) {
		c, err := coder.Accept(w, r, &coder.AcceptOptions{CompressionMode: coder.CompressionContextTakeover, CompressionThreshold: 1})
		if err != nil {
			return
		}
		defer func() { _ = c.CloseNow() }()
		c.SetReadLimit(-1)
		for {
			op, message, err := c.Read(r.Context())
			if err != nil || c.Write(r.Context(), op, message) != nil {
				return
			}
		}
	},
}

// TestEcho: foreign servers give back what is sent, with every transport.
func TestEcho(t *testing.T) {
	for name, judge := range judges {
		for _, scheme := range []string{"ws", "wss"} {
			for _, deflate := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s %s deflate=%v", name, scheme, deflate), func(t *testing.T) {
					onEngines(t, func(r *rig) { echo(r, judge, scheme, deflate) })
				})
			}
		}
	}
}

func echo(r *rig, judge http.HandlerFunc, scheme string, deflate bool) {
	s := httptest.NewUnstartedServer(judge)
	if scheme == "wss" {
		s.StartTLS()
	} else {
		s.Start()
	}
	defer s.Close()
	w := r.opened(scheme+"://"+s.Listener.Addr().String(), func(c *Config) {
		c.Dialer = dial.New(dial.Config{TLS: &tls.Config{InsecureSkipVerify: true}, Wrap: loop.NewFeed})
		if deflate {
			c.Deflate = &wire.DeflateParams{ServerNoContext: true, ClientNoContext: true}
		}
	})
	if on := len(w.opening.Extensions) > 0; on != deflate {
		r.Errorf("extensions %q", w.opening.Extensions)
	}
	if (w.opening.Phases.TLS > 0) != (scheme == "wss") {
		r.Errorf("phases %+v", w.opening.Phases)
	}
	big := make([]byte, 1<<20)
	for i := range big {
		big[i] = "abcdefgh"[rand.IntN(8)]
	}
	var want []string
	for _, message := range []string{"", "hello", "grüße ☃", strings.Repeat("x", 125), strings.Repeat("x", 126), strings.Repeat("y", 65536), string(big)} {
		if err := w.SendText(message); err != nil {
			r.Fatal(err)
		}
		if err := w.SendBinary([]byte(message)); err != nil {
			r.Fatal(err)
		}
		want = append(want, "text:"+message, "binary:"+message)
	}
	if err := w.Ping([]byte("ping")); err != nil {
		r.Fatal(err)
	}
	heard := func() []string {
		return slices.DeleteFunc(slices.Clone(w.notes[1:]), func(n string) bool { return n == "drain" || n == "pong:ping" })
	}
	r.until("every echo and the pong", func() bool {
		return w.ended() || len(heard()) >= len(want) && slices.Contains(w.notes, "pong:ping")
	})
	for i, message := range heard() {
		if i < len(want) && message != want[i] {
			r.Fatalf("echo %d is %.40q (%d), want %.40q (%d)", i, message, len(message), want[i], len(want[i]))
		}
	}
	in, out := w.Traffic()
	if low := uint64(2 << 20); !deflate && (in < low || out < low) || deflate && (in > low || out > low) {
		r.Errorf("traffic %d, %d", in, out)
	}
	w.Close(1000, "bye")
	w.waitFor("close")
	if !w.closing.Clean || !w.closing.Local || w.closing.Code != 1000 {
		r.Errorf("closing %+v", w.closing)
	}
	w.gone()
	if in2, out2 := w.Traffic(); in2 < in || out2 < out {
		r.Errorf("traffic falls from %d, %d to %d, %d", in, out, in2, out2)
	}
}

// TestPongFirst: the pong is queued before the handler hears of the ping, and
// what it sends comes behind.
func TestPongFirst(t *testing.T) {
	onEngines(t, func(r *rig) {
		heard := make(chan []string, 1)
		at := server(r.T, func(p *peer) {
			p.write(p.accept() + frame(wire.Text, "1") + frame(wire.Ping, "2") + frame(wire.Text, "3"))
			heard <- []string{p.read(), p.read(), p.read(), p.read()}
		})
		w := r.connect(at)
		w.then = func(note string) {
			if note != "open" && !w.ended() {
				if err := w.SendText("re " + note); err != nil {
					t.Error(err)
				}
			}
		}
		w.waitFor("text:3")
		r.tick(time.Now())
		if got := <-heard; !slices.Equal(got, []string{"text:re text:1", "pong:2", "text:re ping:2", "text:re text:3"}) {
			r.Errorf("the server heard %q", got)
		}
		w.Drop()
		w.waitFor("close")
	})
}

// TestDataLivesUntilFlush: a message's bytes stay until the end of the tick,
// also when others are read in it, put together from pieces or not.
func TestDataLivesUntilFlush(t *testing.T) {
	onEngines(t, func(r *rig) {
		const n = 200
		begin := make(chan struct{})
		at := server(r.T, func(p *peer) {
			p.write(p.accept())
			<-begin
			var all strings.Builder
			for i := range n {
				text := fmt.Sprintf("message %d", i)
				switch i % 3 {
				case 0:
					all.WriteString(frame(wire.Text, text))
				case 1: // in pieces
					all.WriteString("\x01\x03" + text[:3] + "\x00\x02" + text[3:5] + "\x80" + string(rune(len(text)-5)) + text[5:])
				default:
					all.WriteString(frame(wire.Text, text+strings.Repeat(".", 1000)))
				}
			}
			text := all.String()
			for len(text) > 0 { // cut anywhere
				cut := min(len(text), 1+rand.IntN(3000))
				p.write(text[:cut])
				text = text[cut:]
			}
			p.rest()
		})
		k := &keeper{}
		w := r.opened(at)
		w.handler = k
		close(begin)
		seen := 0
		limit := time.Now().Add(10 * time.Second)
		for seen < n && time.Now().Before(limit) {
			r.loop.Poll(limit)
			r.loop.Read()
			for _, data := range k.kept {
				if got, want := strings.TrimRight(string(data), "."), fmt.Sprintf("message %d", seen); got != want {
					r.Fatalf("message %d is %.30q at the end of the tick", seen, got)
				}
				seen++
			}
			k.kept = k.kept[:0]
			r.loop.Flush()
		}
		if seen != n {
			t.Errorf("%d messages, want %d", seen, n)
		}
		w.Drop()
	})
}

// keeper keeps the data of a tick.
type keeper struct {
	witness
	kept [][]byte
}

func (k *keeper) OnMessage(_ wire.Opcode, data []byte, _ time.Time) { k.kept = append(k.kept, data) }

// TestPause: nothing is delivered while reading is paused.
func TestPause(t *testing.T) {
	onEngines(t, func(r *rig) {
		send := make(chan struct{})
		sent := make(chan struct{})
		at := server(r.T, func(p *peer) {
			p.write(p.accept())
			<-send
			p.write(frame(wire.Text, "hello"))
			close(sent)
			p.rest()
		})
		w := r.connect(at)
		w.Pause() // already now
		w.waitFor("open")
		close(send)
		<-sent
		for range 5 {
			r.tick(time.Now().Add(2 * time.Millisecond))
		}
		if len(w.notes) != 1 {
			r.Errorf("heard %q while paused", w.notes)
		}
		w.Resume()
		w.waitFor("text:hello")
		w.Drop()
		w.waitFor("close")
	})
}

// TestSendEarly: before OnOpen nothing can be sent.
func TestSendEarly(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) { p.write(p.accept()); p.rest() })
		w := r.connect(at)
		if err := w.SendText("early"); err != ErrNotOpen {
			r.Errorf("SendText while connecting: %v", err)
		}
		w.waitFor("open")
		if err := w.Ping(make([]byte, 126)); err != ErrPingSize {
			r.Errorf("a ping of 126 bytes: %v", err)
		}
		w.Drop()
		w.waitFor("close")
	})
}

// TestMaskKeys: keys are not foreseeable by repetition.
func TestMaskKeys(t *testing.T) {
	seen := map[[4]byte]bool{}
	for range 1000 {
		seen[maskKey()] = true
	}
	if len(seen) < 990 {
		t.Errorf("%d different keys of 1000", len(seen))
	}
	if a, b := newKey(), newKey(); a == b || len(a) != 24 {
		t.Errorf("keys %q, %q", a, b)
	}
}

// TestSmall: an open, idle socket costs little.
func TestSmall(t *testing.T) {
	if got := unsafe.Sizeof(Socket{}) + unsafe.Sizeof(loop.Conn{}); got > 1024 {
		t.Errorf("a Socket and its Conn are %d bytes", got)
	}
	t.Logf("Socket %d, Conn %d, Assembler %d, way %d bytes", unsafe.Sizeof(Socket{}), unsafe.Sizeof(loop.Conn{}), unsafe.Sizeof(wire.Assembler{}), unsafe.Sizeof(way{}))
}

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
	for name, engine := range map[string]loop.Engine{"descriptors": loop.Descriptors, "portable": loop.Portable} {
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
				dst = wire.AppendFrameString(dst[:0], header(wire.Text, len(text)), text)
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
