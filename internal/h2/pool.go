package h2

import (
	"slices"
	"sync"

	"volley/internal/loop"
)

// dialsAtOnce is how many connections to one server a loop makes at the same
// time, once it is known how many streams one takes.
const dialsAtOnce = 8

// remembered is how many servers are known to want HTTP/1.1. The others are asked
// again each time: a run that goes to more has hosts without end.
const remembered = 1000

// Pool finds connections to share. One serves all loops of a run.
// Safe for concurrent use; what it hands out is owned by one loop.
type Pool struct {
	mu     sync.Mutex
	groups map[place]*group
}

// place is a server as one loop knows it.
type place struct {
	loop *loop.Loop
	key  any
}

// NewPool returns a Pool without connections.
func NewPool() *Pool { return &Pool{groups: map[place]*group{}} }

// What is a Verdict's word.
type What uint8

// The verdicts. After Room, Plain and Failed the Ticket is used up.
const (
	Room   What = iota // open a stream on the Session, at once
	Dial               // make a connection and Offer it
	Plain              // the server wants HTTP/1.1
	Failed             // the connection that was waited for was not made; Err says why
)

// Verdict is what a Ticket's holder shall do.
type Verdict struct {
	What    What
	Session *Session
	Err     error
}

// Ticket is somebody who wants a stream.
// Owned by one loop.
type Ticket struct {
	group   *group
	turn    func(*Ticket, Verdict)
	dialing bool
	used    bool
}

// Dialing tells whether the holder was told to dial and has not offered yet.
func (t *Ticket) Dialing() bool { return t != nil && t.dialing }

// Join asks for a stream to the server that key stands for: key is comparable
// and holds all that a connection depends on. turn is called once with Room,
// Plain or Failed, perhaps after a Dial; the first time perhaps from inside Join.
// The Ticket is nil if it is used up already.
func (p *Pool) Join(l *loop.Loop, key any, turn func(*Ticket, Verdict)) *Ticket {
	p.mu.Lock()
	at := place{l, key}
	g := p.groups[at]
	if g == nil {
		g = &group{pool: p, place: at}
		p.groups[at] = g
	}
	p.mu.Unlock()
	t := &Ticket{group: g, turn: turn}
	g.waiting = append(g.waiting, t)
	g.serve()
	if t.used {
		return nil
	}
	return t
}

// Leave gives a ticket up. If it is dialling, another does.
func (t *Ticket) Leave() {
	if !t.used {
		t.use()
		t.group.serve()
	}
}

// Offer hands over the connection that was dialled; it belongs to the Pool then.
// Room or Plain follows when the server's settings are here. sure says that the
// server has agreed to HTTP/2; else one that does not answer in it gets HTTP/1.1.
func (t *Ticket) Offer(conn *loop.Conn, sure bool) {
	g := t.group
	t.dialing = false
	g.dialing--
	g.settling = append(g.settling, newSession(g.place.loop, conn, t, sure))
}

// NoHTTP2 says that the server chose HTTP/1.1, on a connection the holder keeps.
func (t *Ticket) NoHTTP2() {
	t.use()
	t.group.plainly()
}

// Fail says that dialling failed: it would for those who wait, too.
func (t *Ticket) Fail(err error) {
	if !t.used {
		t.use()
		t.group.failed(err)
	}
}

// use takes t out of wherever it is.
func (t *Ticket) use() {
	g := t.group
	t.used = true
	if t.dialing {
		t.dialing = false
		g.dialing--
	}
	g.waiting = slices.DeleteFunc(g.waiting, func(other *Ticket) bool { return other == t })
}

// say uses t up.
func (t *Ticket) say(v Verdict) {
	if !t.used {
		t.use()
		t.turn(t, v)
	}
}

// group is one loop's connections to one server, and who waits for one.
// Owned by one loop.
type group struct {
	pool  *Pool
	place place

	sessions []*Session // of use
	settling []*Session // whose settings are awaited, by those who made them
	waiting  []*Ticket  // first come, first served
	dialing  int        // tickets that make a connection
	each     int        // streams a connection takes; 0: not known yet
	plain    bool       // the server wants HTTP/1.1
	serving  bool
}

// serve gives everybody who waits what there is.
func (g *group) serve() {
	if g.serving || g.place.loop.Closed() { // somebody above does, or nobody will
		return
	}
	g.serving = true
	defer func() { g.serving = false; g.tidy() }()
	for len(g.waiting) > 0 {
		t := g.waiting[0]
		switch s := g.vacant(); {
		case g.plain:
			t.say(Verdict{What: Plain})
		case s != nil:
			t.say(Verdict{What: Room, Session: s})
		case g.dialing+len(g.settling) < g.dials():
			g.waiting = g.waiting[1:]
			g.dialing++
			t.dialing = true
			t.turn(t, Verdict{What: Dial})
		default:
			return
		}
	}
}

// vacant is a session with room. The oldest that has some is filled first.
func (g *group) vacant() *Session {
	for _, s := range g.sessions {
		if s.vacant() > 0 {
			return s
		}
	}
	return nil
}

// dials is how many connections may be under way for those who wait.
func (g *group) dials() int {
	if g.each == 0 {
		return 1
	}
	each := int64(g.each) // which may be as large as an int of 32 bits
	return int(min(dialsAtOnce, (int64(len(g.waiting))+each-1)/each))
}

// ready adds a session whose settings are here. Who made it comes first.
func (g *group) ready(s *Session) {
	g.drop(s)
	g.sessions = append(g.sessions, s)
	g.each = s.max
	s.founder.say(Verdict{What: Room, Session: s})
	g.serve()
}

// plainly sends everybody to HTTP/1.1, from now on.
func (g *group) plainly() {
	g.plain = true
	for _, s := range slices.Clone(g.settling) {
		s.founder.say(Verdict{What: Plain})
	}
	g.serve()
}

// lose removes a session that takes no more streams.
func (g *group) lose(s *Session, err error) {
	unsettled := slices.Contains(g.settling, s)
	g.drop(s)
	switch {
	case !unsettled:
	case !s.sure && g.each == 0: // else it is known to speak HTTP/2, and this was an accident
		s.founder.say(Verdict{What: Plain})
		g.plainly()
	default:
		s.founder.say(Verdict{What: Failed, Err: err})
		g.failed(err)
	}
	g.serve()
}

func (g *group) drop(s *Session) {
	is := func(other *Session) bool { return other == s }
	g.sessions = slices.DeleteFunc(g.sessions, is)
	g.settling = slices.DeleteFunc(g.settling, is)
}

// failed tells those who wait that there will be no connection.
func (g *group) failed(err error) {
	for _, t := range slices.Clone(g.waiting) {
		t.say(Verdict{What: Failed, Err: err})
	}
	g.tidy()
}

// tidy takes a group off the pool that has nothing to remember, or that is one too
// many to be remembered.
func (g *group) tidy() {
	if len(g.sessions)+len(g.settling)+len(g.waiting)+g.dialing > 0 {
		return
	}
	g.pool.mu.Lock()
	defer g.pool.mu.Unlock()
	if g.plain && len(g.pool.groups) <= remembered {
		return
	}
	if g.pool.groups[g.place] == g {
		delete(g.pool.groups, g.place)
	}
}
