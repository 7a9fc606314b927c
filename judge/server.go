package judge

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// patience is how long a server waits for what should come soon.
const patience = 20 * time.Second

// Server is a foreign library in this process, on a port of 127.0.0.1.
// Safe for concurrent use.
type Server struct {
	library  library
	listener net.Listener
	http     *http.Server

	mu   sync.Mutex // guards runs
	runs map[string]*ledger
}

// library opens the WebSocket of a request, in the way its path names.
type library func(w http.ResponseWriter, r *http.Request, way string, l *ledger) (conn, error)

// Libraries are the foreign ones that are Go packages, by name.
func Libraries() map[string]library {
	return map[string]library{"gorilla": openGorilla, "coder": openCoder}
}

// Open starts a server; the caller closes it.
func Open(l library) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{library: l, listener: &counting{listener}, runs: map[string]*ledger{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/stats", s.stats)
	mux.HandleFunc("/{way}", s.visit)
	s.http = &http.Server{
		Handler: mux,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			if secure, is := c.(*tls.Conn); is {
				c = secure.NetConn()
			}
			return context.WithValue(ctx, wireKey{}, c)
		},
		ReadHeaderTimeout: patience,
		ErrorLog:          log.New(io.Discard, "", 0), // a client that is gone is no news
	}
	go func() { _ = s.http.Serve(s.listener) }() // ends with Close; a broken listener fails every test
	return s, nil
}

// ListenTLS serves the same over TLS, with a certificate of its own, on a port of
// 127.0.0.1 too, until Close.
func (s *Server) ListenTLS() (addr string, err error) {
	pair, err := selfSigned()
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}}
	go func() { _ = s.http.Serve(tls.NewListener(&counting{listener}, config)) }() // as in Open
	return listener.Addr().String(), nil
}

// ListenUnix serves the same on a socket of the file system, until Close.
func (s *Server) ListenUnix(path string) error {
	listener, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	go func() { _ = s.http.Serve(&counting{listener}) }() // as in Open
	return nil
}

// selfSigned is a certificate nobody trusts, for a day.
func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

// Addr is the host and port it listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Close stops listening. Open sockets end with their clients.
func (s *Server) Close() error { return s.http.Close() }

// run is the ledger of a run, made at its first mention.
func (s *Server) run(name string) *ledger {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.runs[name]
	if l == nil {
		l = newLedger()
		s.runs[name] = l
	}
	return l
}

// stats answers with the Stats of a run once its last socket has ended.
func (s *Server) stats(w http.ResponseWriter, r *http.Request) {
	stats := s.Settled(r.URL.Query().Get("run"), patience)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(stats) // who asked sees it cut short
}

// Settled waits until a run has no open socket, at most for so long, and tells
// what was counted.
func (s *Server) Settled(run string, limit time.Duration) Stats {
	l := s.run(run)
	var late atomic.Bool
	timer := time.AfterFunc(limit, func() {
		late.Store(true)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.settled.Broadcast()
	})
	defer timer.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.stats.Open > 0 && !late.Load() {
		l.settled.Wait()
	}
	stats := l.stats
	stats.Closes = map[string]int{}
	for end, n := range l.stats.Closes {
		stats.Closes[end] = n
	}
	stats.Faults = append([]string{}, l.stats.Faults...)
	if stats.Open > 0 {
		stats.Faults = append(stats.Faults, fmt.Sprintf("%d sockets still open after %s", stats.Open, limit))
	}
	return stats
}

// visit is one socket, from its request to the end of TCP.
func (s *Server) visit(w http.ResponseWriter, r *http.Request) {
	l := s.run(r.URL.Query().Get("run"))
	// Before the client can know: it may be gone before the library returns.
	l.with(func(s *Stats) { s.Open++ })
	wire, _ := r.Context().Value(wireKey{}).(*countedConn)
	defer l.with(func(s *Stats) {
		s.Open--
		s.WireIn += wire.in.Load()
		s.WireOut += wire.out.Load()
	})
	c, err := s.library(w, r, r.PathValue("way"), l)
	if err != nil {
		l.with(func(s *Stats) { s.Faults = append(s.Faults, "upgrade: "+err.Error()) })
		return
	}
	l.with(func(s *Stats) { s.Sockets++ })
	code, reason := talk(c, l)
	wire.end(false) // the library may have done it
	l.with(func(s *Stats) { s.Closes[strings.TrimSpace(fmt.Sprintf("%d %s", code, reason))]++ })
}

// wireKey is the key of the countedConn in a request's context.
type wireKey struct{}

// counting is a listener whose connections count their bytes.
type counting struct{ net.Listener }

// Accept waits for the next connection.
func (c *counting) Accept() (net.Conn, error) {
	inner, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &countedConn{Conn: inner}, nil
}

// countedConn counts what is read and written. It is no *net.TCPConn, whose
// shortcuts would not be counted.
// Safe for concurrent use.
type countedConn struct {
	net.Conn
	in, out atomic.Int64
}

// Read reads from the connection.
func (c *countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.in.Add(int64(n))
	return n, err
}

// Write writes to the connection.
func (c *countedConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.out.Add(int64(n))
	return n, err
}

// end ends the connection, TCP by a reset or a FIN.
func (c *countedConn) end(reset bool) {
	if tcp, ok := c.Conn.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0) // without it the end is a FIN, which the test sees
	}
	_ = c.Conn.Close() // the next read tells
}
