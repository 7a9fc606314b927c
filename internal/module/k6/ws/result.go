package ws

import (
	"github.com/grafana/sobek"

	"volley/internal/session"
)

// result is what connect returns; r is nil where there was no answer.
func (i *instance) result(url string, r *session.Response, err error) sobek.Value {
	status, body, text := 0, "", ""
	if r != nil {
		status, body = r.Status, r.Body
	}
	if err != nil {
		text = err.Error()
	}
	headers := r.Headers(i.rt)
	o := i.rt.CreateObject(nil) // so that nothing is looked for in a prototype
	o.Set("url", url)
	o.Set("status", status)
	o.Set("headers", headers)
	o.Set("body", body[:min(len(body), bodyShown)])
	o.Set("error", text)
	o.SetPrototype(headers.Prototype())
	return o
}

// bodyShown is how much of a refusal's body k6 keeps.
const bodyShown = 1024

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
