package h2_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/http2"

	"volley/internal/socket"
)

// TestEnds: each end of a stream is what it is on a connection of its own, and
// the others on the connection go on.
func TestEnds(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		keep := r.opened(s.URL + "/echo")
		for _, test := range []struct{ path, class, text string }{
			{"/abort", "close reset", "the server reset the HTTP/2 stream"},
			{"/eof", "close eof", "unexpected EOF"},
		} {
			w := r.opened(s.URL + test.path)
			_ = w.SendText("go")
			w.end(test.class)
			if c := w.closing; c.Code != 1006 || !strings.Contains(c.Err.Error(), test.text) {
				r.Errorf("%s: closing %+v", test.path, c)
			}
		}
		_ = keep.SendText("still here")
		keep.waitFor("text:still here")
		keep.closed()
		r.gone()
	})
}

// TestLeaving: the server sees whether we end in order or drop the stream.
func TestLeaving(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		w := r.opened(s.URL + "/reads")
		w.Drop()
		w.end("close dropped")
		var reset http2.StreamError
		if err := <-s.ended; !errors.As(err, &reset) || reset.Code != http2.ErrCodeCancel {
			r.Errorf("dropped, the server hears %v", err)
		}
		w = r.opened(s.URL + "/reads")
		w.Abandon(1001)
		w.end("close dropped")
		r.gone()
		if err := <-s.ended; err != nil {
			r.Errorf("abandoned, the server hears %v", err)
		}
	})
}

// TestLost: the end of the connection is the end of all that is on it, and the
// next socket makes a new one.
func TestLost(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		var list []*witness
		for range 10 {
			list = append(list, r.connect(s.URL+"/echo"))
		}
		r.allOpen(list...)
		s.cut()
		for _, w := range list {
			w.r.until("close", w.ended)
			if c := w.closing; c == nil || c.Code != 1006 || c.Err == nil {
				r.Errorf("closing %+v", c)
			}
		}
		again := r.opened(s.URL + "/echo")
		again.closed()
		r.gone()
	})
}

// TestSlowReader: a socket that does not read stops its own stream only, and
// what it then reads is whole.
func TestSlowReader(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		slow := r.opened(s.URL + "/push")
		r.until("the first", func() bool { return slow.received > 0 })
		slow.Pause()
		keep := r.opened(s.URL + "/echo")
		for range 50 {
			keep.notes = nil
			_ = keep.SendText("hello")
			keep.waitFor("text:hello")
		}
		paused := slow.received
		in, _ := slow.Traffic()
		for range 50 {
			keep.notes = nil
			_ = keep.SendText("hello")
			keep.waitFor("text:hello")
		}
		if slow.received != paused {
			r.Errorf("%d bytes came while paused", slow.received-paused)
		}
		slow.Resume()
		r.until("much more", func() bool { return slow.received > paused+(4<<20) })
		if after, _ := slow.Traffic(); after-in < 4<<20 {
			r.Errorf("traffic %d after %d", after, in)
		}
		slow.Drop()
		keep.closed()
		r.gone()
	})
}

// TestDeafServer: a server that does not read one stream holds up that one only,
// and what may wait for it has a bound.
func TestDeafServer(t *testing.T) {
	onEngines(t, func(r *rig) {
		s := newServer(r.T, r)
		deaf := r.opened(s.URL+"/deaf", func(c *socket.Config) { c.MaxBuffered = 8 << 20 })
		var err error
		for n := 0; err == nil && n < 100; n++ {
			err = deaf.SendBinary(make([]byte, 1<<20))
			r.tick(r.loop.Now())
		}
		if !errors.Is(err, socket.ErrOverflow) {
			r.Errorf("sending ends with %v", err)
		}
		deaf.end("close overflow")
		keep := r.opened(s.URL + "/echo")
		_ = keep.SendText("hello")
		keep.waitFor("text:hello")
		keep.closed()
		r.gone()
	})
}

// TestTurns: streams that wait for room on the connection send in turn.
func TestTurns(t *testing.T) {
	const streams, size = 3, 200_000
	onEngines(t, func(r *rig) {
		wide := append([]http2.Setting{{ID: http2.SettingInitialWindowSize, Val: 1 << 20}}, able...)
		queued, least := make(chan struct{}), make(chan int, 1)
		at := rawServer(r.T, wide, func(p *raw) {
			sent := map[uint32]int{}
			for range streams {
				id := p.request()
				sent[id] = 0
				p.answer(id, false, ":status", "200")
			}
			<-queued
			for {
				f, ok := p.next(http2.FrameData).(*http2.DataFrame)
				if !ok {
					return
				}
				_ = p.WriteWindowUpdate(0, uint32(len(f.Data())))
				if sent[f.StreamID] += len(f.Data()); sent[f.StreamID] >= size {
					least <- slices.Min(slices.Collect(maps.Values(sent)))
					p.rest()
				}
			}
		})
		var list []*witness
		for range streams {
			list = append(list, r.opened(at))
		}
		for _, w := range list {
			if err := w.SendBinary(make([]byte, size)); err != nil {
				r.Fatal(err)
			}
		}
		close(queued)
		r.until("one has sent all", func() bool { return len(least) > 0 })
		if n := <-least; n < size/2 {
			r.Errorf("when the first had sent %d bytes, another had sent %d", size, n)
		}
		for _, w := range list {
			w.Drop()
		}
		r.gone()
	})
}
