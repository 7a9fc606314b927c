package wire

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	coder "github.com/coder/websocket"
	gorilla "github.com/gorilla/websocket"
)

// judges are echo servers written by others.
var judges = map[string]http.HandlerFunc{
	"gorilla": func(w http.ResponseWriter, r *http.Request) {
		up := gorilla.Upgrader{EnableCompression: true, Subprotocols: []string{"chat"}}
		c, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		for {
			op, message, err := c.ReadMessage()
			if err != nil || c.WriteMessage(op, message) != nil {
				return
			}
		}
	},
	"coder": func(w http.ResponseWriter, r *http.Request) {
		c, err := coder.Accept(w, r, &coder.AcceptOptions{
			CompressionMode: coder.CompressionContextTakeover, CompressionThreshold: 1, Subprotocols: []string{"chat"},
		})
		if err != nil {
			return
		}
		defer func() { _ = c.CloseNow() }()
		c.SetReadLimit(-1)
		for {
			op, message, err := c.Read(r.Context())
			if err != nil || c.Write(r.Context(), op, message) != nil {
				return
			}
		}
	},
}

// pipeListener accepts one end of each pipe dialled.
type pipeListener struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}
func (l *pipeListener) Close() error   { l.once.Do(func() { close(l.done) }); return nil }
func (l *pipeListener) Addr() net.Addr { return &net.IPAddr{} }

// client is a WebSocket made of this package's functions and a pipe.
type client struct {
	net.Conn
	in    Assembler
	out   *Deflater
	ear   ear
	said  bytes.Buffer // by the server, after its answer
	head  []byte       // the server's answer
	agree DeflateParams
}

// open connects to a judge.
func open(t testing.TB, judge http.HandlerFunc, offer *DeflateParams) *client {
	t.Helper()
	l := &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: judge}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = server.Serve(l) }()
	here, there := net.Pipe()
	l.conns <- there
	t.Cleanup(func() { _ = here.Close(); _ = server.Close(); <-ended })
	c := &client{Conn: here}
	u := Upgrade{Host: "judge", Target: "/echo?x=1", Key: newKey(), Protocols: []string{"chat"}, Deflate: offer}
	if _, err := here.Write(u.Append(nil)); err != nil {
		t.Fatal(err)
	}
	var r ResponseReader
	for done, buf := false, make([]byte, 100); !done; {
		n, err := here.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		var taken int
		if done, taken, err = r.Feed(buf[:n]); err != nil || taken != n { // it says nothing first
			t.Fatal(err, taken, n)
		}
		c.head = append(c.head, buf[:n]...)
	}
	protocol, params, deflate, err := u.Check(r.Response())
	if err != nil || protocol != "chat" || deflate != (offer != nil) {
		t.Fatalf("answer %+v: %q, %v, %v", r.Response(), protocol, deflate, err)
	}
	c.agree = params
	if deflate {
		c.out, c.in.Inflate = NewDeflater(params), NewInflater(params)
	}
	return c
}

func newKey() string {
	var random [16]byte
	_, _ = rand.Read(random[:])
	return NewKey(random)
}

// send writes one message, in one frame.
func (c *client) send(t testing.TB, op Opcode, message string) {
	t.Helper()
	h := Header{Fin: true, Opcode: op, Masked: true}
	_, _ = rand.Read(h.Key[:])
	payload := []byte(message)
	if c.out != nil && !op.control() {
		payload, h.RSV1 = c.out.Append(nil, payload)
	}
	if _, err := c.Write(AppendFrame(nil, h, payload)); err != nil {
		t.Fatal(err)
	}
}

// hear reads until the server has said n things.
func (c *client) hear(t testing.TB, n int) {
	t.Helper()
	for buf := make([]byte, 1000); len(c.ear.notes) < n; {
		got, err := c.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		c.said.Write(buf[:got])
		if err := c.in.Feed(buf[:got], &c.ear); err != nil {
			t.Fatalf("the judge breaks a rule: %v", err)
		}
	}
}

var offers = map[string]*DeflateParams{
	"plain":               nil,
	"takeover":            {},
	"no takeover":         {ServerNoContext: true, ClientNoContext: true},
	"server without":      {ServerNoContext: true},
	"client without":      {ClientNoContext: true},
	"client may be small": {ClientMaxWindowBits: 15},
	"client is small":     {ClientMaxWindowBits: 9},
}

// TestJudges: foreign servers understand what is sent and are understood.
func TestJudges(t *testing.T) {
	for name, judge := range judges {
		for offered, offer := range offers {
			t.Run(name+" "+offered, func(t *testing.T) {
				c := open(t, judge, offer)
				var want []string
				for _, message := range samples() {
					c.send(t, Text, message)
					want = append(want, "text:"+message)
					c.hear(t, len(want))
					c.send(t, Binary, message)
					want = append(want, "binary:"+message)
					c.hear(t, len(want))
				}
				c.send(t, Ping, "are you there")
				want = append(want, "pong:are you there")
				c.hear(t, len(want))
				c.send(t, Close, string(AppendClosePayload(nil, 1000, "bye")))
				c.hear(t, len(want)+1)
				for i, message := range want {
					if c.ear.notes[i] != message {
						t.Fatalf("answer %d is %.60q, want %.60q", i, c.ear.notes[i], message)
					}
				}
				if last := c.ear.notes[len(want)]; !strings.HasPrefix(last, "close:1000:") {
					t.Errorf("at last %q", last)
				}
			})
		}
	}
}

// samples are messages of many lengths, some compressible and some repeating an
// earlier one.
func samples() []string {
	noise := make([]byte, 40000)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = 'a' + byte(x>>24)%26
	}
	list := []string{"", "a", "hello", "hello", "grüße ☃ 😀", strings.Repeat("ab", 63), string(noise), string(noise[30000:])}
	for i := range 20 {
		list = append(list, fmt.Sprintf(`{"id":%d,"jsonrpc":"2.0","method":"quote","params":{"symbol":"ACME","price":%d}}`, i, i*i*7919%1000))
	}
	return append(list, strings.Repeat("the quick brown fox ", 8000), "hello")
}

// traffic is what the judges really say: frames, compressed and not.
func traffic(f *testing.F) [][]byte {
	f.Helper()
	var list [][]byte
	for _, name := range []string{"gorilla", "coder"} {
		for _, offered := range []string{"plain", "takeover", "no takeover"} {
			c := open(f, judges[name], offers[offered])
			for i, message := range []string{"hello", "hello hello grüße", `{"id":1,"result":{"ok":true}}`} {
				c.send(f, Text, message)
				c.hear(f, i+1)
			}
			c.send(f, Ping, "x")
			c.hear(f, 4)
			c.send(f, Close, "\x03\xe8")
			c.hear(f, 5)
			list = append(list, c.said.Bytes())
		}
	}
	return list
}

// TestErrors: a fault is found in whatever wraps it.
func TestErrors(t *testing.T) {
	var fault Fault
	if !errors.As(fmt.Errorf("reading: %w", FaultText), &fault) || fault != FaultText {
		t.Errorf("found %q", fault)
	}
}
