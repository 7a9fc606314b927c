package vu

import (
	"fmt"
	"slices"

	"github.com/grafana/sobek"
)

// Module is one import path of a script: what all VUs share of it.
// Safe for concurrent use.
type Module interface {
	// Names are the names a script may import, without "default". The list is
	// the same at every call.
	Names() []string
	// New makes one VU's instance. It is called at most once per VU, in the
	// init context, when the script first imports the module.
	New(v *VU) Exports
}

// Exports is what an instance of a module gives to its VU's script.
type Exports struct {
	// Default is the default export; nil means an object with all the names.
	Default sobek.Value
	// Named makes the value of one of the module's names. It is asked once at
	// most, when the script first needs it: a function costs the engine nearly
	// a kilobyte, and no script uses all of them.
	Named func(name string) sobek.Value
}

// instance is a module in one VU.
//
// Owned by one loop.
type instance struct {
	Exports
	v      *VU
	names  []string
	values []sobek.Value // of the names, nil until they are made
	own    map[string]sobek.Value
}

// module makes the VU's instance of a module.
func (v *VU) module(path string) (*instance, error) {
	m := v.test.Modules[path]
	if m == nil {
		return nil, fmt.Errorf("no module %q", path)
	}
	names := m.Names()
	return &instance{Exports: m.New(v), v: v, names: names, values: make([]sobek.Value, len(names))}, nil
}

// Export is what the script imports under a name; nil if there is none.
func (i *instance) Export(name string) (value sobek.Value) {
	if name == "default" {
		if i.Default == nil {
			i.Default = i.v.rt.NewDynamicObject(i)
			if len(i.names) == 1 { // making it in an iteration costs more: the stack grows
				i.Export(i.names[0])
			}
		}
		return i.Default
	}
	n := slices.Index(i.names, name)
	if n < 0 {
		return nil
	}
	if i.values[n] == nil {
		i.v.Own(func() { i.values[n] = i.Named(name) })
		i.v.Name(i.values[n], name)
	}
	return i.values[n]
}

// Get, Set, Has, Delete and Keys make the default export a dynamic object of
// the engine's. What a script writes to it stays there: imports do not change.
func (i *instance) Get(key string) sobek.Value {
	if value, ok := i.own[key]; ok {
		return value
	}
	if key == "default" {
		return nil
	}
	return i.Export(key)
}

// Set keeps what a script writes.
func (i *instance) Set(key string, value sobek.Value) bool {
	if i.own == nil {
		i.own = map[string]sobek.Value{}
	}
	i.own[key] = value
	return true
}

// Has reports whether the property exists.
func (i *instance) Has(key string) bool {
	value, changed := i.own[key]
	return changed && value != nil || !changed && slices.Contains(i.names, key)
}

// Delete hides a name.
func (i *instance) Delete(key string) bool { return i.Set(key, nil) }

// Keys are the names, then what a script added.
func (i *instance) Keys() []string {
	all := slices.DeleteFunc(slices.Clone(i.names), func(name string) bool { return !i.Has(name) })
	for key := range i.own {
		if i.Has(key) && !slices.Contains(all, key) {
			all = append(all, key)
		}
	}
	return all
}
