package socket

import (
	"crypto/tls"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
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
