//go:build linux

package main

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/grafana/sobek"
)

// startServer runs a server in this process until the test ends.
func startServer(t *testing.T) (s *server, url string) {
	t.Helper()
	s, err := newServer(home, 1)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve() }()
	t.Cleanup(func() {
		s.Stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s, "ws://127.0.0.1:" + strconv.Itoa(s.ports[0])
}

func dial(t *testing.T, url string) *websocket.Conn {
	t.Helper()
	// A small write buffer makes gorilla send long messages in fragments.
	d := websocket.Dialer{WriteBufferSize: 1024}
	conn, _, err := d.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second)) // the read reports it
	return conn
}

// closeGently closes with a code and waits for the server's answer and the end
// of the connection, when every counter of the server has its last value.
func closeGently(t *testing.T, conn *websocket.Conn, code int) {
	t.Helper()
	if err := conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, "")); err != nil {
		t.Fatal(err)
	}
	conn.SetCloseHandler(func(int, string) error { return nil })
	_, _, err := conn.ReadMessage()
	if !websocket.IsCloseError(err, code) {
		t.Fatalf("close %d: %v", code, err)
	}
	if _, err := conn.NetConn().Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Fatalf("after the close frame: %v, want EOF", err)
	}
}

func TestServerEchoes(t *testing.T) {
	s, url := startServer(t)
	conn := dial(t, url+"/echo")
	sizes := []int{0, 1, 58, 125, 126, 127, 1024, 1025, 65535, 65536, 100_000}
	for _, kind := range []int{websocket.TextMessage, websocket.BinaryMessage} {
		for _, size := range sizes {
			want := bytes.Repeat([]byte("abcdefg"), size/7+1)[:size]
			if err := conn.WriteMessage(kind, want); err != nil {
				t.Fatal(err)
			}
			gotKind, got, err := conn.ReadMessage()
			if err != nil {
				t.Fatalf("%d bytes: %v", size, err)
			}
			if gotKind != kind || !bytes.Equal(got, want) {
				t.Errorf("%d bytes of kind %d came back as %d of kind %d, or changed", size, kind, len(got), gotKind)
			}
		}
	}
	closeGently(t, conn, 1000)
	got := s.stat()
	want := int64(2 * len(sizes))
	if got.Accepted != 1 || got.Upgraded != 1 || got.In != want || got.Out != want || got.Closes != 1 || got.Open != 0 || got.Peak != 1 || got.Failed != 0 {
		t.Errorf("the server counted %+v, want %d messages on one connection, closed", got, want)
	}
	if got.LastAccept <= 0 || got.LastAccept > monotonic() {
		t.Errorf("last accept at %v, now is %v", got.LastAccept, monotonic())
	}
}

// TestServerHoldsBack sends more than the kernel's buffers hold before it
// reads anything back.
func TestServerHoldsBack(t *testing.T) {
	_, url := startServer(t)
	conn := dial(t, url+"/echo")
	const messages, size = 250, 50_000
	payload := bytes.Repeat([]byte("x"), size)
	sent := make(chan error, 1)
	go func() {
		var err error
		for range messages {
			err = errors.Join(err, conn.WriteMessage(websocket.BinaryMessage, payload))
		}
		sent <- err
	}()
	for i := range messages {
		if _, got, err := conn.ReadMessage(); err != nil || len(got) != size {
			t.Fatalf("message %d: %d bytes, %v", i, len(got), err)
		}
	}
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
}

func TestServerPings(t *testing.T) {
	_, url := startServer(t)
	conn := dial(t, url+"/echo")
	var pong string
	conn.SetPongHandler(func(data string) error { pong = data; return nil })
	if err := conn.WriteMessage(websocket.PingMessage, []byte("42")); err != nil {
		t.Fatal(err)
	}
	if err := conn.WriteMessage(websocket.TextMessage, []byte("after")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := conn.ReadMessage(); err != nil {
		t.Fatal(err)
	}
	if pong != "42" {
		t.Errorf("the pong says %q, want 42", pong)
	}
}

func TestServerPushes(t *testing.T) {
	for name, query := range map[string]string{"flood": "/push?n=5000", "paced": "/push?n=500&rate=100000"} {
		t.Run(name, func(t *testing.T) {
			s, url := startServer(t)
			conns := []*websocket.Conn{dial(t, url+query), dial(t, url+query), dial(t, url+query)}
			if out := s.stat().Out; out != 0 {
				t.Errorf("%d messages before the word go", out)
			}
			s.Go()
			_, text, _ := strings.Cut(query, "n=")
			text, _, _ = strings.Cut(text, "&")
			n, _ := strconv.Atoi(text)
			for _, conn := range conns {
				for i := range n {
					if _, got, err := conn.ReadMessage(); err != nil || string(got) != message {
						t.Fatalf("message %d: %q, %v", i, got, err)
					}
				}
				closeGently(t, conn, 1000) // fails if one more message comes
			}
			if got := s.stat(); got.Out != int64(3*n) || got.Closes != 3 {
				t.Errorf("the server counted %+v, want %d messages out, 3 closes", got, 3*n)
			}
		})
	}
}

func TestServerAnswersInBursts(t *testing.T) {
	s, url := startServer(t)
	conn := dial(t, url+"/burst?n=3")
	for range 2 {
		if err := conn.WriteMessage(websocket.TextMessage, []byte("more")); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			if _, got, err := conn.ReadMessage(); err != nil || string(got) != message {
				t.Fatalf("message %d: %q, %v", i, got, err)
			}
		}
	}
	closeGently(t, conn, 1000) // fails if one more message comes
	if got := s.stat(); got.In != 2 || got.Out != 6 {
		t.Errorf("the server counted %+v, want 2 in and 6 out", got)
	}
}

func TestServerHasRooms(t *testing.T) {
	s, url := startServer(t)
	a, b, c := dial(t, url+"/room?n=1"), dial(t, url+"/room?n=1"), dial(t, url+"/room?n=2")
	s.Go()
	for _, conn := range []*websocket.Conn{a, b, c} {
		if _, got, err := conn.ReadMessage(); err != nil || string(got) != message {
			t.Fatalf("the first word: %q, %v", got, err)
		}
	}
	if err := a.WriteMessage(websocket.TextMessage, []byte("hello")); err != nil {
		t.Fatal(err)
	}
	for _, conn := range []*websocket.Conn{a, b} {
		if _, got, err := conn.ReadMessage(); err != nil || string(got) != "hello" {
			t.Errorf("in the room: %q, %v", got, err)
		}
	}
	closeGently(t, c, 1000) // fails if it heard a word
	if got := s.stat(); got.In != 1 || got.Out != 5 {
		t.Errorf("the server counted %+v, want 1 in and 5 out", got)
	}
}

// TestServerCompresses echoes a message as it came, which only a server may do
// that has promised not to remember any.
func TestServerCompresses(t *testing.T) {
	s, url := startServer(t)
	d := websocket.Dialer{EnableCompression: true}
	conn, _, err := d.Dial(url+"/deflate", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for range 3 {
		want := strings.Repeat(message, 10)
		if err := conn.WriteMessage(websocket.TextMessage, []byte(want)); err != nil {
			t.Fatal(err)
		}
		if _, got, err := conn.ReadMessage(); err != nil || string(got) != want {
			t.Fatalf("%q, %v", got, err)
		}
	}
	if got := s.stat(); got.Packed != 3 || got.In != 3 {
		t.Errorf("the server counted %+v, want 3 compressed messages", got)
	}
}

func TestServerCloses(t *testing.T) {
	s, url := startServer(t)
	conn := dial(t, url+"/echo")
	s.Close()
	if _, _, err := conn.ReadMessage(); !websocket.IsCloseError(err, 1000) {
		t.Errorf("%v, want a close with 1000", err)
	}
	// gorilla has answered by now; the server ends the connection.
	if _, err := conn.NetConn().Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("after the close frames: %v, want EOF", err)
	}
	if got := s.stat(); got.Closes != 1 || got.Open != 0 {
		t.Errorf("the server counted %+v, want one closed", got)
	}
}

func TestServerSpeaksTLS(t *testing.T) {
	service := serviceOf(t)
	d := websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // its certificate is its own
	var conns []*websocket.Conn
	for range 2 {
		conn, _, err := d.Dial(service.secureURL("/echo"), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	for _, size := range []int{0, 58, 5000, 100_000} {
		want := strings.Repeat("x", size)
		if err := conns[0].WriteMessage(websocket.TextMessage, []byte(want)); err != nil {
			t.Fatal(err)
		}
		if _, got, err := conns[0].ReadMessage(); err != nil || string(got) != want {
			t.Fatalf("%d bytes: %d, %v", size, len(got), err)
		}
	}
	closeGently(t, conns[1], 1000)
	if err := service.tell("close"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := conns[0].ReadMessage(); !websocket.IsCloseError(err, 1000) {
		t.Errorf("%v, want a close with 1000", err)
	}
	if got, err := service.stat(); err != nil || got.In != 4 || got.Peak != 2 || got.Failed != 0 {
		t.Errorf("the server counted %+v, want 4 messages on one of two connections; %v", got, err)
	}
}

func TestServerRefuses(t *testing.T) {
	for name, bytes := range map[string]string{
		"not a request":  "HELO\r\n\r\n",
		"no key":         "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"unmasked frame": "GET / HTTP/1.1\r\nSec-WebSocket-Key: x\r\n\r\n\x81\x01a",
		"endless header": "GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 17<<10),
		"too long":       "GET / HTTP/1.1\r\nSec-WebSocket-Key: x\r\n\r\n\x81\xff\x00\x00\x00\x00\x7f\x00\x00\x00mask",
	} {
		t.Run(name, func(t *testing.T) {
			s, url := startServer(t)
			conn, err := net.Dial("tcp4", strings.TrimPrefix(url, "ws://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(10 * time.Second)) // the read reports it
			if _, err := io.WriteString(conn, bytes); err != nil {
				t.Fatal(err)
			}
			// It ends either way; a reset is an end, too.
			var late net.Error
			if _, err := io.Copy(io.Discard, conn); errors.As(err, &late) && late.Timeout() {
				t.Fatal("the server keeps the connection")
			}
			if got := s.stat(); got.Failed != 1 || got.Open != 0 {
				t.Errorf("the server counted %+v, want one failed and none open", got)
			}
		})
	}
}

func TestMessage(t *testing.T) {
	if len(message) != 58 {
		t.Errorf("the message has %d bytes, want 58", len(message))
	}
	if want := string(appendFrame(nil, true, opText, []byte(message))); pushed != want {
		t.Errorf("the pushed frame is %q, want %q", pushed, want)
	}
	text, err := scripts.ReadFile("script/message.js")
	if err != nil {
		t.Fatal(err)
	}
	for size, want := range map[string]int{"": 58, "58": 58, "1000": 1000, "16000": 16000} {
		js := sobek.New()
		if err := js.Set("__ENV", map[string]string{"SIZE": size}); err != nil {
			t.Fatal(err)
		}
		first, err := js.RunString(strings.ReplaceAll(string(text), "export ", "") + "; first")
		if err != nil {
			t.Fatal(err)
		}
		if got := first.String(); len(got) != want || want == len(message) && got != message {
			t.Errorf("with SIZE=%s scripts send %d bytes, want %d: %.80s", size, len(got), want, got)
		}
	}
}

// FuzzFrame: a frame comes out of parseFrame as it went into appendFrame, and
// never out of a part of itself.
func FuzzFrame(f *testing.F) {
	f.Add([]byte(message), byte(opText), true, 3)
	f.Add(bytes.Repeat([]byte("x"), 126), byte(opBinary), false, 2)
	f.Add(bytes.Repeat([]byte("x"), 1<<16), byte(opContinuation), true, 9)
	f.Add([]byte{}, byte(opPing), true, 1)
	f.Fuzz(func(t *testing.T, payload []byte, op byte, fin bool, cut int) {
		op &= 0x0F
		if len(payload) > maxFrame {
			return
		}
		b := appendFrame(nil, fin, op, payload)
		got, n, err := parseFrame(append(b[:len(b):len(b)], "next"...), false)
		if err != nil || n != len(b) || got.fin != fin || got.op != op || !bytes.Equal(got.payload, payload) {
			t.Fatalf("frame of %d bytes, opcode %d: got %d bytes of %d, opcode %d, %v", len(payload), op, n, len(b), got.op, err)
		}
		if cut >= 0 && cut < len(b) {
			if _, n, err := parseFrame(b[:cut], false); n != 0 || err != nil {
				t.Fatalf("%d of %d bytes are a frame of %d: %v", cut, len(b), n, err)
			}
		}
		if _, _, err := parseFrame(b, true); !errors.Is(err, errUnmasked) {
			t.Fatalf("a frame without a mask: %v", err)
		}
	})
}

// TestUnmask compares with the one-byte rule of RFC 6455 §5.3.
func TestUnmask(t *testing.T) {
	mask := [4]byte{0x12, 0x34, 0x56, 0x78}
	for size := range 40 {
		got, want := bytes.Repeat([]byte("a"), size), make([]byte, size)
		for i := range want {
			want[i] = got[i] ^ mask[i%4]
		}
		if unmask(got, mask); !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %x, want %x", size, got, want)
		}
	}
}
