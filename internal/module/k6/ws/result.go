package ws

import (
	"net/textproto"

	"github.com/grafana/sobek"

	"volley/internal/wire"
)

// fields is an answer's header with canonical names, several values joined.
func fields(r *wire.Response) map[string]string {
	header := make(map[string]string, len(r.Fields))
	for _, f := range r.Fields {
		name := textproto.CanonicalMIMEHeaderKey(f.Name)
		if have, ok := header[name]; ok {
			header[name] = have + ", " + f.Value
			continue
		}
		header[name] = f.Value
	}
	return header
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
