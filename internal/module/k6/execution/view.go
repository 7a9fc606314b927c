package execution

import (
	"slices"

	"github.com/grafana/sobek"
)

// view is a read-only object whose properties are computed when they are read.
type view struct {
	i      *instance
	object *sobek.Object
	keys   []string
	warned string // a key whose writing is only warned of: k6 takes it for nothing
	check  func() // throws where the object does not exist
	get    func(key string) sobek.Value
}

// Get computes a property.
func (w *view) Get(key string) sobek.Value {
	if !slices.Contains(w.keys, key) {
		return nil
	}
	w.check()
	return w.get(key)
}

// Set refuses in the engine's own words.
func (w *view) Set(key string, _ sobek.Value) bool {
	if key == w.warned && key != "" {
		w.i.v.Warnf("%s cannot be replaced: set its properties instead", key)
		return true
	}
	return w.i.readOnly(w.keys, key)
}

// Has reports whether the property exists.
func (w *view) Has(key string) bool { return slices.Contains(w.keys, key) }

// Delete refuses.
func (w *view) Delete(key string) bool { return !slices.Contains(w.keys, key) }

// Keys are the properties in k6's order.
func (w *view) Keys() []string { return w.keys }

// rootKeys are the views; root is the default export, which refuses a view
// where it does not exist before any property of it is read.
var rootKeys = []string{"instance", "scenario", "test", "vu"}

type root struct{ i *instance }

func (r *root) Get(key string) sobek.Value {
	w := r.i.views[key]
	if w == nil {
		return nil
	}
	w.check()
	return w.object
}

func (r *root) Set(key string, _ sobek.Value) bool { return r.i.readOnly(rootKeys, key) }
func (r *root) Has(key string) bool                { return slices.Contains(rootKeys, key) }
func (r *root) Delete(key string) bool             { return !slices.Contains(rootKeys, key) }
func (r *root) Keys() []string                     { return rootKeys }

// readOnly throws for a property that exists and lets any other go, as k6 does.
func (i *instance) readOnly(keys []string, key string) bool {
	if slices.Contains(keys, key) {
		i.v.ThrowType("Cannot assign to read only property '%s'", key)
	}
	return true
}

var (
	_ sobek.DynamicObject = (*view)(nil)
	_ sobek.DynamicObject = (*root)(nil)
)
