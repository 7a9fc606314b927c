package data

import (
	"sync"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// module is what all VUs share: the arrays by name, each an immutable list of
// JSON texts.
type module struct {
	mu     sync.Mutex
	arrays map[string][]string
}

// New returns the module k6/data.
func New() vu.Module { return &module{arrays: map[string][]string{}} }

// Names are what a script may import.
func (m *module) Names() []string { return []string{"SharedArray"} }

// New makes a VU's instance.
func (m *module) New(v *vu.VU) vu.Exports {
	i := &instance{module: m, v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(string) sobek.Value { return i.class() }}
}

// find is the array of a name, if one was made.
func (m *module) find(name string) (texts []string, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	texts, ok = m.arrays[name]
	return texts, ok
}

// keep stores an array unless another VU was faster, and returns the one that
// is shared.
func (m *module) keep(name string, texts []string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if first, ok := m.arrays[name]; ok {
		return first
	}
	m.arrays[name] = texts
	return texts
}

// instance is what one VU owns.
type instance struct {
	*module
	v  *vu.VU
	rt *sobek.Runtime
}
