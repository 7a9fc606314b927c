package socket

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/wire"
	"volley/internal/wstest"
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
	http.DefaultClient.CloseIdleConnections()
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
	*testing.T
	loop *loop.Loop
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
	return &rig{t, l}
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
func (r *rig) connect(target string, change ...func(*Config)) *witness {
	r.Helper()
	u, err := url.Parse(target)
	if err != nil {
		r.Fatal(err)
	}
	c := Config{URL: u, Dialer: dial.New(dial.Config{Wrap: loop.NewFeed})}
	for _, f := range change {
		f(&c)
	}
	w := &witness{r: r}
	w.Socket = Connect(r.loop, c, w)
	return w
}

// opened is connect that waits for OnOpen.
func (r *rig) opened(target string, change ...func(*Config)) *witness {
	r.Helper()
	w := r.connect(target, change...)
	r.until("open", func() bool { return w.opening != nil || w.failure != nil })
	if w.failure != nil {
		r.Fatalf("fails: %s %s: %v", w.failure.Phase, w.failure.Code, w.failure.Err)
	}
	return w
}

// witness is a Handler that notes what it hears, and insists on the order.
type witness struct {
	*Socket
	r       *rig
	notes   []string // "open", "text:…", "binary:…", "ping:…", "pong:…", "drain", "fail", "close"
	opening *Opening
	failure *Failure
	closing *Closing
	sent    uint64            // at OnClose: nobody looks later
	then    func(note string) // runs inside the call, if not nil
}

func (w *witness) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if w.closing != nil && text != "close" || w.failure != nil && text != "fail" {
		w.r.Errorf("%q after the last call", text)
	}
	if w.opening == nil && text != "fail" {
		w.r.Errorf("%q before OnOpen", text)
	}
	w.notes = append(w.notes, text)
	if w.then != nil {
		w.then(text)
	}
}

func (w *witness) OnOpen(o Opening) { w.opening = &o; w.note("open") }
func (w *witness) OnFail(f Failure) {
	if w.failure != nil || w.opening != nil {
		w.r.Error("OnFail is not the only end")
	}
	w.failure = &f
	w.note("fail")
}
func (w *witness) OnMessage(op wire.Opcode, data []byte, at time.Time) {
	if at.IsZero() {
		w.r.Error("a message without time")
	}
	w.note("%s:%s", map[wire.Opcode]string{wire.Text: "text", wire.Binary: "binary"}[op], data)
}
func (w *witness) OnPing(data []byte, _ time.Time) { w.note("ping:%s", data) }
func (w *witness) OnPong(data []byte, _ time.Time) { w.note("pong:%s", data) }
func (w *witness) OnDrain()                        { w.note("drain") }
func (w *witness) OnClose(c Closing) {
	if w.closing != nil {
		w.r.Error("OnClose comes twice")
	}
	w.closing = &c
	_, w.sent = w.Traffic()
	w.note("close")
}

// waitFor turns the loop until the witness has heard note.
func (w *witness) waitFor(note string) {
	w.r.Helper()
	w.r.until(note, func() bool { return w.ended() || slices.Contains(w.notes, note) })
	if !slices.Contains(w.notes, note) {
		w.r.Fatalf("waited for %q, heard %q: %+v %+v", note, w.notes, w.failure, w.closing)
	}
}

func (w *witness) ended() bool { return w.failure != nil || w.closing != nil }

// gone turns the loop until the connection is off the loop.
func (w *witness) gone() {
	w.r.Helper()
	w.r.until("the connection leaves the loop", func() bool { return w.r.loop.Conns() == 0 })
}

// peer is a server's side of a connection, driven by the bytes.
type peer struct {
	t *testing.T
	net.Conn
	in      *bufio.Reader
	bytes   int // read by in
	request *http.Request
}

// server accepts connections and gives each to f after reading its request,
// unanswered. It ends with the test.
func server(t *testing.T, f func(p *peer)) string {
	t.Helper()
	return "ws://" + listen(t, func(c net.Conn) {
		p := newPeer(t, c)
		if p != nil {
			f(p)
		}
	})
}

// secureServer is server over TLS; a client must not verify it.
func secureServer(t *testing.T, f func(p *peer)) string {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	s.StartTLS()
	config := s.TLS.Clone()
	s.Close()
	return "wss://" + listen(t, func(c net.Conn) {
		secure := tls.Server(c, config)
		defer func() { _ = secure.Close() }()
		if p := newPeer(t, secure); p != nil {
			f(p)
		}
	})
}

// unverified has a client take any certificate.
func unverified(c *Config) {
	c.Dialer = dial.New(dial.Config{TLS: &tls.Config{InsecureSkipVerify: true}, Wrap: loop.NewFeed})
}

// transports are the ways to a server.
var transports = map[string]func(t *testing.T, f func(p *peer)) string{"ws": server, "wss": secureServer}

// listen accepts connections and gives each to f; it returns the address.
func listen(t *testing.T, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer func() { _ = c.Close() }()
				_ = c.SetDeadline(time.Now().Add(20 * time.Second))
				f(c)
			})
		}
	})
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	return l.Addr().String()
}

func newPeer(t *testing.T, c net.Conn) *peer {
	p := &peer{t: t, Conn: c}
	p.in = bufio.NewReader(p)
	var err error
	if p.request, err = http.ReadRequest(p.in); err != nil {
		return nil // given up
	}
	return p
}

// Read reads from the client, for in.
func (p *peer) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	p.bytes += n
	return n, err
}

// accept is a 101 that is right for the request, with extra fields.
func (p *peer) accept(fields ...string) string {
	answer := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		wstest.Accept(p.request) + "\r\n"
	for _, f := range fields {
		answer += f + "\r\n"
	}
	return answer + "\r\n"
}

func (p *peer) write(text string) { _, _ = io.WriteString(p.Conn, text) }

// frame is a server's frame.
func frame(op wire.Opcode, payload string) string {
	return string(wire.AppendFrame(nil, wire.Header{Fin: true, Opcode: op, Length: int64(len(payload))}, []byte(payload)))
}

func closeFrame(code uint16, reason string) string {
	return frame(wire.Close, string(binary.BigEndian.AppendUint16(nil, code))+reason)
}

// read is the next frame from the client, as "text:…", "close:1000 reason" and
// so on; "EOF" or "reset" at the end.
func (p *peer) read() string {
	var head [2]byte
	if _, err := io.ReadFull(p.in, head[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return "EOF"
		}
		return dial.Code(err)
	}
	length := uint64(head[1] & 127)
	switch length {
	case 126:
		var b [2]byte
		_, _ = io.ReadFull(p.in, b[:])
		length = uint64(binary.BigEndian.Uint16(b[:]))
	case 127:
		var b [8]byte
		_, _ = io.ReadFull(p.in, b[:])
		length = binary.BigEndian.Uint64(b[:])
	}
	var key [4]byte
	if head[1]&128 == 0 {
		return "unmasked frame"
	}
	_, _ = io.ReadFull(p.in, key[:])
	payload := make([]byte, length)
	if _, err := io.ReadFull(p.in, payload); err != nil {
		return "cut off"
	}
	for i := range payload {
		payload[i] ^= key[i%4]
	}
	switch head[0] {
	case 0x81:
		return "text:" + string(payload)
	case 0x82:
		return "binary:" + string(payload)
	case 0x89:
		return "ping:" + string(payload)
	case 0x8a:
		return "pong:" + string(payload)
	case 0x88:
		if len(payload) < 2 {
			return "close:" + string(payload)
		}
		return strings.TrimSpace(fmt.Sprintf("close:%d %s", binary.BigEndian.Uint16(payload), payload[2:]))
	}
	return fmt.Sprintf("frame %x:%x", head[0], payload)
}

// rest reads frames until the end of the connection.
func (p *peer) rest() []string {
	var list []string
	for {
		list = append(list, p.read())
		switch list[len(list)-1] {
		case "EOF", "reset", "timeout", "closed", "other", "cut off":
			return list
		}
	}
}
