package cli

import (
	"fmt"
	"io"
	"sync"
)

// The bounds of what may wait for a terminal or a pipe.
const (
	writerLines = 8192
	writerBytes = 4 << 20
)

// writer hands lines to an output that may be slow, on a goroutine of its own.
// Write never blocks: what does not fit is dropped and counted, so that
// `volley run | less` does not stop the load.
//
// Safe for concurrent use.
type writer struct {
	out    io.Writer
	failed func(error) // told once that the output takes no more; nil: nobody cares

	mu   sync.Mutex
	more *sync.Cond
	free *sync.Cond

	lines   [][]byte
	bytes   int
	dropped int
	closed  bool
	idle    bool

	full bool // drain's own: the output has failed
}

func newWriter(out io.Writer) *writer {
	w := &writer{out: out}
	w.more, w.free = sync.NewCond(&w.mu), sync.NewCond(&w.mu)
	go w.drain()
	return w
}

// Write queues a copy of p. It always succeeds.
func (w *writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.closed:
	case len(w.lines) >= writerLines || w.bytes+len(p) > writerBytes:
		w.dropped++
	default:
		w.lines = append(w.lines, append([]byte(nil), p...))
		w.bytes += len(p)
		w.more.Signal()
	}
	return len(p), nil
}

func (w *writer) drain() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		for len(w.lines) == 0 && w.dropped == 0 && !w.closed {
			w.idle = true
			w.free.Broadcast()
			w.more.Wait()
		}
		w.idle = false
		if len(w.lines) == 0 && w.dropped == 0 {
			w.idle = true
			w.free.Broadcast()
			return
		}
		lines, dropped := w.lines, w.dropped
		w.lines, w.bytes, w.dropped = nil, 0, 0
		w.mu.Unlock()
		for _, line := range lines {
			w.take(line)
		}
		if dropped > 0 {
			w.take(fmt.Appendf(nil, "… %d lines were dropped here: the output takes them too slowly\n", dropped))
		}
		w.mu.Lock()
	}
}

// take gives the output one line. An output that fails must not end the test: a
// terminal may be gone, and a file that is full says so once and gets no more,
// for one with gaps is worse than one that ends.
func (w *writer) take(line []byte) {
	if w.full {
		return
	}
	if _, err := w.out.Write(line); err != nil && w.failed != nil {
		w.full = true
		w.failed(err)
	}
}

// flush waits until everything written so far has been taken by the output.
func (w *writer) flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for !w.idle || len(w.lines) > 0 || w.dropped > 0 {
		w.free.Wait()
	}
}

// close flushes and ends the goroutine.
func (w *writer) close() {
	w.mu.Lock()
	w.closed = true
	w.more.Signal()
	w.mu.Unlock()
	w.flush()
}
