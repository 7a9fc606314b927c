package dom

import (
	"github.com/PuerkitoBio/goquery"
	"github.com/grafana/sobek"
	"golang.org/x/net/html"

	"volley/internal/vu"
	"volley/internal/web"
)

// Selection is a list of a document's nodes.
type Selection struct {
	web.Base
	*page
	list *goquery.Selection
}

// Object is the selection as the script sees it.
func (s *Selection) Object() sobek.Value { return s.r.Object(s.classes.selection, s) }

// Get answers for url, the address of the answer the document came with.
func (s *Selection) Get(key string) sobek.Value {
	if key == "url" && !s.Base.Has(key) {
		return s.r.Runtime().ToValue(s.url)
	}
	return s.Base.Get(key)
}

// Has reports whether there is such a property.
func (s *Selection) Has(key string) bool { return key == "url" || s.Base.Has(key) }

// Find is every descendant that a selector matches.
func (s *Selection) Find(selector string) *Selection { return s.selection(s.list.Find(selector)) }

// First is the first node, or nothing.
func (s *Selection) First() *Selection { return s.selection(s.list.First()) }

// Size is how many nodes there are.
func (s *Selection) Size() int { return s.list.Length() }

// Attribute is one of the first node's.
func (s *Selection) Attribute(name string) (string, bool) { return s.list.Attr(name) }

// selectionMethod makes a member function of one on lists.
func selectionMethod(f func(s *Selection, args []sobek.Value) any) web.Method {
	return func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		s := web.Self[*Selection](r, call.This)
		return s.value(f(s, call.Arguments))
	}
}

// selectMethods are those that read a selection or make one of its own nodes.
func selectMethods() map[string]func(s *Selection, args []sobek.Value) any {
	return map[string]func(s *Selection, args []sobek.Value) any{
		"attr":  attribute,
		"data":  data,
		"html":  func(s *Selection, _ []sobek.Value) any { return inner(s.list) },
		"text":  func(s *Selection, _ []sobek.Value) any { return s.list.Text() },
		"val":   func(s *Selection, _ []sobek.Value) any { return s.val() },
		"size":  func(s *Selection, _ []sobek.Value) any { return s.list.Length() },
		"get":   get,
		"index": index,
		"toArray": func(s *Selection, _ []sobek.Value) any {
			return s.r.Runtime().NewArray(each(s.list.Nodes, func(n *html.Node) any { return s.value(s.only(n)) })...)
		},
		"each": eachNode,
		"map":  mapped,

		"eq":     func(s *Selection, args []sobek.Value) any { return s.list.Eq(int(argument(args, 0).ToInteger())) },
		"first":  func(s *Selection, _ []sobek.Value) any { return s.list.First() },
		"last":   func(s *Selection, _ []sobek.Value) any { return s.list.Last() },
		"slice":  slice,
		"end":    func(s *Selection, _ []sobek.Value) any { return s.list.End() },
		"is":     is,
		"filter": filter,
		"not":    not,

		"serialize":       func(s *Selection, _ []sobek.Value) any { return s.serialize() },
		"serializeArray":  func(s *Selection, _ []sobek.Value) any { return s.serializeArray() },
		"serializeObject": func(s *Selection, _ []sobek.Value) any { return s.serializeObject() },
	}
}

// inner is what is between the first node's tags.
func inner(s *goquery.Selection) string {
	text, _ := s.Html() // writing to memory does not fail
	return text
}

func attribute(s *Selection, args []sobek.Value) any {
	if text, ok := s.list.Attr(words(args, 0)); ok {
		return text
	}
	return argument(args, 1)
}

// get is one element, counted from the end if negative, or all of them.
func get(s *Selection, args []sobek.Value) any {
	if len(args) == 0 {
		return s.list.Nodes
	}
	n, size := args[0].ToInteger(), int64(s.list.Length())
	if n < 0 {
		n += size
	}
	if n < 0 || n >= size {
		return nil
	}
	return s.list.Nodes[n]
}

func index(s *Selection, args []sobek.Value) any {
	value := argument(args, 0)
	switch list, ok := nodes(value); {
	case vu.Nothing(value):
		return s.list.Index()
	case !ok:
		return s.list.IndexSelector(value.String())
	case len(list) == 0:
		return -1
	default:
		return s.list.IndexOfNode(list[0])
	}
}

// slice takes its bounds as an array's does.
func slice(s *Selection, args []sobek.Value) any {
	size := int64(s.list.Length())
	bound := func(n int, absent int64) int {
		at := absent
		if value := argument(args, n); !vu.Nothing(value) {
			at = value.ToInteger()
		}
		if at < 0 {
			at += size
		}
		return int(min(max(at, 0), size))
	}
	from, to := bound(0, 0), bound(1, size)
	return s.list.Slice(from, max(from, to))
}

// callback is an argument that is a function, as one on the n-th node. What it
// throws is the script's own exception.
func (s *Selection) callback(value sobek.Value) (f func(n int, view sobek.Value) sobek.Value, ok bool) {
	fn, ok := sobek.AssertFunction(value)
	if !ok {
		return nil, false
	}
	v := s.r.VU()
	return func(n int, view sobek.Value) sobek.Value {
		result, err := v.Call(fn, sobek.Undefined(), s.r.Runtime().ToValue(n), view)
		if err != nil {
			v.Rethrow(err)
		}
		return result
	}, true
}

// test is a callback as goquery wants it.
func (s *Selection) test(value sobek.Value) (f func(int, *goquery.Selection) bool, ok bool) {
	call, ok := s.callback(value)
	if !ok {
		return nil, false
	}
	return func(n int, one *goquery.Selection) bool { return call(n, s.value(s.only(one.Nodes[0]))).ToBoolean() }, true
}

func eachNode(s *Selection, args []sobek.Value) any {
	call, ok := s.callback(argument(args, 0))
	if !ok {
		s.r.VU().Throwf("the argument to each() must be a function")
	}
	for n, node := range s.list.Nodes {
		call(n, s.value(node))
	}
	return s.This()
}

func mapped(s *Selection, args []sobek.Value) any {
	call, ok := s.callback(argument(args, 0))
	if !ok {
		s.r.VU().Throwf("the argument to map() must be a function")
	}
	values := make([]any, len(s.list.Nodes))
	for n, node := range s.list.Nodes {
		values[n] = call(n, s.value(s.only(node)))
	}
	return s.r.Runtime().NewArray(values...)
}

// chooser is choice with k6's sentence for methods that take functions too.
func (s *Selection) chooser(method string, value sobek.Value) choice {
	if _, ok := nodes(value); !ok && !sobek.IsString(value) {
		s.r.VU().Throwf("the argument to %s() must be a function, a selector or a selection", method)
	}
	return s.choice(value)
}

func is(s *Selection, args []sobek.Value) any {
	if test, ok := s.test(argument(args, 0)); ok {
		return s.list.IsFunction(test)
	}
	c := s.chooser("is", argument(args, 0))
	if c.nodes != nil {
		return s.list.IsNodes(c.nodes...)
	}
	return s.list.Is(c.selector)
}

func filter(s *Selection, args []sobek.Value) any {
	if test, ok := s.test(argument(args, 0)); ok {
		return s.list.FilterFunction(test)
	}
	c := s.chooser("filter", argument(args, 0))
	if c.nodes != nil {
		return s.list.FilterNodes(c.nodes...)
	}
	return s.list.Filter(c.selector)
}

func not(s *Selection, args []sobek.Value) any {
	if test, ok := s.test(argument(args, 0)); ok {
		return s.list.NotFunction(test)
	}
	c := s.choice(argument(args, 0))
	if c.nodes != nil {
		return s.list.NotNodes(c.nodes...)
	}
	return s.list.Not(c.selector)
}
