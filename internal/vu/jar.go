package vu

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"golang.org/x/net/publicsuffix"
)

// Jar is a VU's cookies, shared by everything in it that speaks HTTP. It is
// empty and costs nothing until the first cookie comes.
//
// Owned by one loop.
type Jar struct {
	jar *cookiejar.Jar
}

// Jar is the VU's own cookie jar.
func (v *VU) Jar() *Jar {
	if v.jar == nil {
		v.jar = &Jar{}
	}
	return v.jar
}

// Header is the value of the Cookie field for a request to u, "" for none.
func (j *Jar) Header(u *url.URL) string {
	if j == nil || j.jar == nil {
		return ""
	}
	text := ""
	for _, c := range j.jar.Cookies(httpURL(u)) {
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
	if j.jar == nil {
		// New never fails with a list of public suffixes.
		j.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	}
	answer := http.Response{Header: http.Header{"Set-Cookie": setCookie}}
	j.jar.SetCookies(httpURL(u), answer.Cookies())
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
