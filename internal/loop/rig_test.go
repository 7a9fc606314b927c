package loop

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestMain fails when a test leaves a goroutine or a descriptor behind.
func TestMain(m *testing.M) {
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil { // so that the runtime's own poller is there
		_ = l.Close()
	}
	goroutines, files := runtime.NumGoroutine(), descriptors()
	code := m.Run()
	if flag.Lookup("test.fuzz").Value.String() != "" {
		os.Exit(code) // fuzzing has goroutines of its own
	}
	for limit := time.Now().Add(5 * time.Second); code == 0; runtime.Gosched() {
		if runtime.NumGoroutine() <= goroutines && descriptors() <= files {
			break
		}
		if time.Now().After(limit) {
			fmt.Fprintf(os.Stderr, "leak: %d goroutines and %d descriptors, before the tests %d and %d\n",
				runtime.NumGoroutine(), descriptors(), goroutines, files)
			stacks := make([]byte, 1<<16)
			fmt.Fprintf(os.Stderr, "%s\n", stacks[:runtime.Stack(stacks, true)])
			code = 1
		}
	}
	os.Exit(code)
}

func descriptors() int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(list)
}

// rig is a loop that a test turns by hand.
type rig struct {
	testing.TB
	*Loop
}

// onEngines runs a test on every engine the system has.
func onEngines(t *testing.T, f func(r *rig)) {
	for name, engine := range map[string]Engine{"batched": Batched, "descriptors": Descriptors, "portable": Portable} {
		t.Run(name, func(t *testing.T) { f(newRig(t, Config{Engine: engine})) })
	}
}

func newRig(t testing.TB, c Config) *rig {
	t.Helper()
	l, err := New(c)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		for range 2 {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return &rig{t, l}
}

func (r *rig) tick(until time.Time) {
	r.Poll(until)
	r.Read()
	r.Flush()
}

// until turns the loop until done, and fails the test if that takes too long.
func (r *rig) until(what string, done func() bool) {
	r.Helper()
	limit := time.Now().Add(20 * time.Second)
	for !done() {
		if time.Now().After(limit) {
			r.Fatalf("waited in vain for: %s", what)
		}
		r.tick(time.Now().Add(5 * time.Millisecond)) // done may depend on others too
	}
}

// witness is a Sink that notes what it hears and insists on the order.
type witness struct {
	*Conn
	r         *rig
	connected bool
	failure   error
	got       strings.Builder
	drains    int
	end       error
	then      func(what string) // runs inside the call, if not nil
}

func (w *witness) heard(what string) {
	if w.end != nil && what != "end" || w.failure != nil && what != "connect" {
		w.r.Errorf("%q after the last call", what)
	}
	if w.then != nil {
		w.then(what)
	}
}

func (w *witness) OnConnect(err error) {
	if w.connected || w.failure != nil {
		w.r.Error("OnConnect comes twice")
	}
	w.connected, w.failure = err == nil, err
	w.heard("connect")
}

func (w *witness) OnRead(b []byte, at time.Time) {
	if len(b) == 0 || at.IsZero() || time.Since(at) < 0 {
		w.r.Errorf("OnRead(%q, %v)", b, at)
	}
	w.got.Write(b)
	w.heard("read")
}

func (w *witness) OnDrain() { w.drains++; w.heard("drain") }

func (w *witness) OnEnd(err error) {
	if w.end != nil || err == nil {
		w.r.Errorf("OnEnd(%v) after OnEnd(%v)", err, w.end)
	}
	w.end = err
	w.heard("end")
}

// connect begins to connect with a witness.
func (r *rig) connect(addr string) *witness {
	w := &witness{r: r}
	w.Conn = r.Connect(ConnectConfig{Addr: netip.MustParseAddrPort(addr)}, w)
	return w
}

// opened is connect that waits.
func (r *rig) opened(addr string) *witness {
	r.Helper()
	w := r.connect(addr)
	r.until("connect", func() bool { return w.connected || w.failure != nil })
	if w.failure != nil {
		r.Fatal(w.failure)
	}
	return w
}

func (w *witness) send(text string) {
	w.Extend(func(dst []byte) []byte { return append(dst, text...) })
}

// server accepts connections and gives each to f; it returns the address. It
// ends with the test.
func server(t testing.TB, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	over := make(chan struct{})
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			done := make(chan struct{})
			wg.Go(func() { f(c); _ = c.Close(); close(done) })
			wg.Go(func() {
				select {
				case <-over:
					_ = c.Close()
				case <-done:
				}
			})
		}
	})
	t.Cleanup(func() { _ = l.Close(); close(over); wg.Wait() })
	return l.Addr().String()
}

// echo sends back what comes.
func echo(c net.Conn) { _, _ = io.Copy(c, struct{ io.Reader }{c}) }

// reads gives everything that comes on a connection, and how it ended.
func reads(t testing.TB) (addr string, result func() (string, error)) {
	type end struct {
		text string
		err  error
	}
	ends := make(chan end, 8)
	addr = server(t, func(c net.Conn) {
		b, err := io.ReadAll(c)
		ends <- end{string(b), err}
	})
	return addr, func() (string, error) { e := <-ends; return e.text, e.err }
}

func isReset(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "reset by peer") || strings.Contains(err.Error(), "forcibly"))
}

func isTimeout(err error) bool {
	var t net.Error
	return errors.As(err, &t) && t.Timeout()
}

// pipes is a Dial whose connections end in serve.
func pipes(serve func(net.Conn)) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() { defer func() { _ = there.Close() }(); serve(there) }()
		return here, nil
	}
}
