package wstest

import (
	"context"
	"net"
	"sync"
)

// Pipe is a connection whose far end reads a request and behaves. No socket and
// no real clock are in it, so it works inside a testing/synctest bubble; its
// goroutines end when the connection is closed.
func Pipe(b Behaviour) net.Conn {
	near, far := net.Pipe()
	conn := &inbox{Conn: far}
	conn.more.L = &conn.mu
	p := &Peer{Conn: conn, raw: conn}
	go conn.fill()
	go p.serve(b)
	return near
}

// Dial is Pipe(ByPath) in the shape a dialler has, whatever the address: the
// path of the request decides.
func Dial(context.Context, string, string) (net.Conn, error) {
	return Pipe(ByPath), nil
}

// inbox is a pipe's end that always takes what the other end writes, as a
// socket's buffer does. Without it, two ends that both write wait forever.
type inbox struct {
	net.Conn
	mu   sync.Mutex // guards what follows
	more sync.Cond
	data []byte
	err  error // how the pipe ended
}

func (i *inbox) fill() {
	b := make([]byte, 4096)
	for {
		n, err := i.Conn.Read(b)
		i.mu.Lock()
		i.data = append(i.data, b[:n]...)
		i.err = err
		i.mu.Unlock()
		i.more.Broadcast()
		if err != nil {
			return
		}
	}
}

func (i *inbox) Read(b []byte) (int, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for len(i.data) == 0 && i.err == nil {
		i.more.Wait()
	}
	if len(i.data) == 0 {
		return 0, i.err
	}
	n := copy(b, i.data)
	i.data = i.data[n:]
	return n, nil
}
