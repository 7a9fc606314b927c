package h2_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"volley/internal/dial"
	"volley/internal/loop"
	"volley/internal/wstest"
)

// server is the standard library's HTTP/2 server, with coder's WebSockets on its
// streams.
type server struct {
	URL, TLSURL string
	streams     int          // a connection takes at once
	accepted    atomic.Int32 // connections
	ended       chan error   // how the peer ended each stream of /reads

	mu    sync.Mutex
	conns map[net.Conn]struct{}
	over  bool
	wg    sync.WaitGroup
}

// newServer starts a server that ends with the test.
func newServer(t *testing.T, r *rig, change ...func(*server)) *server {
	t.Helper()
	s := &server{conns: map[net.Conn]struct{}{}, ended: make(chan error, 1000), streams: 1000}
	for _, f := range change {
		f(s)
	}
	t.Cleanup(s.end) // after those of serve
	pair, roots := wstest.Certificate(t)
	r.dialer = dial.New(dial.Config{Wrap: loop.NewFeed, TLS: &tls.Config{RootCAs: roots}})
	s.URL = "ws://" + s.serve(t, nil)
	s.TLSURL = "wss://" + s.serve(t, &tls.Config{Certificates: []tls.Certificate{pair}})
	return s
}

// serve serves one address, over TLS if there is a config.
func (s *server) serve(t *testing.T, config *tls.Config) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := &http.Server{
		Handler: s, TLSConfig: config, Protocols: &http.Protocols{}, HTTP2: &http.HTTP2Config{MaxConcurrentStreams: s.streams},
		ErrorLog: log.New(io.Discard, "", 0),
		ConnState: func(c net.Conn, state http.ConnState) {
			if state == http.StateNew {
				s.hold(c)
			}
		},
	}
	h.Protocols.SetHTTP2(true)
	h.Protocols.SetUnencryptedHTTP2(true)
	s.wg.Go(func() {
		if config == nil {
			_ = h.Serve(l)
		} else {
			_ = h.ServeTLS(l, "", "")
		}
	})
	t.Cleanup(func() { _ = h.Close() })
	return l.Addr().String()
}

// hold notes a connection, so that it can be cut.
func (s *server) hold(c net.Conn) {
	s.accepted.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[c] = struct{}{}
	if s.over {
		_ = c.Close()
	}
}

// cut ends all connections.
func (s *server) cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		_ = c.Close()
	}
}

// end cuts all connections, also those still to come, and waits.
func (s *server) end() {
	s.mu.Lock()
	s.over = true
	s.mu.Unlock()
	s.cut()
	s.wg.Wait()
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != "CONNECT" || r.Header.Get(":protocol") != "websocket" {
		http.Error(w, "no WebSocket", 400)
		return
	}
	switch r.URL.Path {
	case "/echo":
		s.echo(w, r)
	case "/refuse":
		w.Header().Set("X-Why", "not you")
		w.WriteHeader(403)
		_, _ = io.WriteString(w, "go away\n")
	case "/huge": // a refusal without end
		w.WriteHeader(500)
		for s := strings.Repeat("no ", 5000); ; {
			if _, err := io.WriteString(w, s); err != nil {
				return
			}
		}
	case "/abort":
		upgrade(w)
		_, _ = io.ReadFull(r.Body, make([]byte, 1))
		panic(http.ErrAbortHandler) // RST_STREAM
	case "/eof":
		upgrade(w)
		_, _ = io.ReadFull(r.Body, make([]byte, 1))
	case "/reads": // reads, and tells how it ends
		upgrade(w)
		_, err := io.Copy(io.Discard, r.Body)
		s.ended <- err
	case "/deaf": // reads nothing
		upgrade(w)
		<-r.Context().Done()
	case "/push": // messages of 1000 bytes without end
		upgrade(w)
		b := append([]byte{0x82, 126, 1000 >> 8, 1000 & 255}, make([]byte, 1000)...)
		for {
			if _, err := w.Write(b); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
		}
	default:
		http.NotFound(w, r)
	}
}

func upgrade(w http.ResponseWriter) {
	w.WriteHeader(200)
	_ = http.NewResponseController(w).Flush()
}

// echo is coder's: it tells first what it was asked.
func (s *server) echo(w http.ResponseWriter, r *http.Request) {
	as1 := r.Clone(context.WithoutCancel(r.Context()))
	as1.Method, as1.Proto, as1.ProtoMajor, as1.ProtoMinor = "GET", "HTTP/1.1", 1, 1
	as1.Header.Set("Connection", "Upgrade")
	as1.Header.Set("Upgrade", "websocket")
	as1.Header.Set("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
	c, err := websocket.Accept(&hijacker{ResponseWriter: w, body: r.Body}, as1, &websocket.AcceptOptions{
		InsecureSkipVerify: true, Subprotocols: []string{"chat"},
		CompressionMode: websocket.CompressionContextTakeover, CompressionThreshold: 1,
	})
	if err != nil {
		return
	}
	defer func() { _ = c.CloseNow() }()
	c.SetReadLimit(-1)
	ctx := context.Background()
	if r.URL.RawQuery == "tell" {
		told := fmt.Sprintf("%s %s %s %s|%s|%s", r.Method, r.Host, r.URL, r.Header.Get("X-Question"), r.Header.Get("Cookie"), r.Header.Get("Sec-Websocket-Key"))
		if c.Write(ctx, websocket.MessageText, []byte(told)) != nil {
			return
		}
	}
	for {
		kind, b, err := c.Read(ctx)
		if err != nil || c.Write(ctx, kind, b) != nil {
			return
		}
	}
}

// hijacker makes of a stream what a library takes for HTTP/1.1.
type hijacker struct {
	http.ResponseWriter
	body io.ReadCloser
}

func (h *hijacker) WriteHeader(status int) {
	if status == 101 {
		for _, name := range []string{"Connection", "Upgrade", "Sec-WebSocket-Accept"} {
			h.Header().Del(name)
		}
		upgrade(h.ResponseWriter)
		return
	}
	h.ResponseWriter.WriteHeader(status)
}

func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c := &streamConn{h}
	return c, bufio.NewReadWriter(bufio.NewReader(c), bufio.NewWriter(c)), nil
}

// streamConn is a stream as a net.Conn.
type streamConn struct{ h *hijacker }

var errNone = errors.New("a stream has none")

func (c *streamConn) Read(b []byte) (int, error) { return c.h.body.Read(b) }
func (c *streamConn) Write(b []byte) (int, error) {
	n, err := c.h.ResponseWriter.Write(b)
	if err == nil {
		err = http.NewResponseController(c.h.ResponseWriter).Flush()
	}
	return n, err
}
func (c *streamConn) Close() error                     { return c.h.body.Close() }
func (c *streamConn) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (c *streamConn) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (c *streamConn) SetDeadline(time.Time) error      { return errNone }
func (c *streamConn) SetReadDeadline(time.Time) error  { return errNone }
func (c *streamConn) SetWriteDeadline(time.Time) error { return errNone }

// listen accepts connections and gives each to f; it returns the address. With
// the test the connections end.
func listen(t *testing.T, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{conns: map[net.Conn]struct{}{}}
	s.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.hold(c)
			s.wg.Go(func() {
				defer func() { _ = c.Close() }()
				f(c)
			})
		}
	})
	t.Cleanup(func() { _ = l.Close(); s.end() })
	return l.Addr().String()
}
