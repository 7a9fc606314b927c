package socket

import (
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/wire"
)

// TestClosing: who says what, in which order, and what both sides hear.
func TestClosing(t *testing.T) {
	const short = 50 * time.Millisecond
	for _, test := range []struct {
		name   string
		server func(p *peer) []string // after the 101; returns what it has heard
		client func(w *witness)       // after OnOpen
		heard  []string               // by the server, if not nil
		want   Closing                // without Err and At
		err    error                  // by errors.Is
		class  string                 // phase and code
	}{
		{
			name:   "we close",
			server: func(p *peer) []string { return p.answer(closeFrame(1000, "bye")) },
			client: func(w *witness) { w.Close(1000, "done") },
			heard:  []string{"close:1000 done", "EOF"},
			want:   Closing{Code: 1000, Reason: "bye", Clean: true, Local: true},
		},
		{
			name:   "we close without status",
			server: func(p *peer) []string { return p.answer(frame(wire.Close, "")) },
			client: func(w *witness) { w.Close(0, "no code, no reason") },
			heard:  []string{"close:", "EOF"},
			want:   Closing{Code: 1005, Clean: true, Local: true},
		},
		{
			name:   "another code comes back",
			server: func(p *peer) []string { return p.answer(closeFrame(4000, "mine")) },
			client: func(w *witness) { w.Close(3000, "") },
			heard:  []string{"close:3000", "EOF"},
			want:   Closing{Code: 4000, Reason: "mine", Clean: true, Local: true},
		},
		{
			name:   "an illegal code stays off the wire",
			server: func(p *peer) []string { return p.answer(frame(wire.Close, "")) },
			client: func(w *witness) { w.Close(1006, "") },
			heard:  []string{"close:", "EOF"},
			want:   Closing{Code: 1005, Clean: true, Local: true},
		},
		{
			name:   "server closes",
			server: func(p *peer) []string { p.write(closeFrame(1001, "restart")); return p.answer("") },
			heard:  []string{"close:1001 restart", "EOF"},
			want:   Closing{Code: 1001, Reason: "restart", Clean: true},
		},
		{
			name:   "server closes without status",
			server: func(p *peer) []string { p.write(frame(wire.Close, "")); return p.answer("") },
			heard:  []string{"close:", "EOF"},
			want:   Closing{Code: 1005, Clean: true},
		},
		{
			name:   "end without close frame",
			server: func(p *peer) []string { p.hangUp(); return p.rest() },
			want:   Closing{Code: 1006}, err: io.ErrUnexpectedEOF, class: "close eof",
		},
		{
			name:   "half a frame",
			server: func(p *peer) []string { p.write("\x81\x05he"); p.hangUp(); return p.rest() },
			want:   Closing{Code: 1006}, err: io.ErrUnexpectedEOF, class: "close eof",
		},
		{
			name:   "reset",
			server: func(p *peer) []string { _ = p.Conn.(*net.TCPConn).SetLinger(0); return nil },
			want:   Closing{Code: 1006}, class: "close reset",
		},
		{
			name:   "no answer to our close frame",
			server: func(p *peer) []string { return p.rest() },
			client: func(w *witness) { w.Close(1000, "") },
			want:   Closing{Code: 1006, Local: true}, err: ErrCloseTimeout, class: "close timeout",
		},
		{
			name:   "end instead of an answer",
			server: func(p *peer) []string { p.read(); p.hangUp(); return p.rest() },
			client: func(w *witness) { w.Close(1000, "") },
			want:   Closing{Code: 1006, Local: true}, err: io.ErrUnexpectedEOF, class: "close eof",
		},
		{
			name:   "abandon",
			server: func(p *peer) []string { return p.rest() },
			client: func(w *witness) { w.Abandon(1001) },
			heard:  []string{"close:1001", "EOF"},
			want:   Closing{Code: 1006, Local: true}, err: ErrDropped, class: "close dropped",
		},
		{
			name:   "abandon after close",
			server: func(p *peer) []string { return p.rest() },
			client: func(w *witness) { w.Close(1000, ""); w.Abandon(1001) },
			heard:  []string{"close:1000", "EOF"},
			want:   Closing{Code: 1006, Local: true}, err: ErrDropped, class: "close dropped",
		},
		{
			name:   "drop",
			server: func(p *peer) []string { return p.rest() },
			client: func(w *witness) { w.Drop() },
			heard:  []string{"reset"},
			want:   Closing{Code: 1006, Local: true}, err: ErrDropped, class: "close dropped",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				heard, read := make(chan []string, 1), make(chan int, 1)
				at := server(r.T, func(p *peer) {
					p.write(p.accept())
					heard <- test.server(p)
					read <- p.bytes
				})
				w := r.opened(at, func(c *Config) { c.CloseTimeout = short })
				if test.client != nil {
					test.client(w)
					if slices.Contains(w.notes, "close") {
						t.Error("OnClose from inside the call")
					}
				}
				w.waitFor("close")
				got := *w.closing
				phase, code := got.Class()
				if class := strings.TrimSpace(phase + " " + code); class != test.class {
					t.Errorf("class %q, want %q", class, test.class)
				}
				if (got.Err != nil) != (test.class != "") || test.err != nil && !errors.Is(got.Err, test.err) || got.At.IsZero() {
					t.Errorf("closing %+v, want error %v", got, test.err)
				}
				got.Err, got.At = nil, time.Time{}
				if got != test.want {
					t.Errorf("closing %+v, want %+v", got, test.want)
				}
				if w.State() != StateClosed || w.SendText("late") != ErrClosing || w.Buffered() != 0 && !test.want.Clean {
					t.Errorf("state %d, buffered %d", w.State(), w.Buffered())
				}
				w.gone()
				if test.heard != nil {
					if list := <-heard; !slices.Equal(list, test.heard) {
						t.Errorf("the server heard %q, want %q", list, test.heard)
					}
					if n := <-read; slices.Contains(test.heard, "EOF") && w.sent != uint64(n) {
						t.Errorf("%d bytes to the server, which read %d", w.sent, n)
					}
				}
				in, out := w.Traffic()
				if in < 100 || out < 100 {
					t.Errorf("traffic %d, %d", in, out)
				}
			})
		})
	}
}

// answer reads a frame, answers it and hangs up, as a server does after close
// frames went both ways (RFC 6455 §7.1.1); it returns all that came.
func (p *peer) answer(text string) []string {
	first := p.read()
	p.write(text)
	p.hangUp()
	return append([]string{first}, p.rest()...)
}

// hangUp sends our FIN.
func (p *peer) hangUp() { _ = p.Conn.(*net.TCPConn).CloseWrite() }

// TestCloseSent: after a close frame nothing is sent, pongs neither, but what
// comes is still delivered.
func TestCloseSent(t *testing.T) {
	onEngines(t, func(r *rig) {
		heard := make(chan []string, 1)
		at := server(r.T, func(p *peer) {
			p.write(p.accept())
			first := p.read()
			heard <- append([]string{first}, p.answer(frame(wire.Text, "late")+frame(wire.Ping, "late")+closeFrame(1000, ""))...)
		})
		w := r.opened(at)
		if err := w.SendText("before"); err != nil {
			r.Error(err)
		}
		w.Close(1000, "")
		w.Close(1001, "twice")
		for name, err := range map[string]error{"text": w.SendText("x"), "binary": w.SendBinary([]byte("x")), "ping": w.Ping(nil)} {
			if err != ErrClosing || err.Error() != "websocket: close sent" {
				r.Errorf("%s after close: %v", name, err)
			}
		}
		if w.State() != StateClosing {
			r.Errorf("state %d", w.State())
		}
		w.waitFor("close")
		if got := strings.Join(w.notes, " "); got != "open text:late ping:late close" {
			r.Errorf("heard %s", got)
		}
		w.gone()
		if got := <-heard; !slices.Equal(got, []string{"text:before", "close:1000", "EOF"}) {
			r.Errorf("the server heard %q", got)
		}
	})
}

// TestEndInHandler: a handler may end the connection in any call; nothing comes
// after that but OnClose.
func TestEndInHandler(t *testing.T) {
	ends := map[string]func(s *Socket){
		"drop":    func(s *Socket) { s.Drop() },
		"abandon": func(s *Socket) { s.Abandon(1000) },
	}
	for how, end := range ends {
		for _, when := range []string{"open", "text:1", "ping:2", "pong:3", "close"} {
			t.Run(how+" at "+when, func(t *testing.T) {
				onEngines(t, func(r *rig) {
					at := server(r.T, func(p *peer) {
						p.write(p.accept() + frame(wire.Text, "1") + frame(wire.Ping, "2") + frame(wire.Pong, "3") + closeFrame(1000, ""))
						p.rest()
					})
					w := r.connect(at)
					w.then = func(note string) {
						if note == when {
							end(w.Socket)
						}
					}
					w.waitFor("close")
					all := []string{"open", "text:1", "ping:2", "pong:3", "close"}
					want := all[:slices.Index(all, when)+1]
					if when != "close" {
						want = append(slices.Clone(want), "close")
					}
					if !slices.Equal(w.notes, want) {
						t.Errorf("heard %q, want %q", w.notes, want)
					}
					w.gone()
				})
			})
		}
	}
}

// TestOverflow: a peer that takes nothing ends the connection, not the memory.
func TestOverflow(t *testing.T) {
	onEngines(t, func(r *rig) {
		release := make(chan struct{})
		at := server(r.T, func(p *peer) { p.write(p.accept()); <-release })
		defer close(release)
		w := r.opened(at, func(c *Config) { c.MaxBuffered = 1 << 20 })
		chunk := make([]byte, 1<<18)
		var err error
		for n := 0; n < 1000 && err == nil; n++ {
			err = w.SendBinary(chunk)
			r.tick(time.Now())
		}
		if err != ErrOverflow {
			r.Fatalf("sending to a deaf peer: %v", err)
		}
		w.waitFor("close")
		if w.closing.Code != 1006 || w.closing.Err != ErrOverflow {
			r.Errorf("closing %+v", w.closing)
		}
		w.gone()
	})
}
