package websockets

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

var methods = map[string]web.Method{
	"send":  send,
	"close": closeSocket,
	"ping":  ping,
}

func send(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	s.needOpen(r, "send")
	value := call.Argument(0)
	s.settle()
	if sobek.IsString(value) {
		text := value.String()
		s.wrote(len(text), s.conn.SendText(text))
	} else {
		data := s.binary(value)
		s.wrote(len(data), s.conn.SendBinary(data))
	}
	return sobek.Undefined()
}

// binary is the bytes of what a script sends that is no string.
func (s *Socket) binary(value sobek.Value) []byte {
	if obj, ok := value.(*sobek.Object); ok {
		if blob, ok := obj.Export().(*web.BlobObject); ok {
			return blob.Bytes()
		}
	}
	data, ok := vu.Bytes(value)
	if !ok {
		s.v.Throwf("unsupported send type %T", value.Export())
	}
	return data
}

// needOpen throws k6's InvalidStateError unless the socket is open.
func (s *Socket) needOpen(r *web.Realm, method string) {
	if s.state != open {
		web.Throw(r, "InvalidStateError", fmt.Sprintf("Failed to execute '%s' on 'WebSocket': the socket is not open", method))
	}
}

// wrote counts a message of n bytes that the socket took. One that it refused
// needs no word: its end is in the inbox already, and an error event behind that
// would come after the close event.
func (s *Socket) wrote(n int, err error) {
	if err != nil {
		return
	}
	s.meter.Sent(s.v.Loop().Now())
	s.queued += n
}

func ping(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	s.needOpen(r, "ping")
	payload := strconv.Itoa(s.lastPing)
	s.lastPing++
	if s.conn.Ping([]byte(payload)) == nil {
		s.meter.Pinged(payload, time.Now())
	}
	return sobek.Undefined()
}

// closeSocket is close([code [, reason]]), with the standard's checks and k6's
// texts (WebSockets standard §3.1 "close").
func closeSocket(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	code := call.Argument(0).ToInteger()
	if code == 0 {
		code = normalClosure
	}
	reason := ""
	if value := call.Argument(1); !sobek.IsUndefined(value) {
		reason = value.String()
	}
	if code != normalClosure && (code < 3000 || code > 4999) {
		web.Throw(r, "InvalidAccessError", fmt.Sprintf("Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. %d is neither", code))
	}
	if len(reason) > maxReason {
		web.Throw(r, "SyntaxError", "Failed to execute 'close' on 'WebSocket': The message must not be greater than 123 bytes")
	}
	if s.state >= closing {
		return sobek.Undefined()
	}
	s.state = closing
	if !utf8.ValidString(reason) {
		reason = string([]rune(reason))
	}
	s.conn.Close(uint16(code), reason)
	return sobek.Undefined()
}

// maxReason is what a close frame has room for beside its code (RFC 6455 §5.5.1).
const maxReason = 123
