package wstest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Behaviour is what a server does with one connection. The connection is closed
// when it returns.
type Behaviour func(p *Peer)

// errFault is a client that broke the protocol.
var errFault = errors.New("the client broke the protocol")

// Peer is the server's side of one connection.
// Its reading methods are owned by one goroutine; the writing ones are safe for
// concurrent use.
type Peer struct {
	net.Conn               // for a behaviour that wants the bytes themselves
	Request  *http.Request // the opening request, not yet answered

	raw  net.Conn        // below TLS
	in   *bufio.Reader   // what the client says
	done <-chan struct{} // closed when the test ends; nil for a pipe
	mute bool            // close frames are not answered
	pong func(payload []byte)

	mu     sync.Mutex // one write at a time
	closed bool       // a close frame was sent: no other frame follows
	drip   bool       // one byte a write
}

// serve reads the request and hands the connection to b.
func (p *Peer) serve(b Behaviour) {
	defer func() { _ = p.Conn.Close() }()
	p.in = bufio.NewReader(p.Conn)
	var err error
	if p.Request, err = http.ReadRequest(p.in); err == nil {
		b(p)
	}
}

// Upgrade answers with a 101 that is right for the request; fields are added as
// they stand, such as "Set-Cookie: a=b".
func (p *Peer) Upgrade(fields ...string) { p.Raw(p.accept(fields...)) }

// accept is the text of Upgrade.
func (p *Peer) accept(fields ...string) string {
	text := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		Accept(p.Request) + "\r\n"
	for _, f := range fields {
		text += f + "\r\n"
	}
	return text + "\r\n"
}

// Refuse answers without an upgrade and closes.
func (p *Peer) Refuse(status int, body string, fields ...string) {
	text := fmt.Sprintf("HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n",
		status, http.StatusText(status), len(body))
	for _, f := range fields {
		text += f + "\r\n"
	}
	p.Raw(text + "\r\n" + body)
}

// Raw writes bytes as they are; a write that fails is noticed by the next read.
func (p *Peer) Raw(bytes string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.put(bytes)
}

// put is Raw while p.mu is held.
func (p *Peer) put(bytes string) {
	if !p.drip {
		_, _ = io.WriteString(p.Conn, bytes)
		return
	}
	for i := range len(bytes) {
		if _, err := io.WriteString(p.Conn, bytes[i:i+1]); err != nil {
			return
		}
	}
}

// Write sends one whole message or control frame, unless a close frame was sent.
func (p *Peer) Write(op Opcode, payload string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.closed = op == Close
		p.put(Frame(true, op, payload))
	}
}

// Close sends a close frame; code 0 stands for one without a code. The
// connection stays open for the answer, which Read hears.
func (p *Peer) Close(code int, reason string) {
	payload := ""
	if code != 0 {
		payload = string(binary.BigEndian.AppendUint16(nil, uint16(code))) + reason
	}
	p.Write(Close, payload)
}

// Read waits for the next message. On the way it answers pings, and a close
// frame with the same code and reason, after which it returns io.EOF.
func (p *Peer) Read() (Opcode, string, error) {
	var kind Opcode
	var message []byte
	for begun := false; ; {
		fin, op, payload, err := p.frame()
		if err != nil {
			return 0, "", err
		}
		switch op {
		case Ping:
			p.Write(Pong, string(payload))
		case Pong:
			if p.pong != nil {
				p.pong(payload)
			}
		case Close:
			if !p.mute {
				p.Write(Close, string(payload))
				return Close, string(payload), io.EOF
			}
		case Text, Binary, Continuation:
			if begun == (op != Continuation) {
				return 0, "", p.fault("a message in the middle of another, or the rest of none")
			}
			if op != Continuation {
				kind, begun = op, true
			}
			message = append(message, payload...)
			if fin {
				return kind, string(message), nil
			}
		default:
			return 0, "", p.fault("an unknown opcode")
		}
	}
}

// Drain reads until the connection is over.
func (p *Peer) Drain() {
	for {
		if _, _, err := p.Read(); err != nil {
			return
		}
	}
}

// frame reads one frame, without extensions.
func (p *Peer) frame() (fin bool, op Opcode, payload []byte, err error) {
	head, payload, err := ReadFrame(p.in, 1<<30)
	switch {
	case errors.Is(err, ErrFrame):
		return false, 0, nil, p.fault(err.Error())
	case err != nil:
		return false, 0, nil, err
	case head&0x70 != 0:
		return false, 0, nil, p.fault("a reserved bit")
	}
	return head&0x80 != 0, Opcode(head & 0x0f), payload, nil
}

// fault tells the client what it did wrong.
func (p *Peer) fault(what string) error {
	p.Close(1002, what)
	return errFault
}

// pause waits, or returns false when the test ends first.
func (p *Peer) pause(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-p.done:
		return false
	case <-timer.C:
		return true
	}
}
