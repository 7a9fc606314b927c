package websockets

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

var methods = map[string]web.Method{
	"send":  send,
	"close": closeSocket,
	"ping":  ping,

	"terminate": terminate,
	"pause":     pause,
	"resume":    resume,
}

// send queues a message (WebSockets standard §3.1 "send"). Before the socket is
// open it throws; once closing has begun the message is dropped, and only
// bufferedAmount tells of it.
func send(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	if len(call.Arguments) == 0 {
		s.v.ThrowType("Failed to execute 'send' on 'WebSocket': 1 argument required, but only 0 present.")
	}
	text, data, isText := payload(r, call.Arguments[0])
	if s.state == connecting {
		s.notOpen(r, "send")
	}
	size := len(text) + len(data)
	s.settle()
	switch {
	case s.state != open:
		s.dropped += size
	case isText:
		s.wrote(size, s.conn.SendText(text))
	default:
		s.wrote(size, s.conn.SendBinary(data))
	}
	return sobek.Undefined()
}

// payload is what a script sends: bytes of a Blob, a buffer or a view, and the
// text of anything else.
func payload(r *web.Realm, value sobek.Value) (text string, data []byte, isText bool) {
	if _, ok := value.(*sobek.Object); ok {
		if blob, ok := web.As[*web.BlobObject](value); ok {
			return "", blob.Bytes(), false
		}
		if data, ok := vu.Bytes(value); ok {
			return "", data, false
		}
	}
	return r.Text(value), nil, true
}

// notOpen throws k6's InvalidStateError.
func (s *Socket) notOpen(r *web.Realm, method string) {
	web.Throw(r, "InvalidStateError", fmt.Sprintf("Failed to execute '%s' on 'WebSocket': the socket is not open", method))
}

// wrote counts a message of n bytes that the socket took. One that it refused is
// dropped like one after close: its end is in the inbox already.
func (s *Socket) wrote(n int, err error) {
	if err != nil {
		s.dropped += n
		return
	}
	s.meter.Sent(n, s.v.Loop().Now())
	s.queued += n
}

// ping is k6's ping(), with a payload if the script gives one; a number that
// counts up is what k6 sends.
func ping(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	var carried string
	if value := call.Argument(0); sobek.IsUndefined(value) {
		carried = strconv.Itoa(s.lastPing)
		s.lastPing++
	} else {
		text, data, _ := payload(r, value)
		carried = text + string(data)
	}
	if s.state != open {
		s.notOpen(r, "ping")
	}
	if len(carried) > maxPing {
		web.Throw(r, "SyntaxError", "Failed to execute 'ping' on 'WebSocket': The payload must not be greater than 125 bytes")
	}
	if s.conn.Ping([]byte(carried)) == nil {
		s.meter.Pinged(carried, time.Now())
	}
	return sobek.Undefined()
}

// closeSocket is close([code [, reason]]), with the standard's checks and k6's
// texts (WebSockets standard §3.1 "close"). Without code and reason the close
// frame carries none, and the code of the close event is 1005 if the server
// answers likewise.
func closeSocket(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	code, reason := uint16(0), ""
	given := call.Argument(0)
	if !sobek.IsUndefined(given) {
		s.v.Do(func() { given = given.ToNumber() }) // may be the script's valueOf
		code = clamp(given.ToFloat())
	}
	if value := call.Argument(1); !sobek.IsUndefined(value) {
		reason = r.Text(value)
	}
	if !sobek.IsUndefined(given) && !mayClose(code) {
		web.Throw(r, "InvalidAccessError", fmt.Sprintf("Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. %d is neither", given.ToInteger()))
	}
	if len(reason) > maxReason {
		web.Throw(r, "SyntaxError", "Failed to execute 'close' on 'WebSocket': The message must not be greater than 123 bytes")
	}
	if s.state >= closing {
		return sobek.Undefined()
	}
	if code == 0 && reason != "" {
		code = normalClosure // a reason needs a code before it
	}
	s.state = closing
	if s.conn != nil { // nil: refused before there was one
		s.hold(false) // the server's close frame must be read
		s.conn.Close(code, reason)
	}
	return sobek.Undefined()
}

// mayClose reports whether a script may close with a code (WebSockets standard
// §3.1).
func mayClose(code uint16) bool { return code == normalClosure || code >= 3000 && code <= 4999 }

// clamp is Web IDL's conversion to [Clamp] unsigned short (§3.2.4.9).
func clamp(f float64) uint16 {
	if f != f {
		return 0
	}
	return uint16(math.RoundToEven(min(max(f, 0), math.MaxUint16)))
}

// What control frames have room for (RFC 6455 §5.5); a close's code takes two
// bytes.
const (
	maxPing   = 125
	maxReason = 123
)
