package http

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// cookieJar is the class CookieJar.
var cookieJar = &web.Class{
	Name:      "CookieJar",
	Construct: func(*web.Realm, *web.Class, []sobek.Value) web.Instance { return &jarObject{jar: vu.NewJar()} },
	Methods: map[string]web.Method{
		"cookiesForURL": cookiesForURL, "set": setCookie, "clear": clearCookies, "delete": deleteCookie,
	},
}

// jarObject is a jar as scripts see it: the VU's own, or one they made.
type jarObject struct {
	web.Base
	jar *vu.Jar
}

// Jar is the cookies; the WebSocket modules take them from here.
func (j *jarObject) Jar() *vu.Jar { return j.jar }

func jarOf(value sobek.Value) (*vu.Jar, bool) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return nil, false
	}
	j, ok := obj.Export().(*jarObject)
	if !ok {
		return nil, false
	}
	return j.jar, true
}

// jar is http.cookieJar(): the VU's own.
func (i *instance) jar(sobek.FunctionCall) sobek.Value {
	if i.v.Stage == vu.Init {
		i.v.Throwf("Making cookie jars in the init context is not supported")
	}
	return i.realm.Object(cookieJar, &jarObject{jar: i.v.Jar()})
}

func address(r *web.Realm, value sobek.Value) *url.URL {
	u, err := url.Parse(value.String())
	if err != nil {
		r.VU().Throw(err)
	}
	return u
}

func cookiesForURL(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	j := web.Self[*jarObject](r, call.This)
	obj := r.Runtime().NewObject()
	values := map[string][]any{}
	var names []string
	for _, c := range j.jar.Cookies(address(r, call.Argument(0))) {
		if values[c.Name] == nil {
			names = append(names, c.Name)
		}
		values[c.Name] = append(values[c.Name], c.Value)
	}
	for _, name := range names {
		_ = obj.Set(name, r.Runtime().NewArray(values[name]...))
	}
	return obj
}

func clearCookies(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	j := web.Self[*jarObject](r, call.This)
	j.jar.Delete(address(r, call.Argument(0)), "")
	return sobek.Undefined()
}

func deleteCookie(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	j := web.Self[*jarObject](r, call.This)
	j.jar.Delete(address(r, call.Argument(0)), call.Argument(1).String())
	return sobek.Undefined()
}

// setCookie is set(url, name, value, {domain, path, expires, max_age, secure,
// http_only}).
func setCookie(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	j := web.Self[*jarObject](r, call.This)
	u := address(r, call.Argument(0))
	c := &http.Cookie{Name: call.Argument(1).String(), Value: call.Argument(2).String()}
	if options, ok := call.Argument(3).(*sobek.Object); ok {
		if err := cookieOptions(c, options); err != nil {
			r.VU().Throw(err)
		}
	}
	j.jar.Set(u, c)
	return r.Runtime().ToValue(true)
}

func cookieOptions(c *http.Cookie, options *sobek.Object) error {
	for _, key := range options.Keys() {
		item := options.Get(key)
		if vu.Nothing(item) {
			continue
		}
		switch key {
		case "domain":
			c.Domain = item.String()
		case "path":
			c.Path = item.String()
		case "max_age":
			c.MaxAge = int(item.ToInteger())
		case "secure":
			c.Secure = item.ToBoolean()
		case "http_only":
			c.HttpOnly = item.ToBoolean()
		case "expires":
			text := item.String()
			at, err := time.Parse(time.RFC1123, text)
			if err != nil {
				return fmt.Errorf("unable to parse \"expires\" date string %q: %w", text, err)
			}
			c.Expires = at
		}
	}
	return nil
}

// merged is the jar of one request: the script's jar, and the cookies that go
// with this request only. It is used by the request's goroutine; a jar is safe
// for that.
type merged struct {
	jar   *vu.Jar
	extra []cookie
}

// Cookies are those for u; one that is to replace the jar's does.
func (m *merged) Cookies(u *url.URL) []*http.Cookie {
	var all []*http.Cookie
	replaced := map[string]bool{}
	for _, c := range m.extra {
		all = append(all, &http.Cookie{Name: c.name, Value: c.value})
		replaced[c.name] = c.replace
	}
	for _, c := range m.jar.Cookies(u) {
		if !replaced[c.Name] {
			all = append(all, c)
		}
	}
	return all
}

// SetCookies keeps what an answer sets.
func (m *merged) SetCookies(u *url.URL, cookies []*http.Cookie) {
	for _, c := range cookies {
		m.jar.Set(u, c)
	}
}
