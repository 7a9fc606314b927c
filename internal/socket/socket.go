package socket

import (
	"math"
	"net/netip"
	"net/url"
	"time"

	"volley/internal/dial"
	"volley/internal/h2"
	"volley/internal/loop"
	"volley/internal/wire"
)

// What a Config's zero fields mean.
const (
	DefaultHandshakeTimeout = 60 * time.Second
	DefaultCloseTimeout     = 5 * time.Second
	DefaultMaxMessage       = 32 << 20
	DefaultMaxBuffered      = 64 << 20
)

// Config is what a connection is made of. It is not kept once the connection is
// open.
type Config struct {
	URL       *url.URL // ws or wss
	Protocols []string // subprotocols to ask for, best first
	// NeedProtocol has the opening fail unless the server chooses one of
	// Protocols, or none if there are none.
	NeedProtocol bool
	Fields       wire.Fields // extra header fields, in order
	Host         string      // the Host field; "" is that of the URL
	Deflate      *wire.DeflateParams

	HandshakeTimeout time.Duration // over everything up to the 101
	CloseTimeout     time.Duration // from our close frame to the peer's
	IdleTimeout      time.Duration // without a byte from the peer, once open; 0 is for ever
	MaxMessage       int64         // bytes of one received message
	MaxBuffered      int           // bytes accepted but not taken by the kernel
	FragmentSize     int           // bytes of payload a frame of ours has at most; 0: one frame per message

	Trace Tracer // hears every frame; nil: none

	Local netip.Addr  // the address to connect from; zero: the system chooses
	Proxy *dial.Proxy // who connects for us; nil: the Dialer's own, dial.NoProxy: nobody

	Dialer *dial.Dialer
	Pool   *Pool // for what blocks; nil has no bound

	HTTP2   bool     // as a stream of a shared connection, if the server can (RFC 8441)
	Streams *h2.Pool // those connections; nil: this socket's own
}

// State is where a Socket stands in its life, with the numbers of the web's
// readyState.
type State uint8

// The states of a Socket.
const (
	StateConnecting State = iota
	StateOpen
	StateClosing // a close frame is queued, the peer's has not come
	StateClosed
)

// Socket is one WebSocket connection.
// Owned by one loop.
type Socket struct {
	loop    *loop.Loop
	conn    *loop.Conn // nil: none yet, or none any more
	handler Handler
	way     *way  // what only the opening needs; nil once it is over
	end     *end  // what only the closing needs; nil until it begins
	rare    *rare // what few sockets are asked for; nil for the others
	timer   loop.Timer

	in  wire.Assembler
	out *wire.Deflater // nil: messages leave uncompressed
	at  time.Time      // when the bytes being read came
	fed []byte         // the bytes being read

	closeTimeout time.Duration
	maxBuffered  int
	pastIn       uint64 // bytes of connections that are gone
	pastOut      uint64
	state        State
	closeQueued  bool // a close frame is in the out-buffer or beyond
	paused       bool
	unsent       uint32 // bytes that a connection which we dropped did not take
}

// State is where s stands.
func (s *Socket) State() State { return s.state }

// SendText queues a text message. Nothing goes out before the loop's Flush,
// unless much is queued. The error is ErrClosing after Close, ErrNotOpen before
// OnOpen, ErrOverflow when the peer takes too little; s is then closed.
func (s *Socket) SendText(text string) error {
	return s.send(wire.Text, bytesOf(text))
}

// SendBinary queues a binary message; data is copied. Errors are as SendText's.
func (s *Socket) SendBinary(data []byte) error {
	return s.send(wire.Binary, data)
}

// send queues a message.
func (s *Socket) send(op wire.Opcode, message []byte) error {
	if err := s.sendable(len(message)); err != nil {
		return err
	}
	switch {
	case s.out != nil:
		s.appendDeflated(op, message)
	case s.rare != nil && s.rare.fragment > 0:
		s.appendPieces(op, message)
	default:
		s.appendFrame(op, message)
	}
	return nil
}

// Ping queues a ping of at most 125 bytes. Errors are as SendText's.
func (s *Socket) Ping(payload []byte) error {
	if len(payload) > maxControl {
		return ErrPingSize
	}
	if err := s.sendable(len(payload)); err != nil {
		return err
	}
	s.appendFrame(wire.Ping, payload)
	return nil
}

// Pause stops reading from the connection, so that a peer who sends more than
// is handled feels it. Pings are then answered late.
func (s *Socket) Pause() {
	s.paused = true
	if s.conn != nil && s.way == nil {
		s.conn.Pause()
	}
}

// Resume undoes Pause.
func (s *Socket) Resume() {
	if s.paused && s.conn != nil && s.way == nil {
		s.conn.Resume()
	}
	if s.paused && s.rare != nil {
		s.rare.resumed = time.Now()
	}
	s.paused = false
}

// Buffered is the number of bytes queued that the kernel has not taken yet.
func (s *Socket) Buffered() int {
	if s.conn == nil {
		return int(s.unsent)
	}
	return s.conn.Buffered()
}

// Traffic is the number of bytes that went over TCP so far, with the upgrade,
// TLS and failed attempts. It never falls. When s is closed, what has yet to
// leave counts as gone: the answer to a close frame is written after OnClose.
func (s *Socket) Traffic() (in, out uint64) {
	in, out = s.pastIn, s.pastOut
	if s.conn != nil {
		i, o := s.conn.Traffic()
		in, out = in+i, out+o
		if s.state == StateClosed {
			out += uint64(s.conn.Buffered())
		}
	}
	return in, out
}

// sendable tells why a message of n bytes cannot be queued.
func (s *Socket) sendable(n int) error {
	switch {
	case s.state == StateConnecting:
		return ErrNotOpen
	case s.state != StateOpen || s.closeQueued:
		return ErrClosing
	case s.conn.Buffered()+n > s.maxBuffered:
		s.drop()
		s.finishLater(Closing{Code: codeAbnormal, Local: true, Err: ErrOverflow})
		return ErrOverflow
	}
	return nil
}

// release lets go of the connection and keeps its counts.
func (s *Socket) release() {
	if s.conn == nil {
		return
	}
	in, out := s.conn.Traffic()
	s.pastIn += in
	s.pastOut += out
	s.conn = nil
}

// drop resets the connection, if there is one.
func (s *Socket) drop() {
	if s.conn != nil {
		s.unsent = uint32(min(uint64(s.conn.Buffered()), math.MaxUint32))
		s.conn.Drop()
		s.release()
	}
}
