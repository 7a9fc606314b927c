package loop

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"volley/internal/poll"
)

// many opens connections to an echo, more than a batch takes; every third is
// TLS, where secure.
func many(r *rig, secure bool) []*witness {
	at := server(r, echo)
	var list []*witness
	for i := range poll.BatchSize + 30 {
		if secure && i%3 == 0 {
			list = append(list, secured(r, tls.VersionTLS13, func(c *tls.Conn, _ net.Conn) { echo(c) }))
		} else {
			list = append(list, r.opened(at))
		}
	}
	return list
}

// all turns the loop until every witness has got its text.
func all(r *rig, list []*witness, want func(i int) string) {
	r.Helper()
	r.until("every echo", func() bool {
		for i, w := range list {
			if w.end == nil && w.got.Len() < len(want(i)) {
				return false
			}
		}
		return true
	})
	for i, w := range list {
		if w.got.String() != want(i) {
			r.Errorf("connection %d got %d bytes, want %d; end %v", i, w.got.Len(), len(want(i)), w.end)
		}
	}
}

// settle lets what was sent come back, so that many are readable at once.
func settle(r *rig, list []*witness) {
	r.Helper()
	for _, w := range list {
		fds := []unix.PollFd{{Fd: w.fd, Events: unix.POLLIN}}
		if n, err := unix.Poll(fds, 10_000); n != 1 {
			r.Fatalf("nothing came back: %v", err)
		}
	}
}

// TestBatchEcho: many connections that are readable and writable at once, of
// messages shorter and longer than what a batch has room for, plain and TLS.
func TestBatchEcho(t *testing.T) {
	onEngines(t, func(r *rig) {
		list := many(r, r.poller != nil)
		sent := make([]string, len(list))
		for _, size := range []int{1, 100, shortRead - 1, shortRead, shortRead + 1, 5, 40_000, 7, 7} {
			for i, w := range list {
				text := strings.Repeat(fmt.Sprintf("%d of %d;", i, size), size/8+1)[:size]
				sent[i] += text
				w.send(text)
			}
			r.Flush()
			if r.poller != nil {
				settle(r, list)
			}
			all(r, list, func(i int) string { return sent[i] })
		}
		for i, w := range list {
			if w.tls == nil && w.net == nil {
				if in, out := w.Traffic(); in != uint64(len(sent[i])) || out != in {
					r.Errorf("traffic %d, %d, want %d", in, out, len(sent[i]))
				}
			}
		}
	})
}

// TestBatchOverfull: a batch may read more than the tick has room for.
func TestBatchOverfull(t *testing.T) {
	r := newRig(t, Config{Engine: Batched})
	list := many(r, false)
	text := strings.Repeat("x", 200)
	for _, w := range list {
		w.send(text)
	}
	r.Flush()
	settle(r, list)
	for len(r.arena.chunks) < tickChunks || len(r.arena.rest) > leastRead {
		r.arena.use(min(leastRead, len(r.arena.space())))
	}
	if r.arena.full() {
		t.Fatal("there is no room at all")
	}
	r.Poll(time.Now())
	r.Read()
	got := 0
	for _, w := range list {
		got += w.got.Len()
	}
	if got <= leastRead {
		t.Errorf("got %d bytes", got)
	}
	if !r.arena.full() || len(r.arena.chunks) > tickChunks {
		t.Errorf("%d chunks, %d bytes of rest", len(r.arena.chunks), len(r.arena.rest))
	}
	r.Flush()
	all(r, list, func(int) string { return text })
}

// TestBatchOthers: what a sink does to connections that were read with its own.
func TestBatchOthers(t *testing.T) {
	r := newRig(t, Config{Engine: Batched})
	list := many(r, false)
	for _, w := range list {
		w.send("hello")
	}
	r.Flush()
	settle(r, list)
	fates := []func(c *Conn){(*Conn).Drop, (*Conn).Close, (*Conn).Pause, func(c *Conn) { c.Finish(time.Second) }}
	done := false
	for i, w := range list {
		w.then = func(string) {
			if done {
				return
			}
			done = true
			for j, other := range list {
				if j != i {
					fates[j%len(fates)](other.Conn)
				}
			}
		}
	}
	r.tick(time.Now())
	if !done {
		t.Fatal("nothing was read")
	}
	for i, w := range list {
		if paused := w.paused; w.got.Len() > 0 && !paused && w.got.String() != "hello" {
			t.Errorf("connection %d got %q", i, &w.got)
		}
		if w.paused {
			w.Resume()
		}
	}
	r.until("the paused ones' bytes", func() bool {
		for _, w := range list {
			if w.state == open && w.got.String() != "hello" {
				return false
			}
		}
		return true
	})
	r.until("the finished ones' end", func() bool {
		for _, w := range list {
			if w.state == finishing {
				return false
			}
		}
		return true
	})
}

// TestBatchEnds: ends and resets of many at once reach their sinks, behind what
// was sent before them.
func TestBatchEnds(t *testing.T) {
	onEngines(t, func(r *rig) {
		at := server(r, func(c net.Conn) {
			b := make([]byte, 1)
			if _, err := io.ReadFull(c, b); err != nil {
				return
			}
			_, _ = io.WriteString(c, "bye")
			if b[0] == 'r' {
				_, _ = io.ReadFull(c, b) // until it has arrived
				_ = c.(*net.TCPConn).SetLinger(0)
			}
		})
		var list []*witness
		for i := range poll.BatchSize {
			w := r.opened(at)
			w.send(string("er"[i%2]))
			list = append(list, w)
		}
		r.Flush()
		r.until("what comes before the end", func() bool {
			for _, w := range list {
				if w.got.String() != "bye" {
					return false
				}
			}
			return true
		})
		for i, w := range list {
			if i%2 == 1 {
				w.send("r")
			}
		}
		r.Flush()
		r.until("every end", func() bool {
			for _, w := range list {
				if w.end == nil {
					return false
				}
			}
			return true
		})
		for i, w := range list {
			if want := i%2 == 1; isReset(w.end) != want || !want && w.end != io.EOF {
				r.Errorf("connection %d ended with %v", i, w.end)
			}
		}
	})
}

// TestBatchRefused: where the kernel takes no batches any more, the loop goes on
// without, and loses nothing.
func TestBatchRefused(t *testing.T) {
	for name, written := range map[string]bool{"reading": true, "writing": false} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Config{Engine: Batched})
			list := many(r, false)
			spoil := func() {
				null, err := os.Open(os.DevNull)
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = null.Close() }()
				if err := unix.Dup3(int(null.Fd()), ringOf(t), unix.O_CLOEXEC); err != nil {
					t.Fatal(err)
				}
			}
			for _, w := range list {
				w.send("hello")
			}
			if !written {
				spoil()
			}
			r.Flush()
			if written {
				settle(r, list)
				spoil()
			}
			all(r, list, func(int) string { return "hello" })
			if r.calls != nil {
				t.Error("batches are still made")
			}
		})
	}
}

// ringOf is the descriptor of the one io_uring that is open.
func ringOf(t *testing.T) int {
	t.Helper()
	found := -1
	links, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		if name, err := os.Readlink(link); err == nil && name == "anon_inode:[io_uring]" {
			if found >= 0 {
				t.Fatal("two io_urings are open")
			}
			if _, err := fmt.Sscan(filepath.Base(link), &found); err != nil {
				t.Fatal(err)
			}
		}
	}
	if found < 0 {
		t.Fatal("no io_uring is open")
	}
	return found
}

// TestBatchGone: all that a full tick has heard of are gone before they are read, by
// a letter or a timer that ended them.
func TestBatchGone(t *testing.T) {
	r := newRig(t, Config{Engine: Batched})
	at := server(r, echo)
	list := make([]*witness, most)
	for i := range list {
		list[i] = r.opened(at)
	}
	for _, w := range list {
		w.send("x")
	}
	r.Flush()
	settle(r, list)
	r.Poll(time.Now())
	if r.ready != most {
		t.Fatalf("heard of %d connections", r.ready)
	}
	for _, w := range list {
		w.Drop()
	}
	r.Read()
	if r.next != r.ready || r.Conns() != 0 {
		t.Errorf("served %d of %d, %d connections", r.next, r.ready, r.Conns())
	}
}
