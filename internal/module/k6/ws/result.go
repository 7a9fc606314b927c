package ws

import (
	"net/textproto"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/wire"
)

// header is an answer's header in one piece, the lines apart as on the wire: it is
// kept for as long as the session lasts.
func header(r *wire.Response) string {
	var b strings.Builder
	for _, f := range r.Fields {
		b.WriteString(f.Name)
		b.WriteByte(':')
		b.WriteString(f.Value)
		b.WriteByte('\n')
	}
	return strings.Clone(b.String())
}

// fields are those of a header with canonical names, several values joined.
func fields(header string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(header) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		name = textproto.CanonicalMIMEHeaderKey(name)
		if have, ok := all[name]; ok {
			value = have + ", " + value
		}
		all[name] = value
	}
	return all
}

// result is what connect returns.
func (i *instance) result(url string, status int, header map[string]string, body string, err error) sobek.Value {
	headers := i.rt.NewObject()
	for name, value := range header {
		headers.Set(name, value)
	}
	text := ""
	if err != nil {
		text = err.Error()
	}
	r := i.rt.NewObject()
	r.Set("url", url)
	r.Set("status", status)
	r.Set("headers", headers)
	r.Set("body", body)
	r.Set("error", text)
	return r
}

// wrapped is an error as k6/ws hands it to handlers: no Error of JavaScript, but
// an object whose error() is the text.
func (i *instance) wrapped(text string, code uint16, reason string) sobek.Value {
	obj := i.rt.NewObject()
	say := i.rt.ToValue(func(sobek.FunctionCall) sobek.Value { return i.rt.ToValue(text) })
	hidden := func(name string) {
		_ = obj.DefineDataProperty(name, say, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
	hidden("error")
	hidden("toString")
	if code != 0 {
		obj.Set("code", code)
		obj.Set("text", reason)
	}
	return obj
}
