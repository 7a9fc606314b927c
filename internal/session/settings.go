package session

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/dial"
	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// Settings are what a script asks of a connection beyond k6's parameters. Zero
// fields ask for nothing: the run's own settings hold.
// Immutable after ParseParams.
type Settings struct {
	Handshake, Idle, Close time.Duration
	MaxMessage             int64 // bytes
	Fragment               int   // bytes
	Local                  netip.Addr
	Proxy                  *dial.Proxy
	HTTP2                  *bool
	Deflate                *wire.DeflateParams
	// Signal is an AbortSignal of the script's, which this package cannot hear.
	Signal sobek.Value
}

// setting reads one key of the parameter object into a Settings.
type setting struct {
	key  string
	read func(*Settings, sobek.Value) error
}

// settings is THE table of keys beyond k6's.
var settings = []setting{
	{"handshakeTimeout", func(s *Settings, v sobek.Value) (err error) { s.Handshake, err = above(v); return err }},
	{"idleTimeout", func(s *Settings, v sobek.Value) (err error) { s.Idle, err = duration(v); return err }},
	{"closeTimeout", func(s *Settings, v sobek.Value) (err error) { s.Close, err = above(v); return err }},
	{"maxMessageSize", func(s *Settings, v sobek.Value) (err error) { s.MaxMessage, err = size(v); return err }},
	{"fragmentSize", func(s *Settings, v sobek.Value) error {
		n, err := size(v)
		s.Fragment = int(n)
		return err
	}},
	{"localAddress", func(s *Settings, v sobek.Value) (err error) {
		if s.Local, err = netip.ParseAddr(v.String()); err != nil {
			return fmt.Errorf("%q is no IP address, such as 127.0.0.1", v.String())
		}
		return nil
	}},
	{"proxy", func(s *Settings, v sobek.Value) (err error) {
		text := ""
		if !sobek.IsNull(v) {
			text = v.String()
		}
		s.Proxy, err = dial.ParseProxy(text)
		return err
	}},
	{"http2", func(s *Settings, v sobek.Value) error {
		on, err := flag(v)
		s.HTTP2 = &on
		return err
	}},
	{"perMessageDeflate", func(s *Settings, v sobek.Value) (err error) { s.Deflate, err = deflate(v); return err }},
	{"signal", func(s *Settings, v sobek.Value) error { s.Signal = v; return nil }},
}

// setting takes a key that is volley's own; known is false for any other. What is
// undefined asks for nothing, and so does null, which for a proxy is a wish.
func (p *Params) setting(key string, value sobek.Value) (known bool, err error) {
	n := slices.IndexFunc(settings, func(s setting) bool { return s.key == key })
	if n < 0 {
		return false, nil
	}
	if sobek.IsUndefined(value) || sobek.IsNull(value) && key != "proxy" {
		return true, nil
	}
	if p.Settings == nil {
		p.Settings = &Settings{}
	}
	if err := settings[n].read(p.Settings, value); err != nil {
		return true, fmt.Errorf("WebSocket's option %s: %w", key, err)
	}
	return true, nil
}

// Asked is what the script may be told that it asked for: the settings, with the
// compression of k6's parameter among them; nil for nothing.
func (p *Params) Asked() *Settings {
	if p.Deflate == nil || p.Settings != nil && p.Settings.Deflate != nil {
		return p.Settings
	}
	all := Settings{}
	if p.Settings != nil {
		all = *p.Settings
	}
	all.Deflate = p.Deflate
	return &all
}

// duration reads a number of milliseconds, or a text such as "3s".
func duration(value sobek.Value) (time.Duration, error) {
	switch {
	case sobek.IsNumber(value):
		if f := value.ToFloat(); f >= 0 && f <= math.MaxInt64/float64(time.Millisecond) {
			return time.Duration(f * float64(time.Millisecond)), nil
		}
	case sobek.IsString(value):
		if d, err := time.ParseDuration(strings.TrimSpace(value.String())); err == nil && d >= 0 {
			return d, nil
		}
	}
	return 0, fmt.Errorf("%s is neither a number of milliseconds nor a duration such as \"3s\"", value.String())
}

// above is duration without 0.
func above(value sobek.Value) (time.Duration, error) {
	d, err := duration(value)
	if err == nil && d == 0 {
		err = fmt.Errorf("%s is not above 0: every wait has an end", value.String())
	}
	return d, err
}

// size reads a number of bytes.
func size(value sobek.Value) (int64, error) {
	if sobek.IsNumber(value) {
		if f := value.ToFloat(); f >= 1 && f <= math.MaxInt32 && f == math.Trunc(f) {
			return int64(f), nil
		}
	}
	return 0, fmt.Errorf("%s is no whole number of bytes from 1 to 2147483647", value.String())
}

// Offer is what a browser offers of permessage-deflate: both sides may keep their
// window, and the server may limit ours (RFC 7692 §7.1.2.2).
func Offer() *wire.DeflateParams { return &wire.DeflateParams{ClientMaxWindowBits: 15} }

// deflate reads true, or an object that says how the offer differs from a
// browser's; false asks for nothing.
func deflate(value sobek.Value) (*wire.DeflateParams, error) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		switch value.Export() {
		case true:
			return Offer(), nil
		case false:
			return nil, nil
		}
		return nil, fmt.Errorf("%s is neither true, false nor an object of settings", value.String())
	}
	p := Offer()
	for _, key := range obj.Keys() {
		item := obj.Get(key)
		if vu.Nothing(item) {
			continue
		}
		var err error
		switch key {
		case "serverNoContextTakeover":
			p.ServerNoContext, err = flag(item)
		case "clientNoContextTakeover":
			p.ClientNoContext, err = flag(item)
		case "serverMaxWindowBits":
			p.ServerMaxWindowBits, err = bits(item)
		case "clientMaxWindowBits":
			p.ClientMaxWindowBits, err = clientBits(item)
		default:
			err = fmt.Errorf("it is none of serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return p, nil
}

func flag(value sobek.Value) (bool, error) {
	set, ok := value.Export().(bool)
	if !ok {
		return false, fmt.Errorf("%s is neither true nor false", value.String())
	}
	return set, nil
}

// bits reads the size of a window (RFC 7692 §7.1.2).
func bits(value sobek.Value) (int, error) {
	if sobek.IsNumber(value) {
		if f := value.ToFloat(); f >= 8 && f <= 15 && f == math.Trunc(f) {
			return int(f), nil
		}
	}
	return 0, fmt.Errorf("%s is no whole number from 8 to 15", value.String())
}

// clientBits is bits, or true to let the server choose, or false not to.
func clientBits(value sobek.Value) (int, error) {
	if set, ok := value.Export().(bool); ok {
		if set {
			return 15, nil
		}
		return 0, nil
	}
	return bits(value)
}

// apply puts the settings over what the run has for all.
func (s *Settings) apply(c *socket.Config) {
	if s == nil {
		return
	}
	if s.Handshake > 0 {
		c.HandshakeTimeout = s.Handshake
	}
	if s.Close > 0 {
		c.CloseTimeout = s.Close
	}
	if s.MaxMessage > 0 {
		c.MaxMessage = s.MaxMessage
	}
	if s.Deflate != nil {
		c.Deflate = s.Deflate
	}
	c.IdleTimeout, c.FragmentSize = s.Idle, s.Fragment
	if s.Local.IsValid() {
		c.Local = s.Local
	}
	if s.HTTP2 != nil {
		c.HTTP2 = *s.HTTP2
	}
	c.Proxy = s.Proxy
}
