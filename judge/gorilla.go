package judge

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// gorillaConn is a socket under github.com/gorilla/websocket. It knows
// compression without takeover only.
type gorillaConn struct {
	ws         *websocket.Conn
	wire       *countedConn
	extensions string
	mu         sync.Mutex // guards writing, and pongs
	pongs      map[string]func()
}

// gorillaFrame is the write buffer: longer messages go in several frames.
const gorillaFrame = 4096

func openGorilla(w http.ResponseWriter, r *http.Request, way string, l *ledger) (conn, error) {
	upgrader := websocket.Upgrader{
		HandshakeTimeout:  patience,
		WriteBufferSize:   gorillaFrame,
		Subprotocols:      []string{"judge.v2", "judge.v1"},
		EnableCompression: way != "plain",
		CheckOrigin:       func(*http.Request) bool { return true }, // a test has no page
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil, err
	}
	c := &gorillaConn{ws: ws, pongs: map[string]func(){}}
	c.wire, _ = r.Context().Value(wireKey{}).(*countedConn)
	if way != "plain" {
		c.extensions = r.Header.Get("Sec-WebSocket-Extensions")
	}
	pinged := ws.PingHandler()
	ws.SetPingHandler(func(payload string) error {
		l.with(func(s *Stats) { s.Pings++ })
		return pinged(payload)
	})
	// The library's own gives up after a second, which a busy machine takes.
	ws.SetCloseHandler(func(code int, _ string) error {
		_ = c.close(code, "") // it may be the answer to ours
		return nil
	})
	ws.SetPongHandler(func(payload string) error {
		l.with(func(s *Stats) { s.Pongs++ })
		c.mu.Lock()
		told := c.pongs[payload]
		delete(c.pongs, payload)
		c.mu.Unlock()
		if told != nil {
			told()
		}
		return nil
	})
	return c, nil
}

func (c *gorillaConn) read() (bool, []byte, error) {
	kind, data, err := c.ws.ReadMessage()
	return kind == websocket.BinaryMessage, data, err
}

func (c *gorillaConn) write(binary bool, data []byte) error {
	kind := websocket.TextMessage
	if binary {
		kind = websocket.BinaryMessage
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ws.WriteMessage(kind, data)
}

// fragments writes through the small buffer, a frame each time it is full;
// WriteMessage of a server would write one frame of any length.
func (c *gorillaConn) fragments(text string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, err := c.ws.NextWriter(websocket.TextMessage)
	if err != nil {
		return err
	}
	for len(text) > 0 {
		n := min(len(text), 1000)
		if _, err := w.Write([]byte(text[:n])); err != nil {
			return err
		}
		text = text[n:]
	}
	return w.Close()
}

func (c *gorillaConn) ping(payload string, told func()) error {
	c.mu.Lock()
	c.pongs[payload] = told
	c.mu.Unlock()
	return c.ws.WriteControl(websocket.PingMessage, []byte(payload), time.Now().Add(patience))
}

func (c *gorillaConn) close(code int, reason string) error {
	return c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(patience))
}

func (c *gorillaConn) end(reset bool) { c.wire.end(reset) }

func (c *gorillaConn) ended(err error) (int, string) {
	if ce, ok := errors.AsType[*websocket.CloseError](err); ok && ce.Code != websocket.CloseAbnormalClosure {
		return ce.Code, ce.Text
	}
	return websocket.CloseAbnormalClosure, ""
}

func (c *gorillaConn) agreed() (string, string) { return c.ws.Subprotocol(), c.extensions }
