package websockets

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// call calls a controller's method inside a turn. Those used here throw only for
// a stream that is at its end already, where nothing is left to do.
func call(method sobek.Callable, controller *sobek.Object, args ...sobek.Value) {
	if controller != nil {
		_, _ = method(controller, args...)
	}
}

// end is the underlying source or sink of a stream: the object whose methods the
// streams call. Its class keeps the functions, so that they are made once a VU.
type end struct {
	web.Base
	s *Stream
}

var sourceClass = &web.Class{Name: "WebSocketSource", Methods: map[string]web.Method{
	"start": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		web.Self[*end](r, call.This).s.source, _ = call.Argument(0).(*sobek.Object)
		return sobek.Undefined()
	},
	"pull": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		s := web.Self[*end](r, call.This).s
		s.wanted, s.pulling = true, s.i.promise()
		s.wake()
		return s.pulling.promise
	},
	"cancel": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		s := web.Self[*end](r, call.This).s
		s.source = nil
		s.shutFor(call.Argument(0))
		return sobek.Undefined()
	},
}}

var sinkClass = &web.Class{Name: "WebSocketSink", Methods: map[string]web.Method{
	"start": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		web.Self[*end](r, call.This).s.sink, _ = call.Argument(0).(*sobek.Object)
		return sobek.Undefined()
	},
	"write": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		return web.Self[*end](r, call.This).s.write(call.Argument(0))
	},
	"close": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		s := web.Self[*end](r, call.This).s
		s.shut(0, "")
		if s.state == closed {
			return sobek.Undefined()
		}
		s.ending = s.i.promise()
		return s.ending.promise
	},
	"abort": func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		s := web.Self[*end](r, call.This).s
		s.shutFor(call.Argument(0))
		return sobek.Undefined()
	},
}}

// write sends a message: bytes of a buffer or view, the text of anything else.
// The promise resolves in a later turn, when there is room for the next. Once
// closing has begun, the message is dropped as the standard drops it.
func (s *Stream) write(chunk sobek.Value) sobek.Value {
	data, bytes := vu.Bytes(chunk)
	message := ""
	if !bytes {
		message = web.Of(s.v).Text(chunk)
	}
	if s.state != open {
		return sobek.Undefined()
	}
	var err error
	if bytes {
		err = s.conn.SendBinary(data)
	} else {
		err = s.conn.SendText(message)
	}
	s.writing = s.i.promise()
	if err == nil { // else the end is on its way, and settles the promise
		s.meter.Sent(len(data)+len(message), s.v.Loop().Now())
		if s.conn.Buffered() <= streamUnsent {
			s.wrote()
		}
	}
	return s.writing.promise
}

// wrote has the write that waits resolve, as a task of its own.
func (s *Stream) wrote() {
	if s.writing == nil || s.drained {
		return
	}
	s.drained = true
	s.v.Enqueue((*written)(s))
}

// written is the task that resolves a stream's write.
type written Stream

// Run resolves the write, unless the end of the connection has settled it.
func (w *written) Run(v *vu.VU) {
	s := (*Stream)(w)
	d := s.writing
	s.drained, s.writing = false, nil
	if d != nil {
		v.Do(func() { d.resolve(sobek.Undefined()) })
	}
}
