package socket

import (
	"net"
	"net/url"
	"strconv"
	"strings"

	"volley/internal/dial"
)

// aim takes the target from the URL.
func (w *way) aim() error {
	u := w.config.URL
	w.target = dial.Target{Host: u.Hostname(), Port: 80, Local: w.config.Local, Proxy: w.config.Proxy}
	if u.Scheme == "wss" || u.Scheme == "https" || u.Scheme == "wss+unix" {
		w.target.TLS, w.target.Port = true, 443
	}
	if isUnix(u) {
		w.target.Unix, _ = splitUnix(u)
		w.target.Host, w.target.Proxy = unixHost, dial.NoProxy
		if w.target.Unix == "" {
			return &net.OpError{Op: "dial", Net: "unix", Err: &net.AddrError{Err: "the URL has no path of a socket, as in ws+unix:///path/to.sock:/path", Addr: u.String()}}
		}
		return nil
	}
	if u.Port() == "" {
		return nil
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.AddrError{Err: "invalid port", Addr: u.Port()}}
	}
	w.target.Port = uint16(port)
	return nil
}

// host is the Host field of the request.
func (w *way) host() string {
	u := w.config.URL
	switch {
	case w.config.Host != "":
		return w.config.Host
	case isUnix(u):
		return unixHost
	}
	return hostOf(u)
}

// path is the path of the request, with the query.
func (w *way) path() string {
	u := w.config.URL
	if !isUnix(u) {
		return u.RequestURI()
	}
	_, path := splitUnix(u)
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// unixHost is the name of a server behind a Unix socket, which has none: npm's
// ws sends it, too.
const unixHost = "localhost"

func isUnix(u *url.URL) bool { return u.Scheme == "ws+unix" || u.Scheme == "wss+unix" }

// splitUnix parts what npm's ws writes ws+unix:///path/to.sock:/path?query; a
// relative path has no slashes before it. The file is what the escapes stand for (a
// colon in it is %3A); the request's path keeps them.
func splitUnix(u *url.URL) (file, path string) {
	text := u.EscapedPath()
	if u.Opaque != "" {
		text = u.Opaque
	}
	file, path, _ = strings.Cut(text, ":")
	if plain, err := url.PathUnescape(file); err == nil {
		file = plain
	}
	if path == "" {
		path = "/"
	}
	return file, path
}
