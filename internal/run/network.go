package run

import (
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strconv"

	"volley/internal/dial"
	"volley/internal/fetch"
	"volley/internal/h2"
	"volley/internal/loop"
	"volley/internal/module"
	"volley/internal/option"
	"volley/internal/session"
	"volley/internal/socket"
)

// handshakes is how many lookups and TLS handshakes may be under way at once;
// more would only wait for each other's core.
const handshakes = 128

// fillSession settles what all WebSocket sessions of a test share.
func fillSession(s *session.Config, o *option.Options, c *Config) error {
	dialer, err := newDialer(o, c)
	locals, localsErr := dial.ParseLocals(o.LocalIPs)
	if err := errors.Join(err, invalid(localsErr, "localIPs", o)); err != nil {
		return err
	}
	*s = session.Config{
		Dialer: dialer, Pool: socket.NewPool(handshakes), UserAgent: o.UserAgent, Locals: locals,
		HandshakeTimeout: o.WebsocketHandshakeTimeout, CloseTimeout: o.WebsocketCloseTimeout,
		MaxMessage: o.WebsocketMaxMessageSize, MaxBuffered: int(o.WebsocketSendBufferLimit),
		MaxUnread: int(o.WebsocketUnreadLimit),
		HTTP2:     o.WebsocketHTTP2, Streams: h2.NewPool(),
	}
	if vu, ok := o.DebuggedVU(); ok {
		s.Frames = session.NewFrameLog(c.Log, vu)
	}
	return nil
}

// fillHTTP settles what k6/http's requests share. They use the dialer of the
// sessions: hosts, blocked names, proxies and the DNS cache are the test's.
func (p *Plan) fillHTTP(o *option.Options) {
	*p.http = module.HTTPConfig{
		Fetch: fetch.Config{
			Dialer: p.session.Dialer, Locals: p.session.Locals,
			MaxIdle: int(o.Batch), MaxIdlePerHost: int(o.BatchPerHost), NoReuse: o.NoConnectionReuse,
		},
		UserAgent: o.UserAgent, MaxRedirects: int(o.MaxRedirects), RedirectsGiven: o.Given("maxRedirects"),
		Batch: int(o.Batch), BatchPerHost: int(o.BatchPerHost),
		DiscardBodies: o.DiscardResponseBodies, NoVUReuse: o.NoVUConnectionReuse,
	}
	if o.RPS > 0 {
		p.http.Fetch.Limit = fetch.NewLimit(o.RPS)
	}
	if o.HTTPDebug != "" {
		p.http.Fetch.DebugBodies = o.HTTPDebug == "full"
		p.http.Fetch.Debug = func(text string) { p.config.Log.Info(text, "source", "http-debug") }
	}
}

// newDialer turns options into dial's words.
func newDialer(o *option.Options, c *Config) (*dial.Dialer, error) {
	hosts, err := dial.ParseHosts(o.Hosts)
	if err != nil {
		return nil, err
	}
	block, err := dial.ParsePatterns(o.BlockHostnames)
	if err != nil {
		return nil, err
	}
	choose, err := dial.ParseSelect(o.DNS.Select)
	if err != nil {
		return nil, err
	}
	policy, err := dial.ParsePolicy(o.DNS.Policy)
	if err != nil {
		return nil, err
	}
	proxy, err := proxies(o, c.Proxy)
	certificates, certificatesErr := certificates(o)
	if err := errors.Join(err, certificatesErr); err != nil {
		return nil, err
	}
	ttl := o.DNS.TTL
	if ttl == 0 {
		ttl = -1 // dial's word for keeping nothing
	}
	return dial.New(dial.Config{
		TLS: tlsConfig(o), Certificates: certificates, Resume: o.TLSSessionResumption, KeyLog: c.KeyLog, Wrap: loop.NewFeed,
		Proxy: proxy,
		DNS:   dial.DNS{TTL: ttl, Select: choose, Policy: policy},
		Hosts: hosts, Block: block, Blacklist: o.BlacklistIPs,
	}), nil
}

// proxies says who connects to a host: the option decides for all hosts, else
// the environment for each.
func proxies(o *option.Options, environment func(*url.URL) (*url.URL, error)) (func(string, uint16, bool) (*dial.Proxy, error), error) {
	if o.Proxy != "" {
		word := o.Proxy
		if word == "none" {
			word = ""
		}
		one, err := dial.ParseProxy(word)
		return func(string, uint16, bool) (*dial.Proxy, error) { return one, nil }, invalid(err, "proxy", o)
	}
	if environment == nil {
		return nil, nil
	}
	return func(host string, port uint16, secure bool) (*dial.Proxy, error) {
		u := &url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(int(port)))}
		if secure {
			u.Scheme = "https"
		}
		found, err := environment(u)
		if err != nil || found == nil {
			return dial.NoProxy, err
		}
		return dial.ParseProxy(found.String())
	}, nil
}

var tlsVersions = map[string]uint16{
	"tls1.0": tls.VersionTLS10, "tls1.1": tls.VersionTLS11, "tls1.2": tls.VersionTLS12, "tls1.3": tls.VersionTLS13,
}

func tlsConfig(o *option.Options) *tls.Config {
	c := &tls.Config{
		InsecureSkipVerify: o.InsecureSkipTLSVerify,
		MinVersion:         tlsVersions[o.TLSVersion.Min], MaxVersion: tlsVersions[o.TLSVersion.Max],
	}
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		for _, name := range o.TLSCipherSuites {
			if suite.Name == name {
				c.CipherSuites = append(c.CipherSuites, suite.ID)
			}
		}
	}
	return c
}
