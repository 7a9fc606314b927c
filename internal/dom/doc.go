// Package dom is documents of HTML as scripts walk them: Selection, in the manner
// of jQuery, and Element, with the names of the DOM standard.
//
//	Parse ─► page ─┬─► Selection   a list of nodes; every step makes a new one
//	               └─► Element     one node; a class for each tag that has more
//
// The one thing to know: nothing here changes a document. A page is parsed once
// (goquery, on x/net/html), and what a script holds are views of its nodes, made
// when they are asked for and equal only by isSameNode.
//
// Selection is a table of methods in select.go and walk.go; Element one in
// node.go, and tag.go says in one line each what the tags add. form.go knows
// what a form sends.
//
// Selectors are CSS; one that is none finds nothing, as in k6. Everything is
// owned by the loop of the VU whose realm it is given.
package dom
