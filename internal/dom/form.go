package dom

import (
	"net/url"
	"slices"
	"strings"

	"github.com/grafana/sobek"
	"golang.org/x/net/html"
)

// Field is what one control of a form sends.
type Field struct {
	Name   string
	Values []string
	list   bool // a select that takes several
}

// Fields are what the selected forms and controls send without a button: those
// with a name that are not disabled, boxes if they are checked (HTML standard,
// "constructing the entry list").
func (s *Selection) Fields() (all []Field) {
	seen := map[*html.Node]bool{}
	add := func(n *html.Node) {
		if !seen[n] {
			seen[n] = true
			if f, ok := field(n); ok {
				all = append(all, f)
			}
		}
	}
	for _, n := range s.list.Nodes {
		if tag(n) != "form" {
			add(n)
			continue
		}
		for _, control := range controls(n) {
			add(control)
		}
	}
	return all
}

// Value is what the first node sends as a button.
func (s *Selection) Value() string {
	text, _ := s.list.Attr("value")
	return text
}

// field is what a control sends; ok is false if it sends nothing.
func field(n *html.Node) (f Field, ok bool) {
	f.Name, _ = find(n, "name")
	if f.Name == "" || disabled(n) {
		return f, false
	}
	switch tag(n) {
	case "input":
		switch inputType(n) {
		case "submit", "button", "image", "reset", "file":
			return f, false
		case "checkbox", "radio":
			if !has(n, "checked") {
				return f, false
			}
		}
		f.Values = []string{inputValue(n)}
	case "textarea":
		f.Values = []string{text(n)}
	case "select":
		f.list = has(n, "multiple")
		f.Values = valuesOf(slices.DeleteFunc(chosen(n), idle), optionValue)
		if len(f.Values) == 0 && !f.list { // it has no option to send
			return f, false
		}
	default:
		return f, false
	}
	return f, true
}

func valuesOf[T any](all []*html.Node, f func(*html.Node) T) []T {
	values := make([]T, len(all))
	for i, n := range all {
		values[i] = f(n)
	}
	return values
}

// disabled reports whether a control is, or a fieldset it stands in; what stands
// in the first legend of that fieldset is not.
func disabled(n *html.Node) bool {
	if has(n, "disabled") {
		return true
	}
	below := n
	for up := n.Parent; up != nil; below, up = up, up.Parent {
		if tag(up) == "fieldset" && has(up, "disabled") && (tag(below) != "legend" || childrenWith(up, "legend")[0] != below) {
			return true
		}
	}
	return false
}

// idle reports whether an option is disabled, or the group it is a child of.
func idle(option *html.Node) bool {
	return has(option, "disabled") || tag(option.Parent) == "optgroup" && has(option.Parent, "disabled")
}

func inputType(n *html.Node) string {
	kind, _ := find(n, "type")
	return strings.ToLower(kind)
}

func inputValue(n *html.Node) string {
	value, ok := find(n, "value")
	if kind := inputType(n); !ok && (kind == "checkbox" || kind == "radio") {
		return "on"
	}
	return value
}

func optionValue(n *html.Node) string {
	if value, ok := find(n, "value"); ok {
		return value
	}
	return strings.TrimSpace(text(n))
}

// chosen are a select's options that are selected; if it takes one only, the
// last of them, or, where it shows one line, the first that is not disabled (HTML
// standard, "selectedness setting algorithm").
func chosen(n *html.Node) []*html.Node {
	all := below(n, "option")
	selected := slices.DeleteFunc(slices.Clone(all), func(o *html.Node) bool { return !has(o, "selected") })
	if has(n, "multiple") {
		return selected
	}
	if len(selected) == 0 && number(n, "size", 1) <= 1 {
		all = slices.DeleteFunc(all, idle)
		return all[:min(len(all), 1)]
	}
	return selected[max(0, len(selected)-1):]
}

// val is the first node's value, a list for a select that takes several;
// undefined for what has none.
func (s *Selection) val() any {
	if s.list.Length() == 0 {
		return nil
	}
	n := s.list.Nodes[0]
	switch tag(n) {
	case "input":
		return inputValue(n)
	case "button":
		return s.Value()
	case "option":
		return optionValue(n)
	case "textarea":
		return text(n)
	case "select":
		values := valuesOf(chosen(n), optionValue)
		if has(n, "multiple") {
			return values
		}
		return strings.Join(values, "")
	}
	return nil
}

// serialize is the fields as a URL's query, sorted by name as k6 has them.
func (s *Selection) serialize() string {
	values := url.Values{}
	for _, f := range s.Fields() {
		for _, value := range f.Values {
			values.Add(f.Name, value)
		}
	}
	return values.Encode()
}

// serializeArray is the fields as {name, value} in the document's order.
func (s *Selection) serializeArray() sobek.Value {
	rt := s.r.Runtime()
	return rt.NewArray(each(s.Fields(), func(f Field) any {
		obj := rt.NewObject()
		set(obj, "name", rt.ToValue(f.Name))
		set(obj, "value", s.fieldValue(f))
		return obj
	})...)
}

// serializeObject is the fields by name; a name that several have is a list.
func (s *Selection) serializeObject() sobek.Value { return s.FieldsObject(s.Fields()) }

// FieldsObject is fields as an object, which k6/http takes for a body.
func (s *Selection) FieldsObject(fields []Field) *sobek.Object {
	obj := s.r.Runtime().NewObject()
	byName := map[string]Field{}
	for _, f := range fields {
		if before, ok := byName[f.Name]; ok {
			f = Field{f.Name, slices.Concat(before.Values, f.Values), true}
		}
		byName[f.Name] = f
		set(obj, f.Name, s.fieldValue(f))
	}
	return obj
}

func (s *Selection) fieldValue(f Field) sobek.Value {
	if f.list {
		return s.value(f.Values)
	}
	return s.value(f.Values[0])
}
