package socket

import (
	"errors"
	"io"
	"net/netip"
	"time"

	"volley/internal/dial"
	"volley/internal/h2"
	"volley/internal/wire"
)

// Handler hears what happens to a Socket. All calls come from the loop's Read,
// never from inside a call to the Socket. It may call any method of the Socket.
type Handler interface {
	// OnOpen says that the server's 101 is checked. Messages come afterwards,
	// also those that arrived with the answer.
	OnOpen(Opening)
	// OnFail comes instead of OnOpen and is the last call.
	OnFail(Failure)
	// OnMessage is called for every whole text or binary message, also while
	// closing. data is valid until the end of the tick (the loop's Flush).
	OnMessage(op wire.Opcode, data []byte, at time.Time)
	// OnPing is called when a ping's pong is queued already. data is valid
	// until OnPing returns.
	OnPing(data []byte, at time.Time)
	// OnPong is called for every pong, asked for or not. data is valid until
	// OnPong returns.
	OnPong(data []byte, at time.Time)
	// OnDrain says that everything buffered has gone to the kernel, after it
	// once refused some.
	OnDrain()
	// OnClose is the last call after OnOpen.
	OnClose(Closing)
}

// Phases says how long each step of an opening took; a step not taken is zero.
type Phases struct {
	Blocked time.Duration // waiting for a goroutine of the Pool
	Lookup  time.Duration
	Connect time.Duration // TCP, all addresses tried
	TLS     time.Duration
	Upgrade time.Duration // HTTP request to answer
}

// Opening describes a connection that has just been made.
type Opening struct {
	Protocol   string   // the subprotocol the server chose
	Extensions []string // values of Sec-WebSocket-Extensions
	Response   *wire.Response
	Phases     Phases
	Start, End time.Time
	Remote     netip.AddrPort
}

// Failure describes a connection that was never made.
type Failure struct {
	Err        error
	Phase      string         // one of the Phase… words
	Code       string         // "refused", "timeout", "status-404" and the like
	Response   *wire.Response // nil if the server sent none
	Phases     Phases
	Start, End time.Time
	Remote     netip.AddrPort // the address tried last, if it came to that
}

// Closing describes the end of a connection that was open.
type Closing struct {
	Code   uint16 // the peer's close code; 1005 without one, 1006 without a close frame
	Reason string // the peer's reason
	Clean  bool   // close frames went both ways
	Local  bool   // we began
	// Err is nil for a clean close. Otherwise a wire.Fault, io.ErrUnexpectedEOF,
	// a *net.OpError, ErrCloseTimeout, ErrIdle, ErrOverflow or ErrDropped.
	Err error
	At  time.Time
}

// The phases a failure can belong to, beyond those of package dial.
const (
	PhaseBlocked  = "blocked"
	PhaseDNS      = dial.PhaseDNS
	PhaseTCP      = dial.PhaseTCP
	PhaseProxy    = dial.PhaseProxy
	PhaseTLS      = dial.PhaseTLS
	PhaseUpgrade  = "upgrade"
	PhaseProtocol = "protocol"
	PhaseClose    = "close"
)

// What a Socket fails with, beyond what wire, net and io have to say.
var (
	// ErrClosing is returned by sends after a close frame was queued. The text
	// is the one k6 scripts compare with.
	ErrClosing = errors.New("websocket: close sent")
	// ErrNotOpen is returned by sends before the connection is open.
	ErrNotOpen = errors.New("websocket: the connection is not open yet")
	// ErrPingSize is returned for a ping whose payload no control frame can
	// hold (RFC 6455 §5.5).
	ErrPingSize = errors.New("websocket: a ping carries at most 125 bytes")
	// ErrOverflow ends a connection whose peer does not take what is sent.
	ErrOverflow = errors.New("websocket: the peer reads too slowly: the limit of buffered bytes is reached")
	// ErrCloseTimeout ends a connection whose peer does not answer the close
	// frame.
	ErrCloseTimeout = errors.New("websocket: the peer did not answer the close frame in time")
	// ErrIdle ends a connection whose peer was silent for the IdleTimeout.
	ErrIdle = errors.New("websocket: nothing came from the peer for the idle timeout")
	// ErrDropped ends a connection that we dropped without a closing handshake.
	ErrDropped = errors.New("websocket: the connection was dropped by this side")
	// ErrGivenUp is the failure of a connection closed while it was being made.
	ErrGivenUp = errors.New("websocket: closed before the connection was established")
)

// Class sorts the end of a connection into a phase and a code, as Failure has
// them. Both are empty for a clean close.
func (c Closing) Class() (phase, code string) {
	var fault wire.Fault
	switch {
	case c.Err == nil:
		return "", ""
	case errors.As(c.Err, &fault):
		return PhaseProtocol, faultCode(fault)
	case errors.As(c.Err, new(*h2.Fault)):
		return PhaseProtocol, "malformed"
	case errors.Is(c.Err, io.ErrUnexpectedEOF):
		return PhaseClose, "eof"
	case errors.Is(c.Err, ErrCloseTimeout):
		return PhaseClose, "timeout"
	case errors.Is(c.Err, ErrIdle):
		return PhaseClose, "idle"
	case errors.Is(c.Err, ErrOverflow):
		return PhaseClose, "overflow"
	case errors.Is(c.Err, ErrDropped):
		return PhaseClose, "dropped"
	}
	return PhaseClose, dial.Code(c.Err)
}

// faultCode is the word for a protocol fault, by its close code.
func faultCode(fault wire.Fault) string {
	switch fault.Code() {
	case 1007:
		return "invalid-data"
	case 1009:
		return "too-big"
	}
	return "malformed"
}
