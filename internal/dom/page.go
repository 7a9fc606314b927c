package dom

import (
	"fmt"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/grafana/sobek"
	"golang.org/x/net/html"

	"volley/internal/vu"
	"volley/internal/web"
)

// page is a document and what all views of it share.
type page struct {
	r       *web.Realm
	doc     *goquery.Document
	url     string // of the answer it came with, else ""
	classes *classes
}

// classes are the JavaScript classes of views. Immutable.
type classes struct {
	selection, element *web.Class
	tags               map[string]*web.Class
}

// table is made for the first document, as most scripts read none. It is handed
// on in every page: methods make views, and so cannot name it.
var table = sync.OnceValue(newClasses)

func newClasses() *classes {
	c := &classes{
		selection: &web.Class{Name: "Selection", Attributes: []string{"url"}, Methods: map[string]web.Method{}},
		element:   &web.Class{Name: "Element", Methods: nodeMethods()},
		tags:      map[string]*web.Class{},
	}
	for name, f := range selectMethods() {
		c.selection.Methods[name] = selectionMethod(f)
	}
	for name, f := range walkMethods() {
		c.selection.Methods[name] = selectionMethod(f)
	}
	for tag, members := range tags() {
		of := &web.Class{Name: "Element", Parent: c.element, Methods: map[string]web.Method{}}
		for name, get := range members {
			of.Methods[name] = getterMethod(get)
		}
		c.tags[tag] = of
	}
	return c
}

// Parse reads a document; where its links lead is relative to url, "" for
// nowhere. It throws in the realm's VU where the parser gives up, as it does on
// elements nested in each other by the hundred.
func Parse(r *web.Realm, text, url string) *Selection {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		r.VU().Throw(fmt.Errorf("parse HTML: %w", err))
	}
	p := &page{r: r, doc: doc, url: url, classes: table()}
	return p.selection(doc.Selection)
}

// class is the class of a node.
func (p *page) class(n *html.Node) *web.Class {
	if n.Type == html.ElementNode && n.Namespace == "" {
		if of := p.classes.tags[n.Data]; of != nil {
			return of
		}
	}
	return p.classes.element
}

// selection is a view of a list of nodes.
func (p *page) selection(s *goquery.Selection) *Selection { return &Selection{page: p, list: s} }

// only is a selection of one node.
func (p *page) only(n *html.Node) *goquery.Selection {
	if n == p.doc.Nodes[0] {
		return p.doc.Selection
	}
	return p.doc.FindNodes(n)
}

// value is a result as the script gets it: nil and a nil node are undefined.
func (p *page) value(result any) sobek.Value {
	rt := p.r.Runtime()
	switch x := result.(type) {
	case nil:
		return sobek.Undefined()
	case sobek.Value:
		return x
	case *goquery.Selection:
		return p.selection(x).Object()
	case *html.Node:
		if x == nil {
			return sobek.Undefined()
		}
		return p.r.Object(p.class(x), &Element{page: p, node: x})
	case []*html.Node:
		return rt.NewArray(each(x, func(n *html.Node) any { return p.value(n) })...)
	case []string:
		return rt.NewArray(each(x, func(s string) any { return s })...)
	}
	return rt.ToValue(result)
}

func each[T any](all []T, f func(T) any) []any {
	values := make([]any, len(all))
	for i, item := range all {
		values[i] = f(item)
	}
	return values
}

// argument is the n-th one, undefined if there are fewer.
func argument(args []sobek.Value, n int) sobek.Value {
	if n < len(args) {
		return args[n]
	}
	return sobek.Undefined()
}

// words is an argument as text, "" for none.
func words(args []sobek.Value, n int) string {
	if value := argument(args, n); !vu.Nothing(value) {
		return value.String()
	}
	return ""
}

// nodes are those of a Selection or an Element.
func nodes(value sobek.Value) ([]*html.Node, bool) {
	if s, ok := web.As[*Selection](value); ok {
		return s.list.Nodes, true
	}
	if e, ok := web.As[*Element](value); ok {
		return []*html.Node{e.node}, true
	}
	return nil, false
}

// choice is what methods choose by: a selector, or nodes.
type choice struct {
	selector string
	nodes    []*html.Node // nil: selector
}

// choice reads one; it throws k6's sentence for anything else.
func (p *page) choice(value sobek.Value) choice {
	if sobek.IsString(value) {
		return choice{selector: value.String()}
	}
	if list, ok := nodes(value); ok {
		return choice{nodes: append([]*html.Node{}, list...)}
	}
	kind := "<nil>"
	if !vu.Nothing(value) {
		kind = fmt.Sprintf("%T", value.Export())
	}
	p.r.VU().Throwf("invalid argument, cannot use a '%s' as a selector", kind)
	return choice{}
}
