package h2_test

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/h2"
	"volley/internal/loop"
	"volley/internal/socket"
	"volley/internal/wire"
)

// connectSwitch makes the standard library's server speak RFC 8441. It is read
// when net/http is initialised, so the tests run in a process that was started
// with it.
const connectSwitch = "http2xconnect=1"

// TestMain fails when a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	if !strings.Contains(os.Getenv("GODEBUG"), connectSwitch) {
		os.Exit(again())
	}
	goroutines := runtime.NumGoroutine()
	code := m.Run()
	if flag.Lookup("test.fuzz").Value.String() != "" {
		os.Exit(code) // fuzzing has goroutines of its own
	}
	for limit := time.Now().Add(5 * time.Second); code == 0 && runtime.NumGoroutine() > goroutines; runtime.Gosched() {
		if time.Now().After(limit) {
			stacks := make([]byte, 1<<16)
			fmt.Fprintf(os.Stderr, "leak: %d goroutines\n%s\n", runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
			code = 1
		}
	}
	os.Exit(code)
}

// again runs the tests in a process with the switch.
func again() int {
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	c := exec.Command(self, os.Args[1:]...)
	c.Env = append(os.Environ(), "GODEBUG="+strings.TrimPrefix(os.Getenv("GODEBUG")+","+connectSwitch, ","))
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return 1
	}
	return 0
}

// rig is a loop that a test turns by hand, and the connections on it.
type rig struct {
	*testing.T
	loop    *loop.Loop
	streams *h2.Pool
	dialer  *dial.Dialer
}

// onEngines runs a test on every engine the system has.
func onEngines(t *testing.T, f func(r *rig)) {
	for name, engine := range map[string]loop.Engine{"batched": loop.Batched, "descriptors": loop.Descriptors, "portable": loop.Portable} {
		t.Run(name, func(t *testing.T) { f(newRig(t, loop.Config{Engine: engine})) })
	}
}

func newRig(t *testing.T, c loop.Config) *rig {
	t.Helper()
	l, err := loop.New(c)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return &rig{t, l, h2.NewPool(), dial.New(dial.Config{Wrap: loop.NewFeed})}
}

// tick turns the loop once, for at most until.
func (r *rig) tick(until time.Time) {
	r.loop.Poll(until)
	r.loop.Read()
	r.loop.Flush()
}

// until turns the loop until done, and fails the test if that takes too long.
func (r *rig) until(what string, done func() bool) {
	r.Helper()
	limit := time.Now().Add(20 * time.Second)
	r.loop.Flush() // what the test did since the last tick
	for !done() {
		if time.Now().After(limit) {
			r.Fatalf("waited in vain for: %s", what)
		}
		r.tick(time.Now().Add(5 * time.Millisecond)) // done may depend on others too
	}
}

// connect begins a connection with a witness.
func (r *rig) connect(target string, change ...func(*socket.Config)) *witness {
	r.Helper()
	u, err := url.Parse(target)
	if err != nil {
		r.Fatal(err)
	}
	c := socket.Config{URL: u, Dialer: r.dialer, HTTP2: true, Streams: r.streams}
	for _, f := range change {
		f(&c)
	}
	w := &witness{r: r}
	w.Socket = socket.Connect(r.loop, c, w)
	return w
}

// opened is connect that waits for OnOpen.
func (r *rig) opened(target string, change ...func(*socket.Config)) *witness {
	r.Helper()
	w := r.connect(target, change...)
	r.allOpen(w)
	return w
}

func (r *rig) allOpen(list ...*witness) {
	r.Helper()
	r.until("open", func() bool {
		return !slices.ContainsFunc(list, func(w *witness) bool { return w.opening == nil && w.failure == nil })
	})
	for i, w := range list {
		if w.failure != nil {
			r.Fatalf("socket %d fails: %s %s: %v", i, w.failure.Phase, w.failure.Code, w.failure.Err)
		}
	}
}

// failed is connect that waits for OnFail.
func (r *rig) failed(target string, change ...func(*socket.Config)) *socket.Failure {
	r.Helper()
	w := r.connect(target, change...)
	r.until("an end", func() bool { return w.opening != nil || w.failure != nil })
	if w.failure == nil {
		r.Fatal("it opens")
	}
	return w.failure
}

// gone turns the loop until no connection is left, but those kept for later.
func (r *rig) gone() {
	r.Helper()
	r.left(0)
}

// left turns the loop until there are so many connections, streams and what they
// are on.
func (r *rig) left(n int) {
	r.Helper()
	r.until("connections leave the loop", func() bool { return r.loop.Conns() <= n })
}

// witness is a Handler that notes what it hears.
type witness struct {
	*socket.Socket
	r        *rig
	notes    []string // "text:…", "binary:…", "ping:…", "pong:…", "drain"
	received int      // bytes of messages
	opening  *socket.Opening
	failure  *socket.Failure
	closing  *socket.Closing
}

func (w *witness) note(format string, args ...any) {
	if w.ended() || w.opening == nil {
		w.r.Errorf("%s while not open", fmt.Sprintf(format, args...))
	}
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

func (w *witness) OnOpen(o socket.Opening) { w.opening = &o }
func (w *witness) OnFail(f socket.Failure) {
	if w.failure != nil || w.opening != nil {
		w.r.Error("OnFail is not the only end")
	}
	w.failure = &f
}

func (w *witness) OnMessage(op wire.Opcode, data []byte, _ time.Time) {
	w.received += len(data)
	if len(data) > 100 {
		data = fmt.Appendf(nil, "%d bytes", len(data))
	}
	w.note("%s:%s", map[wire.Opcode]string{wire.Text: "text", wire.Binary: "binary"}[op], data)
}
func (w *witness) OnPing(data []byte, _ time.Time) { w.note("ping:%s", data) }
func (w *witness) OnPong(data []byte, _ time.Time) { w.note("pong:%s", data) }
func (w *witness) OnDrain()                        { w.note("drain") }
func (w *witness) OnClose(c socket.Closing) {
	if w.closing != nil {
		w.r.Error("OnClose comes twice")
	}
	w.closing = &c
}

func (w *witness) ended() bool { return w.failure != nil || w.closing != nil }

// waitFor turns the loop until the witness has heard note.
func (w *witness) waitFor(note string) {
	w.r.Helper()
	w.r.until(note, func() bool { return w.ended() || slices.Contains(w.notes, note) })
	if !slices.Contains(w.notes, note) {
		w.r.Fatalf("waited for %q, heard %q: %+v %+v", note, w.notes, w.failure, w.closing)
	}
}

// closed closes and waits for the end, which must be clean.
func (w *witness) closed() {
	w.r.Helper()
	w.Close(1000, "")
	w.end("")
}

// end waits for OnClose, which must have the given class ("close reset").
func (w *witness) end(class string) {
	w.r.Helper()
	w.r.until("close", w.ended)
	if w.closing == nil {
		w.r.Fatalf("no close: %+v", w.failure)
	}
	phase, code := w.closing.Class()
	if got := strings.TrimSpace(phase + " " + code); got != class {
		w.r.Errorf("ends with %q (%v), want %q", got, w.closing.Err, class)
	}
}

// anyEngine is for tests of what the engines have no part in.
func anyEngine() loop.Config { return loop.Config{} }
