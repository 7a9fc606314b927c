package target

import (
	"bytes"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// messageLimit is the longest message a client may send.
const messageLimit = 16 << 20

// errNotText ends a visit whose client sent text that is not UTF-8.
var errNotText = errors.New("text that is not UTF-8")

// buffers hold messages while they are answered. An idle connection has none.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// conn is one upgraded connection. Its visit reads on one goroutine and writes
// on one; leave and drop may be called from any.
type conn struct {
	server  *Server
	ws      *websocket.Conn
	dropped atomic.Bool
}

// newConn wraps an upgraded connection and gives it the habits of all paths.
func newConn(s *Server, ws *websocket.Conn) *conn {
	c := &conn{server: s, ws: ws}
	ws.SetReadLimit(messageLimit)
	ws.SetPingHandler(func(payload string) error {
		err := ws.WriteControl(websocket.PongMessage, []byte(payload), time.Now().Add(writeTime))
		if errors.Is(err, websocket.ErrCloseSent) {
			return nil
		}
		return errors.Join(err, c.await(idleTime))
	})
	ws.SetPongHandler(func(string) error {
		s.counters.pongs.Add(1)
		return c.await(idleTime)
	})
	return c
}

// await says how long the next frame may take to come.
func (c *conn) await(d time.Duration) error { return c.ws.SetReadDeadline(time.Now().Add(d)) }

// read waits for the next message and hands it to f; the data is valid until f
// returns.
func (c *conn) read(f func(kind int, data []byte) error) error {
	if err := c.await(idleTime); err != nil {
		return err
	}
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return err
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if _, err := io.Copy(b, r); err != nil {
		return err
	}
	c.server.counters.in.Add(1)
	if kind == websocket.TextMessage && !utf8.Valid(b.Bytes()) {
		c.close(websocket.CloseInvalidFramePayloadData, errNotText.Error())
		return errNotText
	}
	return f(kind, b.Bytes())
}

// each reads messages until one is an error, which is also how a close frame
// and the end of the server look.
func (c *conn) each(f func(kind int, data []byte) error) error {
	for {
		if err := c.read(f); err != nil {
			return err
		}
	}
}

// write sends one message.
func (c *conn) write(kind int, data []byte) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return err
	}
	if err := c.ws.WriteMessage(kind, data); err != nil {
		return err
	}
	c.server.counters.out.Add(1)
	return nil
}

// close sends a close frame; code 1005 stands for one without a code.
func (c *conn) close(code int, reason string) {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(writeTime))
}

// linger reads away what the client still says after our close frame, until
// its own or until it had its time.
func (c *conn) linger() {
	limit := time.Now().Add(closeTime)
	for {
		// Not await: each message would buy the client more time.
		if c.ws.SetReadDeadline(limit) != nil {
			return
		}
		if _, _, err := c.ws.NextReader(); err != nil {
			return
		}
	}
}

// leave tells the client that the server goes; the visit sees the answer, or
// the end of its time.
func (c *conn) leave(limit time.Time) {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, "the server closes"), limit)
}

// drop resets the TCP connection, so that the client sees neither a close frame
// nor the end of the stream.
func (c *conn) drop() {
	if !c.dropped.CompareAndSwap(false, true) {
		return
	}
	c.server.counters.dropped.Add(1)
	c.cut()
}

// cut resets the TCP connection without counting it. It never waits, as closing
// the TLS layer might, which says close_notify first.
func (c *conn) cut() {
	raw := c.ws.NetConn()
	if secure, ok := raw.(interface{ NetConn() net.Conn }); ok {
		raw = secure.NetConn()
	}
	if tcp, ok := raw.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = raw.Close()
}

// pause waits, or returns false at once when the server closes.
func (c *conn) pause(d time.Duration) bool {
	select {
	case <-c.server.closing:
		return false
	case <-time.After(d):
		return true
	}
}
