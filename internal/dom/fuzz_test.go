package dom

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// FuzzDocument asks every member of every node of any document: none may panic,
// whatever the parser makes of the text.
func FuzzDocument(f *testing.F) {
	for _, seed := range []string{
		"", "<p>a", "<!DOCTYPE html><html lang=en><!-- c --><svg viewBox=1><path/></svg>", "<td><tr><option selected><label for=x><form id=x form=x>",
		"<form id=f><input form=f type=checkbox checked name=a></form><input form=f name=b list=f><a href='http://%zz'><a href='//u:p@h:443/x?y#z'>",
		"<table><tr><td colspan=-1><progress value=NaN max=Inf></table><map name=m></map><img usemap=#m><select multiple><optgroup><option>",
		"<template><p>x</template><fieldset disabled><legend><input name=y></fieldset><textarea name=t>\n</textarea>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
		if err != nil {
			return
		}
		p := &page{doc: doc, url: "http://host/dir/?q", classes: table()}
		every, special := nodeGetters(), tags()
		delete(every, "attributes") // makes JavaScript objects
		for n := range doc.Nodes[0].Descendants() {
			e := &Element{page: p, node: n}
			for _, get := range every {
				get(e)
			}
			if n.Type == html.ElementNode {
				for _, get := range special[n.Data] {
					get(e)
				}
			}
			s := p.selection(p.only(n))
			s.val()
			for _, f := range s.Fields() {
				if f.Name == "" || !f.list && len(f.Values) != 1 {
					t.Errorf("%q gives the field %+v", text, f)
				}
			}
		}
	})
}
