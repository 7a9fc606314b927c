package timers

import (
	"volley/internal/vu"
)

// module is what all VUs share: nothing.
type module struct{}

// New returns the module k6/timers.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string {
	return []string{"clearInterval", "clearTimeout", "setInterval", "setTimeout"}
}

// New makes a VU's instance: its own globals.
func (m module) New(v *vu.VU) vu.Exports {
	return vu.Exports{Named: v.Runtime().Get}
}
