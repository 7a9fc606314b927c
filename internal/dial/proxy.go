package dial

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Proxy is a server that connects for us: HTTP's CONNECT (RFC 9110 §9.3.6), in
// the open or within TLS, or SOCKS5 (RFC 1928). Names are looked up by the
// proxy, never here.
// Immutable after ParseProxy.
type Proxy struct {
	scheme         string // "http", "https" or "socks5"; "" for NoProxy
	host           string // a name or an IP literal without brackets
	port           uint16
	named          bool // there is a user
	user, password string
}

// NoProxy stands for a direct connection where nil stands for the default.
// Immutable.
var NoProxy = &Proxy{}

// proxyPorts are the ports of proxies whose URL names none, as net/http has them.
var proxyPorts = map[string]uint16{"http": 80, "https": 443, "socks5": 1080}

// ParseProxy reads a proxy as users write it: a URL of the scheme http, https,
// socks5 or socks5h (which is the same here, as in Go), with user and password
// if it wants them; without a scheme it is http. "" is NoProxy.
func ParseProxy(text string) (*Proxy, error) {
	if text == "" {
		return NoProxy, nil
	}
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil { // whose text may hold a password
		return nil, fmt.Errorf("the address of the proxy is no URL, such as http://127.0.0.1:3128")
	}
	return proxyOf(u)
}

func proxyOf(u *url.URL) (*Proxy, error) {
	p := &Proxy{scheme: u.Scheme, host: u.Hostname(), port: proxyPorts[u.Scheme]}
	if p.scheme == "socks5h" {
		p.scheme, p.port = "socks5", proxyPorts["socks5"]
	}
	switch {
	case p.port == 0:
		return nil, fmt.Errorf("proxy %s: %q is not one of http, https, socks5, socks5h", u.Redacted(), u.Scheme)
	case p.host == "":
		return nil, fmt.Errorf("proxy %s: there is no host", u.Redacted())
	}
	if text := u.Port(); text != "" {
		port, err := strconv.ParseUint(text, 10, 16)
		if err != nil || port == 0 {
			return nil, fmt.Errorf("proxy %s: %s is no port", u.Redacted(), text)
		}
		p.port = uint16(port)
	}
	if u.User != nil {
		p.named, p.user = true, u.User.Username()
		p.password, _ = u.User.Password()
	}
	if p.scheme == "socks5" && p.named && (p.user == "" || len(p.user) > 255 || len(p.password) > 255) {
		return nil, fmt.Errorf("proxy %s: SOCKS5 takes user names of 1 to 255 bytes and passwords of at most 255 (RFC 1929)", u.Redacted())
	}
	return p, nil
}

// address is the proxy with its user and password; nil for NoProxy.
func (p *Proxy) address() *url.URL {
	if p.scheme == "" {
		return nil
	}
	u := &url.URL{Scheme: p.scheme, Host: net.JoinHostPort(p.host, strconv.Itoa(int(p.port)))}
	if p.named {
		u.User = url.UserPassword(p.user, p.password)
	}
	return u
}

// String is the proxy's URL without user and password.
func (p *Proxy) String() string {
	if p.scheme == "" {
		return "none"
	}
	return p.scheme + "://" + net.JoinHostPort(p.host, strconv.Itoa(int(p.port)))
}
