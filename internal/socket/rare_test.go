package socket

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/wire"
)

// TestIdleTimeout: a peer that says nothing for so long loses the connection;
// any byte puts it off, half a frame too.
func TestIdleTimeout(t *testing.T) {
	const idle = 3 * time.Second
	for name, test := range map[string]struct {
		says  []string // one every two seconds
		after time.Duration
	}{
		"silence":       {nil, idle},
		"a message":     {[]string{frame(wire.Text, "x")}, 2*time.Second + idle},
		"pongs":         {[]string{frame(wire.Pong, ""), frame(wire.Pong, "")}, 4*time.Second + idle},
		"half a frame":  {[]string{"\x81\x05he"}, 2*time.Second + idle},
		"a frame apart": {[]string{"\x81", "\x01", "x"}, 6*time.Second + idle},
	} {
		t.Run(name, func(t *testing.T) {
			heard := make(chan []string, 1)
			serve := func(c net.Conn) {
				p := newPeer(t, c)
				p.write(p.accept())
				done := make(chan struct{})
				go func() { defer close(done); heard <- p.rest() }()
				for _, text := range test.says {
					time.Sleep(2 * time.Second) // made-up time
					p.write(text)
				}
				<-done
			}
			inBubble(t, serve, func(r *rig) {
				w := r.connect("ws://10.0.0.1", func(c *Config) { c.IdleTimeout = idle })
				r.turnUntil("open", func() bool { return w.opening != nil })
				if err := w.SendText("ours do not count"); err != nil {
					t.Fatal(err)
				}
				r.turnUntil("close", w.ended)
				c := w.closing
				if d := c.At.Sub(w.opening.End); d != test.after || c.Err != ErrIdle || c.Code != 1006 || c.Clean || !c.Local {
					t.Errorf("after %v, want %v: %+v", d, test.after, c)
				}
				if phase, code := c.Class(); phase != PhaseClose || code != "idle" {
					t.Errorf("class %s %s", phase, code)
				}
				r.turnUntil("the server's end", func() bool { return len(heard) > 0 })
				if got := <-heard; !slices.Equal(got[:2], []string{"text:ours do not count", "close:1001"}) {
					t.Errorf("the server heard %q", got)
				}
			})
		})
	}
}

// TestIdlePaused: while we do not read, silence says nothing about the peer; the
// time begins again when reading does. Closing has its own deadline.
func TestIdlePaused(t *testing.T) {
	const idle = 3 * time.Second
	silent := func(c net.Conn) {
		p := newPeer(t, c)
		p.write(p.accept())
		_, _ = io.Copy(io.Discard, p.in)
	}
	inBubble(t, silent, func(r *rig) {
		w := r.connect("ws://10.0.0.1", func(c *Config) { c.IdleTimeout, c.CloseTimeout = idle, time.Minute })
		r.turnUntil("open", func() bool { return w.opening != nil })
		begin := time.Now()
		w.Pause()
		for time.Since(begin) < 10*time.Second {
			r.tick(begin.Add(10 * time.Second))
		}
		w.Resume()
		r.turnUntil("close", w.ended)
		if d := w.closing.At.Sub(begin); d < 10*time.Second+idle || d > 10*time.Second+2*idle {
			t.Errorf("after %v: %+v", d, w.closing)
		}

		w = r.connect("ws://10.0.0.1", func(c *Config) { c.IdleTimeout, c.CloseTimeout = idle, time.Minute })
		r.turnUntil("open", func() bool { return w.opening != nil })
		begin = time.Now()
		w.Close(1000, "")
		r.turnUntil("close", w.ended)
		if d := w.closing.At.Sub(begin); d != time.Minute || w.closing.Err != ErrCloseTimeout {
			t.Errorf("after %v: %+v", d, w.closing)
		}
	})
}

// pieces reads frames until one is final, and returns their first bytes and
// payloads.
func (p *peer) pieces() (heads []byte, payloads []string) {
	for {
		var head [2]byte
		if _, err := io.ReadFull(p.in, head[:]); err != nil {
			return heads, payloads
		}
		length := int(head[1] & 127)
		if length > 125 {
			panic("a frame too long for this test")
		}
		body := make([]byte, 4+length)
		_, _ = io.ReadFull(p.in, body)
		wire.Mask([4]byte(body), 0, body[4:])
		heads, payloads = append(heads, head[0]), append(payloads, string(body[4:]))
		if head[0]&0x80 != 0 {
			return heads, payloads
		}
	}
}

// TestFragmentSize: long messages leave in pieces, compressed ones too, and come
// out whole at a server.
func TestFragmentSize(t *testing.T) {
	noise := make([]byte, 1000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = 'a' + byte(x>>24)%26
	}
	for _, deflate := range []bool{false, true} {
		t.Run(fmt.Sprintf("deflate=%v", deflate), func(t *testing.T) {
			onEngines(t, func(r *rig) {
				messages := []string{"", "short", strings.Repeat("x", 100), strings.Repeat("x", 101), string(noise)}
				heard := make(chan string, 3*len(messages))
				at := server(r.T, func(p *peer) {
					if deflate {
						p.write(p.accept("Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover"))
					} else {
						p.write(p.accept())
					}
					for range 2 * len(messages) {
						heads, payloads := p.pieces()
						text := strings.Join(payloads, "")
						first := byte(heads[0])
						if first&0x40 != 0 {
							b, err := io.ReadAll(flate.NewReader(strings.NewReader(text + "\x00\x00\xff\xff\x01\x00\x00\xff\xff")))
							if err != nil {
								t.Error(err)
							}
							text = string(b)
						}
						for i, payload := range payloads {
							if whole := i < len(payloads)-1; len(payload) > 100 || whole && len(payload) != 100 || i > 0 && heads[i]&0x7f != 0 {
								t.Errorf("frame %d of %d has %d bytes, head %x", i, len(payloads), len(payload), heads[i])
							}
						}
						heard <- fmt.Sprintf("%x:%s", first&0xf, text)
					}
					heard <- p.read()
					p.rest()
				})
				w := r.opened(at, func(c *Config) {
					c.FragmentSize = 100
					if deflate {
						c.Deflate = &wire.DeflateParams{}
					}
				})
				for _, message := range messages {
					if w.SendText(message) != nil || w.SendBinary([]byte(message)) != nil {
						t.Fatal("cannot send")
					}
				}
				w.Close(1000, strings.Repeat("r", 120)) // control frames stay whole
				r.until("all heard", func() bool { return len(heard) == cap(heard)-len(messages)+1 })
				for _, message := range messages {
					if got := <-heard; got != "1:"+message {
						t.Errorf("text %.40q, want %.40q", got, message)
					}
					if got := <-heard; got != "2:"+message {
						t.Errorf("binary %.40q, want %.40q", got, message)
					}
				}
				if got := <-heard; got != "close:1000 "+strings.Repeat("r", 120) {
					t.Errorf("close frame %q", got)
				}
				w.Drop()
				w.waitFor("close")
			})
		})
	}
}

// tape is a Tracer that notes frames.
type tape struct {
	t     *testing.T
	notes []string
}

func (a *tape) OnFrame(f Frame) {
	way := "in"
	if f.Out {
		way = "out"
	}
	if f.Since < 0 || f.Out != f.Masked && f.Opcode != 3 {
		a.t.Errorf("frame %+v", f)
	}
	a.notes = append(a.notes, fmt.Sprintf("%s %v %v %d %d %q", way, f.Fin, f.RSV1, f.Opcode, f.Length, f.First))
}

// TestTrace: a Tracer hears every frame both ways, in the order of events, and
// of the one that breaks the protocol.
func TestTrace(t *testing.T) {
	onEngines(t, func(r *rig) {
		long := strings.Repeat("0123456789", 20)
		at := server(r.T, func(p *peer) {
			p.write(p.accept() + frame(wire.Text, "hello") + frame(wire.Ping, "p") + "\x02\x01a\x80\x01b" + frame(wire.Binary, long) + "\x83\x01x")
			p.rest()
		})
		a := &tape{t: r.T}
		w := r.connect(at, func(c *Config) { c.Trace, c.FragmentSize = a, 150 })
		w.then = func(note string) {
			if note == "text:hello" {
				if w.SendText(long) != nil || w.Ping([]byte("q")) != nil {
					t.Error("cannot send")
				}
			}
		}
		w.waitFor("close")
		if want := []string{"open", "text:hello", "ping:p", "binary:ab", "binary:" + long, "close"}; !slices.Equal(w.notes, want) {
			t.Errorf("heard %q", w.notes)
		}
		first := fmt.Sprintf("%q", long[:wire.FirstBytes])
		want := []string{
			`in true false 1 5 "hello"`, `out false false 1 150 ` + first, `out true false 0 50 "` + long[:50] + `"`, `out true false 9 1 "q"`,
			`in true false 9 1 "p"`, `out true false 10 1 "p"`, `in false false 2 1 "a"`, `in true false 0 1 "b"`,
			`in true false 2 200 ` + first, `in true false 3 1 "x"`, `out true false 8 2 "\x03\xea"`,
		}
		if !slices.Equal(a.notes, want) {
			t.Errorf("traced\n%s\nwant\n%s", strings.Join(a.notes, "\n"), strings.Join(want, "\n"))
		}
		w.gone()
	})
}

// TestTraceSlices: with a Tracer, any slicing of what comes is the same.
func TestTraceSlices(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) {
			text := frame(wire.Text, strings.Repeat("long ", 100)) + "\x01\x01x\x80\x02yz" + closeFrame(1000, "bye")
			p.write(p.accept())
			for _, b := range []byte(text) {
				p.write(string([]byte{b}))
			}
			p.rest()
		})
		a := &tape{t: r.T}
		w := r.connect(at, func(c *Config) { c.Trace = a })
		w.waitFor("close")
		if want := []string{"open", "text:" + strings.Repeat("long ", 100), "text:xyz", "close"}; !slices.Equal(w.notes, want) || len(a.notes) != 5 {
			t.Errorf("heard %q, traced %q", w.notes, a.notes)
		}
		w.gone()
	})
}

// TestTraceDeflate: a compressed frame is shown as it is on the wire.
func TestTraceDeflate(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r.T, func(p *peer) {
			p.write(p.accept("Sec-WebSocket-Extensions: permessage-deflate") + "\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00")
			p.rest()
		})
		a := &tape{t: r.T}
		w := r.connect(at, func(c *Config) { c.Trace, c.Deflate = a, &wire.DeflateParams{} })
		w.waitFor("text:Hello")
		long := bytes.Repeat([]byte("Hello"), 100)
		if err := w.SendBinary(long); err != nil {
			t.Fatal(err)
		}
		if len(a.notes) != 2 || a.notes[0] != `in true true 1 7 "\xf2H\xcd\xc9\xc9\a\x00"` || !strings.HasPrefix(a.notes[1], "out true true 2 ") {
			t.Errorf("traced %q", a.notes)
		}
		w.Drop()
		w.waitFor("close")
		if !errors.Is(w.closing.Err, ErrDropped) {
			t.Errorf("closing %+v", w.closing)
		}
	})
}
