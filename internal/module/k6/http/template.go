package http

import (
	"strconv"

	"github.com/grafana/sobek"
)

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
		text := orUndefined(parts.Get(strconv.Itoa(k))).String()
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
