package loop

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"
)

// TestEcho: what is sent comes back whole, however large.
func TestEcho(t *testing.T) {
	onEngines(t, func(r *rig) {
		w := r.opened(server(r, echo))
		var want strings.Builder
		for _, size := range []int{1, 10, 60000, 300000, 5, 2 << 20, 100} {
			text := strings.Repeat("abcdefg", size/7+1)[:size]
			w.send(text)
			want.WriteString(text)
			r.tick(time.Now())
		}
		r.until("every echo", func() bool { return w.got.Len() >= want.Len() || w.end != nil })
		if w.got.String() != want.String() {
			r.Errorf("%d bytes came back, other ones than the %d sent", w.got.Len(), want.Len())
		}
		if in, out := w.Traffic(); in != uint64(want.Len()) || out != in || w.Buffered() != 0 || w.out != nil {
			r.Errorf("traffic %d, %d, buffered %d", in, out, w.Buffered())
		}
		if w.RemoteAddr() == w.LocalAddr() || w.LocalAddr().Addr() != w.RemoteAddr().Addr() {
			r.Errorf("from %s to %s", w.LocalAddr(), w.RemoteAddr())
		}
		w.Drop()
		if r.Conns() != 0 || w.LocalAddr().IsValid() {
			r.Errorf("%d connections after Drop", r.Conns())
		}
	})
}

// TestConnectFails: errors read as package net's, and come from Read.
func TestConnectFails(t *testing.T) {
	onEngines(t, func(r *rig) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			r.Fatal(err)
		}
		_ = l.Close()
		for addr, want := range map[string]string{
			l.Addr().String():    `^dial tcp 127\.0\.0\.1:\d+: connect: connection refused$`,
			"255.255.255.255:80": `^dial tcp 255\.255\.255\.255:80: connect: (network is unreachable|permission denied|can't assign)`,
		} {
			w := r.connect(addr)
			if w.failure != nil || r.Conns() != 1 {
				r.Errorf("%d connections, failure %v from inside Connect", r.Conns(), w.failure)
			}
			r.until("failure", func() bool { return w.failure != nil || w.connected })
			var op *net.OpError
			if w.failure == nil || !regexp.MustCompile(want).MatchString(w.failure.Error()) || !errors.As(w.failure, &op) {
				r.Errorf("connect to %s: %v, want %s", addr, w.failure, want)
			}
			if r.Conns() != 0 {
				r.Errorf("%d connections", r.Conns())
			}
		}
	})
}

// TestLocal: a connection comes from the address asked for.
func TestLocal(t *testing.T) {
	onEngines(t, func(r *rig) {
		from := make(chan string, 1)
		at := server(r, func(c net.Conn) { from <- c.RemoteAddr().String() })
		w := &witness{r: r}
		w.Conn = r.Connect(ConnectConfig{Addr: netip.MustParseAddrPort(at), Local: netip.MustParseAddr("127.0.0.9")}, w)
		r.until("the end", func() bool { return w.end != nil || w.failure != nil })
		if w.failure != nil {
			r.Skip(w.failure) // not every system has all of 127/8
		}
		if got := <-from; !strings.HasPrefix(got, "127.0.0.9:") {
			r.Errorf("connected from %s", got)
		}
		w = &witness{r: r}
		w.Conn = r.Connect(ConnectConfig{Addr: netip.MustParseAddrPort(at), Local: netip.MustParseAddr("192.0.2.1")}, w)
		r.until("the end", func() bool { return w.end != nil || w.failure != nil })
		if w.failure == nil || !strings.Contains(w.failure.Error(), "192.0.2.1:0->"+at) {
			r.Errorf("from a strange address: %v", w.failure)
		}
	})
}

// TestEnd: a peer's FIN comes as io.EOF after the bytes before it, its reset as
// net's error; what we have queued still leaves.
func TestEnd(t *testing.T) {
	onEngines(t, func(r *rig) {
		heard := make(chan string, 1)
		at := server(r, func(c net.Conn) {
			_, _ = io.WriteString(c, strings.Repeat("x", 300000))
			_ = c.(*net.TCPConn).CloseWrite()
			b, err := io.ReadAll(c)
			if err != nil {
				b = []byte(err.Error())
			}
			heard <- string(b)
		})
		w := r.opened(at)
		w.then = func(what string) {
			if what == "end" {
				w.send("not sent")
			} else if w.got.Len() == 300000 {
				w.send("answer")
			}
		}
		r.until("the end", func() bool { return w.end != nil })
		if w.end != io.EOF || w.got.Len() != 300000 {
			r.Errorf("%d bytes, then %v", w.got.Len(), w.end)
		}
		if got := <-heard; got != "answer" {
			r.Errorf("the server heard %q", got)
		}
		r.until("no connections", func() bool { return r.Conns() == 0 })

		w = r.opened(server(r, func(c net.Conn) {
			_, _ = c.Read(make([]byte, 1)) // not before the connect is over
			_ = c.(*net.TCPConn).SetLinger(0)
		}))
		w.send("x")
		r.until("the end", func() bool { return w.end != nil })
		if !regexp.MustCompile(`^read tcp 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: .*(reset by peer|forcibly)`).MatchString(w.end.Error()) {
			r.Errorf("after a reset: %v", w.end)
		}
	})
}

// TestClosings: what the peer sees of each way to end, and that the sink hears
// nothing more.
func TestClosings(t *testing.T) {
	for name, test := range map[string]struct {
		end   func(w *witness)
		want  string
		reset bool
	}{
		"close":                {func(w *witness) { w.send("last"); w.Close() }, "last", false},
		"close without a word": {func(w *witness) { w.Close() }, "", false},
		"finish":               {func(w *witness) { w.send("last"); w.Finish(time.Minute) }, "last", false},
		"finish much": {func(w *witness) { w.send(strings.Repeat("x", 3<<20)); w.Finish(time.Minute); w.send("no more") },
			strings.Repeat("x", 3<<20), false},
		"drop":              {func(w *witness) { w.send("last"); w.Drop() }, "", true},
		"drop after finish": {func(w *witness) { w.Finish(time.Minute); w.Drop() }, "", true},
		"twice":             {func(w *witness) { w.Close(); w.Close(); w.Drop(); w.Finish(0) }, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			onEngines(t, func(r *rig) {
				at, result := reads(r)
				w := r.opened(at)
				test.end(w)
				w.then = func(what string) { t.Errorf("%s after the end", what) }
				r.until("no connections", func() bool { return r.Conns() == 0 })
				got, err := result()
				if name == "drop after finish" && err == nil {
					test.reset = false // its FIN was first
				}
				if got != test.want && !test.reset || isReset(err) != test.reset {
					t.Errorf("the server heard %d bytes, want %d, then %v", len(got), len(test.want), err)
				}
				w.Pause()
				w.Resume()
				w.send("late")
				if w.Buffered() != 0 {
					t.Error("something is queued after the end")
				}
			})
		})
	}
}

// TestFinishTimeout: a peer that takes nothing does not keep the connection.
func TestFinishTimeout(t *testing.T) {
	onEngines(t, func(r *rig) {
		release := make(chan struct{})
		w := r.opened(server(r, func(net.Conn) { <-release }))
		w.send(strings.Repeat("x", 16<<20))
		w.Finish(20 * time.Millisecond)
		if r.Conns() != 1 {
			r.Errorf("%d connections", r.Conns())
		}
		r.until("no connections", func() bool { return r.Conns() == 0 })
		close(release)
	})
}

// TestDrain: OnDrain comes once everything has left that did not fit, and not
// without that.
func TestDrain(t *testing.T) {
	onEngines(t, func(r *rig) {
		begin := make(chan struct{})
		w := r.opened(server(r, func(c net.Conn) { <-begin; _, _ = io.Copy(io.Discard, c) }))
		w.send("little")
		for range 3 {
			r.tick(time.Now().Add(time.Millisecond))
		}
		w.send(strings.Repeat("x", 16<<20))
		for range 3 {
			r.tick(time.Now().Add(time.Millisecond))
		}
		if w.drains != 0 || w.Buffered() < 1<<20 {
			r.Errorf("%d drains, %d bytes buffered at a deaf peer", w.drains, w.Buffered())
		}
		close(begin)
		r.until("drain", func() bool { return w.drains > 0 })
		if _, out := w.Traffic(); w.Buffered() != 0 || out != 6+16<<20 {
			r.Errorf("%d bytes buffered, %d sent", w.Buffered(), out)
		}
		w.Drop()
		if w.drains != 1 {
			r.Errorf("%d drains", w.drains)
		}
	})
}

// TestPause: nothing is told while paused, the end neither; and a loop with a
// paused connection whose peer is gone sleeps.
func TestPause(t *testing.T) {
	onEngines(t, func(r *rig) {
		gone := make(chan struct{})
		at := server(r, func(c net.Conn) {
			_, _ = io.ReadFull(c, make([]byte, 2))
			_, _ = io.WriteString(c, "hello")
			_ = c.Close()
			close(gone)
		})
		w := r.opened(at)
		w.Pause()
		w.send("go")
		r.tick(time.Now())
		r.until("the peer is gone", func() bool {
			select {
			case <-gone:
				return true
			default:
				return false
			}
		})
		ticks := 0
		for limit := time.Now().Add(20 * time.Millisecond); time.Now().Before(limit); ticks++ {
			r.tick(limit)
		}
		if w.got.Len() > 0 || w.end != nil || ticks > 10 {
			r.Errorf("heard %q, %v while paused, in %d ticks", w.got.String(), w.end, ticks)
		}
		w.then = func(what string) {
			if what == "read" { // the end comes later
				w.Pause()
				w.Resume()
			}
		}
		w.Resume()
		r.until("the end", func() bool { return w.end != nil })
		if w.got.String() != "hello" || w.end != io.EOF {
			r.Errorf("heard %q, then %v", w.got.String(), w.end)
		}
	})
}

// TestCloseNeighbour: a connection that a callback closes hears nothing more,
// also if its own event is in the same batch; nor does one that takes its
// descriptor.
func TestCloseNeighbour(t *testing.T) {
	onEngines(t, func(r *rig) {
		const n = 20
		begin := make(chan struct{})
		talk := server(r, func(c net.Conn) { <-begin; _, _ = io.WriteString(c, "x"); echo(c) })
		quiet := server(r, echo)
		var list, fresh []*witness
		for range n {
			list = append(list, r.opened(talk))
		}
		heard := 0
		for _, w := range list {
			w.then = func(string) {
				heard++
				for _, other := range list {
					other.Drop() // with itself
				}
				for range n {
					fresh = append(fresh, r.connect(quiet))
				}
			}
		}
		close(begin)
		time.AfterFunc(5*time.Millisecond, func() { r.Post(func() {}) })
		r.Poll(time.Time{}) // so that all have something to say
		r.until("the others connect", func() bool {
			for _, w := range fresh {
				if !w.connected {
					return false
				}
			}
			return len(fresh) > 0
		})
		if heard != 1 || r.Conns() != n {
			r.Errorf("%d calls, %d connections", heard, r.Conns())
		}
		for _, w := range fresh {
			w.send("hi")
		}
		r.until("echo", func() bool {
			for _, w := range fresh {
				if w.got.String() != "hi" {
					return false
				}
			}
			return true
		})
	})
}

// TestFair: one that never stops talking does not keep the others from being
// heard, and the tick has an end.
func TestFair(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r, func(c net.Conn) {
			block := make([]byte, 1<<20)
			for {
				if _, err := c.Write(block); err != nil {
					return
				}
			}
		})
		var chatty []*witness
		for range 5 {
			chatty = append(chatty, r.opened(at))
		}
		w := r.opened(server(r, echo))
		for range 20 {
			w.send("x")
			before := w.got.Len()
			ticks := 0
			for limit := time.Now().Add(20 * time.Second); w.got.Len() == before && time.Now().Before(limit); ticks++ {
				had, _ := chatty[0].Traffic()
				r.tick(limit)
				if has, _ := chatty[0].Traffic(); has-had > 2*fairRead {
					r.Fatalf("%d bytes in one tick", has-had)
				}
			}
			if w.got.Len() == before {
				r.Fatal("no echo")
			}
		}
		for _, c := range chatty {
			c.Drop()
		}
	})
}

// TestTickLimit: when a tick has read enough, the rest of its events waits for
// the next, and nothing is lost.
func TestTickLimit(t *testing.T) {
	r := newRig(t, Config{Engine: Descriptors})
	const n, size = tickChunks + 40, 40000
	at := server(r, func(c net.Conn) { _, _ = c.Write(make([]byte, size)); echo(c) })
	var list []*witness
	for range n {
		list = append(list, r.connect(at))
	}
	all := func() (sum int) {
		for _, w := range list {
			sum += w.got.Len()
		}
		return sum
	}
	for _, w := range list {
		w.then = func(what string) {
			if what == "connect" {
				w.Pause()
			}
		}
	}
	r.until("connect", func() bool {
		for _, w := range list {
			if !w.connected {
				return false
			}
		}
		return true
	})
	for _, w := range list {
		w.Resume()
	}
	for all() < n*size {
		before := all()
		r.tick(time.Time{})
		if got := all() - before; got > tickChunks*chunkSize {
			t.Fatalf("%d bytes in one tick", got)
		}
	}
}

// TestAdopt: connections made elsewhere, with a descriptor and without.
func TestAdopt(t *testing.T) {
	onEngines(t, func(r *rig) {
		here, there := net.Pipe()
		go func() { echo(there); _ = there.Close() }()
		tcp, err := net.Dial("tcp", server(r, echo))
		if err != nil {
			r.Fatal(err)
		}
		for _, nc := range []net.Conn{here, tcp} {
			w := &witness{r: r}
			if w.Conn, err = r.Adopt(nc, w); err != nil {
				r.Fatal(err)
			}
			w.send("hello")
			r.until("echo", func() bool { return w.got.String() == "hello" })
			if w.connected {
				r.Error("OnConnect for an adopted connection")
			}
			w.Close()
		}
		if r.Conns() != 0 {
			r.Errorf("%d connections", r.Conns())
		}
	})
}

// TestPipes: the portable engine lives in made-up time.
func TestPipes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Config{Engine: Portable, Dial: pipes(func(c net.Conn) {
			time.Sleep(time.Hour) // made-up time
			echo(c)
		})})
		w := r.connect("10.0.0.1:80")
		begin := time.Now()
		for !w.connected {
			r.tick(time.Time{})
		}
		w.send("hello")
		for w.got.Len() == 0 {
			r.tick(time.Time{})
		}
		if d := time.Since(begin); d != time.Hour || w.got.String() != "hello" {
			t.Errorf("heard %q after %v", w.got.String(), d)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestGiveUp: a dial that is given up is told so, and what it finds is closed.
func TestGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var here, there net.Conn
		r := newRig(t, Config{Engine: Portable, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			here, there = net.Pipe()
			return here, nil
		}})
		for _, end := range []func(){r.connect("10.0.0.1:80").Close, func() { _ = r.Close() }} {
			if r.Conns() == 0 {
				r.connect("10.0.0.1:80")
			}
			end()
			synctest.Wait()
			r.Read()
			if _, err := there.Read(make([]byte, 1)); err != io.EOF {
				t.Errorf("the found connection is open: %v", err)
			}
		}
	})
}

// TestSmall: an idle connection costs little more than its struct.
func TestSmall(t *testing.T) {
	if got := unsafe.Sizeof(Conn{}); got > 250 {
		t.Errorf("a Conn is %d bytes", got)
	}
	r := newRig(t, Config{Engine: Descriptors})
	w := r.opened(server(r, echo))
	w.send("hello")
	r.until("echo", func() bool { return w.got.String() == "hello" })
	if w.out != nil || w.patience != nil || w.net != nil {
		t.Errorf("an idle connection holds %+v", w.Conn)
	}
}

func TestParseEngine(t *testing.T) {
	for text, want := range map[string]Engine{"": Auto, "auto": Auto, "batched": Batched, "descriptors": Descriptors, "portable": Portable} {
		if got, err := ParseEngine(text); err != nil || got != want {
			t.Errorf("ParseEngine(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	if _, err := ParseEngine("steam"); err == nil || err.Error() != `engine "steam": must be auto, batched, descriptors or portable` {
		t.Errorf("ParseEngine(steam): %v", err)
	}
}

// TestPauseReset: a loop sleeps though a connection that is paused, and has more to
// send than its peer took, was reset.
func TestPauseReset(t *testing.T) {
	onEngines(t, func(r *rig) {
		reset, gone := make(chan struct{}), make(chan struct{})
		w := r.opened(server(r, func(c net.Conn) {
			<-reset
			_ = c.(*net.TCPConn).SetLinger(0)
			_ = c.Close()
			close(gone)
		}))
		w.send(strings.Repeat("x", 16<<20))
		for range 3 {
			r.tick(time.Now().Add(time.Millisecond))
		}
		w.Pause()
		close(reset)
		<-gone
		for range 3 { // in which it is seen
			r.tick(time.Now().Add(time.Millisecond))
		}
		ticks := 0
		for limit := time.Now().Add(20 * time.Millisecond); time.Now().Before(limit); ticks++ {
			r.tick(limit)
		}
		if w.end != nil || ticks > 10 {
			r.Errorf("heard %v while paused, in %d ticks", w.end, ticks)
		}
		w.Resume()
		r.until("the end", func() bool { return w.end != nil })
	})
}

// TestFinishPeerFirst: what is queued when we finish arrives, though the peer has
// sent its FIN before it reads.
func TestFinishPeerFirst(t *testing.T) {
	onEngines(t, func(r *rig) {
		const size = 8 << 20
		finished := make(chan struct{})
		got := make(chan int64, 1)
		w := r.opened(server(r, func(c net.Conn) {
			_ = c.(*net.TCPConn).CloseWrite()
			<-finished
			n, _ := io.Copy(io.Discard, c)
			got <- n
		}))
		w.Pause() // our side has not seen the FIN
		for range 8 {
			w.send(strings.Repeat("x", size/8))
			r.Flush()
		}
		w.Finish(time.Minute)
		for range 5 {
			r.tick(time.Now().Add(2 * time.Millisecond))
		}
		close(finished)
		r.until("no connections", func() bool { return r.Conns() == 0 })
		if n := <-got; n != size {
			r.Errorf("%d bytes arrived, want %d", n, size)
		}
	})
}
