package websockets

import (
	"time"

	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
)

// rare is what few sockets have; the others do without its memory. The loop makes
// none: attributes are read while it may be somebody else's.
type rare struct {
	settings *session.Settings // what the script asked for beyond k6's parameters
	jar      *vu.Jar           // the script's own; nil: the VU's
	answer   *session.Response // the server's, if the script may ask for it
	shown    *sobek.Object     // answer as the script sees it
	held     bool              // pause was called last
	cut      bool              // terminate was called
	forget   func()            // takes the socket off its AbortSignal
}

func (s *Socket) beRare() *rare {
	if s.rare == nil {
		s.rare = &rare{}
	}
	return s.rare
}

// tellsAnswer reports whether the script may ask for the attribute response.
func (s *Socket) tellsAnswer() bool { return s.v.Test().Script.Mentions("response") }

// response is the attribute: {status, headers, body} of the server's answer to
// the upgrade, null before there is one. The answer is the loop's to note.
func (s *Socket) response() sobek.Value {
	var answer *session.Response
	if s.rare != nil {
		s.v.Own(func() { answer = s.rare.answer })
	}
	if answer == nil {
		return sobek.Null()
	}
	if s.rare.shown == nil {
		s.rare.shown = answer.Object(s.v.Runtime())
	}
	return s.rare.shown
}

// noSettings are those of a script that asked for none. Immutable.
var noSettings = &session.Settings{}

// setting is the value of an attribute that tells a setting, nil for another:
// the script's own, or the run's.
func (s *Socket) setting(key string) sobek.Value {
	set := noSettings
	if s.rare != nil && s.rare.settings != nil {
		set = s.rare.settings
	}
	rt, run := s.v.Runtime(), s.i.config
	switch key {
	case "handshakeTimeout":
		return rt.ToValue(millis(set.Handshake, run.HandshakeTimeout, socket.DefaultHandshakeTimeout))
	case "idleTimeout":
		return rt.ToValue(millis(set.Idle, 0, 0))
	case "closeTimeout":
		return rt.ToValue(millis(set.Close, run.CloseTimeout, socket.DefaultCloseTimeout))
	case "maxMessageSize":
		for _, n := range []int64{set.MaxMessage, run.MaxMessage} {
			if n > 0 {
				return rt.ToValue(n)
			}
		}
		return rt.ToValue(socket.DefaultMaxMessage)
	case "fragmentSize":
		return rt.ToValue(set.Fragment)
	case "localAddress":
		if set.Local.IsValid() {
			return rt.ToValue(set.Local.String())
		}
		return rt.ToValue("")
	case "proxy":
		if set.Proxy == nil {
			return sobek.Null()
		}
		return rt.ToValue(set.Proxy.String())
	case "http2":
		if set.HTTP2 != nil {
			return rt.ToValue(*set.HTTP2)
		}
		return rt.ToValue(run.HTTP2)
	case "perMessageDeflate":
		return deflateObject(rt, set)
	}
	return nil
}

// deflateObject is the attribute perMessageDeflate: what the script asked for, or
// false.
func deflateObject(rt *sobek.Runtime, set *session.Settings) sobek.Value {
	if set.Deflate == nil {
		return rt.ToValue(false)
	}
	o := rt.NewObject()
	for _, member := range []struct {
		key   string
		value any
	}{
		{"serverNoContextTakeover", set.Deflate.ServerNoContext}, {"clientNoContextTakeover", set.Deflate.ClientNoContext},
		{"serverMaxWindowBits", set.Deflate.ServerMaxWindowBits}, {"clientMaxWindowBits", set.Deflate.ClientMaxWindowBits},
	} {
		_ = o.Set(member.key, member.value) // fresh and extensible
	}
	return o
}

// millis is the first duration that is not 0, as a script's number.
func millis(all ...time.Duration) float64 {
	for _, d := range all {
		if d > 0 {
			return float64(d) / float64(time.Millisecond)
		}
	}
	return 0
}

// abort is what an AbortSignal among the settings comes to: close().
func (s *Socket) abort() {
	if s.state < closing {
		s.state = closing
		s.hold(false)
		s.conn.Close(0, "")
	}
}

// part takes the socket off its AbortSignal.
func (s *Socket) part() {
	if s.rare != nil && s.rare.forget != nil {
		s.rare.forget()
		s.rare.forget = nil
	}
}

// terminate drops TCP at once: no close frame, nothing that waits is sent. The
// close event has 1006; nothing failed, so that there is no error event, unless
// the connection was still being made.
func terminate(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	s := web.Self[*Socket](r, call.This)
	if s.state == closed || s.conn == nil {
		return sobek.Undefined()
	}
	s.beRare().cut = true
	s.state = closing
	s.conn.Drop()
	return sobek.Undefined()
}

// pause stops reading from the connection, until resume: the server feels it as
// soon as the buffers on the way are full. What has been read already is still
// delivered; pongs have to wait. Closing ends it.
func pause(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	web.Self[*Socket](r, call.This).hold(true)
	return sobek.Undefined()
}

func resume(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	web.Self[*Socket](r, call.This).hold(false)
	return sobek.Undefined()
}

// hold keeps the connection from being read, or lets go of it.
func (s *Socket) hold(held bool) {
	if s.conn == nil || s.rare == nil && !held || held && s.state >= closing {
		return
	}
	s.beRare().held = held
	s.flow()
}

// flow reads from the connection, or not, as the script and what is unread have
// it.
func (s *Socket) flow() {
	if s.paused || s.rare != nil && s.rare.held {
		s.conn.Pause()
	} else {
		s.conn.Resume()
	}
}
