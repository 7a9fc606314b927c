package target

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// queueLimit is how many messages may wait for a member.
const queueLimit = 256

// said is one message of a chat, in either direction.
type said struct {
	Event   string `json:"event"`
	User    string `json:"user,omitempty"`
	NewName string `json:"new_name,omitempty"`
	Message string `json:"message,omitempty"`
}

// rooms are the rooms that have members.
type rooms struct {
	mu     sync.Mutex // guards what follows
	byName map[string]*room
	guests int // ever named
}

// room is one chat room. A message is queued for all members under one lock,
// so everybody hears the same order.
// Safe for concurrent use.
type room struct {
	name string
	held int // visits that use it; guarded by rooms.mu

	mu      sync.Mutex // guards members and their names
	members map[*member]struct{}
}

// member is one connection in a room.
type member struct {
	conn  *conn
	name  string
	queue chan *websocket.PreparedMessage
}

// planChat is /chat.
func planChat(q *query) visit {
	name := q.text("room", 100)
	if name == "" {
		name = "lobby"
	}
	return func(c *conn) {
		r, guest := c.server.rooms.enter(name)
		defer c.server.rooms.leave(r)
		m := &member{conn: c, name: guest, queue: make(chan *websocket.PreparedMessage, queueLimit)}
		r.add(m)
		gone := make(chan struct{})
		done := make(chan struct{})
		go func() {
			defer close(done)
			m.deliver(gone)
		}()
		_ = c.each(func(kind int, data []byte) error {
			r.hear(m, kind, data)
			return nil
		})
		r.remove(m)
		close(gone)
		_ = c.ws.Close() // a delivery that waits for the client ends now
		<-done
	}
}

// enter finds or makes a room and a name for somebody new.
func (rs *rooms) enter(name string) (*room, string) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r := rs.byName[name]
	if r == nil {
		r = &room{name: name, members: map[*member]struct{}{}}
		rs.byName[name] = r
	}
	r.held++
	rs.guests++
	return r, fmt.Sprintf("guest %d", rs.guests)
}

// leave forgets a room that nobody uses any more.
func (rs *rooms) leave(r *room) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r.held--; r.held == 0 {
		delete(rs.byName, r.name)
	}
}

func (r *room) add(m *member) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.members[m] = struct{}{}
}

// remove takes out a member that lost its connection, and tells the others; one
// that said LEAVE is out already.
func (r *room) remove(m *member) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, in := r.members[m]; in {
		delete(r.members, m)
		r.spread(said{Event: "LEAVE", User: m.name})
	}
}

// hear acts on what a member says.
func (r *room) hear(m *member, kind int, data []byte) {
	var s said
	r.mu.Lock()
	defer r.mu.Unlock()
	_, in := r.members[m]
	switch err := json.Unmarshal(data, &s); {
	case kind != websocket.TextMessage:
		m.answer("want text, have a binary message")
	case err != nil:
		m.answer(fmt.Sprintf("want a JSON object: %v", err))
	case !in:
		m.answer("you have left")
	case s.Event == "SET_NAME" && s.NewName == "":
		m.answer("SET_NAME needs a new_name")
	case s.Event == "SET_NAME":
		old := m.name
		m.name = s.NewName
		r.spread(said{Event: "SET_NAME", User: old, NewName: s.NewName})
	case s.Event == "SAY":
		r.spread(said{Event: "SAY", User: m.name, Message: s.Message})
	case s.Event == "LEAVE":
		r.spread(said{Event: "LEAVE", User: m.name})
		delete(r.members, m)
	default:
		m.answer(fmt.Sprintf("want the event SET_NAME, SAY or LEAVE, have %q", s.Event))
	}
}

// spread queues a message for every member; it never waits. r.mu is held.
func (r *room) spread(s said) {
	p := s.prepare()
	for m := range r.members {
		m.push(p)
	}
}

// answer queues a message for one member.
func (m *member) answer(why string) {
	m.push(said{Event: "ERROR", Message: why}.prepare())
}

// push queues a message, or drops a member that is too slow.
func (m *member) push(p *websocket.PreparedMessage) {
	select {
	case m.queue <- p:
	default:
		m.conn.drop() // its visit ends, and tells the room
	}
}

// deliver writes what is queued until the visit is over.
func (m *member) deliver(gone <-chan struct{}) {
	c := m.conn
	for {
		select {
		case <-gone:
			return
		case p := <-m.queue:
			if c.ws.SetWriteDeadline(time.Now().Add(writeTime)) != nil || c.ws.WritePreparedMessage(p) != nil {
				_ = c.ws.Close()
				return
			}
			c.server.counters.out.Add(1)
		}
	}
}

// prepare encodes a message once for all its readers.
func (s said) prepare() *websocket.PreparedMessage {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // four strings always are JSON
	}
	p, err := websocket.NewPreparedMessage(websocket.TextMessage, b)
	if err != nil {
		panic(err) // its kind is a constant
	}
	return p
}
