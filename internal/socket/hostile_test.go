package socket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/wire"
)

// breach is what a server may not send, up to the byte that proves it: it sends
// no more, and waits for the close frame it is answered with.
type breach struct {
	name, bytes string
	fault       wire.Fault
}

// breaches are the ways of RFC 6455 to break the protocol.
func breaches() []breach {
	list := []breach{
		{"RSV1 without an extension", "\xc1", wire.FaultReserved},
		{"RSV2", "\xa1", wire.FaultReserved},
		{"RSV3", "\x91", wire.FaultReserved},
		{"RSV1 on a ping", "\xc9", wire.FaultReserved},
		{"RSV1 on a continuation", "\x01\x01x\xc0", wire.FaultReserved},
		{"masked", "\x81\x81", wire.FaultMasked},
		{"masked close", "\x88\x82", wire.FaultMasked},
		{"ping in pieces", "\x09", wire.FaultControlPieces},
		{"pong in pieces", "\x0a", wire.FaultControlPieces},
		{"close in pieces", "\x08", wire.FaultControlPieces},
		{"ping in pieces inside a message", "\x01\x01x\x09", wire.FaultControlPieces},
		{"long ping", "\x89\x7e", wire.FaultControlLength},
		{"long pong", "\x8a\x7f", wire.FaultControlLength},
		{"long close", "\x88\x7e", wire.FaultControlLength},
		{"continuation first", "\x80", wire.FaultContinuation},
		{"continuation first, in pieces", "\x00", wire.FaultContinuation},
		{"continuation after a message", "\x89\x00\x80", wire.FaultContinuation},
		{"text inside a text", "\x01\x01x\x81", wire.FaultInterleaved},
		{"binary inside a text", "\x01\x01x\x89\x00\x02", wire.FaultInterleaved},
		{"two bytes for a length of 125", "\x81\x7e\x00\x7d", wire.FaultLength},
		{"eight bytes for a length of 65535", "\x82\x7f\x00\x00\x00\x00\x00\x00", wire.FaultLength},
		{"length over 63 bits", "\x82\x7f\x80", wire.FaultLengthSign},
		{"half a close code", "\x88\x01\x03", wire.FaultCloseLength},
		{"close reason not UTF-8", "\x88\x04\x03\xe8\xc3\x28", wire.FaultCloseReason},
		{"close reason cut off", "\x88\x03\x03\xe8\xc3", wire.FaultCloseReason},
		{"not UTF-8, in a frame", "\x81\x7d" + "ab\xff", wire.FaultText},
		{"not UTF-8, in the first piece", "\x01\x02\xc3\x28", wire.FaultText},
		{"not UTF-8, over two pieces", "\x01\x02\xe2\x98\x80\x7da", wire.FaultText},
		{"not UTF-8, over three, with a ping", "\x01\x01\xf4\x89\x00\x00\x00\x80\x05\x90", wire.FaultText},
		{"a surrogate", "\x01\x7d\xed\xa0", wire.FaultText},
		{"a character cut off by the end", "\x01\x01\xf0\x80\x02\x9f\x98", wire.FaultText},
		{"too big, by its header", "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x01", wire.FaultTooBig},
		{"too big, by the header of a piece", "\x02\x01x\x80\x7f\x00\x00\x00\x00\x00\x01\x00\x00", wire.FaultTooBig},
	}
	for _, op := range []byte{3, 4, 5, 6, 7, 11, 12, 13, 14, 15} {
		list = append(list, breach{fmt.Sprint("opcode ", op), string([]byte{0x80 | op}), wire.FaultOpcode})
	}
	for _, code := range []uint16{0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1999, 2000, 2999, 5000, 65535} {
		list = append(list, breach{fmt.Sprint("close code ", code), "\x88\x02" + string(binary.BigEndian.AppendUint16(nil, code)), wire.FaultCloseCode})
	}
	return list
}

// TestHostile: each fault is known at the byte that proves it, answered with its
// code, and ends the connection.
func TestHostile(t *testing.T) {
	for name, serve := range transports {
		for _, test := range breaches() {
			t.Run(name+" "+test.name, func(t *testing.T) {
				onEngines(t, func(r *rig) {
					heard := make(chan []string, 1)
					at := serve(r.T, func(p *peer) {
						p.write(p.accept() + frame(wire.Text, "good") + test.bytes)
						heard <- p.rest()
					})
					w := r.opened(at, unverified, func(c *Config) { c.MaxMessage = 1 << 16 })
					w.waitFor("close")
					if c := w.closing; c.Code != 1006 || c.Clean || c.Local || !errors.Is(c.Err, test.fault) {
						t.Errorf("closing %+v, want %q", c, test.fault)
					}
					if phase, _ := w.closing.Class(); phase != PhaseProtocol {
						t.Errorf("phase %q", phase)
					}
					if got := slices.DeleteFunc(w.notes, func(n string) bool { return n == "ping:" }); strings.Join(got, " ") != "open text:good close" {
						t.Errorf("heard %q", got)
					}
					w.gone()
					list := slices.DeleteFunc(<-heard, func(n string) bool { return n == "pong:" })
					if want := fmt.Sprintf("close:%d", test.fault.Code()); !slices.Equal(list, []string{want, "EOF"}) {
						t.Errorf("the server heard %q, want %s", list, want)
					}
				})
			})
		}
	}
}

// TestGoodClose: every code that may be sent is taken and given back.
func TestGoodClose(t *testing.T) {
	for _, code := range []uint16{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999} {
		onEngines(t, func(r *rig) {
			heard := make(chan string, 1)
			at := server(r.T, func(p *peer) { p.write(p.accept() + closeFrame(code, "why")); heard <- p.read() })
			w := r.opened(at)
			w.waitFor("close")
			if c := w.closing; c.Code != code || c.Reason != "why" || !c.Clean || c.Err != nil {
				r.Errorf("%d: closing %+v", code, c)
			}
			w.gone()
			if got := <-heard; got != fmt.Sprintf("close:%d why", code) {
				r.Errorf("%d: the server heard %q", code, got)
			}
		})
	}
}

// TestAfterClose: what comes behind the server's close frame is nothing, be it
// wrong or endless (RFC 6455 §1.4).
func TestAfterClose(t *testing.T) {
	for name, more := range map[string]string{
		"messages": frame(wire.Text, "late") + frame(wire.Ping, "late"), "noise": "\xff\xff\xff\xff", "another close": closeFrame(4000, "no"),
	} {
		for transport, serve := range transports {
			t.Run(transport+" "+name, func(t *testing.T) {
				onEngines(t, func(r *rig) {
					heard := make(chan []string, 1)
					at := serve(r.T, func(p *peer) {
						p.write(p.accept() + closeFrame(1000, "bye") + more)
						first := p.read()
						p.write(more)
						heard <- append([]string{first}, p.rest()...)
					})
					w := r.opened(at, unverified)
					w.waitFor("close")
					if c := w.closing; c.Code != 1000 || c.Reason != "bye" || !c.Clean || len(w.notes) != 2 {
						t.Errorf("heard %q, closing %+v", w.notes, c)
					}
					w.gone()
					if list := <-heard; list[0] != "close:1000 bye" || len(list) != 2 || list[1] != "EOF" && list[1] != "reset" {
						t.Errorf("the server heard %q", list)
					}
				})
			})
		}
	}
}

// TestPauseFelt: a server that sends to a socket which does not read is stopped
// by TCP, and goes on when reading does.
func TestPauseFelt(t *testing.T) {
	const size, most = 1 << 20, 256
	message := frame(wire.Binary, strings.Repeat("x", size))
	for transport, serve := range transports {
		t.Run(transport, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				paused, stopped := make(chan struct{}), make(chan int, 1)
				at := serve(r.T, func(p *peer) {
					p.write(p.accept())
					<-paused
					sent := 0
					for ; sent < most; sent++ {
						// What fits in no buffer on the way is not taken in any time.
						timeout := time.AfterFunc(time.Second, func() { stopped <- sent })
						_, err := p.Conn.Write([]byte(message))
						if !timeout.Stop() { // it was felt
							p.write(closeFrame(1000, fmt.Sprint(sent)))
							p.rest()
							return
						}
						if err != nil {
							return
						}
					}
					stopped <- most
				})
				q := &quiet{}
				w := r.opened(at, unverified)
				w.Pause()
				w.handler = q
				close(paused)
				sent := -1
				r.until("the server is stopped", func() bool {
					select {
					case sent = <-stopped:
					default:
					}
					return sent >= 0
				})
				if sent == most || q.messages > 0 {
					r.Fatalf("%d MB were sent and %d messages heard while paused", sent, q.messages)
				}
				w.Resume()
				r.until("close", func() bool { return q.closed })
				if q.messages != sent+1 {
					r.Errorf("%d messages heard, %d sent", q.messages, sent+1)
				}
				r.until("the connection leaves the loop", func() bool { return r.loop.Conns() == 0 })
			})
		})
	}
}

// TestDropFelt: a dropped connection is reset, not ended.
func TestDropFelt(t *testing.T) {
	for transport, serve := range transports {
		t.Run(transport, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				heard := make(chan []string, 1)
				at := serve(r.T, func(p *peer) { p.write(p.accept()); heard <- p.rest() })
				w := r.opened(at, unverified)
				w.Drop()
				w.waitFor("close")
				if c := w.closing; c.Err != ErrDropped || c.Code != 1006 {
					t.Errorf("closing %+v", c)
				}
				if list := <-heard; !slices.Equal(list, []string{"reset"}) {
					t.Errorf("the server heard %q", list)
				}
				w.gone()
			})
		})
	}
}

// TestRareTLS: pieces, traces and the idle timeout over TLS.
func TestRareTLS(t *testing.T) {
	onEngines(t, func(r *rig) {
		heard := make(chan []string, 1)
		at := secureServer(r.T, func(p *peer) {
			p.write(p.accept())
			_, payloads := p.pieces()
			p.write(frame(wire.Text, strings.Join(payloads, "|")))
			heard <- p.rest()
		})
		a := &tape{t: r.T}
		w := r.opened(at, unverified, func(c *Config) { c.FragmentSize, c.IdleTimeout, c.Trace = 4, 100*time.Millisecond, a })
		if err := w.SendText("0123456789"); err != nil {
			t.Fatal(err)
		}
		w.waitFor("close")
		if got := strings.Join(w.notes, " "); got != "open text:0123|4567|89 close" || w.closing.Err != ErrIdle || len(a.notes) != 5 {
			t.Errorf("heard %s, traced %q, closing %+v", got, a.notes, w.closing)
		}
		w.gone()
		if list := <-heard; list[0] != "close:1001" {
			t.Errorf("the server heard %q", list)
		}
	})
}

// TestHalfClose: a server that sends no more but reads hears our close frame, and
// what was sent before it.
func TestHalfClose(t *testing.T) {
	onEngines(t, func(r *rig) {
		sent, heard := make(chan struct{}), make(chan []string, 1)
		at := server(r.T, func(p *peer) {
			p.write(p.accept() + frame(wire.Text, "last"))
			<-sent
			_ = p.Conn.(*net.TCPConn).CloseWrite()
			heard <- p.rest()
		})
		w := r.opened(at)
		if err := w.SendText("before"); err != nil {
			t.Fatal(err)
		}
		w.waitFor("text:last")
		close(sent)
		w.waitFor("close")
		if phase, code := w.closing.Class(); phase != PhaseClose || code != "eof" || w.closing.Code != 1006 {
			t.Errorf("closing %+v", w.closing)
		}
		w.gone()
		if list := <-heard; !slices.Equal(list, []string{"text:before", "EOF"}) {
			t.Errorf("the server heard %q", list)
		}
	})
}

// TestPingFlood: what is queued for a server that pings and reads nothing has a
// bound, and what else it says is heard.
func TestPingFlood(t *testing.T) {
	onEngines(t, func(r *rig) {
		held := make(chan struct{})
		at := server(r.T, func(p *peer) {
			p.write(p.accept())
			flood := strings.Repeat("\x89\x7d"+strings.Repeat("x", 125), 1000)
			for range 150 { // more than both kernels take
				p.write(flood)
			}
			p.write(frame(wire.Text, "end"))
			<-held
		})
		defer close(held)
		const most = 1 << 16
		w := r.opened(at, func(c *Config) { c.MaxBuffered = most })
		q := &quiet{open: true}
		w.handler = q
		r.until("the end of the flood", func() bool { return q.messages > 0 || q.closed })
		if n := w.Buffered(); n < most/2 || n > most+maxHeader+maxControl {
			r.Errorf("%d bytes are queued, want about %d", n, most)
		}
		w.Drop()
		r.until("close", func() bool { return q.closed })
	})
}
