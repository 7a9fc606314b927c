package websockets

import (
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
)

// define is the class WebSocket of one VU. The method table is shared; only
// the constructor knows its instance.
func (i *instance) define() *web.Class {
	return &web.Class{
		Name: "WebSocket", Parent: web.EventTarget, Length: 1,
		Construct:  func(_ *web.Realm, _ *web.Class, args []sobek.Value) web.Instance { return i.connect(args) },
		Methods:    methods,
		Constants:  states,
		Attributes: attributes,
	}
}

var states = map[string]int64{"CONNECTING": 0, "OPEN": 1, "CLOSING": 2, "CLOSED": 3}

var attributes = []string{
	"url", "readyState", "bufferedAmount", "extensions", "protocol", "binaryType",
	"onopen", "onmessage", "onerror", "onclose", "onping", "onpong",
}

// grammar is how this module reads parameters: it refuses what it does not know.
var grammar = session.Grammar{TagsFault: "invalid WebSocket tags option:", Strict: true}

// connect is the constructor. Connecting begins at once and goes on beside the
// script; the tags are those of this moment.
func (i *instance) connect(args []sobek.Value) *Socket {
	if i.v.Stage == vu.Init {
		i.v.Throwf("using websockets in the init context is not supported")
	}
	u, err := parseURL(argument(args, 0))
	if err != nil {
		i.v.Throw(err)
	}
	params, err := session.ParseParams(i.v, grammar, i.config.UserAgent, argument(args, 2))
	if err != nil {
		i.v.Throw(err)
	}
	protocols := parseProtocols(argument(args, 1))
	s := &Socket{i: i, v: i.v, url: u.String()}
	name := params.Name
	if name == "" {
		name = s.url
	}
	s.meter.Begin(i.v, &params, name, name, time.Now())
	i.v.Hold(&s.Hold, s)
	if err := refusal(u, &params, protocols); err != nil {
		s.refuse(err)
		return s
	}
	s.address = u
	s.conn = socket.Connect(i.v.Loop(), i.config.Socket(i.v, &params, u, protocols), s)
	if i.v.Failed() {
		s.End()
	}
	return s
}

// refusal is why no connection is tried, in the words of the library k6 uses;
// unlike what parseURL finds, it is an event.
func refusal(u *url.URL, p *session.Params, protocols []string) error {
	switch {
	case u.User != nil:
		return errURL
	case len(protocols) > 0 && len(p.Fields.Values("Sec-WebSocket-Protocol")) > 0:
		return errProtocols
	}
	return p.Reserved()
}

var (
	errURL       = errors.New("malformed ws or wss URL")
	errProtocols = errors.New("websocket: duplicate header not allowed: Sec-Websocket-Protocol")
)

func argument(args []sobek.Value, n int) sobek.Value {
	if n < len(args) {
		return args[n]
	}
	return sobek.Undefined()
}

// parseURL reads the URL in k6's words.
func parseURL(value sobek.Value) (*url.URL, error) {
	if vu.Nothing(value) {
		return nil, fmt.Errorf("WebSocket requires a url")
	}
	text := value.String()
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("WebSocket requires valid url, but got %q which resulted in %w", text, err)
	case u.Scheme != "ws" && u.Scheme != "wss":
		return nil, fmt.Errorf("WebSocket requires url with scheme ws or wss, but got %q", u.Scheme)
	case u.Fragment != "":
		return nil, fmt.Errorf("WebSocket requires no url fragment, but got %q", u.Fragment)
	}
	return u, nil
}

func parseProtocols(value sobek.Value) []string {
	if vu.Nothing(value) {
		return nil
	}
	if obj, ok := value.(*sobek.Object); ok {
		if obj.ClassName() != "Array" {
			return nil
		}
		var all []string
		for n := range int(obj.Get("length").ToInteger()) {
			all = append(all, obj.Get(fmt.Sprint(n)).String())
		}
		return all
	}
	if sobek.IsString(value) && value.String() != "" {
		return []string{value.String()}
	}
	return nil
}
