package html

import (
	"github.com/grafana/sobek"

	"volley/internal/dom"
	"volley/internal/vu"
	"volley/internal/web"
)

type module struct{}

// New returns the module k6/html.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"parseHTML"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: func(string) sobek.Value { return v.Runtime().ToValue(v.Native(parse(v))) }}
}

// parse is parseHTML: text, bytes, or what is said as text; nothing is an empty
// document.
func parse(v *vu.VU) func(sobek.FunctionCall) sobek.Value {
	return func(call sobek.FunctionCall) sobek.Value {
		source, text := call.Argument(0), ""
		if data, ok := vu.Bytes(source); ok {
			text = string(data)
		} else if !vu.Nothing(source) {
			text = source.String()
		}
		return dom.Parse(web.Of(v), text, "").Object()
	}
}
