//go:build linux

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"sync"
	"time"
)

// secure answers on /echo and /deflate over TLS, a goroutine to a connection:
// crypto/tls waits in its reads. It counts with the loop's server.
// Safe for concurrent use.
type secure struct {
	net.Listener
	counts *counts

	mu    sync.Mutex
	conns map[net.Conn]*server // what a connection says is worked out by a server that has only this one
}

// newSecure opens a listener with a certificate of its own, which no client
// trusts.
func newSecure(host netip.Addr, counts *counts) (*secure, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour), IPAddresses: []net.IP{host.AsSlice()}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	listener, err := tls.Listen("tcp4", netip.AddrPortFrom(host, 0).String(), &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
	})
	if err != nil {
		return nil, fmt.Errorf("listen for TLS: %w", err)
	}
	return &secure{Listener: listener, counts: counts, conns: map[net.Conn]*server{}}, nil
}

// Serve accepts until the listener is closed.
func (s *secure) Serve() {
	for {
		conn, err := s.Accept()
		if err != nil {
			return
		}
		s.counts.accepted.Add(1)
		s.counts.lastAccept.Store(int64(monotonic()))
		go s.talk(conn)
	}
}

// Bye closes every connection as server.Close does.
func (s *secure) Bye() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn, one := range s.conns {
		one.closing.Store(true)
		_, _ = conn.Write([]byte(goodbye)) // a connection that is gone has said goodbye
	}
}

// talk is one connection from its first byte to its last.
func (s *secure) talk(conn net.Conn) {
	one, p := &server{counts: s.counts}, &peer{}
	s.mu.Lock()
	s.conns[conn] = one
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.conns, conn)
		s.mu.Unlock()
		_ = conn.Close() // the connection is over either way
		if p.upgraded {
			s.counts.open.Add(-1)
		}
	}()
	in := make([]byte, 4<<10)
	for have := 0; !p.closing; {
		if have == len(in) {
			in = append(in, make([]byte, len(in))...)
		}
		n, err := conn.Read(in[have:])
		if err != nil {
			return
		}
		have += n
		one.out, p.leaving = one.out[:0], one.closing.Load()
		used, err := one.consume(p, in[:have])
		if err != nil {
			s.counts.failed.Add(1)
			return
		}
		have = copy(in, in[used:have])
		if _, err := conn.Write(one.out); err != nil {
			return
		}
	}
}
