package wstest

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	coder "github.com/coder/websocket"
	"github.com/gorilla/websocket"
)

// TestMain fails when a server leaves a goroutine behind.
func TestMain(m *testing.M) {
	before := runtime.NumGoroutine()
	code := m.Run()
	for limit := time.Now().Add(5 * time.Second); code == 0 && runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(limit) {
			stacks := make([]byte, 1<<16)
			fmt.Printf("leak: %d goroutines, before the tests %d\n%s\n",
				runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
			code = 1
		}
	}
	os.Exit(code)
}

// dial opens a WebSocket with gorilla's client.
func dial(t *testing.T, url string, change ...func(*websocket.Dialer)) (*websocket.Conn, *http.Response) {
	t.Helper()
	d := &websocket.Dialer{HandshakeTimeout: 10 * time.Second}
	for _, f := range change {
		f(d)
	}
	c, resp, err := d.Dial(url, nil)
	if err != nil {
		t.Fatalf("dial %s: %v", url, err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	return c, resp
}

func say(t *testing.T, c *websocket.Conn, text string) {
	t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		t.Fatalf("say %q: %v", text, err)
	}
}

func hear(t *testing.T, c *websocket.Conn) string {
	t.Helper()
	_, b, err := c.ReadMessage()
	if err != nil {
		t.Fatalf("hear: %v", err)
	}
	return string(b)
}

// leave closes with a code and expects the same from the server.
func leave(t *testing.T, c *websocket.Conn, code int) {
	t.Helper()
	_ = c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, "bye"))
	for {
		_, _, err := c.ReadMessage()
		if err == nil {
			continue // what was on its way
		}
		var closed *websocket.CloseError
		if !errors.As(err, &closed) || closed.Code != code || closed.Text != "bye" {
			t.Errorf("closed with %d, the server answers %v", code, err)
		}
		return
	}
}

func TestEcho(t *testing.T) {
	s := New(t)
	for _, path := range []string{"/echo", "/fragment", "/drip", "/slow?delay=1ms"} {
		for _, base := range []string{s.URL, s.TLSURL} {
			c, _ := dial(t, base+path, func(d *websocket.Dialer) { d.TLSClientConfig = &tls.Config{RootCAs: s.Roots()} })
			for _, n := range []int{0, 1, 125, 126, 3000, 70000} {
				if path == "/drip" && n > 3000 {
					continue // one write a byte
				}
				text := strings.Repeat("x", n)
				say(t, c, text)
				if got := hear(t, c); got != text {
					t.Errorf("%s: %d bytes come back as %d", path, n, len(got))
				}
			}
			leave(t, c, 3001)
		}
	}
	if s.Accepted() != 8 {
		t.Errorf("Accepted() = %d, want 8", s.Accepted())
	}
}

// TestFragmentedByClient sends what the server must put together.
func TestFragmentedByClient(t *testing.T) {
	s := New(t)
	c, _, err := coder.Dial(t.Context(), s.URL+"/echo", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseNow()
	w, err := c.Writer(t.Context(), coder.MessageText)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("0123456789", 3000) // more than the library's buffer
	for _, part := range []string{"a", long, "b"} {
		_, _ = io.WriteString(w, part)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	c.SetReadLimit(-1)
	if _, b, err := c.Read(t.Context()); err != nil || string(b) != "a"+long+"b" {
		t.Errorf("%d bytes come back, %v", len(b), err)
	}
}

func TestFirstWords(t *testing.T) {
	s := New(t)
	for _, test := range []struct {
		path string
		want []string
	}{
		{"/early?n=3", []string{"early 1", "early 2", "early 3"}},
		{"/push?n=3", []string{"1", "2", "3"}},
		{"/push?n=2&size=4&every=1ms", []string{"1...", "2..."}},
		{"/binary?size=3", []string{"\x00\x01\x02"}},
		{"/pinger?n=2&every=1ms", []string{"pong 1", "pong 2"}},
	} {
		c, _ := dial(t, s.URL+test.path)
		for _, want := range test.want {
			if got := hear(t, c); got != want {
				t.Errorf("%s: heard %q, want %q", test.path, got, want)
			}
		}
		leave(t, c, 1000)
	}
}

// TestEarlyOneWrite looks at the segments: all comes in one read.
func TestEarlyOneWrite(t *testing.T) {
	got := converse(t, strings.TrimPrefix(New(t).URL, "ws://"), "/early?n=2")
	if !strings.HasSuffix(got, Frame(true, Text, "early 1")+Frame(true, Text, "early 2")) {
		t.Errorf("the first read brings %q", got)
	}
}

// converse sends a request and returns what one read brings.
func converse(t *testing.T, address, path string) string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	_, _ = io.WriteString(c, request(path))
	b := make([]byte, 4096)
	n, err := c.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(b[:n])
}

func request(path string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
}

// TestAccept compares the answer's key with the RFC's example (§1.3).
func TestAccept(t *testing.T) {
	got := converse(t, strings.TrimPrefix(New(t).URL, "ws://"), "/echo")
	if !strings.Contains(got, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") {
		t.Errorf("the answer is %q", got)
	}
}

func TestHeaders(t *testing.T) {
	s := New(t)
	c, _, err := websocket.DefaultDialer.Dial(s.URL+"/headers", http.Header{"X-Test": {"a", "b"}, "Cookie": {"c=d"}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var fields map[string]string
	if err := json.Unmarshal([]byte(hear(t, c)), &fields); err != nil {
		t.Fatal(err)
	}
	if fields["X-Test"] != "a, b" || fields["Cookie"] != "c=d" || "ws://"+fields["Host"] != s.URL {
		t.Errorf("the fields are %q", fields)
	}
}

func TestSubprotocol(t *testing.T) {
	s := New(t)
	c, _ := dial(t, s.URL+"/subproto?want=b", func(d *websocket.Dialer) { d.Subprotocols = []string{"a", "b"} })
	if c.Subprotocol() != "b" {
		t.Errorf("the server chose %q", c.Subprotocol())
	}
}

func TestCookie(t *testing.T) {
	s := New(t)
	_, resp := dial(t, s.URL+"/cookie?name=a&value=b")
	_, refused, err := websocket.DefaultDialer.Dial(s.URL+"/cookie?status=401", nil)
	if !errors.Is(err, websocket.ErrBadHandshake) || refused.StatusCode != 401 {
		t.Fatalf("want a refusal with 401, have %v", err)
	}
	for want, r := range map[string]*http.Response{"a=b; Path=/": resp, "session=abc; Path=/": refused} {
		if got := r.Header.Get("Set-Cookie"); got != want {
			t.Errorf("Set-Cookie: %q, want %q", got, want)
		}
	}
}

func TestDeflate(t *testing.T) {
	s := New(t)
	for mode, want := range map[coder.CompressionMode]string{
		coder.CompressionDisabled:          "",
		coder.CompressionContextTakeover:   "permessage-deflate",
		coder.CompressionNoContextTakeover: "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
	} {
		c, resp, err := coder.Dial(t.Context(), s.URL+"/deflate", &coder.DialOptions{CompressionMode: mode, CompressionThreshold: 1})
		if err != nil {
			t.Fatal(err)
		}
		if got := resp.Header.Get("Sec-WebSocket-Extensions"); got != want {
			t.Errorf("mode %d: extensions %q, want %q", mode, got, want)
		}
		for range 3 {
			if err := c.Write(t.Context(), coder.MessageText, []byte("again and again")); err != nil {
				t.Fatal(err)
			}
			if _, b, err := c.Read(t.Context()); err != nil || string(b) != "again and again" {
				t.Errorf("mode %d: got %q, %v", mode, b, err)
			}
		}
		if err := c.Close(coder.StatusNormalClosure, ""); err != nil {
			t.Error(err)
		}
	}
}

// TestEnds visits the paths that end a connection, as the first message or at
// once.
func TestEnds(t *testing.T) {
	s := New(t)
	for _, test := range []struct {
		path string
		want func(error) bool
	}{
		{"/close?code=1000&reason=fine", closed(1000, "fine")},
		{"/close?code=4001&reason=bye", closed(4001, "bye")},
		{"/close", closed(1000, "")},
		{"/close-empty", closed(1005, "")},
		{"/eof", closed(1006, "unexpected EOF")},
		{"/drop", func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }},
		{"/rsv", fault}, {"/badopcode", fault}, {"/masked", fault}, {"/badclose", fault},
		{"/longping", fault}, {"/stray", fault},
		{"/push?n=0&close=1", nil}, // never ends by itself; the test's end cuts it
	} {
		for _, at := range []string{"message", "once"} {
			join := "?"
			if strings.Contains(test.path, "?") {
				join = "&"
			}
			c, _ := dial(t, s.URL+test.path+join+"at="+at)
			if test.want == nil {
				continue
			}
			if at == "message" {
				say(t, c, "go")
			}
			if _, b, err := c.ReadMessage(); err == nil || !test.want(err) {
				t.Errorf("%s at=%s: %q, %v", test.path, at, b, err)
			}
		}
	}
}

func closed(code int, text string) func(error) bool {
	return func(err error) bool {
		var c *websocket.CloseError
		return errors.As(err, &c) && c.Code == code && c.Text == text
	}
}

// fault is what gorilla says of a server that breaks the protocol.
func fault(err error) bool {
	var c *websocket.CloseError
	var n net.Error
	return !errors.As(err, &c) && !errors.As(err, &n) && strings.HasPrefix(err.Error(), "websocket: ")
}

// TestBadText needs the other library: gorilla does not look at the text.
func TestBadText(t *testing.T) {
	s := New(t)
	c, _ := dial(t, s.URL+"/badutf8?at=once")
	if got := hear(t, c); got != "\xff\xfe" {
		t.Errorf("heard %q", got)
	}
}

func TestPushThenClose(t *testing.T) {
	c, _ := dial(t, New(t).URL+"/push?n=100&close=1")
	for i := range 100 {
		if got := hear(t, c); got != fmt.Sprint(i+1) {
			t.Fatalf("message %d is %q", i+1, got)
		}
	}
	if _, _, err := c.ReadMessage(); !closed(1000, "")(err) {
		t.Errorf("after the last: %v", err)
	}
}

func TestMute(t *testing.T) {
	c, _ := dial(t, New(t).URL+"/mute")
	_ = c.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""))
	_ = c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	var timeout net.Error
	if _, _, err := c.ReadMessage(); !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("the close frame is answered by %v", err)
	}
}

func TestRefusals(t *testing.T) {
	s := New(t)
	address := strings.TrimPrefix(s.URL, "ws://")
	for path, want := range map[string]string{
		"/status?code=503": "HTTP/1.1 503 Service Unavailable\r\n",
		"/status":          "HTTP/1.1 404 Not Found\r\n",
		"/nowhere":         "HTTP/1.1 404 Not Found\r\n",
		"/garbage":         "I do not speak HTTP\r\n",
	} {
		if got := converse(t, address, path); !strings.HasPrefix(got, want) {
			t.Errorf("%s: answered %q, want %q", path, got, want)
		}
	}
	if _, _, err := websocket.DefaultDialer.Dial(s.URL+"/badaccept", nil); !errors.Is(err, websocket.ErrBadHandshake) {
		t.Errorf("/badaccept: %v", err)
	}
	if got := converse(t, address, "/badextension"); !strings.Contains(got, "\r\nSec-WebSocket-Extensions: x-nobody-asked\r\n") {
		t.Errorf("/badextension: answered %q", got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := websocket.DefaultDialer.DialContext(ctx, s.URL+"/silent", nil); err == nil {
		t.Error("/silent answers")
	}
}

func TestClientFaults(t *testing.T) {
	address := strings.TrimPrefix(New(t).URL, "ws://")
	for name, bytes := range map[string]string{
		"no mask":        "\x81\x02hi",
		"a reserved bit": "\xc1\x80\x00\x00\x00\x00",
		"a stray rest":   "\x80\x80\x00\x00\x00\x00",
		"an opcode":      "\x83\x80\x00\x00\x00\x00",
		"too long":       "\x82\xff\x7f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
	} {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		_, _ = io.WriteString(c, request("/echo"))
		b := make([]byte, 1024)
		_, _ = c.Read(b) // the 101
		_, _ = io.WriteString(c, bytes)
		n, err := c.Read(b)
		if err != nil || n < 4 || string(b[:1]) != "\x88" || string(b[2:4]) != "\x03\xea" {
			t.Errorf("%s: answered %q, %v; want 1002", name, b[:n], err)
		}
		_ = c.Close()
	}
}

func TestHandle(t *testing.T) {
	s := New(t)
	s.Handle("/mine", func(p *Peer) {
		p.Upgrade()
		p.Write(Text, "mine")
		p.Drain()
	})
	c, _ := dial(t, s.URL+"/mine")
	if got := hear(t, c); got != "mine" {
		t.Errorf("heard %q", got)
	}
	if s.Open() != 1 {
		t.Errorf("Open() = %d", s.Open())
	}
}

// TestEndOfTest leaves connections of every kind open: a test that ends cuts
// them all.
func TestEndOfTest(outer *testing.T) {
	var conns []*websocket.Conn
	outer.Run("open", func(t *testing.T) {
		s := New(t)
		for _, path := range Paths() {
			if path == "/silent" {
				raw, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "ws://"))
				if err != nil {
					t.Fatal(err)
				}
				outer.Cleanup(func() { _ = raw.Close() }) // later than the server's end
				_, _ = io.WriteString(raw, request(path))
				continue
			}
			c, _, err := websocket.DefaultDialer.Dial(s.URL+path, nil)
			if refused := slices.Contains([]string{"/badaccept", "/garbage", "/status"}, path); refused != (err != nil) {
				t.Errorf("dial %s: %v", path, err)
			}
			if err == nil {
				conns = append(conns, c)
			}
		}
	})
	for _, c := range conns {
		for err := error(nil); err == nil; {
			_, _, err = c.ReadMessage()
		}
		_ = c.Close()
	}
}

// TestPipe runs in a bubble: a delay of an hour takes no time.
func TestPipe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		d := &websocket.Dialer{NetDialContext: Dial}
		for _, path := range []string{"/slow?delay=1h", "/fragment", "/early?n=0", "/deflate", "/drip"} {
			c, _, err := d.Dial("ws://nowhere"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			say(t, c, "hello")
			if got := hear(t, c); got != "hello" {
				t.Errorf("%s: heard %q", path, got)
			}
			leave(t, c, 1000)
			_ = c.Close()
		}
		if took := time.Since(begun); took != time.Hour {
			t.Errorf("the bubble's clock went on by %s", took)
		}
	})
}

// TestPipeBehaviour gives the far end a behaviour of the test's own.
func TestPipeBehaviour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := Pipe(func(p *Peer) { p.Refuse(418, "") })
		_, _ = io.WriteString(c, request("/"))
		b, err := io.ReadAll(c)
		if err != nil || !strings.HasPrefix(string(b), "HTTP/1.1 418 I'm a teapot\r\n") {
			t.Errorf("answered %q, %v", b, err)
		}
	})
}
