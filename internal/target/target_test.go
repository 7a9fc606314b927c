package target

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
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// TestMain fails when a test leaves a goroutine behind.
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

// rig is a running server and a client of another library.
type rig struct {
	*testing.T
	*Server
	ctx    context.Context
	client *http.Client
}

func newRig(t *testing.T) *rig {
	t.Helper()
	s, err := New(Config{Addr: "127.0.0.1:0", TLSAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Listen(); err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(context.Background()) }()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: s.Roots()}}
	t.Cleanup(func() {
		cancel()
		transport.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Errorf("Serve: %v", err)
		}
		if n := s.Stats().Open; n != 0 {
			t.Errorf("%d connections are open after Close", n)
		}
	})
	return &rig{t, s, ctx, &http.Client{Transport: transport}}
}

// dial opens a WebSocket on a path, with the other library.
func (r *rig) dial(path string, change ...func(*websocket.DialOptions)) *websocket.Conn {
	r.Helper()
	o := &websocket.DialOptions{HTTPClient: r.client}
	for _, f := range change {
		f(o)
	}
	c, _, err := websocket.Dial(r.ctx, "ws://"+r.Addr()+path, o)
	if err != nil {
		r.Fatalf("dial %s: %v", path, err)
	}
	r.Cleanup(func() { _ = c.CloseNow() })
	c.SetReadLimit(-1)
	return c
}

func (r *rig) say(c *websocket.Conn, text string) {
	r.Helper()
	if err := c.Write(r.ctx, websocket.MessageText, []byte(text)); err != nil {
		r.Fatalf("say %q: %v", text, err)
	}
}

func (r *rig) hear(c *websocket.Conn) string {
	r.Helper()
	_, b, err := c.Read(r.ctx)
	if err != nil {
		r.Fatalf("hear: %v", err)
	}
	return string(b)
}

// until waits for the server to have counted something.
func (r *rig) until(what string, done func(Stats) bool) {
	r.Helper()
	for !done(r.Stats()) {
		if r.ctx.Err() != nil {
			r.Fatalf("waited in vain for: %s; have %+v", what, r.Stats())
		}
		runtime.Gosched()
	}
}

func TestEcho(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/echo", "/echo?deflate=1", "/slow?delay=1ms", "/ping?every=1h"} {
		for _, mode := range []websocket.CompressionMode{websocket.CompressionDisabled, websocket.CompressionContextTakeover} {
			c := r.dial(path, func(o *websocket.DialOptions) { o.CompressionMode = mode })
			for _, n := range []int{0, 1, 125, 126, 5000, 70000} {
				text := strings.Repeat("é", n)
				r.say(c, text)
				if got := r.hear(c); got != text {
					t.Errorf("%s: %d letters come back as %d bytes", path, n, len(got))
				}
			}
			if err := c.Close(websocket.StatusNormalClosure, ""); err != nil {
				t.Errorf("%s: close: %v", path, err)
			}
		}
	}
	if s := r.Stats(); s.In != 48 || s.Out != 48 || s.Total != 8 {
		t.Errorf("Stats() = %+v, want 48 messages each way on 8 connections", s)
	}
}

func TestTLS(t *testing.T) {
	r := newRig(t)
	_, port, err := net.SplitHostPort(r.TLSAddr())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"127.0.0.1", "localhost"} {
		c, _, err := websocket.Dial(r.ctx, "wss://"+net.JoinHostPort(host, port)+"/echo", &websocket.DialOptions{HTTPClient: r.client})
		if err != nil {
			t.Fatal(err)
		}
		r.say(c, "secret")
		if got := r.hear(c); got != "secret" {
			t.Errorf("%s: got %q", host, got)
		}
		if err := c.Close(websocket.StatusNormalClosure, ""); err != nil {
			t.Error(err)
		}
	}
}

func TestSubprotocol(t *testing.T) {
	r := newRig(t)
	for _, offer := range [][]string{nil, {"mqtt"}, {"b", "a"}} {
		c := r.dial("/echo", func(o *websocket.DialOptions) { o.Subprotocols = offer })
		want := ""
		if len(offer) > 0 {
			want = offer[0]
		}
		if got := c.Subprotocol(); got != want {
			t.Errorf("offered %q, the server chose %q", offer, got)
		}
	}
}

// TestDeflate looks at the handshake: compression is asked for twice, in the
// path and by the client.
func TestDeflate(t *testing.T) {
	r := newRig(t)
	for path, want := range map[string]bool{"/echo": false, "/echo?deflate=1": true} {
		c, resp, err := websocket.Dial(r.ctx, "ws://"+r.Addr()+path, &websocket.DialOptions{
			HTTPClient: r.client, CompressionMode: websocket.CompressionContextTakeover})
		if err != nil {
			t.Fatal(err)
		}
		_ = c.CloseNow()
		if got := resp.Header.Get("Sec-WebSocket-Extensions") != ""; got != want {
			t.Errorf("%s: compression is %t", path, got)
		}
	}
}

func TestCloses(t *testing.T) {
	for _, test := range []struct {
		path   string
		code   websocket.StatusCode
		reason string
		texts  string // what comes before
	}{
		{"/close", 1000, "", ""},
		{"/close?code=4001&reason=bye", 4001, "bye", ""},
		{"/close?code=1005", websocket.StatusNoStatusRcvd, "", ""},
		{"/close?at=message&code=1013", 1013, "", ""},
		{"/count?n=3", 1000, "", "1 2 3"},
		{"/count?n=0", 1000, "", ""},
	} {
		r := newRig(t)
		c := r.dial(test.path)
		if strings.Contains(test.path, "at=message") {
			r.say(c, "go")
		}
		var texts []string
		for {
			_, b, err := c.Read(r.ctx)
			if err == nil {
				texts = append(texts, string(b))
				continue
			}
			var closed websocket.CloseError
			if !errors.As(err, &closed) || closed.Code != test.code || closed.Reason != test.reason {
				t.Errorf("%s: %v, want %d %q", test.path, err, test.code, test.reason)
			}
			break
		}
		if got := strings.Join(texts, " "); got != test.texts {
			t.Errorf("%s: before the close come %q, want %q", test.path, got, test.texts)
		}
	}
}

func TestDrop(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/drop", "/drop?at=once"} {
		c := r.dial(path)
		if path == "/drop" {
			r.say(c, "go")
		}
		if _, _, err := c.Read(r.ctx); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("%s: %v, want a reset", path, err)
		}
	}
	r.until("two drops", func(s Stats) bool { return s.Dropped == 2 })
}

// TestDropTLS looks below TLS: there is a reset, too, and no close_notify.
func TestDropTLS(t *testing.T) {
	r := newRig(t)
	c, _, err := websocket.Dial(r.ctx, "wss://"+r.TLSAddr()+"/drop?at=once", &websocket.DialOptions{HTTPClient: r.client})
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseNow()
	if _, _, err := c.Read(r.ctx); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%v, want a reset", err)
	}
}

// TestClientPings: the server answers pings on every path, also one that only
// sends.
func TestClientPings(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/echo", "/push?rate=100", "/chat"} {
		c := r.dial(path)
		go func() { // pongs are heard by who reads
			for err := error(nil); err == nil; {
				_, _, err = c.Read(r.ctx)
			}
		}()
		for range 3 {
			if err := c.Ping(r.ctx); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

// TestNoHandshake sends an upgrade of a version nobody speaks.
func TestNoHandshake(t *testing.T) {
	r := newRig(t)
	request, err := http.NewRequestWithContext(r.ctx, http.MethodGet, "http://"+r.Addr()+"/echo", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket",
		"Sec-WebSocket-Version": "12", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="} {
		request.Header.Set(name, value)
	}
	resp, err := r.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); resp.StatusCode != 400 || !strings.Contains(string(body), "unsupported version") {
		t.Errorf("answered %d %q", resp.StatusCode, body)
	}
	if s := r.Stats(); s.Refused != 1 || s.Total != 0 {
		t.Errorf("Stats() = %+v", s)
	}
}

// TestSilent speaks the protocol by hand: a library would wait for the answer
// to its close frame.
func TestSilent(t *testing.T) {
	r := newRig(t)
	c, err := net.Dial("tcp", r.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, "GET /silent HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
	answer := make([]byte, 1024)
	n, err := c.Read(answer)
	if err != nil || !strings.HasPrefix(string(answer[:n]), "HTTP/1.1 101 ") || !strings.HasSuffix(string(answer[:n]), "\r\n\r\n") {
		t.Fatalf("the answer is %q, %v", answer[:n], err)
	}
	_, _ = c.Write([]byte("\x81\x82\x00\x00\x00\x00hi" + "\x88\x82\x00\x00\x00\x00\x03\xe8"))
	r.until("the message", func(s Stats) bool { return s.In == 1 })
	_ = c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	var timeout net.Error
	if n, err := c.Read(answer); !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("the server says %q, %v; want silence", answer[:n], err)
	}
}

func TestPush(t *testing.T) {
	r := newRig(t)
	c := r.dial("/push?rate=0&size=40&n=500")
	for i := range 500 {
		got := r.hear(c)
		if want := fmt.Sprintf("%d ", i+1); len(got) != 40 || !strings.HasPrefix(got, want) {
			t.Fatalf("message %d is %q", i+1, got)
		}
	}
	if _, _, err := c.Read(r.ctx); websocket.CloseStatus(err) != websocket.StatusNormalClosure {
		t.Errorf("after the last message: %v", err)
	}
	for _, size := range []int{0, 1, 5000} {
		c := r.dial(fmt.Sprintf("/push?rate=1000&size=%d", size))
		for range 3 {
			if got := r.hear(c); len(got) != size {
				t.Errorf("size=%d: %q", size, got)
			}
		}
		if err := c.Close(websocket.StatusNormalClosure, ""); err != nil {
			t.Errorf("leave /push: %v", err)
		}
	}
}

func TestPushRate(t *testing.T) {
	r := newRig(t)
	begun := time.Now()
	c := r.dial("/push?rate=100&n=21")
	for range 21 {
		r.hear(c)
	}
	if took := time.Since(begun); took < 200*time.Millisecond {
		t.Errorf("21 messages at 100 a second took %s", took)
	}
}

func TestPing(t *testing.T) {
	r := newRig(t)
	c := r.dial("/ping?every=300ms")
	ctx := c.CloseRead(r.ctx) // reads, so that it answers pings
	r.until("three pongs", func(s Stats) bool { return s.Pongs >= 3 })
	if ctx.Err() != nil {
		t.Error("a client that answers is dropped")
	}
	if s := r.Stats(); s.Pings < s.Pongs {
		t.Errorf("%d pings, %d pongs", s.Pings, s.Pongs)
	}
	r.dial("/ping?every=300ms") // nobody reads: no answer
	r.until("a drop", func(s Stats) bool { return s.Dropped == 1 })
}

func TestRefusals(t *testing.T) {
	r := newRig(t)
	for _, test := range []struct {
		path string
		code int
		body string
	}{
		{"/", 200, "/chat"},
		{"/nowhere", 404, "no such path: /nowhere"},
		{"/echo", 426, "speaks WebSocket only"},
		{"/login", 405, "takes a POST of the form name"},
		{"/members", 401, "members only"},
		{"/members?token=made.up", 401, "members only"},
		{"/status?code=503", 503, "503 Service Unavailable"},
		{"/status", 403, "refused"},
		{"/status?code=99", 400, "code=99: want a whole number from 200 to 599"},
		{"/push?rate=fast", 400, "rate=fast: want a whole number from 0 to 1000000"},
		{"/push?size=-1", 400, "size=-1"},
		{"/slow?delay=soon", 400, "delay=soon: want a duration such as 250ms, from 0s to 1m0s"},
		{"/close?code=1006", 400, "code=1006: RFC 6455 lets nobody send this code"},
		{"/close?code=1016", 400, "nobody"},
		{"/close?reason=" + strings.Repeat("x", 124), 400, "reason: want at most 123 bytes, have 124"},
		{"/drop?at=noon", 400, "at=noon: want message or once"},
		{"/echo?deflate=2", 400, "deflate=2"},
	} {
		resp, err := r.client.Get("http://" + r.Addr() + test.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != test.code || !strings.Contains(string(body), test.body) {
			t.Errorf("%s: %d %q, %v; want %d with %q", test.path, resp.StatusCode, body, err, test.code, test.body)
		}
	}
	if s := r.Stats(); s.Refused != 16 || s.Total != 0 {
		t.Errorf("Stats() = %+v, want 16 refused", s)
	}
}

func TestNotText(t *testing.T) {
	r := newRig(t)
	c := r.dial("/echo")
	r.say(c, "\xff")
	if _, _, err := c.Read(r.ctx); websocket.CloseStatus(err) != websocket.StatusInvalidFramePayloadData {
		t.Errorf("text that is not UTF-8: %v", err)
	}
}

func TestChat(t *testing.T) {
	r := newRig(t)
	ann := r.dial("/chat?room=kitchen")
	r.say(ann, `{"event":"SET_NAME","new_name":"ann"}`)
	expect := func(c *websocket.Conn, want said) {
		t.Helper()
		var got said
		if text := r.hear(c); json.Unmarshal([]byte(text), &got) != nil || got != want {
			t.Errorf("heard %s, want %+v", text, want)
		}
	}
	expect(ann, said{Event: "SET_NAME", User: "guest 1", NewName: "ann"})
	bob, other := r.dial("/chat?room=kitchen"), r.dial("/chat")
	r.say(bob, `{"event":"SAY","message":"hello"}`)
	first := said{}
	if err := json.Unmarshal([]byte(r.hear(bob)), &first); err != nil || first.Message != "hello" {
		t.Fatalf("heard %+v, %v", first, err)
	}
	expect(ann, first)
	r.say(ann, `{"event":"LEAVE"}`)
	for _, c := range []*websocket.Conn{ann, bob} {
		expect(c, said{Event: "LEAVE", User: "ann"})
	}
	r.say(ann, `{"event":"SAY","message":"still here"}`)
	expect(ann, said{Event: "ERROR", Message: "you have left"})
	r.say(bob, `{"event":"DANCE"}`)
	expect(bob, said{Event: "ERROR", Message: `want the event SET_NAME, SAY or LEAVE, have "DANCE"`})
	for text, want := range map[string]string{
		`hello`:                "want a JSON object: invalid character 'h' looking for beginning of value",
		`{"event":"SET_NAME"}`: "SET_NAME needs a new_name",
	} {
		r.say(bob, text)
		expect(bob, said{Event: "ERROR", Message: want})
	}
	if err := bob.Write(r.ctx, websocket.MessageBinary, []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	expect(bob, said{Event: "ERROR", Message: "want text, have a binary message"})
	r.say(other, `{"event":"SAY","message":"alone"}`)
	var alone said
	if err := json.Unmarshal([]byte(r.hear(other)), &alone); err != nil || alone.Message != "alone" {
		t.Errorf("another room hears %+v, %v", alone, err)
	}
}

// TestChatLost ends a connection without LEAVE.
func TestChatLost(t *testing.T) {
	r := newRig(t)
	stays := r.dial("/chat")
	r.say(stays, `{"event":"SAY","message":"first"}`) // whoever hears it is in the room
	r.hear(stays)
	goes := r.dial("/chat")
	r.say(goes, `{"event":"SET_NAME","new_name":"eve"}`)
	r.hear(goes)
	r.hear(stays)
	_ = goes.CloseNow()
	var got said
	if err := json.Unmarshal([]byte(r.hear(stays)), &got); err != nil || got.Event != "LEAVE" || got.User != "eve" {
		t.Errorf("heard %+v, %v", got, err)
	}
}

// TestChatSlow lets one member of a room read nothing: it is dropped, and the
// others hear everything.
func TestChatSlow(t *testing.T) {
	r := newRig(t)
	small := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		if err == nil {
			err = c.(*net.TCPConn).SetReadBuffer(4096) // so that less fills it
		}
		return c, err
	}}
	defer small.CloseIdleConnections()
	r.dial("/chat", func(o *websocket.DialOptions) { o.HTTPClient = &http.Client{Transport: small} })
	quick := r.dial("/chat")
	long := `{"event":"SAY","message":"` + strings.Repeat("x", 1<<14) + `"}`
	for i := 0; r.Stats().Dropped == 0; i++ {
		if i == 4000 {
			t.Fatal("nobody is dropped")
		}
		r.say(quick, long)
		r.hear(quick)
	}
}

// TestEnd closes the server under clients that answer and one that does not.
func TestEnd(t *testing.T) {
	r := newRig(t)
	polite := r.dial("/echo")
	r.dial("/silent")
	read := make(chan error, 1)
	go func() {
		_, _, err := polite.Read(r.ctx)
		read <- err
	}()
	r.until("both", func(s Stats) bool { return s.Open == 2 })
	begun := time.Now()
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("Close took %s", took)
	}
	if err := <-read; websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("the client hears %v, want 1001", err)
	}
}

func TestServeContext(t *testing.T) {
	s, err := New(Config{Addr: "127.0.0.1:0", TLSAddr: Off})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Listen(); err != nil {
		t.Fatal(err)
	}
	if s.Addr() == "" || s.TLSAddr() != "" {
		t.Errorf("addresses %q and %q", s.Addr(), s.TLSAddr())
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error)
	go func() { served <- s.Serve(ctx) }()
	cancel()
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestListenTwice(t *testing.T) {
	r := newRig(t)
	for _, c := range []Config{{Addr: r.Addr(), TLSAddr: Off}, {Addr: "127.0.0.1:0", TLSAddr: r.Addr()}} {
		s, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Listen(); !errors.Is(err, syscall.EADDRINUSE) {
			t.Errorf("Listen: %v", err)
		}
	}
}
