package streams

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// module is what all VUs share: nothing.
type module struct{}

// New returns the module k6/experimental/streams.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string {
	return []string{
		"CountQueuingStrategy", "ReadableStream", "ReadableStreamDefaultReader", "WritableStream", "WritableStreamDefaultWriter",
	}
}

// New makes a VU's instance: its globals.
func (module) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: func(name string) sobek.Value { return web.Of(v).Stream(name) }}
}
