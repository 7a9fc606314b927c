package target

import (
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// planPush is /push.
func planPush(q *query) visit {
	rate := q.number("rate", 10, 0, 1_000_000)
	size := q.number("size", 64, 0, messageLimit)
	n := q.number("n", 0, 0, 1_000_000_000)
	return func(c *conn) {
		c.tell(func(gone <-chan struct{}) bool {
			p := &pusher{conn: c, size: size, most: n}
			return p.run(rate, gone)
		})
	}
}

// planCount is /count.
func planCount(q *query) visit {
	n := q.number("n", 10, 0, 1_000_000)
	return func(c *conn) {
		c.tell(func(<-chan struct{}) bool {
			var text []byte
			for i := 1; i <= n; i++ {
				text = strconv.AppendInt(text[:0], int64(i), 10)
				if c.write(websocket.TextMessage, text) != nil {
					return false
				}
			}
			return true
		})
	}
}

// planPing is /ping.
func planPing(q *query) visit {
	every := q.duration("every", time.Second, 10*time.Millisecond, time.Hour)
	return func(c *conn) {
		gone := make(chan struct{})
		answers := make(chan struct{}, 1)
		c.ws.SetPongHandler(func(string) error {
			c.server.counters.pongs.Add(1)
			select {
			case answers <- struct{}{}:
			default: // one unread answer says as much as two
			}
			return c.await(idleTime)
		})
		done := make(chan struct{})
		go func() {
			defer close(done)
			c.ping(every, answers, gone)
		}()
		_ = c.each(c.write)
		close(gone)
		_ = c.ws.Close() // a ping that is being written ends now
		<-done
	}
}

// ping sends a ping every so often and drops a client whose last two periods
// brought no answer.
func (c *conn) ping(every time.Duration, answers, gone <-chan struct{}) {
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	unanswered := 0
	for {
		if err := c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime)); err != nil {
			return
		}
		c.server.counters.pings.Add(1)
		unanswered++
		select {
		case <-gone:
			return
		case <-c.server.closing:
			return
		case <-ticks.C:
		}
		select {
		case <-answers:
			unanswered = 0
		default:
		}
		if unanswered >= 2 {
			c.drop()
			return
		}
	}
}

// tell runs say, which writes, while this goroutine reads what the client says
// and notices when it leaves: then gone is closed. If say returns true, the
// connection is closed with 1000.
func (c *conn) tell(say func(gone <-chan struct{}) bool) {
	gone := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		if say(gone) {
			c.close(websocket.CloseNormalClosure, "")
			// The reader hears the answer; after so long it need not wait for it.
			select {
			case <-gone:
			case <-time.After(closeTime):
			}
		}
		_ = c.ws.Close()
	}()
	_ = c.each(ignore)
	close(gone)
	_ = c.ws.Close() // a write that waits for the client ends now
	<-done
}

// pusher sends messages at a rate. Each is text: its number, the server's time
// in milliseconds since 1970, and dots up to the size; a size too small for
// that cuts it short.
// Owned by one goroutine.
type pusher struct {
	conn *conn
	size int
	most int // 0: no end
	sent int
	text []byte
}

// run sends until most is reached (true), or the client or the server leaves.
func (p *pusher) run(rate int, gone <-chan struct{}) bool {
	begun := time.Now()
	for p.most == 0 || p.sent < p.most {
		due := begun
		if rate > 0 {
			// Due times follow from the beginning, so a late message does not
			// delay the ones after it.
			due = begun.Add(time.Duration(float64(p.sent) / float64(rate) * float64(time.Second)))
		}
		if !p.wait(time.Until(due), gone) || p.send(time.Now()) != nil {
			return false
		}
	}
	return true
}

// wait returns false if the client or the server leaves first.
func (p *pusher) wait(d time.Duration, gone <-chan struct{}) bool {
	if d > 0 {
		select {
		case <-gone:
			return false
		case <-p.conn.server.closing:
			return false
		case <-time.After(d):
			return true
		}
	}
	select {
	case <-gone:
		return false
	case <-p.conn.server.closing:
		return false
	default:
		return true
	}
}

func (p *pusher) send(now time.Time) error {
	p.sent++
	b := strconv.AppendInt(p.text[:0], int64(p.sent), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, now.UnixMilli(), 10)
	if len(b) < p.size {
		b = append(b, ' ')
	}
	for len(b) < p.size {
		b = append(b, '.')
	}
	p.text = b
	return p.conn.write(websocket.TextMessage, b[:p.size])
}
