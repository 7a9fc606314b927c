package k6

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// module is what all VUs share: nothing.
type module struct{}

// New returns the module k6.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"check", "fail", "group", "randomSeed", "sleep"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	return vu.Exports{Named: map[string]sobek.Value{
		"check":      i.rt.ToValue(v.Native(i.check)),
		"fail":       i.rt.ToValue(v.Native(i.fail)),
		"group":      i.rt.ToValue(v.Native(i.group)),
		"randomSeed": i.rt.ToValue(v.Native(i.randomSeed)),
		"sleep":      i.rt.ToValue(v.Native(i.sleep)),
	}}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}
