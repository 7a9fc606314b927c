package socket

import (
	"errors"
	"io"
	"time"
	"unsafe"

	"volley/internal/loop"
	"volley/internal/wire"
)

// sink is a Socket as its connection sees it: what a connection tells is nobody
// else's business, so these methods are not the Socket's own.
type sink Socket

func (k *sink) OnConnect(err error) {
	if s := (*Socket)(k); s.state == StateConnecting {
		s.connected(err)
	}
}

func (k *sink) OnRead(b []byte, at time.Time) {
	switch s := (*Socket)(k); s.state {
	case StateConnecting:
		s.answer(b, at)
	case StateOpen, StateClosing:
		s.feed(b, at)
	case StateClosed: // lingering: nothing after a close frame counts (RFC 6455 §1.4)
	}
}

func (k *sink) OnDrain() {
	if s := (*Socket)(k); s.state == StateOpen {
		s.handler.OnDrain()
	}
}

func (k *sink) OnEnd(err error) {
	s := (*Socket)(k)
	switch s.state {
	case StateConnecting:
		s.hungUp(err)
	case StateOpen, StateClosing:
		s.lost(err)
	case StateClosed:
		s.rest()
	}
}

// feed takes bytes of the frame stream.
func (s *Socket) feed(b []byte, at time.Time) {
	s.at, s.fed = at, b
	var err error
	if s.rare == nil || s.rare.tracer == nil {
		err = s.in.Feed(b, (*receiver)(s))
	} else {
		err = s.feedTraced(b)
	}
	s.fed = nil
	if err != nil && s.state != StateClosed {
		s.fault(err)
	}
}

// receiver is a Socket as the Assembler sees it.
type receiver Socket

// OnMessage hands a message on. One that lies whole in the bytes just read stays
// where it is until Flush; one put together or inflated is in the Assembler's
// buffer, where the next may overwrite it in the same tick, and is copied.
func (r *receiver) OnMessage(op wire.Opcode, payload []byte) {
	if len(payload) > 0 && !within(payload, r.fed) {
		payload = append(make([]byte, 0, len(payload)), payload...)
	}
	r.handler.OnMessage(op, payload, r.at)
}

// within tells whether part lies in whole.
func within(part, whole []byte) bool {
	at := uintptr(unsafe.Pointer(unsafe.SliceData(part)))
	begin := uintptr(unsafe.Pointer(unsafe.SliceData(whole)))
	return at >= begin && at < begin+uintptr(len(whole))
}

// OnPing queues the pong first, so that what the handler sends comes after it,
// in the order a peer expects (RFC 6455 §5.5.2). After a close frame nothing may
// be sent (§5.5.1). Who pings and reads nothing, until no message of ours would
// be queued either, gets no answer (§5.5.3).
func (r *receiver) OnPing(payload []byte) {
	s := (*Socket)(r)
	if !s.closeQueued && s.conn.Buffered() < s.maxBuffered {
		s.appendFrame(wire.Pong, payload)
	}
	s.handler.OnPing(payload, s.at)
}

func (r *receiver) OnPong(payload []byte) { r.handler.OnPong(payload, r.at) }

func (r *receiver) OnClose(code uint16, reason []byte) {
	(*Socket)(r).peerClosed(code, string(reason))
}

// lost is the end of TCP without a closing handshake.
func (s *Socket) lost(err error) {
	s.release()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	s.finish(Closing{Code: codeAbnormal, Local: s.closeQueued, Err: err})
}

var (
	_ loop.Sink     = (*sink)(nil)
	_ wire.Receiver = (*receiver)(nil)
)
