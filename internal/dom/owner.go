package dom

import (
	"slices"

	"golang.org/x/net/html"
)

// Which elements of a form belong to each other.

func root(n *html.Node) *html.Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

// withID is the element with an id; nil if there is none, or the id is "".
func withID(n *html.Node, id string) *html.Node {
	if id == "" {
		return nil
	}
	for n := range root(n).Descendants() {
		if value, _ := find(n, "id"); n.Type == html.ElementNode && value == id {
			return n
		}
	}
	return nil
}

// up is the closest ancestor with a tag, nil for none.
func up(n *html.Node, name string) *html.Node {
	for n = n.Parent; n != nil && tag(n) != name; {
		n = n.Parent
	}
	return n
}

// owner is a control's form: the one its form attribute names, and nil if that
// names none; without the attribute the one it stands in (HTML standard, "reset
// the form owner").
func owner(n *html.Node) *html.Node {
	if id, ok := find(n, "form"); ok {
		if form := withID(n, id); tag(form) == "form" {
			return form
		}
		return nil
	}
	return up(n, "form")
}

// controls are a form's, wherever in the document they stand.
func controls(form *html.Node) []*html.Node {
	in := root(form)
	if !has(form, "id") {
		in = form
	}
	return slices.DeleteFunc(below(in, "input", "button", "select", "fieldset", "textarea"),
		func(n *html.Node) bool { return owner(n) != form })
}

// formOf is what form() says.
func formOf(e *Element) any { return owner(e.node) }

// labels are those that name a control by its id, or stand around it.
func labels(e *Element) any {
	return slices.DeleteFunc(below(root(e.node), "label"), func(l *html.Node) bool { return labelled(l) != e.node })
}

// labelled is what a label is for.
func labelled(label *html.Node) *html.Node {
	if id, ok := find(label, "for"); ok {
		return withID(label, id)
	}
	return append(below(label, "input", "button", "select", "textarea", "output", "meter", "progress", "keygen"), nil)[0]
}

// dataList is the datalist of an input.
func dataList(e *Element) any {
	id, _ := find(e.node, "list")
	if n := withID(e.node, id); tag(n) == "datalist" {
		return n
	}
	return nil
}

// images are those that use a map.
func images(e *Element) any {
	name, _ := find(e.node, "name")
	return slices.DeleteFunc(below(root(e.node), "img", "object"), func(n *html.Node) bool {
		use, _ := find(n, "usemap")
		return name == "" || use != "#"+name
	})
}

// place is where a node stands among those a function gives, -1 for nowhere.
func place(e *Element, among []*html.Node) int { return slices.Index(among, e.node) }

// rowIndex counts a row in its table, head first and foot last.
func rowIndex(e *Element) any {
	table := up(e.node, "table")
	if table == nil {
		return -1
	}
	return place(e, rows(table))
}

// rows are a table's: those of its head, its own and its bodies', its foot's.
func rows(table *html.Node) (all []*html.Node) {
	for _, section := range childrenWith(table, "thead") {
		all = append(all, childrenWith(section, "tr")...)
	}
	for _, n := range childrenWith(table, "tr", "tbody") {
		if tag(n) == "tr" {
			all = append(all, n)
		}
		all = append(all, childrenWith(n, "tr")...)
	}
	for _, section := range childrenWith(table, "tfoot") {
		all = append(all, childrenWith(section, "tr")...)
	}
	return all
}

// optionIndex counts an option in its select.
func optionIndex(e *Element) any {
	list := up(e.node, "select")
	if list == nil {
		return 0
	}
	return place(e, below(list, "option"))
}

func selectedIndex(e *Element) any {
	first := append(chosen(e.node), nil)[0]
	return slices.Index(below(e.node, "option"), first)
}
