package wire

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// permessageDeflate is the one extension there is (RFC 7692).
const permessageDeflate = "permessage-deflate"

// The parameters of permessage-deflate (RFC 7692 §7.1).
const (
	serverNoContext = "server_no_context_takeover"
	clientNoContext = "client_no_context_takeover"
	serverWindow    = "server_max_window_bits"
	clientWindow    = "client_max_window_bits"
)

// offer is p as the value of Sec-WebSocket-Extensions.
func (p DeflateParams) offer() string {
	text := permessageDeflate
	if p.ServerNoContext {
		text += "; " + serverNoContext
	}
	if p.ClientNoContext {
		text += "; " + clientNoContext
	}
	if p.ServerMaxWindowBits != 0 {
		text += "; " + serverWindow + "=" + strconv.Itoa(p.ServerMaxWindowBits)
	}
	switch p.ClientMaxWindowBits {
	case 0:
	case 15:
		text += "; " + clientWindow
	default:
		text += "; " + clientWindow + "=" + strconv.Itoa(p.ClientMaxWindowBits)
	}
	return text
}

// agreed reads the extensions in a server's answer (RFC 6455 §9.1). A server
// that allows takeover although none was asked for is honoured: what it sends
// can be read, and what we send keeps to the offer.
func (u *Upgrade) agreed(values []string) (p DeflateParams, deflate bool, err error) {
	for rest := strings.Join(values, ","); trim(rest) != ""; {
		var item string
		item, rest = cut(rest, ',')
		name, params := cut(item, ';')
		name = trim(name)
		switch {
		case name == "" && trim(params) == "": // a list may have empty elements
			continue
		case name != permessageDeflate || u.Deflate == nil:
			return p, false, fmt.Errorf("websocket: the server chose the extension %q, which was not asked for", name)
		case deflate:
			return p, false, fmt.Errorf("websocket: invalid compression negotiation: the server chose %s twice", name)
		}
		deflate = true
		if p, err = u.Deflate.answer(params); err != nil {
			return p, false, fmt.Errorf("websocket: invalid compression negotiation: %w", err)
		}
	}
	if !deflate && len(values) > 0 { // a field must name one (RFC 6455 §11.3.2)
		return p, false, errors.New("websocket: the server's Sec-WebSocket-Extensions names no extension")
	}
	return p, deflate, nil
}

// answer reads the parameters a server chose for the offer p (RFC 7692 §7.1).
func (p DeflateParams) answer(params string) (DeflateParams, error) {
	a := DeflateParams{}
	seen := map[string]bool{}
	for params != "" {
		var item string
		item, params = cut(params, ';')
		name, value, valued := strings.Cut(item, "=")
		name, value = trim(name), unquote(trim(value))
		if seen[name] {
			return a, fmt.Errorf("%s comes twice", name)
		}
		seen[name] = true
		var ok bool
		switch name {
		case serverNoContext:
			a.ServerNoContext, ok = true, !valued
		case clientNoContext:
			a.ClientNoContext, ok = true, !valued
		case serverWindow:
			a.ServerMaxWindowBits, ok = windowBits(value)
			ok = ok && (p.ServerMaxWindowBits == 0 || a.ServerMaxWindowBits <= p.ServerMaxWindowBits)
		case clientWindow:
			if p.ClientMaxWindowBits == 0 {
				return a, fmt.Errorf("the server set %s, which was not asked for", name)
			}
			a.ClientMaxWindowBits, ok = windowBits(value)
		default:
			return a, fmt.Errorf("the server set an unknown parameter %q", name)
		}
		if !ok {
			return a, fmt.Errorf("the server set %s to %q", name, value)
		}
	}
	a.ClientNoContext = a.ClientNoContext || p.ClientNoContext
	if p.ClientMaxWindowBits != 0 && (a.ClientMaxWindowBits == 0 || a.ClientMaxWindowBits > p.ClientMaxWindowBits) {
		a.ClientMaxWindowBits = p.ClientMaxWindowBits
	}
	return a, nil
}

// windowBits reads 8 to 15, without leading zeros (RFC 7692 §7.1.2).
func windowBits(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 8 && n <= 15 && strconv.Itoa(n) == text
}

// cut splits text at the first sep that is not in a quoted string.
func cut(text string, sep byte) (before, after string) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == sep && !quoted:
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

// unquote takes the quotes and escapes off a quoted string.
func unquote(text string) string {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return text
	}
	var b strings.Builder
	for i := 1; i < len(text)-1; i++ {
		if text[i] == '\\' && i+1 < len(text)-1 {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
