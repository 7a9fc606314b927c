package target

import (
	"fmt"
	"net"
	"net/http"
	"time"
)

// planEcho is /echo.
func planEcho(*query) visit {
	return func(c *conn) { _ = c.each(c.write) }
}

// planStatus is /status.
func planStatus(q *query) visit {
	code := q.number("code", http.StatusForbidden, 200, 599)
	q.refuse(code, fmt.Sprintf("refused with %d %s, as asked", code, http.StatusText(code)))
	return nil
}

// planSlow is /slow.
func planSlow(q *query) visit {
	delay := q.duration("delay", 100*time.Millisecond, 0, time.Minute)
	return func(c *conn) {
		// A small buffer, so that the client feels it when nobody reads; less than
		// a loopback packet, and TCP itself stalls.
		if tcp, ok := c.ws.NetConn().(*net.TCPConn); ok {
			_ = tcp.SetReadBuffer(128 << 10)
		}
		_ = c.each(func(kind int, data []byte) error {
			if !c.pause(delay) {
				return net.ErrClosed
			}
			return c.write(kind, data)
		})
	}
}

// planClose is /close.
func planClose(q *query) visit {
	code := q.closeCode("code", 1000)
	reason := q.text("reason", 123)
	once := q.choice("at", "once", "message") == "once"
	return func(c *conn) {
		if !once && c.read(ignore) != nil {
			return
		}
		c.close(code, reason)
		c.linger()
	}
}

// planDrop is /drop.
func planDrop(q *query) visit {
	once := q.choice("at", "message", "once") == "once"
	return func(c *conn) {
		if !once && c.read(ignore) != nil {
			return
		}
		c.drop()
	}
}

// planSilent is /silent.
func planSilent(*query) visit {
	return func(c *conn) {
		c.ws.SetCloseHandler(func(int, string) error { return nil })
		limit := time.Now().Add(silentTime)
		for c.ws.SetReadDeadline(limit) == nil {
			if _, _, err := c.ws.NextReader(); err != nil {
				break
			}
			c.server.counters.in.Add(1)
		}
		// A close frame ends reading for the library, but not for us.
		raw := c.ws.NetConn()
		scrap := make([]byte, 512)
		for raw.SetReadDeadline(limit) == nil {
			if _, err := raw.Read(scrap); err != nil {
				return
			}
		}
	}
}

func ignore(int, []byte) error { return nil }
