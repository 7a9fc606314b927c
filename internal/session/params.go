package session

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/dial"
	"volley/internal/h2"
	"volley/internal/metric"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// Config is what all sessions of a run share.
//
// Immutable once the run has begun.
type Config struct {
	Dialer    *dial.Dialer
	Pool      *socket.Pool
	Locals    dial.Locals // the addresses VUs connect from; none: the system chooses
	UserAgent string
	Frames    *FrameLog // nil: frames are not written into the log

	HandshakeTimeout, CloseTimeout time.Duration
	MaxMessage                     int64
	// MaxBuffered is how many bytes a socket may have accepted that the kernel
	// has not taken; MaxUnread how many may wait for a VU that is parked, by
	// Weight.
	MaxBuffered, MaxUnread int

	HTTP2   bool     // sockets that do not say share connections (RFC 8441)
	Streams *h2.Pool // those connections
}

// Grammar is where the two modules differ in reading the same parameters.
type Grammar struct {
	// TagsFault is the start of the sentence for wrong tags.
	TagsFault string
	// Strict refuses unknown keys, and an empty compression.
	Strict bool
	// Takeover offers compression as a browser does; k6 asks both sides not to
	// keep their windows.
	Takeover bool
}

// Params is what a script asks of one connection.
type Params struct {
	Fields  wire.Fields
	Host    string
	Deflate *wire.DeflateParams
	// Jar is the script's own instead of the VU's; nil without one.
	Jar *vu.Jar
	// Settings are those beyond k6's; nil without any.
	Settings *Settings
	// Tags are the VU's tags of now with the script's own; Name is the script's
	// own name tag, "" without one.
	Tags metric.Tags
	Name string
	// cookies is set when the script's own Cookie field replaces the jar's.
	cookies bool
}

// ParseParams reads a script's parameter object; undefined and null are an
// empty one. The error is a sentence in k6's words.
func ParseParams(v *vu.VU, g Grammar, userAgent string, value sobek.Value) (Params, error) {
	p := Params{Tags: v.Tags()}
	p.Fields.Set("User-Agent", userAgent)
	if vu.Nothing(value) {
		return p, nil
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		if g.Strict && sobek.IsString(value) && value.String() != "" {
			return p, fmt.Errorf("unknown WebSocket's option 0")
		}
		return p, nil
	}
	for _, key := range obj.Keys() {
		var err error
		switch item := obj.Get(key); key {
		case "headers":
			err = p.headers(item)
		case "tags":
			err = p.tags(v, g, item)
		case "jar":
			p.jar(item)
		case "compression":
			err = p.compression(g, item)
		default:
			var known bool
			if known, err = p.setting(key, item); !known && g.Strict {
				err = fmt.Errorf("unknown WebSocket's option %s", key)
			}
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p *Params) headers(value sobek.Value) error {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return nil
	}
	for _, name := range obj.Keys() {
		text := obj.Get(name).String()
		switch strings.ToLower(name) {
		case "host":
			p.Host = text
			continue
		case "cookie":
			p.cookies = true
		}
		p.Fields.Set(name, text)
	}
	return nil
}

// jar takes a jar of k6/http; anything else is ignored, as in k6.
func (p *Params) jar(value sobek.Value) {
	if obj, ok := value.(*sobek.Object); ok {
		if jar, ok := obj.Export().(interface{ Jar() *vu.Jar }); ok {
			p.Jar = jar.Jar()
		}
	}
}

// CookieJar is whose cookies the request has, and who keeps those of the answer.
func (p *Params) CookieJar(v *vu.VU) *vu.Jar {
	if p.Jar != nil {
		return p.Jar
	}
	return v.Jar()
}

// Weight is what an event with so many bytes counts against MaxUnread until the
// script has it: its place counts too, else a flood of empty messages, or of
// pings, would have no bound.
func Weight(bytes int) int { return place + bytes }

// place is about what an event takes in the queue.
const place = 64

// reserved are the fields that belong to the handshake itself (RFC 6455 §4.1).
var reserved = []string{"Upgrade", "Connection", "Sec-Websocket-Key", "Sec-Websocket-Version", "Sec-Websocket-Extensions"}

// Reserved is the first field of the script's that only the handshake may set.
func (p *Params) Reserved() error {
	for _, name := range reserved {
		if len(p.Fields.Values(name)) > 0 {
			return fmt.Errorf("websocket: duplicate header not allowed: %s", name)
		}
	}
	return nil
}

func (p *Params) tags(v *vu.VU, g Grammar, value sobek.Value) error {
	tags, err := v.AddTags(p.Tags, value)
	if err != nil {
		return fmt.Errorf("%s %w", g.TagsFault, err)
	}
	p.Tags = tags
	if obj, ok := value.(*sobek.Object); ok {
		if name := obj.Get("name"); !vu.Nothing(name) {
			p.Name = name.String()
		}
	}
	return nil
}

func (p *Params) compression(g Grammar, value sobek.Value) error {
	text := ""
	if value != nil {
		text = strings.TrimSpace(value.String())
	}
	switch {
	case text == "deflate":
		// Of k6's offer, a server that does not confirm both is honoured all the same.
		p.Deflate = &wire.DeflateParams{ServerNoContext: true, ClientNoContext: true}
		if g.Takeover {
			p.Deflate = Offer()
		}
		return nil
	case !g.Strict && text == "":
		return nil
	}
	return fmt.Errorf("unsupported compression algorithm '%s', supported algorithm is 'deflate'", text)
}

// Label is a URL as the tags of a session have it: as the script wrote it, but
// without credentials, which have no place in a result.
func Label(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.User == nil {
		return text
	}
	u.User = nil
	return u.String()
}

// Socket is the configuration of a connection to u with these parameters.
// protocols are the subprotocols to ask for; without any, a field
// Sec-WebSocket-Protocol of the script's asks for them.
func (c *Config) Socket(v *vu.VU, p *Params, u *url.URL, protocols []string) socket.Config {
	fields := p.Fields
	if asked := fields.Value("Sec-WebSocket-Protocol"); asked != "" {
		fields.Del("Sec-WebSocket-Protocol")
		if len(protocols) == 0 {
			for protocol := range strings.SplitSeq(asked, ",") {
				protocols = append(protocols, strings.TrimSpace(protocol))
			}
		}
	}
	if !p.cookies {
		if cookies := p.CookieJar(v).Header(u); cookies != "" {
			fields.Set("Cookie", cookies)
		}
	}
	config := socket.Config{
		URL: u, Protocols: protocols, Fields: fields, Host: p.Host, Deflate: p.Deflate,
		HandshakeTimeout: c.HandshakeTimeout, CloseTimeout: c.CloseTimeout,
		MaxMessage: c.MaxMessage, MaxBuffered: c.MaxBuffered,
		HTTP2: c.HTTP2, Streams: c.Streams,
		Dialer: c.Dialer, Pool: c.Pool, Local: c.Locals.Of(v.ID), Trace: c.Frames.tracer(v),
	}
	p.Settings.apply(&config)
	return config
}
