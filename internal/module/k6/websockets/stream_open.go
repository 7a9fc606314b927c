package websockets

import (
	"time"

	"github.com/grafana/sobek"

	"volley/internal/ring"
	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
)

// stream is the constructor of WebSocketStream. Its options are those of the
// standard, protocols and signal, and the parameters of WebSocket beside them.
func (i *instance) stream(args []sobek.Value) *Stream {
	if i.v.Stage == vu.Init {
		i.v.Throwf("using websockets in the init context is not supported")
	}
	if len(args) == 0 {
		i.v.ThrowType("Failed to construct 'WebSocketStream': 1 argument required, but only 0 present.")
	}
	options, ok := argument(args, 1).(*sobek.Object)
	if !ok && !vu.Nothing(argument(args, 1)) {
		i.v.ThrowType("Failed to construct 'WebSocketStream': The provided value is not of type 'WebSocketStreamOptions'.")
	}
	text := web.Of(i.v).Text(args[0])
	asked := i.streamProtocols(options)
	u, href, err := i.parseURL(args[0], text)
	if err == nil {
		err = checkProtocols(asked)
	}
	if err != nil {
		web.Throw(i.realm, "SyntaxError", err.Error())
	}
	params, err := session.ParseParams(i.v, grammar, i.config.UserAgent, i.withoutStandard(options))
	if err != nil {
		i.v.Throw(err)
	}
	s := &Stream{i: i, v: i.v, url: href, opened: i.deferred(), closed: i.deferred(), inbox: ring.Of[event]{Keep: keepInbox}}
	if !s.listen(options) {
		return s
	}
	name := params.Name
	if name == "" {
		name = label(text, href)
	}
	s.meter.Begin(i.v, &params, name, name, time.Now())
	i.v.Hold(&s.Hold, s)
	if err := refusal(&params, asked); err != nil {
		s.refuse(err)
		return s
	}
	s.address, s.jar = u, params.CookieJar(i.v)
	s.conn = socket.Connect(i.v.Loop(), i.socketConfig(&params, u, asked), s)
	if i.v.Failed() {
		s.End()
	}
	return s
}

// streamProtocols reads the option protocols, a sequence.
func (i *instance) streamProtocols(options *sobek.Object) []string {
	if options == nil {
		return nil
	}
	value := options.Get("protocols")
	if value == nil || sobek.IsUndefined(value) {
		return nil
	}
	list, ok := value.(*sobek.Object)
	if !ok || vu.Nothing(list.GetSymbol(sobek.SymIterator)) {
		i.v.ThrowType("Failed to construct 'WebSocketStream': Failed to read the 'protocols' property from 'WebSocketStreamOptions': The provided value cannot be converted to a sequence.")
	}
	return protocolList(i.v, list)
}

// withoutStandard is the options that are parameters of a connection: the names
// of the standard's own are none.
func (i *instance) withoutStandard(options *sobek.Object) sobek.Value {
	if options == nil {
		return sobek.Undefined()
	}
	rest := i.v.Runtime().NewObject()
	for _, key := range options.Keys() {
		if key != "protocols" && key != "signal" {
			_ = rest.Set(key, options.Get(key)) // a plain object takes any property
		}
	}
	return rest
}

// listen hears the option signal, which gives the connection up while it is being
// made; later nobody listens. It reports false when the signal was aborted
// before: there is no connection then.
func (s *Stream) listen(options *sobek.Object) bool {
	if options == nil {
		return true
	}
	signal := options.Get("signal")
	if signal == nil || sobek.IsUndefined(signal) {
		return true
	}
	heard, ok := web.AbortSignalOf(signal)
	if !ok {
		s.v.ThrowType("Failed to construct 'WebSocketStream': Failed to read the 'signal' property from 'WebSocketStreamOptions': Failed to convert value to 'AbortSignal'.")
	}
	if heard.Aborted() {
		s.state = closed
		s.opened.fail(heard.Reason())
		s.closed.fail(heard.Reason())
		return false
	}
	s.forget = heard.OnAbort(func() {
		s.aborted = heard.Reason()
		s.shut(0, "")
	})
	return true
}

// refuse fails a stream that never got as far as a connection.
func (s *Stream) refuse(err error) {
	now := time.Now()
	s.meter.Failed(socket.Failure{Err: err, Phase: socket.PhaseUpgrade, Code: "header", Start: now, End: now})
	s.push(event{kind: failed, text: err.Error(), at: now})
}
