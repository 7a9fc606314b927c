package socket

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"volley/internal/loop"
	"volley/internal/wire"
)

// compressed is a text message as a server sends it that has no window yet.
func compressed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte(text))
	_ = w.Flush()
	payload := b.Bytes()[:b.Len()-4]
	return string(wire.AppendFrame(nil, wire.Header{Fin: true, RSV1: true, Opcode: wire.Text}, payload))
}

// noise is text that is hard to compress.
func noise(n int) string {
	b := make([]byte, n)
	for i, x := 0, uint32(1); i < n; i++ {
		x = x*1664525 + 1013904223
		b[i] = "0123456789abcdef"[x>>28]
	}
	return string(b)
}

const agreed = "Sec-WebSocket-Extensions: permessage-deflate"

// TestDeflateMemory: with context takeover and full windows compression costs a
// socket less than 50 kB; without, next to nothing.
// What the test's server and notes keep is found with a socket that is plain.
func TestDeflateMemory(t *testing.T) {
	const sockets = 300
	big := compressed(t, noise(100000))
	plain := int64(0)
	for _, test := range []struct {
		name   string
		params *wire.DeflateParams
		most   int64
	}{
		{"plain", nil, 20 << 10},
		{"alone", &wire.DeflateParams{ServerNoContext: true, ClientNoContext: true}, 1 << 10},
		{"takeover", &wire.DeflateParams{}, 50 << 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRig(t, loop.Config{})
			at := server(t, func(p *peer) {
				switch {
				case test.params == nil:
					p.write(p.accept() + frame(wire.Text, noise(100000)))
				case test.params.ServerNoContext:
					p.write(p.accept(agreed+"; server_no_context_takeover; client_no_context_takeover") + big)
				default:
					p.write(p.accept(agreed) + big)
				}
				_, _ = io.Copy(io.Discard, p.in)
			})
			before := heap()
			var all []*quiet
			var open []*Socket
			for range sockets {
				w := r.opened(at, func(c *Config) { c.Deflate = test.params })
				q := &quiet{open: true, messages: len(w.notes) - 1}
				w.handler = q
				r.until("the message", func() bool { return q.messages > 0 })
				for i := range 100 {
					if err := w.SendText(fmt.Sprintf(`{"id":%d,"text":"%s"}`, i, noise(300)[i:])); err != nil {
						t.Fatal(err)
					}
				}
				r.until("sent", func() bool { return w.Buffered() == 0 })
				all, open = append(all, q), append(open, w.Socket)
			}
			used := (heap()-before)/sockets - plain
			if test.params == nil {
				plain = used
			}
			t.Logf("%d bytes a socket", used)
			if used > test.most {
				t.Errorf("%d bytes a socket, more than %d", used, test.most)
			}
			for i, s := range open {
				s.Drop()
				r.until("close", func() bool { return all[i].closed })
			}
		})
	}
}

// heap is what is in use, without what earlier tests have left.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools keep goes with the second
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestHostileDeflate: what is wrong with a compressed message ends the connection
// before the rest of it comes, which here never does.
func TestHostileDeflate(t *testing.T) {
	bomb := compressed(t, strings.Repeat("x", 10<<20))
	for _, test := range []struct {
		name, bytes, heard string
		fault              wire.Fault
	}{
		{"bomb", bomb, "close:1009", wire.FaultTooBig},
		{"bomb, not to its end", "\xc1\x7f\x00\x00\x00\x00\x00\x01\x00\x00" + bomb[4:2000], "close:1009", wire.FaultTooBig},
		{"far too long", "\xc2\x7f\x00\x00\x00\x00\x00\x10\x00\x00", "close:1009", wire.FaultTooBig},
		{"not UTF-8", "\xc1\x7e\x01\x00" + "\x00\x05\x00\xfa\xff" + "ab\xff", "close:1007", wire.FaultText},
		{"not UTF-8, first piece", "\x41\x08" + "\x00\x05\x00\xfa\xff" + "ab\xff", "close:1007", wire.FaultText},
		{"not deflate", "\x41\x02\x06\x00", "close:1007", wire.FaultDeflate},
		{"second piece marked", "\x41\x01\x00\xc0", "close:1002", wire.FaultReserved},
		{"ping marked", "\xc9", "close:1002", wire.FaultReserved},
	} {
		t.Run(test.name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				heard := make(chan []string, 1)
				at := server(r.T, func(p *peer) {
					p.write(p.accept(agreed) + test.bytes)
					heard <- p.rest()
				})
				w := r.opened(at, func(c *Config) { c.MaxMessage, c.Deflate = 1<<16, &wire.DeflateParams{} })
				w.waitFor("close")
				if c := w.closing; c.Code != 1006 || c.Clean || !errors.Is(c.Err, test.fault) || len(w.notes) != 2 {
					t.Errorf("heard %q, closing %+v", w.notes, c)
				}
				w.gone()
				if list := <-heard; !slices.Equal(list, []string{test.heard, "EOF"}) {
					t.Errorf("the server heard %q, want %s", list, test.heard)
				}
			})
		})
	}
}
