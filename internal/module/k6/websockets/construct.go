package websockets

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/grafana/sobek"
	"golang.org/x/net/http/httpguts"

	"volley/internal/ring"
	"volley/internal/session"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/web"
)

// define is the class WebSocket of one VU. The method table is shared; only
// the constructor knows its instance. As in k6, new may be left out: to tell
// would cost each VU a kilobyte.
func (i *instance) define() *web.Class {
	return &web.Class{
		Name: "WebSocket", Parent: web.EventTarget, Length: 1, Callable: true,
		Construct:  func(_ *web.Realm, _ *web.Class, args []sobek.Value) web.Instance { return i.connect(args) },
		Methods:    methods,
		Lengths:    map[string]int{"send": 1},
		Constants:  states,
		Attributes: attributes,
	}
}

var states = map[string]int64{"CONNECTING": 0, "OPEN": 1, "CLOSING": 2, "CLOSED": 3}

var attributes = []string{
	"url", "readyState", "bufferedAmount", "extensions", "protocol", "binaryType",
	"onopen", "onmessage", "onerror", "onclose", "onping", "onpong",
	"response", "handshakeTimeout", "idleTimeout", "closeTimeout", "maxMessageSize",
	"fragmentSize", "localAddress", "proxy", "perMessageDeflate", "http2",
}

// grammar is how this module reads parameters: it refuses what it does not know.
var grammar = session.Grammar{TagsFault: "invalid WebSocket tags option:", Strict: true, Takeover: true}

// connect is the constructor (WebSockets standard §3.1). Connecting begins at
// once and goes on beside the script; the tags are those of this moment.
func (i *instance) connect(args []sobek.Value) *Socket {
	if i.v.Stage == vu.Init {
		i.v.Throwf("using websockets in the init context is not supported")
	}
	if len(args) == 0 {
		i.v.ThrowType("WebSocket requires a url")
	}
	text := web.Of(i.v).Text(args[0])
	asked := protocolList(i.v, argument(args, 1))
	u, href, err := i.parseURL(args[0], text)
	if err == nil {
		err = checkProtocols(asked)
	}
	if err != nil {
		web.Throw(i.realm, "SyntaxError", err.Error())
	}
	params, err := session.ParseParams(i.v, grammar, i.config.UserAgent, argument(args, 2))
	var signal *web.Signal
	if err == nil {
		signal, err = signalOf(&params)
	}
	if err != nil {
		i.v.Throw(err)
	}
	s := &Socket{i: i, v: i.v, url: href, inbox: ring.Of[event]{Keep: keepInbox}}
	s.findOrigin()
	if asked := params.Asked(); asked != nil || params.Jar != nil || s.tellsAnswer() {
		s.rare = &rare{settings: asked, jar: params.Jar}
	}
	name := params.Name
	if name == "" {
		name = label(text, href)
	}
	s.meter.Begin(i.v, &params, name, name, time.Now())
	i.v.Hold(&s.Hold, s)
	s.start(&params, u, asked, signal)
	return s
}

// start begins to connect, unless there is a reason not to. What goes wrong from
// here on is an event.
func (s *Socket) start(p *session.Params, u *url.URL, asked []string, signal *web.Signal) {
	if err := refusal(p, asked); err != nil {
		s.refuse(err, "header")
		return
	}
	if signal != nil && signal.Aborted() {
		s.refuse(socket.ErrGivenUp, "given-up")
		return
	}
	s.address = u
	s.conn = socket.Connect(s.v.Loop(), s.i.socketConfig(p, u, asked), s)
	if signal != nil {
		s.beRare().forget = signal.OnAbort(s.abort)
	}
	if s.v.Failed() {
		s.End()
	}
}

// socketConfig is what a connection is made of. Who asks for subprotocols by k6's
// header field takes any answer, as in k6.
func (i *instance) socketConfig(p *session.Params, u *url.URL, asked []string) socket.Config {
	c := i.config.Socket(i.v, p, u, asked)
	c.NeedProtocol = len(asked) == len(c.Protocols)
	return c
}

// signalOf is the AbortSignal among the settings, nil without one.
func signalOf(p *session.Params) (*web.Signal, error) {
	if p.Settings == nil || p.Settings.Signal == nil {
		return nil, nil
	}
	signal, ok := web.AbortSignalOf(p.Settings.Signal)
	if !ok {
		return nil, fmt.Errorf("WebSocket's option signal: %s is no AbortSignal", p.Settings.Signal.String())
	}
	return signal, nil
}

// label is the URL as tags have it: as k6 writes it, where k6 would take it, so
// that thresholds on a URL go on to fit.
func label(text, href string) string {
	if given, err := url.Parse(text); err == nil && (given.Scheme == "ws" || given.Scheme == "wss") {
		return session.Label(given.String())
	}
	return session.Label(href)
}

// refusal is why no connection is tried, in the words of the library k6 uses;
// unlike what the constructor throws, it is an event.
func refusal(p *session.Params, protocols []string) error {
	if len(protocols) > 0 && len(p.Fields.Values("Sec-WebSocket-Protocol")) > 0 {
		return errProtocols
	}
	return p.Reserved()
}

var errProtocols = errors.New("websocket: duplicate header not allowed: Sec-Websocket-Protocol")

func argument(args []sobek.Value, n int) sobek.Value {
	if n < len(args) {
		return args[n]
	}
	return sobek.Undefined()
}

// parsed is a URL as parseURL read it. Immutable.
type parsed struct {
	text, href string
	url        url.URL
}

// parseURL is the function of that name, with the last URL of the run kept: most
// tests connect to one again and again, and reading it by the standard costs as
// much as half the handshake's own work.
func (m *module) parseURL(value sobek.Value, text string) (u *url.URL, href string, err error) {
	if last := m.last.Load(); last != nil && last.text == text && sobek.IsString(value) {
		own := last.url
		return &own, last.href, nil
	}
	u, href, err = parseURL(value, text)
	if err == nil {
		m.last.Store(&parsed{text, href, *u})
	}
	return u, href, err
}

// parseURL reads the URL as the standard does ("obtain a URL record"), with k6's
// words for what is wrong. There is no base: a relative URL is a fault. u is for
// the connection, href for the script.
func parseURL(value sobek.Value, text string) (u *url.URL, href string, err error) {
	if vu.Nothing(value) {
		return nil, "", errors.New("WebSocket requires a url")
	}
	if isUnix(text) {
		if u, err = url.Parse(text); err == nil {
			return u, u.String(), nil
		}
		return nil, "", urlFault(text, err)
	}
	parsed, err := web.ParseURL(text, "")
	if err != nil {
		return nil, "", urlFault(text, err)
	}
	switch parsed.Scheme() {
	case "http":
		parsed.SetProtocol("ws")
	case "https":
		parsed.SetProtocol("wss")
	}
	href = parsed.Href(false)
	switch {
	case parsed.Scheme() != "ws" && parsed.Scheme() != "wss":
		return nil, "", errScheme(parsed.Scheme())
	case strings.Contains(href, "#"): // also an empty fragment
		return nil, "", fmt.Errorf("WebSocket requires no url fragment, but got %q", parsed.Fragment())
	}
	return connectionURL(parsed, href), href, nil
}

// isUnix reports whether a URL names a Unix socket, which the standard knows
// nothing of.
func isUnix(text string) bool {
	return strings.HasPrefix(text, "ws+unix:") || strings.HasPrefix(text, "wss+unix:")
}

func errScheme(scheme string) error {
	return fmt.Errorf("WebSocket requires url with scheme ws or wss, but got %q", scheme)
}

// urlFault is what is wrong with a URL; k6 says it otherwise where its own parser
// does.
func urlFault(text string, fault error) error {
	if given, err := url.Parse(text); err != nil {
		fault = err
	} else if given.Scheme == "" {
		return errScheme("")
	}
	return fmt.Errorf("WebSocket requires valid url, but got %q which resulted in %w", text, fault)
}

// connectionURL is a parsed URL in net/url's form. The path goes out as the
// standard writes it, also where net/url would escape it in another way.
func connectionURL(p *web.ParsedURL, href string) *url.URL {
	u := &url.URL{
		Scheme: p.Scheme(), Host: p.Host(), Path: unescape(p.Pathname()), RawPath: p.Pathname(),
		RawQuery: p.Query(), ForceQuery: strings.HasSuffix(href, "?"),
	}
	if u.EscapedPath() != u.RawPath && !strings.HasPrefix(u.RawPath, "//") {
		u.Opaque = u.RawPath
	}
	if p.Username() != "" || p.Password() != "" {
		u.User = url.UserPassword(unescape(p.Username()), unescape(p.Password()))
	}
	return u
}

// unescape undoes percent-encoding, where it is some.
func unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// protocolList is the second argument, a text or a sequence of texts (Web IDL
// §3.2.25 for the union). Null is none, as in k6: its scripts write it to get to
// the third argument.
func protocolList(v *vu.VU, value sobek.Value) (all []string) {
	if vu.Nothing(value) {
		return nil
	}
	obj, ok := value.(*sobek.Object)
	if !ok || vu.Nothing(obj.GetSymbol(sobek.SymIterator)) {
		return []string{web.Of(v).Text(value)}
	}
	realm := web.Of(v)
	for _, item := range realm.Sequence(obj, "construct 'WebSocket'") {
		all = append(all, realm.Text(item))
	}
	return all
}

// checkProtocols refuses what no server could choose from: each is a token, and
// none occurs twice (RFC 6455 §4.1).
func checkProtocols(all []string) error {
	for n, p := range all {
		switch {
		case !httpguts.ValidHeaderFieldName(p): // the grammar of a token
			return fmt.Errorf("WebSocket requires subprotocols to be tokens, but got %q", p)
		case slices.Contains(all[:n], p):
			return fmt.Errorf("WebSocket requires different subprotocols, but got %q twice", p)
		}
	}
	return nil
}
