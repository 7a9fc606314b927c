package ws

import (
	"github.com/grafana/sobek"

	"volley/internal/session"
	"volley/internal/vu"
)

// module is what all VUs share.
type module struct{ config *session.Config }

// New returns the module k6/ws.
func New(c *session.Config) vu.Module { return &module{config: c} }

// Names are what a script may import.
func (m *module) Names() []string { return []string{"connect"} }

// New makes a VU's instance.
func (m *module) New(v *vu.VU) vu.Exports {
	i := &instance{module: m, v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(string) sobek.Value { return i.rt.ToValue(v.Native(i.connect)) }}
}

// instance is what one VU owns.
type instance struct {
	*module
	v  *vu.VU
	rt *sobek.Runtime
}
