package target

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The addresses of a Config that names none.
const (
	DefaultAddr    = "127.0.0.1:8765"
	DefaultTLSAddr = "127.0.0.1:8766"
)

// Off as an address of a Config: do not listen there.
const Off = "off"

// The ends of waits that no client may choose.
const (
	headerTime = 10 * time.Second // for the upgrade request
	writeTime  = 10 * time.Second // for one write
	closeTime  = 5 * time.Second  // for the answer to a close frame
	silentTime = 5 * time.Minute  // /silent
	idleTime   = time.Hour        // without a frame from the client
	leaveTime  = time.Second      // for everybody, when the server closes
)

// Config is what a Server needs to know. Its zero value listens on DefaultAddr
// and DefaultTLSAddr.
// Immutable after New.
type Config struct {
	Addr    string // of ws, as net.Listen takes it; "" is DefaultAddr, Off is none
	TLSAddr string // of wss; "" is DefaultTLSAddr, Off is none
}

// Server serves WebSockets on one address and the same over TLS on another.
// Use it in the order New, Listen, Serve; Close ends it at any time.
// Safe for concurrent use.
type Server struct {
	config   Config
	key      key
	pair     tls.Certificate
	certs    *x509.CertPool
	plain    net.Listener // nil if off
	secure   net.Listener // nil if off
	http     *http.Server
	upgrader websocket.Upgrader
	counters counters
	rooms    rooms

	closing   chan struct{} // closed by Close: every visit ends
	closeOnce sync.Once
	visits    sync.WaitGroup // one for each connection's goroutine

	mu     sync.Mutex // guards conns and closed
	conns  map[*conn]struct{}
	closed bool
}

// New makes a server and its certificate; it does not listen yet.
func New(c Config) (*Server, error) {
	if c.Addr == "" {
		c.Addr = DefaultAddr
	}
	if c.TLSAddr == "" {
		c.TLSAddr = DefaultTLSAddr
	}
	pair, leaf, err := selfSigned(time.Now())
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	s := &Server{
		config: c, key: newKey(),
		pair:    pair,
		certs:   x509.NewCertPool(),
		closing: make(chan struct{}),
		conns:   map[*conn]struct{}{},
	}
	s.certs.AddCert(leaf)
	s.rooms.byName = map[string]*room{}
	s.upgrader = websocket.Upgrader{
		HandshakeTimeout: writeTime,
		ReadBufferSize:   1024, // of its own: the buffers of net/http are 4 kB
		WriteBufferSize:  4096,
		WriteBufferPool:  &sync.Pool{},
		CheckOrigin:      func(*http.Request) bool { return true }, // nothing here is worth protecting
		Error:            refuseUpgrade,
	}
	s.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       headerTime,
		// A thousand clients that reset during the handshake are a load test's
		// daily bread, not news.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	return s, nil
}

// Listen takes the addresses, so that connections are accepted by the system
// from now on; Serve answers them.
func (s *Server) Listen() error {
	var err error
	if s.config.Addr != Off {
		if s.plain, err = net.Listen("tcp", s.config.Addr); err != nil {
			return err
		}
	}
	if s.config.TLSAddr != Off {
		inner, err := net.Listen("tcp", s.config.TLSAddr)
		if err != nil {
			if s.plain != nil {
				_ = s.plain.Close()
			}
			return err
		}
		s.secure = tls.NewListener(inner, &tls.Config{
			Certificates: []tls.Certificate{s.pair},
			NextProtos:   []string{"http/1.1"},
		})
	}
	return nil
}

// Serve answers until the context is done or Close is called, and returns when
// every connection is gone; its error is that of a listener that broke.
func (s *Server) Serve(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stop()
	results := make(chan error, 2)
	serving := 0
	for _, l := range []net.Listener{s.plain, s.secure} {
		if l != nil {
			serving++
			go func() { results <- s.http.Serve(l) }()
		}
	}
	var faults []error
	for range serving {
		if err := <-results; !errors.Is(err, http.ErrServerClosed) {
			faults = append(faults, err)
		}
		_ = s.Close() // one broken listener ends both
	}
	s.visits.Wait()
	return errors.Join(faults...)
}

// Close says goodbye (1001) to all connections, waits a second for their
// answers and cuts what is left. It returns when nothing is open any more.
func (s *Server) Close() error {
	s.closeOnce.Do(func() {
		s.mu.Lock()
		s.closed = true
		open := make([]*conn, 0, len(s.conns))
		for c := range s.conns {
			open = append(open, c)
		}
		s.mu.Unlock()
		close(s.closing)
		_ = s.http.Close()
		for _, l := range []net.Listener{s.plain, s.secure} {
			if l != nil {
				_ = l.Close() // http.Close knows only those that Serve took
			}
		}
		limit := time.Now().Add(leaveTime)
		for _, c := range open {
			c.leave(limit)
		}
		cut := time.AfterFunc(time.Until(limit), func() {
			for _, c := range open {
				c.cut()
			}
		})
		s.visits.Wait()
		cut.Stop()
	})
	s.visits.Wait()
	return nil
}

// Addr is the address ws is served on, "" if it is not.
func (s *Server) Addr() string { return address(s.plain) }

// TLSAddr is the address wss is served on, "" if it is not.
func (s *Server) TLSAddr() string { return address(s.secure) }

// Roots are the certificates a client must trust to verify the server.
func (s *Server) Roots() *x509.CertPool { return s.certs }

func address(l net.Listener) string {
	if l == nil {
		return ""
	}
	return l.Addr().String()
}
