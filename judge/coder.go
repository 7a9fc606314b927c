package judge

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/coder/websocket"
)

// coderConn is a socket under github.com/coder/websocket.
type coderConn struct {
	ws         *websocket.Conn
	wire       *countedConn
	extensions string

	mu     sync.Mutex // guards closed
	closed *websocket.CloseError
}

func openCoder(w http.ResponseWriter, r *http.Request, way string, l *ledger) (conn, error) {
	mode := map[string]websocket.CompressionMode{
		"plain": websocket.CompressionDisabled, "deflate": websocket.CompressionContextTakeover,
		"fresh": websocket.CompressionNoContextTakeover, "narrow": websocket.CompressionContextTakeover,
	}[way]
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols:         []string{"judge.v2", "judge.v1"},
		InsecureSkipVerify:   true, // of the origin: a test has no page
		CompressionMode:      mode,
		CompressionThreshold: 1,
		OnPingReceived: func(context.Context, []byte) bool {
			l.with(func(s *Stats) { s.Pings++ })
			return true
		},
		OnPongReceived: func(context.Context, []byte) { l.with(func(s *Stats) { s.Pongs++ }) },
	})
	if err != nil {
		return nil, err
	}
	ws.SetReadLimit(-1)
	wire, _ := r.Context().Value(wireKey{}).(*countedConn)
	return &coderConn{ws: ws, wire: wire, extensions: w.Header().Get("Sec-WebSocket-Extensions")}, nil
}

func (c *coderConn) read() (bool, []byte, error) {
	kind, data, err := c.ws.Read(context.Background())
	return kind == websocket.MessageBinary, data, err
}

func (c *coderConn) write(binary bool, data []byte) error {
	kind := websocket.MessageText
	if binary {
		kind = websocket.MessageBinary
	}
	return c.ws.Write(context.Background(), kind, data)
}

// fragments writes a frame a call.
func (c *coderConn) fragments(text string) error {
	w, err := c.ws.Writer(context.Background(), websocket.MessageText)
	if err != nil {
		return err
	}
	for size := 1; len(text) > 0; size *= 3 {
		n := min(len(text), size)
		if _, err := w.Write([]byte(text[:n])); err != nil {
			return err
		}
		text = text[n:]
	}
	return w.Close()
}

// ping chooses the payload itself and waits while another goroutine reads.
func (c *coderConn) ping(_ string, told func()) error {
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if c.ws.Ping(ctx) == nil {
			told()
		}
	}()
	return nil
}

// close waits for the answer, which the library checks and does not show: it has
// the same code, or this is an error.
func (c *coderConn) close(code int, reason string) error {
	status := websocket.StatusCode(code)
	err := c.ws.Close(status, reason)
	if err == nil {
		c.mu.Lock()
		c.closed = &websocket.CloseError{Code: status}
		c.mu.Unlock()
	}
	return err
}

func (c *coderConn) end(reset bool) { c.wire.end(reset) }

func (c *coderConn) ended(err error) (int, string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed != nil {
		return int(c.closed.Code), c.closed.Reason
	}
	if ce, ok := errors.AsType[websocket.CloseError](err); ok {
		return int(ce.Code), ce.Reason
	}
	return int(websocket.StatusAbnormalClosure), ""
}

func (c *coderConn) agreed() (string, string) { return c.ws.Subprotocol(), c.extensions }
