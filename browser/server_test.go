package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"volley/internal/wstest"
)

// patience is the longest a server waits for a client's step. Chromium itself
// waits ten seconds for the answer to its close frame.
const patience = 20 * time.Second

// host is one row's server: a port, and what it heard.
// Safe for concurrent use.
type host struct {
	address string

	mu    sync.Mutex
	open  int           // connections that take steps
	tapes []*tape       // one a connection, in the order they came
	calm  chan struct{} // closed when open falls to zero
}

// tape is what one connection heard.
type tape struct{ lines []string }

// hosts starts n servers that end with the test.
func hosts(t testing.TB, n int) []*host {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	t.Cleanup(wg.Wait) // cleanups run last first
	t.Cleanup(cancel)
	all := make([]*host, n)
	for i := range all {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		h := &host{address: l.Addr().String()}
		s := &http.Server{Handler: h, BaseContext: func(net.Listener) context.Context { return ctx }}
		wg.Go(func() { _ = s.Serve(l) })
		t.Cleanup(func() { _ = s.Close() })
		all[i] = h
	}
	return all
}

// secure starts a server that speaks TLS, with a certificate nobody knows.
func secure(t testing.TB) *host {
	t.Helper()
	h := &host{}
	s := httptest.NewTLSServer(h)
	t.Cleanup(s.Close)
	h.address = s.Listener.Addr().String()
	return h
}

// addresses are where the servers listen.
func addresses(all []*host) []string {
	var list []string
	for _, h := range all {
		list = append(list, h.address)
	}
	return list
}

// dead is an address where nobody listens: the near end of a connection, which
// keeps others from it.
func dead(t testing.TB, far *host) string {
	t.Helper()
	c, err := net.Dial("tcp", far.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c.LocalAddr().String()
}

// ServeHTTP takes the steps of the request's path.
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	conn, rw, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err) // HTTP/1.1 can be hijacked
	}
	defer conn.Close()
	stop := context.AfterFunc(r.Context(), func() { _ = conn.Close() })
	defer stop()
	_ = conn.SetDeadline(time.Now().Add(patience))
	p := &peer{Conn: conn, in: rw.Reader, request: r, host: h}
	if r.URL.Path == "/saw" {
		p.tell(r.Context())
		return
	}
	p.tape = h.enter()
	defer h.leave()
	p.steps()
}

func (h *host) enter() *tape {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open++; h.open == 1 {
		h.calm = make(chan struct{})
	}
	h.tapes = append(h.tapes, &tape{})
	return h.tapes[len(h.tapes)-1]
}

func (h *host) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open--; h.open == 0 {
		close(h.calm)
	}
}

// heard waits for the end of all connections and returns their tapes.
func (h *host) heard(ctx context.Context) []string {
	h.mu.Lock()
	calm := h.calm
	h.mu.Unlock()
	if calm == nil {
		return []string{"nothing"}
	}
	select {
	case <-calm:
	case <-time.After(patience):
		return []string{"a connection does not end"}
	case <-ctx.Done():
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := []string{}
	for _, t := range h.tapes {
		lines = append(lines, t.lines...)
	}
	return lines
}

// peer is the server's side of one connection.
type peer struct {
	net.Conn
	in      *bufio.Reader
	request *http.Request
	host    *host
	tape    *tape

	corked   *strings.Builder // nil: writes leave at once
	answered bool             // the upgrade, one way or another
	head     byte             // the first of the frame that was read
	ended    bool             // the end was noted
	closed   bool             // a close frame was sent
	fields   []string         // of the 101, "Name: value"
	drop     []string         // names of the 101's own fields that are left out
}

// tell answers /saw.
func (p *peer) tell(ctx context.Context) {
	text, err := json.Marshal(p.host.heard(ctx))
	if err != nil {
		panic(err) // texts always are JSON
	}
	p.upgrade()
	p.put(wstest.Frame(true, wstest.Text, string(text)))
	p.tape = &tape{} // not kept
	p.listen(true)
}

// steps takes those of the path; the first that is not about the upgrade's
// answer gives it.
func (p *peer) steps() {
	for _, segment := range strings.Split(strings.Trim(p.request.URL.EscapedPath(), "/"), "/") {
		text, err := url.PathUnescape(segment)
		if err != nil {
			panic(err) // the request's parser has looked at it
		}
		name, rest, _ := strings.Cut(text, ":")
		if before, ok := answers[name]; ok {
			before(p, rest)
			continue
		}
		p.upgrade()
		step, ok := steps[name]
		if !ok && name != "" {
			p.note("no such step: %s", text)
		}
		if ok && !step(p, rest) {
			return
		}
	}
	p.upgrade()
	p.uncork()
	p.listen(true)
}

// put writes, or keeps for uncork.
func (p *peer) put(text string) {
	if p.corked != nil {
		p.corked.WriteString(text)
		return
	}
	_, _ = p.Write([]byte(text)) // a write that fails is noticed by the next read
}

func (p *peer) uncork() {
	if p.corked != nil {
		text := p.corked.String()
		p.corked = nil
		p.put(text)
	}
}
