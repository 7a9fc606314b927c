package frozen

import "github.com/grafana/sobek"

// Array is the list of some texts, each one JSON, as a script sees it: an array
// for Array.isArray, with every method that does not write. The texts are kept,
// not copied.
func (e *Engine) Array(texts []string) *sobek.Object {
	return e.rt.NewDynamicArray(&array{js: e, texts: texts})
}

// array is a list as the engine sees it.
type array struct {
	js    *Engine
	texts []string
}

// Len is how many elements there are.
func (a *array) Len() int { return len(a.texts) }

// Get is an element, made and frozen anew.
func (a *array) Get(n int) sobek.Value {
	if n < 0 || n >= len(a.texts) {
		return nil
	}
	return a.js.Value(a.texts[n])
}

// Set and SetLen refuse: the engine calls Set for deletions too.
func (a *array) Set(int, sobek.Value) bool { return a.refuse() }

// SetLen refuses.
func (a *array) SetLen(int) bool { return a.refuse() }

func (a *array) refuse() bool {
	panic(a.js.rt.NewTypeError("SharedArray is immutable"))
}

var _ sobek.DynamicArray = (*array)(nil)
