package dom

import (
	"slices"
	"strings"

	"github.com/grafana/sobek"
	"golang.org/x/net/html"

	"volley/internal/web"
)

// Element is one node of a document: an element, a text, a comment, the doctype
// or the document itself.
type Element struct {
	web.Base
	*page
	node *html.Node
}

// getter is a member without arguments; what it gives is what page.value takes.
type getter func(e *Element) any

func getterMethod(get getter) web.Method {
	return func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
		e := web.Self[*Element](r, call.This)
		return e.value(get(e))
	}
}

// nodeMethods are what every Element has.
func nodeMethods() map[string]web.Method {
	methods := map[string]web.Method{}
	for name, get := range nodeGetters() {
		methods[name] = getterMethod(get)
	}
	for name, f := range nodeQuestions() {
		methods[name] = func(r *web.Realm, call sobek.FunctionCall) sobek.Value {
			e := web.Self[*Element](r, call.This)
			return e.value(f(e, call.Arguments))
		}
	}
	return methods
}

func nodeGetters() map[string]getter {
	node := func(get func(n *html.Node) any) getter { return func(e *Element) any { return get(e.node) } }
	return map[string]getter{
		"id":        attr("id"),
		"lang":      optional("lang"),
		"className": optional("class"),
		"classList": node(func(n *html.Node) any { return fields(n, "class") }),

		"nodeName":     node(func(n *html.Node) any { return nodeName(n) }),
		"nodeType":     node(func(n *html.Node) any { return nodeTypes[n.Type] }),
		"nodeValue":    node(nodeValue),
		"namespaceURI": node(func(n *html.Node) any { return namespace(n) }),
		"toString":     node(func(n *html.Node) any { return "[object " + kind(n) + "]" }),
		"textContent":  node(func(n *html.Node) any { return text(n) }),
		"innerHTML":    func(e *Element) any { return inner(e.only(e.node)) },
		"selection":    func(e *Element) any { return e.only(e.node) },

		"attributes":    attributes,
		"hasAttributes": node(func(n *html.Node) any { return n.Type == html.ElementNode && len(n.Attr) > 0 }),

		"ownerDocument":          func(e *Element) any { return e.doc.Nodes[0] },
		"parentNode":             node(func(n *html.Node) any { return n.Parent }),
		"parentElement":          node(func(n *html.Node) any { return element(n.Parent, stay) }),
		"firstChild":             node(func(n *html.Node) any { return n.FirstChild }),
		"lastChild":              node(func(n *html.Node) any { return n.LastChild }),
		"nextSibling":            node(func(n *html.Node) any { return n.NextSibling }),
		"previousSibling":        node(func(n *html.Node) any { return n.PrevSibling }),
		"firstElementChild":      node(func(n *html.Node) any { return element(n.FirstChild, next) }),
		"lastElementChild":       node(func(n *html.Node) any { return element(n.LastChild, previous) }),
		"nextElementSibling":     node(func(n *html.Node) any { return element(n.NextSibling, next) }),
		"previousElementSibling": node(func(n *html.Node) any { return element(n.PrevSibling, previous) }),
		"hasChildNodes":          node(func(n *html.Node) any { return n.FirstChild != nil }),
		"childNodes":             node(func(n *html.Node) any { return slices.Collect(n.ChildNodes()) }),
		"children":               node(func(n *html.Node) any { return children(n) }),
		"childElementCount":      node(func(n *html.Node) any { return len(children(n)) }),
	}
}

// nodeQuestions are the members with arguments.
func nodeQuestions() map[string]func(e *Element, args []sobek.Value) any {
	other := func(args []sobek.Value) *html.Node {
		if list, ok := nodes(argument(args, 0)); ok && len(list) > 0 {
			return list[0]
		}
		return nil
	}
	return map[string]func(e *Element, args []sobek.Value) any{
		"contains": func(e *Element, args []sobek.Value) any {
			n := other(args)
			for n != nil && n.Parent != e.node {
				n = n.Parent
			}
			return n != nil
		},
		"isSameNode":  func(e *Element, args []sobek.Value) any { return other(args) == e.node },
		"isEqualNode": func(e *Element, args []sobek.Value) any { return equal(e.node, other(args)) },
		"isDefaultNamespace": func(e *Element, args []sobek.Value) any {
			if len(args) == 0 {
				return e.node.Namespace == ""
			}
			return words(args, 0) == namespace(e.node)
		},
		"getAttribute": func(e *Element, args []sobek.Value) any {
			if value, ok := find(e.node, e.attributeName(args)); ok {
				return value
			}
			return nil
		},
		"getAttributeNode": func(e *Element, args []sobek.Value) any { return e.attribute(e.attributeName(args)) },
		"hasAttribute":     func(e *Element, args []sobek.Value) any { return has(e.node, e.attributeName(args)) },
		"getElementsByTagName": func(e *Element, args []sobek.Value) any {
			name := strings.ToLower(words(args, 0))
			return within(e.node, func(n *html.Node) bool { return name == "*" || strings.ToLower(n.Data) == name })
		},
		"getElementsByClassName": func(e *Element, args []sobek.Value) any {
			names := strings.Fields(words(args, 0))
			return within(e.node, func(n *html.Node) bool {
				have := fields(n, "class")
				return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(have, name) })
			})
		},
		"matches": func(e *Element, args []sobek.Value) any { return e.only(e.node).Is(words(args, 0)) },
		"querySelector": func(e *Element, args []sobek.Value) any {
			return append(e.only(e.node).Find(words(args, 0)).Nodes, nil)[0]
		},
		"querySelectorAll": func(e *Element, args []sobek.Value) any { return e.only(e.node).Find(words(args, 0)).Nodes },
	}
}

// attributeName is an argument that is one: HTML's are in lower case.
func (e *Element) attributeName(args []sobek.Value) string {
	name := words(args, 0)
	if e.node.Namespace == "" {
		return strings.ToLower(name)
	}
	return name
}

// attributes are an element's, by name.
func attributes(e *Element) any {
	obj := e.r.Runtime().NewObject()
	if e.node.Type == html.ElementNode {
		for _, a := range e.node.Attr {
			set(obj, a.Key, e.attribute(a.Key))
		}
	}
	return obj
}

// attribute is one as an object, with k6's keys; undefined if there is none.
func (e *Element) attribute(name string) sobek.Value {
	at := slices.IndexFunc(e.node.Attr, func(a html.Attribute) bool { return a.Key == name })
	if at < 0 || e.node.Type != html.ElementNode {
		return sobek.Undefined()
	}
	a, v := e.node.Attr[at], e.r.VU()
	rt := v.Runtime()
	obj := rt.NewObject()
	set(obj, "owner_element", e.value(e.node))
	set(obj, "name", rt.ToValue(a.Key))
	set(obj, "value", rt.ToValue(a.Val))
	for _, pair := range [][2]string{{"localName", a.Key}, {"namespaceURI", namespaces[a.Namespace]}, {"prefix", a.Namespace}} {
		set(obj, pair[0], rt.ToValue(v.Native(func(sobek.FunctionCall) sobek.Value { return rt.ToValue(pair[1]) })))
	}
	return obj
}

var nodeTypes = map[html.NodeType]int{
	html.ElementNode: 1, html.TextNode: 3, html.CommentNode: 8, html.DocumentNode: 9, html.DoctypeNode: 10,
}

var namespaces = map[string]string{
	"": "http://www.w3.org/1999/xhtml", "svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML",
	"xlink": "http://www.w3.org/1999/xlink", "xml": "http://www.w3.org/XML/1998/namespace", "xmlns": "http://www.w3.org/2000/xmlns/",
}

func namespace(n *html.Node) string { return namespaces[n.Namespace] }

func nodeName(n *html.Node) string {
	switch n.Type {
	case html.TextNode:
		return "#text"
	case html.CommentNode:
		return "#comment"
	case html.DocumentNode:
		return "#document"
	}
	return n.Data
}

// kind is a node in k6's toString.
func kind(n *html.Node) string {
	if n.Type == html.ElementNode {
		return "html.Node"
	}
	return nodeName(n)
}

func nodeValue(n *html.Node) any {
	if n.Type == html.TextNode || n.Type == html.CommentNode {
		return n.Data
	}
	return nil
}

// text is what a node and those in it have of text.
func text(n *html.Node) string {
	if n.Type == html.TextNode || n.Type == html.CommentNode {
		return n.Data
	}
	var b strings.Builder
	for n := range n.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func stay(*html.Node) *html.Node       { return nil }
func next(n *html.Node) *html.Node     { return n.NextSibling }
func previous(n *html.Node) *html.Node { return n.PrevSibling }

// element is n, or the first one on the way that is an element.
func element(n *html.Node, on func(*html.Node) *html.Node) *html.Node {
	for n != nil && n.Type != html.ElementNode {
		n = on(n)
	}
	return n
}

func children(n *html.Node) []*html.Node {
	return slices.DeleteFunc(slices.Collect(n.ChildNodes()), func(n *html.Node) bool { return n.Type != html.ElementNode })
}

// within are the elements in n that pass a test, in the document's order.
func within(n *html.Node, test func(*html.Node) bool) (all []*html.Node) {
	for below := range n.Descendants() {
		if below.Type == html.ElementNode && test(below) {
			all = append(all, below)
		}
	}
	return all
}

// below are the elements in n with one of some tags.
func below(n *html.Node, tags ...string) []*html.Node {
	return within(n, func(n *html.Node) bool { return slices.Contains(tags, tag(n)) })
}

// tag is the name of an HTML element, "" for anything else.
func tag(n *html.Node) string {
	if n == nil || n.Type != html.ElementNode || n.Namespace != "" {
		return ""
	}
	return n.Data
}

func has(n *html.Node, name string) bool {
	_, ok := find(n, name)
	return ok
}

func fields(n *html.Node, name string) []string {
	value, _ := find(n, name)
	return strings.Fields(value)
}

// equal reports whether two nodes say the same (DOM standard, "equals").
func equal(a, b *html.Node) bool {
	if a == nil || b == nil || a.Type != b.Type || a.Data != b.Data || a.Namespace != b.Namespace || len(a.Attr) != len(b.Attr) {
		return false
	}
	for _, attr := range a.Attr {
		if !slices.Contains(b.Attr, attr) {
			return false
		}
	}
	one, two := a.FirstChild, b.FirstChild
	for ; one != nil && two != nil; one, two = one.NextSibling, two.NextSibling {
		if !equal(one, two) {
			return false
		}
	}
	return one == nil && two == nil
}
