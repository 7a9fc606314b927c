package session

import (
	"net/textproto"
	"net/url"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/socket"
	"volley/internal/vu"
	"volley/internal/wire"
)

// Response is a server's answer to an upgrade as scripts see it, small enough to
// be kept for as long as the session lasts.
// Immutable after NewResponse.
type Response struct {
	Status int
	Header string // the fields in one piece, the lines apart as on the wire
	Body   string // of a refusal, or what of it was read
}

// NewResponse keeps of an answer what scripts may ask for; nil for none.
func NewResponse(r *wire.Response) *Response {
	if r == nil {
		return nil
	}
	var b strings.Builder
	for _, f := range r.Fields {
		b.WriteString(f.Name)
		b.WriteByte(':')
		b.WriteString(f.Value)
		b.WriteByte('\n')
	}
	return &Response{Status: r.Status, Header: strings.Clone(b.String()), Body: string(r.Body)}
}

// KeepCookies stores in jar what the answer r to an upgrade to u sets, refused or
// not; nil for no answer.
func KeepCookies(jar *vu.Jar, u *url.URL, r *wire.Response) {
	if r != nil && u != nil {
		jar.Store(u, r.Fields.Values("Set-Cookie"))
	}
}

// Headers is an object of the fields with canonical names, several values of one
// joined by commas.
func (r *Response) Headers(rt *sobek.Runtime) *sobek.Object {
	if r == nil {
		return rt.NewObject()
	}
	// Without a prototype nothing has to be looked for in it, and __proto__ is a name
	// like others.
	headers := rt.CreateObject(nil)
	defer headers.SetPrototype(rt.NewObject().Prototype())
	for line := range strings.Lines(r.Header) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		name = textproto.CanonicalMIMEHeaderKey(name)
		if have := headers.Get(name); have != nil {
			value = have.String() + ", " + value
		}
		// The object is fresh and extensible: this cannot fail.
		_ = headers.Set(name, value)
	}
	return headers
}

// Object is {status, headers, body}.
func (r *Response) Object(rt *sobek.Runtime) *sobek.Object {
	o := rt.NewObject()
	for _, member := range []struct {
		key   string
		value any
	}{{"status", r.Status}, {"headers", r.Headers(rt)}, {"body", r.Body}} {
		_ = o.Set(member.key, member.value) // fresh and extensible
	}
	return o
}

// FailureText is why a connection was not made, in k6's words. A redirect, which
// nobody follows (Fetch §4.5 has WebSockets refuse them), says where it points.
func FailureText(f socket.Failure) string {
	text := f.Err.Error()
	if r := f.Response; r != nil && r.Status >= 300 && r.Status < 400 {
		if to := r.Fields.Value("Location"); to != "" {
			text += ": the server redirects to " + to + ", and redirects are not followed"
		}
	}
	return text
}
