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

// template is the made URL of url`…`.
type template struct{ url, name string }

// template is http.url: a tagged template whose placeholders do not show in the
// name tag.
func (i *instance) template(call sobek.FunctionCall) sobek.Value {
	made := &template{}
	parts, ok := call.Argument(0).(*sobek.Object)
	if !ok || parts.ClassName() != "Array" {
		i.v.Throwf("http.url is a tag of template strings: write http.url`https://example.com/${id}`")
	}
	n := int(parts.Get("length").ToInteger())
	for k := range n {
		text := parts.Get(itoa(k)).String()
		made.url, made.name = made.url+text, made.name+text
		if k < n-1 {
			made.url, made.name = made.url+call.Argument(k+1).String(), made.name+"${}"
		}
	}
	obj := i.rt.NewObject()
	i.set(obj, "name", made.name)
	i.set(obj, "url", made.url)
	i.set(obj, "clean_url", made.url)
	i.mark(obj, made)
	return obj
}

func templated(value sobek.Value) (*template, bool) { return marked[*template](value) }
