package main

import (
	"context"
	"net"
	"net/http/httptest"

	"volley/internal/target"
)

// serve starts the target server on free ports, and finds an address where
// nobody listens.
func serve(dir string) (places, func(), error) {
	s, err := target.New(target.Config{Addr: "127.0.0.1:0", TLSAddr: "127.0.0.1:0"})
	if err != nil {
		return places{}, nil, err
	}
	if err := s.Listen(); err != nil {
		return places{}, nil, err
	}
	// Our end of a connection: while it is open nobody can listen there.
	nobody, err := net.Dial("tcp", s.Addr())
	if err != nil {
		return places{}, nil, err
	}
	dead := nobody.LocalAddr().String()
	plain := httptest.NewServer(answers())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(context.Background()) // a broken listener shows in every script
	}()
	stop := func() {
		_ = s.Close()
		<-done
		_ = nobody.Close()
		plain.Close()
	}
	return places{dir: dir, url: "ws://" + s.Addr(), secure: "wss://" + s.TLSAddr(), dead: "ws://" + dead, http: plain.URL}, stop, nil
}
