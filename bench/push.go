//go:build linux

package main

import "time"

// pace spreads messages evenly over time: each on its own, in turn over the
// connections, or one to every connection at once, as a server does that has
// news for all.
type pace struct {
	rate  int // messages a second, over all peers
	round int // how many go out together; 1 or all
	peers []*peer
	next  int // whose turn it is
	since time.Duration
	sent  int64
}

// pushed is the frame that pushers send: whole, text, 58 bytes, and without a
// mask, as RFC 6455 §5.1 wants of a server.
const pushed = "\x81\x3a" + message

// push writes one message to every pusher the kernel takes one from.
func (s *server) push() {
	still := s.pushing[:0]
	for _, p := range s.pushing {
		if s.conns[p.fd] == p && p.left > 0 && s.pushOne(p) {
			still = append(still, p)
		}
	}
	clear(s.pushing[len(still):])
	s.pushing = still
}

// pushOne writes one message to p, and says whether the kernel took it whole.
func (s *server) pushOne(p *peer) bool {
	p.left--
	s.counts.out.Add(1)
	s.out = append(s.out[:0], pushed...)
	s.write(p, s.out)
	return s.conns[p.fd] == p && len(p.rest) == 0
}

// keepPace sends what is due by now.
func (s *server) keepPace() {
	c := &s.pace
	if len(c.peers) == 0 || !s.going.Load() {
		return
	}
	now := monotonic()
	if c.since == 0 {
		c.since = now
	}
	due := int64((now - c.since).Seconds() * float64(c.rate))
	due -= due % int64(max(c.round, 1))
	for ; c.sent < due && len(c.peers) > 0; c.sent++ {
		c.next %= len(c.peers)
		p := c.peers[c.next]
		if s.conns[p.fd] != p || p.left == 0 {
			c.peers = append(c.peers[:c.next], c.peers[c.next+1:]...)
			continue
		}
		s.pushOne(p)
		c.next++
	}
}
