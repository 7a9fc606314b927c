package http

import (
	"net/url"
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/dom"
	"volley/internal/web"
)

// What an answer can do as a page: html(), submitForm(), clickLink().

// page is the answer's body as a document; it throws if there is none.
func (r *response) page() *dom.Selection {
	text, err := r.text("HTML")
	if err != nil {
		r.i.v.Throw(err)
	}
	return dom.Parse(r.i.realm, string(text), r.address())
}

// responseHTML is html([selector]).
func responseHTML(realm *web.Realm, call sobek.FunctionCall) sobek.Value {
	page := web.Self[*response](realm, call.This).page()
	if selector := call.Argument(0); !sobek.IsUndefined(selector) {
		return page.Find(selector.String()).Object()
	}
	return page.Object()
}

// choices are the members of submitForm's and clickLink's argument. What is
// neither an object nor absent has none; null throws, as in k6.
func choices(realm *web.Realm, value sobek.Value) func(name string) sobek.Value {
	if sobek.IsNull(value) {
		realm.VU().ThrowType("Cannot convert undefined or null to object")
	}
	obj, ok := value.(*sobek.Object)
	return func(name string) sobek.Value {
		if ok {
			if item := obj.Get(name); item != nil {
				return item
			}
		}
		return sobek.Undefined()
	}
}

// selector is a choice as text.
func selector(item sobek.Value, otherwise string) string {
	if sobek.IsUndefined(item) {
		return otherwise
	}
	return item.String()
}

// resolve is where a link of the answer leads.
func (r *response) resolve(link string) *url.URL {
	base, err := url.Parse(r.address())
	if err == nil {
		base, err = base.Parse(link)
	}
	if err != nil {
		r.i.v.Throw(err)
	}
	return base
}

// clickLink is clickLink({selector, params}): GET what the first match leads to.
func clickLink(realm *web.Realm, call sobek.FunctionCall) sobek.Value {
	r := web.Self[*response](realm, call.This)
	given := choices(realm, call.Argument(0))
	which := selector(given("selector"), "a[href]")
	link := r.page().Find(which).First()
	if link.Size() == 0 {
		r.i.v.Throwf("no element found for selector '%s' in response '%s'", which, r.address())
	}
	href, ok := link.Attribute("href")
	if !ok {
		r.i.v.Throwf("no valid href attribute value found on element '%s' in response '%s'", which, r.address())
	}
	to := r.i.rt.ToValue(r.resolve(href).String())
	return r.i.blocking("GET", to, sobek.Undefined(), given("params"))
}

// submitForm is submitForm({formSelector, submitSelector, fields, params}): what a
// browser sends when the button is pressed, with some fields changed.
func submitForm(realm *web.Realm, call sobek.FunctionCall) sobek.Value {
	r := web.Self[*response](realm, call.This)
	i := r.i
	given := choices(realm, call.Argument(0))
	which := selector(given("formSelector"), "form")
	form := r.page().Find(which).First()
	if form.Size() == 0 {
		i.v.Throwf("no form found for selector '%s' in response '%s'", which, r.address())
	}
	action, _ := form.Attribute("action")
	to := r.resolve(action)
	body := form.FieldsObject(pressed(form, selector(given("submitSelector"), `[type="submit"]`)))
	if changes, ok := given("fields").(*sobek.Object); ok {
		for _, name := range changes.Keys() {
			i.set(body, name, changes.Get(name))
		}
	}
	method, _ := form.Attribute("method")
	if method = strings.ToUpper(method); method != "" && method != "GET" {
		return i.blocking(method, i.rt.ToValue(to.String()), body, given("params"))
	}
	to.RawQuery = i.query(body)
	return i.blocking("GET", i.rt.ToValue(to.String()), sobek.Undefined(), given("params"))
}

// pressed are a form's fields and that of the button, if it has a name.
func pressed(form *dom.Selection, button string) []dom.Field {
	fields := form.Fields()
	submit := form.Find(button).First()
	name, _ := submit.Attribute("name")
	if submit.Size() == 0 || name == "" {
		return fields
	}
	return append(fields, dom.Field{Name: name, Values: []string{submit.Value()}})
}

// query is an object as a GET form has it.
func (i *instance) query(body *sobek.Object) string {
	fields, _ := i.fields(body)
	return encode(fields)
}
