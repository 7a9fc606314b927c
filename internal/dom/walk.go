package dom

import (
	"github.com/PuerkitoBio/goquery"
	"github.com/grafana/sobek"
	"golang.org/x/net/html"

	"volley/internal/vu"
)

// Short names for what tables of steps are made of.
type (
	list   = goquery.Selection
	member = func(s *Selection, args []sobek.Value) any
)

// walkMethods are those that lead to other nodes of the document.
func walkMethods() map[string]member {
	return map[string]member{
		"find":    choose((*list).Find, (*list).FindNodes),
		"add":     choose((*list).Add, (*list).AddNodes),
		"closest": choose((*list).Closest, (*list).ClosestNodes),
		"has":     choose((*list).Has, (*list).HasNodes),

		"children": step((*list).Children, (*list).ChildrenFiltered),
		"contents": step((*list).Contents, (*list).ContentsFiltered),
		"next":     step((*list).Next, (*list).NextFiltered),
		"nextAll":  step((*list).NextAll, (*list).NextAllFiltered),
		"prev":     step((*list).Prev, (*list).PrevFiltered),
		"prevAll":  step((*list).PrevAll, (*list).PrevAllFiltered),
		"parent":   step((*list).Parent, (*list).ParentFiltered),
		"parents":  step((*list).Parents, (*list).ParentsFiltered),
		"siblings": step(
			func(l *list) *list { return rooted(l).Siblings() },
			func(l *list, selector string) *list { return rooted(l).SiblingsFiltered(selector) }),

		"nextUntil": until{
			(*list).NextUntil, (*list).NextUntilNodes, (*list).NextFilteredUntil, (*list).NextFilteredUntilNodes,
		}.walk,
		"prevUntil": until{
			(*list).PrevUntil, (*list).PrevUntilNodes, (*list).PrevFilteredUntil, (*list).PrevFilteredUntilNodes,
		}.walk,
		"parentsUntil": until{
			(*list).ParentsUntil, (*list).ParentsUntilNodes, (*list).ParentsFilteredUntil, (*list).ParentsFilteredUntilNodes,
		}.walk,
	}
}

// rooted are the nodes that have a parent: goquery asks for it without looking.
func rooted(l *list) *list {
	return l.FilterFunction(func(_ int, one *list) bool { return one.Nodes[0].Parent != nil })
}

// choose takes a selector, a selection or an element.
func choose(bySelector func(*list, string) *list, byNodes func(*list, ...*html.Node) *list) member {
	return func(s *Selection, args []sobek.Value) any {
		c := s.choice(argument(args, 0))
		if c.nodes != nil {
			return byNodes(s.list, c.nodes...)
		}
		return bySelector(s.list, c.selector)
	}
}

// step takes a selector or nothing.
func step(plain func(*list) *list, filtered func(*list, string) *list) member {
	return func(s *Selection, args []sobek.Value) any {
		if filter := argument(args, 0); !vu.Nothing(filter) {
			return filtered(s.list, filter.String())
		}
		return plain(s.list)
	}
}

// until goes on to an end, a selector, a selection, an element or nothing; then a
// selector may choose among what was passed.
type until struct {
	selector         func(*list, string) *list
	nodes            func(*list, ...*html.Node) *list
	filteredSelector func(*list, string, string) *list
	filteredNodes    func(*list, string, ...*html.Node) *list
}

func (u until) walk(s *Selection, args []sobek.Value) any {
	c := choice{nodes: []*html.Node{}}
	if end := argument(args, 0); !vu.Nothing(end) {
		c = s.choice(end)
	}
	filter := argument(args, 1)
	switch {
	case vu.Nothing(filter) && c.nodes != nil:
		return u.nodes(s.list, c.nodes...)
	case vu.Nothing(filter):
		return u.selector(s.list, c.selector)
	case c.nodes != nil:
		return u.filteredNodes(s.list, filter.String(), c.nodes...)
	}
	return u.filteredSelector(s.list, filter.String(), c.selector)
}
