package http

import "github.com/grafana/sobek"

// markSymbol is the hidden property under which an object of ours carries what
// it is in Go. Scripts see plain objects, as k6 gives them.
var markSymbol = sobek.NewSymbol("volley")

// mark ties a Go value to a plain object.
func (i *instance) mark(obj *sobek.Object, value any) {
	// Defining a property on a fresh object cannot fail.
	_ = obj.DefineDataPropertySymbol(markSymbol, i.rt.ToValue(&carrier{value}), sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE)
}

// carrier keeps the engine from looking into what it carries.
type carrier struct{ value any }

// marked is the Go value of type T behind an object of ours.
func marked[T any](value sobek.Value) (T, bool) {
	var none T
	obj, ok := value.(*sobek.Object)
	if !ok {
		return none, false
	}
	hidden := obj.GetSymbol(markSymbol)
	if hidden == nil {
		return none, false
	}
	c, ok := hidden.Export().(*carrier)
	if !ok {
		return none, false
	}
	found, ok := c.value.(T)
	return found, ok
}

func (i *instance) set(obj *sobek.Object, key string, value any) {
	_ = obj.Set(key, value) // a fresh object takes everything
}
