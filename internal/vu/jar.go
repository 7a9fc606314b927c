package vu

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/net/publicsuffix"
)

// Jar is cookies, shared by everything in a VU that speaks HTTP. It is empty and
// costs nothing until the first cookie comes.
//
// Safe for concurrent use: requests store what answers set from goroutines of
// their own.
type Jar struct {
	mu  sync.Mutex
	jar *cookiejar.Jar
}

// NewJar is an empty jar.
func NewJar() *Jar { return &Jar{} }

// Jar is the VU's own cookie jar.
func (v *VU) Jar() *Jar {
	if v.jar == nil {
		v.jar = NewJar()
	}
	return v.jar
}

// filled is what is in the jar, nil for nothing.
func (j *Jar) filled() *cookiejar.Jar {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.jar
}

// Cookies are those for a request to u, the one with the longest path first.
func (j *Jar) Cookies(u *url.URL) []*http.Cookie {
	jar := j.filled()
	if jar == nil {
		return nil
	}
	return jar.Cookies(httpURL(u))
}

// Set keeps a cookie of u's.
func (j *Jar) Set(u *url.URL, c *http.Cookie) {
	j.mu.Lock()
	if j.jar == nil {
		// New never fails with a list of public suffixes.
		j.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	}
	jar := j.jar
	j.mu.Unlock()
	jar.SetCookies(httpURL(u), []*http.Cookie{c})
}

// Delete removes a cookie that a request to u would carry, all of them for "".
// A jar tells neither path nor domain of a cookie, so that each it may have is
// tried.
func (j *Jar) Delete(u *url.URL, name string) {
	for _, c := range j.Cookies(u) {
		if name != "" && c.Name != name {
			continue
		}
		for _, domain := range domains(u.Hostname()) {
			for _, path := range paths(u.Path) {
				j.Set(u, &http.Cookie{Name: c.Name, Path: path, Domain: domain, MaxAge: -1})
			}
		}
	}
}

// domains are what a cookie that is sent to host may be bound to: the host alone,
// or a domain above it (RFC 6265 §5.1.3).
func domains(host string) []string {
	all := []string{"", host}
	for {
		_, parent, ok := strings.Cut(host, ".")
		if !ok || parent == "" {
			return all
		}
		host = parent
		all = append(all, host)
	}
}

// paths are those a cookie that is sent to path may have (RFC 6265 §5.1.4).
func paths(path string) []string {
	all := []string{"/"}
	for n := range path {
		if n > 0 && path[n] == '/' {
			all = append(all, path[:n], path[:n+1])
		}
	}
	return append(all, path)
}

// Header is the value of the Cookie field for a request to u, "" for none.
func (j *Jar) Header(u *url.URL) string {
	text := ""
	for _, c := range j.Cookies(u) {
		if text != "" {
			text += "; "
		}
		text += c.Name + "=" + c.Value
	}
	return text
}

// Store keeps what Set-Cookie fields of an answer from u say.
func (j *Jar) Store(u *url.URL, setCookie []string) {
	if len(setCookie) == 0 {
		return
	}
	answer := http.Response{Header: http.Header{"Set-Cookie": setCookie}}
	for _, c := range answer.Cookies() {
		j.Set(u, c)
	}
}

// httpURL maps ws and wss to the schemes a jar knows (RFC 6455 §4.1 treats the
// handshake as an HTTP request).
func httpURL(u *url.URL) *url.URL {
	mapped := *u
	switch u.Scheme {
	case "ws":
		mapped.Scheme = "http"
	case "wss":
		mapped.Scheme = "https"
	}
	return &mapped
}
