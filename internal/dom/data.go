package dom

import (
	"strings"
	"unicode/utf8"

	"github.com/grafana/sobek"
	"golang.org/x/net/html"

	"volley/internal/vu"
)

// data is the first node's data- attributes: one, by either of its names, or all
// of them.
func data(s *Selection, args []sobek.Value) any {
	if s.list.Length() == 0 {
		return nil
	}
	node, key := s.list.Nodes[0], argument(args, 0)
	if !vu.Nothing(key) {
		if text, ok := find(node, "data-"+dashed(key.String())); ok {
			return s.datum(text)
		}
		return nil
	}
	obj := s.r.Runtime().NewObject()
	for _, a := range node.Attr {
		if name, ok := strings.CutPrefix(a.Key, "data-"); ok {
			set(obj, camel(name), s.datum(a.Val))
		}
	}
	return obj
}

// find is one of a node's attributes.
func find(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// set puts a property into a fresh object, which takes everything. A page may
// call one __proto__.
func set(obj *sobek.Object, key string, value sobek.Value) {
	_ = obj.DefineDataProperty(key, value, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_TRUE)
}

// datum is an attribute's text as the value it spells: a boolean, a number that
// is written the same way back, JSON; null and nothing are undefined, as in k6.
func (p *page) datum(text string) sobek.Value {
	rt := p.r.Runtime()
	switch text {
	case "", "null":
		return sobek.Undefined()
	case "true", "false":
		return rt.ToValue(text == "true")
	}
	if number := rt.ToValue(text).ToNumber(); number.String() == text && text != "NaN" {
		return number
	}
	if text[0] == '{' || text[0] == '[' {
		if value, err := p.r.VU().Parse([]byte(text)); err == nil {
			return value
		}
	}
	return rt.ToValue(text)
}

// camel is foo-bar as fooBar, and, as in k6, a-é as aÉ.
func camel(name string) string {
	head, rest, _ := strings.Cut(name, "-")
	var b strings.Builder
	b.WriteString(head)
	for part := range strings.SplitSeq(rest, "-") {
		_, size := utf8.DecodeRuneInString(part)
		b.WriteString(strings.ToUpper(part[:size]) + part[size:])
	}
	return b.String()
}

// dashed is fooBar as foo-bar.
func dashed(name string) string {
	var b strings.Builder
	for _, c := range name {
		if 'A' <= c && c <= 'Z' {
			b.WriteByte('-')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}
