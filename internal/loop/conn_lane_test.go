package loop

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// fakeLane is a Carrier that takes so many bytes as it has room for, and notes
// what it is asked.
type fakeLane struct {
	Lane
	room  int
	took  strings.Builder
	asked []string
}

func (f *fakeLane) Carry(b []byte) int {
	n := min(len(b), f.room)
	f.room -= n
	f.took.Write(b[:n])
	return n
}
func (f *fakeLane) Hold(on bool) { f.asked = append(f.asked, fmt.Sprint("hold ", on)) }
func (f *fakeLane) Finish()      { f.asked = append(f.asked, "finish") }
func (f *fakeLane) Leave()       { f.asked = append(f.asked, "leave") }

// onLane is a connection on a fake lane over a real one.
func onLane(r *rig, room int) (*fakeLane, *witness) {
	below := r.opened(server(r, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }))
	f := &fakeLane{room: room}
	f.Lane = Lane{Carrier: f, Under: below.Conn}
	w := &witness{r: r}
	w.Conn = r.Carry(&f.Lane, w)
	return f, w
}

// lasts checks what the lane was asked, and forgets it.
func (f *fakeLane) lasts(t testing.TB, want ...string) {
	t.Helper()
	if !slices.Equal(f.asked, want) {
		t.Errorf("the lane was asked %q, want %q", f.asked, want)
	}
	f.asked = nil
}

// TestLane: what a lane does not take waits, and leaves when there is room.
func TestLane(t *testing.T) {
	onEngines(t, func(r *rig) {
		f, w := onLane(r, 5)
		if w.RemoteAddr() != f.Under.RemoteAddr() || w.LocalAddr() != f.Under.LocalAddr() {
			r.Errorf("addresses %v %v", w.LocalAddr(), w.RemoteAddr())
		}
		w.send("hello world")
		r.tick(time.Now())
		if f.took.String() != "hello" || w.Buffered() != 6 {
			r.Errorf("taken %q, %d wait", &f.took, w.Buffered())
		}
		f.room = 100
		r.tick(time.Now())
		if f.took.String() != "hello" || w.drains != 0 {
			r.Error("more is offered before there is said to be room")
		}
		w.Room()
		if f.took.String() != "hello world" || w.Buffered() != 0 || w.drains != 1 {
			r.Errorf("taken %q, %d wait, drained %d times", &f.took, w.Buffered(), w.drains)
		}
		w.Arrive([]byte("answer"), time.Now())
		if in, out := w.Traffic(); w.got.String() != "answer" || in != 6 || out != 11 {
			r.Errorf("got %q, traffic %d %d", &w.got, in, out)
		}
		w.Over(io.EOF)
		if w.end != io.EOF || r.Conns() != 1 {
			r.Errorf("end %v, %d connections", w.end, r.Conns())
		}
		f.lasts(r, "leave")
	})
}

// TestLanePauses: a pause is the lane's at once, its end in the next tick.
func TestLanePauses(t *testing.T) {
	onEngines(t, func(r *rig) {
		f, w := onLane(r, 100)
		w.Pause()
		f.lasts(r, "hold true")
		w.Resume()
		f.lasts(r)
		r.tick(time.Now())
		f.lasts(r, "hold false")
		w.Pause()
		w.Resume()
		w.Pause()
		r.tick(time.Now())
		f.lasts(r, "hold true", "hold true")
		w.Drop()
		f.lasts(r, "leave")
	})
}

// TestLaneEnds: each way to end tells the lane what it must know.
func TestLaneEnds(t *testing.T) {
	broken := errors.New("broken")
	for _, test := range []struct {
		name string
		do   func(f *fakeLane, w *witness)
		want []string
		end  error
		took string
	}{
		{"close", func(_ *fakeLane, w *witness) { w.Close() }, []string{"leave"}, nil, "hello"},
		{"drop", func(_ *fakeLane, w *witness) { w.Drop() }, []string{"leave"}, nil, ""},
		{"finish, answered", func(_ *fakeLane, w *witness) {
			w.Finish(time.Hour)
			w.Arrive([]byte("nobody listens"), time.Now())
			w.Over(io.EOF)
		}, []string{"finish", "leave"}, nil, "hello"},
		{"finish, reset", func(_ *fakeLane, w *witness) { w.Finish(time.Hour); w.Over(broken) }, []string{"finish", "leave"}, nil, "hello"},
		{"finish, late", func(f *fakeLane, w *witness) {
			f.room = 2
			w.Finish(time.Hour)
			f.room = 100
			w.Room()
			w.Over(io.EOF)
		}, []string{"finish", "leave"}, nil, "hello"},
		{"over with something to send", func(f *fakeLane, w *witness) {
			f.room = 0
			w.Over(io.EOF)
			f.room = 100
			w.Room()
		}, []string{"finish", "leave"}, io.EOF, "hello"},
		{"broken with something to send", func(f *fakeLane, w *witness) { f.room = 0; w.Over(broken); w.Room(); w.Over(io.EOF) },
			[]string{"leave"}, broken, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRig(t, Config{})
			f, w := onLane(r, 100)
			w.send("hello")
			test.do(f, w)
			f.lasts(r, test.want...)
			if f.took.String() != test.took || !errors.Is(w.end, test.end) || w.got.Len() > 0 || r.Conns() != 1 {
				t.Errorf("taken %q, end %v, got %q, %d connections", &f.took, w.end, &w.got, r.Conns())
			}
		})
	}
}

// TestAside: who is aside is not counted, for as long as it is there.
func TestAside(t *testing.T) {
	r := newRig(t, Config{})
	w := r.opened(server(r, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }))
	for _, step := range []struct {
		on   bool
		want int
	}{{true, 0}, {true, 0}, {false, 1}, {true, 0}} {
		if w.Aside(step.on); r.Conns() != step.want {
			t.Errorf("%d connections after Aside(%v), want %d", r.Conns(), step.on, step.want)
		}
	}
	w.Drop()
	if w.Aside(true); r.Conns() != 0 {
		t.Errorf("%d connections at the end", r.Conns())
	}
}
