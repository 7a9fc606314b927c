//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package loop

import "time"

// readTLS is readFD through TLS.
func (c *Conn) readTLS(toEnd bool) {
	if c.loop.raw == nil {
		c.loop.raw = make([]byte, chunkSize)
	}
	feed := c.tls.feed
	for total := 0; !c.tls.pent || c.decrypt(); {
		if total >= fairRead {
			if toEnd {
				c.poke()
			}
			return
		}
		n, err := c.receive(c.loop.raw)
		switch {
		case n > 0:
			total += n
			c.hungry = n >= shortRead
			feed.pending, c.tls.pent = c.loop.raw[:n], true
			if n < len(c.loop.raw) && !toEnd && !c.broken {
				c.decrypt()
				return
			}
		case err != nil:
			feed.err, c.tls.pent = err, true
		case c.broken:
			feed.err, c.tls.pent = c.err, true
		default:
			return
		}
	}
}

// decrypt hands on what TLS makes of the bytes fed, and tells whether it wants
// more. If the sink or the tick stops it half-way, what is left is kept. It is
// not called for nothing: to find nothing costs crypto/tls an allocation.
func (c *Conn) decrypt() bool {
	t := c.tls
	for {
		room := c.loop.arena.space()
		if room == nil {
			t.keep()
			c.poke()
			return false
		}
		n, err := t.conn.Read(room)
		if n > 0 {
			c.loop.arena.use(n)
			c.sink.OnRead(room[:n:n], time.Now())
			if c.state != open || c.paused {
				t.keep()
				return false
			}
		}
		switch err {
		case nil:
		case error(notYet{}):
			t.pent = false
			return true
		default:
			c.end(err)
			return false
		}
	}
}

// keep copies what lies in the loop's buffer: another connection needs that.
func (t *secure) keep() {
	if len(t.feed.pending) > 0 {
		t.feed.pending = append([]byte(nil), t.feed.pending...)
	}
}

// farewellTLS queues what was left for TLS to say.
func (c *Conn) farewellTLS() {
	c.farewell = 1
	if c.tls != nil {
		c.pushFD() // what is plain comes before it
		_ = c.tls.conn.CloseWrite()
	}
}
