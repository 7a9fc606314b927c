package wstest

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Server serves the behaviours on two addresses of this machine.
// Safe for concurrent use.
type Server struct {
	URL    string // "ws://127.0.0.1:port"
	TLSURL string // "wss://127.0.0.1:port", with a certificate signed by Roots

	roots    *x509.CertPool
	accepted atomic.Int64
	open     atomic.Int64
	wg       sync.WaitGroup
	closing  chan struct{}

	mu    sync.Mutex // guards what follows
	extra map[string]Behaviour
	conns map[net.Conn]struct{} // nil when the test is over
}

// New starts a server that ends with the test.
func New(t testing.TB) *Server {
	t.Helper()
	pair, roots := Certificate(t)
	s := &Server{
		roots:   roots,
		closing: make(chan struct{}),
		extra:   map[string]Behaviour{},
		conns:   map[net.Conn]struct{}{},
	}
	var listeners []net.Listener
	for range 2 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		listeners = append(listeners, l)
	}
	s.URL = "ws://" + listeners[0].Addr().String()
	s.TLSURL = "wss://" + listeners[1].Addr().String()
	config := &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}}
	s.wg.Go(func() { s.accept(listeners[0], nil) })
	s.wg.Go(func() { s.accept(listeners[1], config) })
	t.Cleanup(func() {
		for _, l := range listeners {
			_ = l.Close()
		}
		s.end()
	})
	return s
}

// Handle adds a behaviour of the test's own, or replaces one.
func (s *Server) Handle(path string, b Behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.extra[path] = b
}

// Roots are the certificates a client must trust to verify TLSURL.
func (s *Server) Roots() *x509.CertPool { return s.roots }

// Accepted is how many connections there were so far.
func (s *Server) Accepted() int { return int(s.accepted.Load()) }

// Open is how many connections there are now.
func (s *Server) Open() int { return int(s.open.Load()) }

// accept gives every connection a goroutine until the listener closes.
func (s *Server) accept(l net.Listener, config *tls.Config) {
	for {
		raw, err := l.Accept()
		if err != nil {
			return
		}
		if !s.hold(raw) {
			return
		}
		s.wg.Go(func() {
			defer s.release(raw)
			conn := raw
			if config != nil {
				conn = tls.Server(raw, config)
			}
			p := &Peer{Conn: conn, raw: raw, done: s.closing}
			p.serve(s.byPath)
		})
	}
}

// byPath is ByPath with the test's own behaviours.
func (s *Server) byPath(p *Peer) {
	s.mu.Lock()
	b := s.extra[p.Request.URL.Path]
	s.mu.Unlock()
	if b == nil {
		b = ByPath
	}
	b(p)
}

// hold notes a connection, so that it can be cut at the end.
func (s *Server) hold(c net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conns == nil {
		_ = c.Close()
		return false
	}
	s.accepted.Add(1)
	s.open.Add(1)
	s.conns[c] = struct{}{}
	return true
}

func (s *Server) release(c net.Conn) {
	_ = c.Close()
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
	s.open.Add(-1)
}

// end cuts all connections and waits for their goroutines.
func (s *Server) end() {
	close(s.closing)
	s.mu.Lock()
	open := s.conns
	s.conns = nil
	for c := range open {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
}
