//go:build linux

package main

import (
	"net/url"
	"strconv"
	"strings"
)

// consume answers every whole request and frame at the front of b into s.out.
func (s *server) consume(p *peer, b []byte) (used int, err error) {
	if !p.upgraded {
		path, key, n, err := parseUpgrade(b)
		if n == 0 {
			return 0, err
		}
		header := ""
		if path == "/deflate" {
			header = packs
		}
		s.out = appendUpgraded(s.out, key, header)
		s.upgrade(p, path)
		used = n
	}
	for !p.closing {
		f, n, err := parseFrame(b[used:], true)
		if n == 0 {
			return used, err
		}
		used += n
		s.answer(p, f)
	}
	return len(b), nil
}

// upgrade makes p a WebSocket with the behaviour its path asks for.
func (s *server) upgrade(p *peer, path string) {
	p.upgraded = true
	s.counts.upgraded.Add(1)
	if open := s.counts.open.Add(1); open > s.counts.peak.Load() {
		s.counts.peak.Store(open)
	}
	path, query, _ := strings.Cut(path, "?")
	values, _ := url.ParseQuery(query) // a wrong query pushes nothing, which the run's count shows
	n, _ := strconv.Atoi(values.Get("n"))
	switch path {
	case "/push":
		p.left = n
		s.pusher(p, values)
	case "/burst":
		p.burst = n
	case "/room":
		p.room = n
		s.rooms[n] = append(s.rooms[n], p)
	}
}

// pusher makes p one of those that messages are pushed to.
func (s *server) pusher(p *peer, values url.Values) {
	switch rate, _ := strconv.Atoi(values.Get("rate")); {
	case rate > 0:
		p.paced = true
		s.pace.rate = rate
		s.pace.peers = append(s.pace.peers, p)
		s.pace.round = len(s.pace.peers)
		if values.Get("each") != "" {
			s.pace.round = 1
		}
	case s.going.Load():
		s.pushing = append(s.pushing, p)
	default:
		s.waiting = append(s.waiting, p)
	}
}

// answer appends the reply to one frame. Data goes back frame by frame, so a
// fragmented message comes back in the same fragments.
func (s *server) answer(p *peer, f frame) {
	switch f.op {
	case opText, opBinary, opContinuation:
		if !p.leaving {
			s.hear(p, f)
		}
	case opPing:
		s.out = appendFrame(s.out, true, opPong, f.payload)
	case opClose:
		if !p.leaving {
			s.out = appendFrame(s.out, true, opClose, f.payload)
		}
		s.counts.closes.Add(1)
		p.closing = true
	}
}

// hear answers a frame of data.
func (s *server) hear(p *peer, f frame) {
	if f.packed != 0 {
		s.counts.packed.Add(1)
	}
	answers := 1
	switch {
	case p.room != 0:
		answers = s.say(p.room, f)
	case p.burst > 0:
		for range p.burst {
			s.out = append(s.out, pushed...)
		}
		answers = p.burst
	default:
		s.out = appendFrame(s.out, f.fin, f.packed|f.op, f.payload)
	}
	if f.fin {
		s.counts.in.Add(1)
		s.counts.out.Add(int64(answers))
	}
}

// say sends a frame to all members of a room, each in a write of its own, and
// says how many they are.
func (s *server) say(room int, f frame) (members int) {
	s.said = appendFrame(s.said[:0], f.fin, f.packed|f.op, f.payload)
	for _, p := range s.rooms[room] {
		if s.conns[p.fd] == p && !p.leaving {
			s.write(p, s.said)
			members++
		}
	}
	return members
}
