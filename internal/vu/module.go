package vu

import (
	"fmt"

	"github.com/grafana/sobek"
)

// Module is one import path of a script: what all VUs share of it.
// Safe for concurrent use.
type Module interface {
	// Names are the names a script may import, without "default".
	Names() []string
	// New makes one VU's instance. It is called at most once per VU, in the
	// init context, when the script first imports the module.
	New(v *VU) Exports
}

// Exports is what an instance of a module gives to its VU's script.
type Exports struct {
	// Default is the default export; nil means an object with all of Named.
	Default sobek.Value
	Named   map[string]sobek.Value
}

// Names for Default and for require(): an object holding all named exports.
func (e *Exports) object(rt *sobek.Runtime) sobek.Value {
	if e.Default != nil {
		return e.Default
	}
	obj := rt.NewObject()
	for name, value := range e.Named {
		obj.Set(name, value)
	}
	e.Default = obj
	return obj
}

// module returns the VU's instance of a module, made at its first import.
func (v *VU) module(path string) (*Exports, error) {
	if e := v.built[path]; e != nil {
		return e, nil
	}
	m := v.test.Modules[path]
	if m == nil {
		return nil, fmt.Errorf("no module %q", path)
	}
	e := m.New(v)
	e.object(v.rt)
	if v.built == nil {
		v.built = map[string]*Exports{}
	}
	v.built[path] = &e
	return &e, nil
}
