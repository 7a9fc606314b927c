package encoding

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// module is what all VUs share: nothing.
type module struct{}

// New returns the module k6/encoding.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"b64decode", "b64encode"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(name string) sobek.Value {
		if name == "b64decode" {
			return i.rt.ToValue(v.Native(i.decode))
		}
		return i.rt.ToValue(v.Native(i.encode))
	}}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}
