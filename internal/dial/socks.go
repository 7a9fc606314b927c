package dial

import (
	"context"
	"errors"
	"net"
	"strings"

	"golang.org/x/net/proxy"
)

// askSOCKS is RFC 1928, with RFC 1929 if there is a user.
func (p *Proxy) askSOCKS(conn net.Conn, to string) error {
	var auth *proxy.Auth
	if p.named {
		auth = &proxy.Auth{User: p.user, Password: p.password}
	}
	dialer, err := proxy.SOCKS5("tcp", conn.RemoteAddr().String(), auth, connected{conn})
	if err != nil {
		return err
	}
	// Without a context of its own: its end is the connection's deadline here.
	_, err = dialer.(proxy.ContextDialer).DialContext(context.Background(), "tcp", to)
	var op *net.OpError
	if !errors.As(err, &op) {
		return err
	}
	if code, known := socksCodes[op.Err.Error()]; known {
		return p.refusal(to, strings.TrimPrefix(op.Err.Error(), "unknown error "), code)
	}
	if Code(op.Err) == "other" {
		return p.refusal(to, "its answer is not SOCKS5: "+op.Err.Error(), "malformed")
	}
	return op.Err
}

// socksCodes are the answers of a proxy (RFC 1928 §3 and §6) in the words of
// x/net/proxy, which gives them no other form.
var socksCodes = map[string]string{
	"unknown error general SOCKS server failure":      "socks-1",
	"unknown error connection not allowed by ruleset": "socks-2",
	"unknown error network unreachable":               "socks-3",
	"unknown error host unreachable":                  "socks-4",
	"unknown error connection refused":                "socks-5",
	"unknown error TTL expired":                       "socks-6",
	"unknown error command not supported":             "socks-7",
	"unknown error address type not supported":        "socks-8",
	"no acceptable authentication methods":            "socks-auth",
	"username/password authentication failed":         "socks-auth",
}

// connected is a dialer whose connection is there already.
type connected struct{ conn net.Conn }

func (c connected) Dial(string, string) (net.Conn, error) { return c.conn, nil }

func (c connected) DialContext(context.Context, string, string) (net.Conn, error) { return c.conn, nil }
