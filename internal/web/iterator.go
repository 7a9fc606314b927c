package web

import "github.com/grafana/sobek"

// paramsIterator is the class of what entries, keys and values return (Web IDL
// §3.7.9). It is live: it sees what was added behind its place.
var paramsIterator = &Class{
	Name: "URLSearchParams Iterator", iterates: true,
	Methods: map[string]Method{
		"next": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			i := Self[*pairIterator](r, call.This)
			result := r.rt.NewObject()
			value, done := sobek.Undefined(), i.next >= len(i.over.pairs)
			if !done {
				value = i.each(r, i.over.pairs[i.next])
				i.next++
			}
			// Adding to a plain object of our own does not fail.
			_ = result.Set("value", value)
			_ = result.Set("done", done)
			return result
		},
	},
}

type pairIterator struct {
	Base
	over *searchParams
	next int
	each func(*Realm, pair) sobek.Value
}

// iterateParams is a method that returns an iterator.
func iterateParams(each func(*Realm, pair) sobek.Value) Method {
	return func(r *Realm, call sobek.FunctionCall) sobek.Value {
		return r.Object(paramsIterator, &pairIterator{over: Self[*searchParams](r, call.This), each: each})
	}
}

// iterators is what stands above the prototype of a class of iterators: the
// engine's %IteratorPrototype%, with the class's name.
func (r *Realm) iterators(c *Class) *sobek.Object {
	iterator, err := r.own("Array", "values", r.rt.NewArray())
	if err != nil {
		r.v.Rethrow(err)
	}
	of, ok := iterator.(*sobek.Object)
	if !ok || of.Prototype() == nil || of.Prototype().Prototype() == nil {
		panic(r.rt.NewTypeError("Array.prototype.values is gone"))
	}
	obj := r.rt.CreateObject(of.Prototype().Prototype())
	_ = obj.DefineDataPropertySymbol(sobek.SymToStringTag, r.rt.ToValue(c.Name), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return obj
}
