package target

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/websocket"
)

// visit is the behaviour of one connection: it runs on the connection's own
// goroutine, and the connection is closed when it returns.
type visit func(c *conn)

// path is one behaviour the server offers.
type path struct {
	name  string
	query string // its keys, with their defaults
	help  string
	plan  func(q *query) visit // reads the request; faults and refusals come before the upgrade
}

// table lists what the server can do, in the order the page shows it.
func table() []path {
	return []path{
		{"/echo", "", "sends every message back", planEcho},
		{"/chat", "room=lobby", "a room: what one says, everybody hears (JSON: SET_NAME, SAY, LEAVE)", planChat},
		{"/push", "rate=10&size=64&n=0", "sends messages of so many bytes, rate a second (0: as fast as it goes), n of them (0: until you leave)", planPush},
		{"/count", "n=10", "sends the numbers from 1 to n, then closes with 1000", planCount},
		{"/ping", "every=1s", "echoes and pings; who does not answer for two periods is dropped", planPing},
		{"/slow", "delay=100ms", "echoes, but takes its time for each message, and does not read meanwhile", planSlow},
		{"/close", "code=1000&reason=&at=once", "closes at once, or with at=message after the first message; code 1005 is a close frame without one", planClose},
		{"/drop", "at=message", "resets the TCP connection after the first message, or with at=once at once", planDrop},
		{"/silent", "", "reads, says nothing, ignores the close frame, and keeps the connection for five minutes", planSilent},
		{"/members", "token=", "greets and echoes, for who has the cookie and the token of POST /login (name=…&password=…)", planMembers},
		{"/status", "code=403", "refuses the upgrade with this HTTP status", planStatus},
	}
}

// ServeHTTP answers one request: with a page, a refusal or an upgrade.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, page())
		return
	}
	if r.URL.Path == "/login" {
		s.login(w, r)
		return
	}
	for _, p := range table() {
		if p.name == r.URL.Path {
			s.serve(w, r, p)
			return
		}
	}
	s.refuse(w, http.StatusNotFound, fmt.Sprintf("no such path: %s\n\n%s", r.URL.Path, page()))
}

// serve answers a request for a path of the table.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, p path) {
	q := &query{values: r.URL.Query(), request: r, key: s.key}
	deflate := q.number("deflate", 0, 0, 1) == 1
	behave := p.plan(q)
	switch {
	case q.err != nil:
		s.refuse(w, http.StatusBadRequest, q.err.Error()+"\n")
		return
	case q.status != 0:
		s.refuse(w, q.status, q.body+"\n")
		return
	}
	if !websocket.IsWebSocketUpgrade(r) {
		w.Header().Set("Upgrade", "websocket")
		s.refuse(w, http.StatusUpgradeRequired, p.name+" speaks WebSocket only\n")
		return
	}
	ws, err := s.upgrade(w, r, deflate)
	if err != nil {
		s.counters.refused.Add(1)
		return
	}
	// On a goroutine of its own, so that what net/http needed for the request
	// goes away with it: three quarters of an idle connection's memory.
	s.admit(newConn(s, ws), behave)
}

// upgrade answers the opening handshake.
func (s *Server) upgrade(w http.ResponseWriter, r *http.Request, deflate bool) (*websocket.Conn, error) {
	upgrader := s.upgrader
	upgrader.EnableCompression = deflate
	header := http.Header{}
	if offered := websocket.Subprotocols(r); len(offered) > 0 {
		header.Set("Sec-WebSocket-Protocol", offered[0])
	}
	return upgrader.Upgrade(w, r, header)
}

// admit starts the visit, unless the server is closing.
func (s *Server) admit(c *conn, behave visit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = c.ws.Close()
		return
	}
	s.conns[c] = struct{}{}
	s.counters.total.Add(1)
	s.counters.open.Add(1)
	s.visits.Go(func() {
		behave(c)
		_ = c.ws.Close()
		s.counters.open.Add(-1)
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	})
}

// refuse answers a request without an upgrade.
func (s *Server) refuse(w http.ResponseWriter, code int, body string) {
	s.counters.refused.Add(1)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = io.WriteString(w, body)
}

// refuseUpgrade is how the library reports a request that is no handshake.
func refuseUpgrade(w http.ResponseWriter, _ *http.Request, status int, reason error) {
	w.Header().Set("Sec-WebSocket-Version", "13")
	http.Error(w, reason.Error(), status)
}

// page lists the paths.
func page() string {
	var b strings.Builder
	b.WriteString("volley serve: WebSockets to aim a test at\n\n")
	for _, p := range table() {
		address := p.name
		if p.query != "" {
			address += "?" + p.query
		}
		fmt.Fprintf(&b, "  %-34s %s\n", address, p.help)
	}
	b.WriteString("\nEvery path takes deflate=1: permessage-deflate, if the client offers it.\n" +
		"The first subprotocol the client offers is chosen.\n")
	return b.String()
}
