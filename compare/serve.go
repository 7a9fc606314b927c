package main

import (
	"context"
	"net"

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
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return places{}, nil, err
	}
	dead := nobody.Addr().String()
	if err := nobody.Close(); err != nil {
		return places{}, nil, err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(context.Background()) // a broken listener shows in every script
	}()
	stop := func() {
		_ = s.Close()
		<-done
	}
	return places{dir: dir, url: "ws://" + s.Addr(), secure: "wss://" + s.TLSAddr(), dead: "ws://" + dead}, stop, nil
}
