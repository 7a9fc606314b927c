package web

import (
	"slices"
	"unicode/utf16"

	"github.com/grafana/sobek"
)

// URLSearchParams is the URL standard's class (§6.2).
var URLSearchParams = &Class{
	Name: "URLSearchParams", Construct: constructSearchParams, Attributes: []string{"size"}, Iterator: "entries",
	Methods: map[string]Method{
		"append": paramsAppend, "delete": paramsDelete, "get": paramsGet, "getAll": paramsGetAll, "has": paramsHas, "set": paramsSet,
		"sort": paramsSort, "toString": paramsText, "forEach": paramsForEach,
		"entries": iterateParams(func(r *Realm, p pair) sobek.Value { return r.rt.NewArray(p.name, p.value) }),
		"keys":    iterateParams(func(r *Realm, p pair) sobek.Value { return r.rt.ToValue(p.name) }),
		"values":  iterateParams(func(r *Realm, p pair) sobek.Value { return r.rt.ToValue(p.value) }),
	},
	Lengths: map[string]int{"append": 2, "delete": 1, "get": 1, "getAll": 1, "has": 1, "set": 2, "forEach": 1},
}

// searchParams is an instance of URLSearchParams. Its pairs are those of its
// URL's query, if it has one.
type searchParams struct {
	Base
	url   *urlObject
	pairs []pair
}

// Get answers for the size.
func (s *searchParams) Get(key string) sobek.Value {
	if key == "size" {
		return s.realm.rt.ToValue(len(s.pairs))
	}
	return s.Base.Get(key)
}

// Set refuses the size, which is read-only.
func (s *searchParams) Set(key string, value sobek.Value) bool {
	return key != "size" && s.Base.Set(key, value)
}

// changed writes the pairs into the URL's query (URL standard §6.2 "update").
func (s *searchParams) changed() {
	if s.url != nil {
		s.url.u.SetSearch(formatForm(s.pairs))
	}
}

func constructSearchParams(r *Realm, _ *Class, args []sobek.Value) Instance {
	s := &searchParams{}
	init := argument(args, 0)
	obj, isObject := init.(*sobek.Object)
	switch {
	case sobek.IsUndefined(init):
	case !isObject:
		text := r.Text(init)
		if len(text) > 0 && text[0] == '?' {
			text = text[1:]
		}
		s.pairs = parseForm(text)
	case !absent(obj.GetSymbol(sobek.SymIterator)):
		s.pairs = r.pairsOf(obj)
	default:
		for _, name := range obj.Keys() {
			var value sobek.Value
			r.v.Do(func() { value = obj.Get(name) })
			s.add(name, r.Text(value))
		}
	}
	return s
}

// add gives the last of equal names its place, as two keys of an object that are
// one after conversion are.
func (s *searchParams) add(name, value string) {
	if i := slices.IndexFunc(s.pairs, func(p pair) bool { return p.name == name }); i >= 0 {
		s.pairs[i].value = value
		return
	}
	s.pairs = append(s.pairs, pair{name, value})
}

func absent(value sobek.Value) bool {
	return value == nil || sobek.IsUndefined(value) || sobek.IsNull(value)
}

// pairsOf reads a sequence of sequences of two.
func (r *Realm) pairsOf(list *sobek.Object) (pairs []pair) {
	const where = "construct 'URLSearchParams'"
	for _, item := range r.Sequence(list, where) {
		two := r.Sequence(item, where)
		if len(two) != 2 {
			panic(r.rt.NewTypeError("Failed to %s: Sequence initializer must only contain pair elements", where))
		}
		pairs = append(pairs, pair{r.Text(two[0]), r.Text(two[1])})
	}
	return pairs
}

// params is the instance a method was called on, and its string arguments.
func params(r *Realm, call sobek.FunctionCall, method string, n int) (s *searchParams, args []string) {
	s = Self[*searchParams](r, call.This)
	r.need(call.Arguments, n, "execute '"+method+"' on 'URLSearchParams'")
	for i, value := range call.Arguments {
		if i < n || i == 1 && !sobek.IsUndefined(value) {
			args = append(args, r.Text(value))
		}
	}
	return s, args
}

// matches is what a name, and the value if there is one, are equal to.
func matches(args []string) func(pair) bool {
	return func(p pair) bool { return p.name == args[0] && (len(args) < 2 || p.value == args[1]) }
}

func paramsAppend(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, args := params(r, call, "append", 2)
	s.pairs = append(s.pairs, pair{args[0], args[1]})
	s.changed()
	return sobek.Undefined()
}

func paramsDelete(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, args := params(r, call, "delete", 1)
	s.pairs = slices.DeleteFunc(s.pairs, matches(args))
	s.changed()
	return sobek.Undefined()
}

func paramsGet(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, args := params(r, call, "get", 1)
	if i := slices.IndexFunc(s.pairs, matches(args[:1])); i >= 0 {
		return r.rt.ToValue(s.pairs[i].value)
	}
	return sobek.Null()
}

func paramsGetAll(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, args := params(r, call, "getAll", 1)
	all := []any{}
	for _, p := range s.pairs {
		if p.name == args[0] {
			all = append(all, p.value)
		}
	}
	return r.rt.NewArray(all...)
}

func paramsHas(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, args := params(r, call, "has", 1)
	return r.rt.ToValue(slices.ContainsFunc(s.pairs, matches(args)))
}

func paramsSet(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, args := params(r, call, "set", 2)
	is := matches(args[:1])
	if i := slices.IndexFunc(s.pairs, is); i >= 0 {
		s.pairs[i].value = args[1]
		rest := slices.DeleteFunc(s.pairs[i+1:], is)
		s.pairs = s.pairs[:i+1+len(rest)]
	} else {
		s.pairs = append(s.pairs, pair{args[0], args[1]})
	}
	s.changed()
	return sobek.Undefined()
}

// paramsSort orders by the names' UTF-16 code units; equal names keep their
// order.
func paramsSort(r *Realm, call sobek.FunctionCall) sobek.Value {
	s, _ := params(r, call, "sort", 0)
	slices.SortStableFunc(s.pairs, func(a, b pair) int {
		return slices.Compare(utf16.Encode([]rune(a.name)), utf16.Encode([]rune(b.name)))
	})
	s.changed()
	return sobek.Undefined()
}

func paramsText(r *Realm, call sobek.FunctionCall) sobek.Value {
	return r.rt.ToValue(formatForm(Self[*searchParams](r, call.This).pairs))
}

func paramsForEach(r *Realm, call sobek.FunctionCall) sobek.Value {
	s := Self[*searchParams](r, call.This)
	f, ok := sobek.AssertFunction(call.Argument(0))
	if !ok {
		panic(r.rt.NewTypeError("Failed to execute 'forEach' on 'URLSearchParams': parameter 1 is not of type 'Function'."))
	}
	for i := 0; i < len(s.pairs); i++ {
		p := s.pairs[i]
		if _, err := r.v.Call(f, call.Argument(1), r.rt.ToValue(p.value), r.rt.ToValue(p.name), s.object); err != nil {
			r.v.Rethrow(err)
		}
	}
	return sobek.Undefined()
}
