package data

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// engine is what of a VU's JavaScript reading an element needs, taken before a
// script could replace it.
type engine struct {
	rt           *sobek.Runtime
	v            *vu.VU
	parseJSON    sobek.Callable
	stringifyAny sobek.Callable
	freezeObject sobek.Callable
}

func newEngine(v *vu.VU) *engine {
	rt := v.Runtime()
	function := func(object, name string) sobek.Callable {
		fn, ok := sobek.AssertFunction(rt.Get(object).(*sobek.Object).Get(name))
		if !ok {
			v.Throwf("%s.%s is no function", object, name)
		}
		return fn
	}
	return &engine{
		rt: rt, v: v,
		parseJSON:    function("JSON", "parse"),
		stringifyAny: function("JSON", "stringify"),
		freezeObject: function("Object", "freeze"),
	}
}

// stringify is a value as JSON; what JSON does not have, such as undefined or a
// function, is null, as inside an array.
func (e *engine) stringify(value sobek.Value) string {
	text, err := e.v.Call(e.stringifyAny, sobek.Undefined(), value)
	if err != nil {
		e.v.Rethrow(err)
	}
	if sobek.IsUndefined(text) {
		return "null"
	}
	return text.String()
}

// frozen is the value of a JSON text, frozen all the way down. The engine calls
// it in the middle of JavaScript; it touches nothing the loop owns.
func (e *engine) frozen(text string) sobek.Value {
	value, err := e.parseJSON(sobek.Undefined(), e.rt.ToValue(text))
	if err != nil {
		panic(err)
	}
	if obj, ok := value.(*sobek.Object); ok {
		e.freeze(obj)
	}
	return value
}

func (e *engine) freeze(obj *sobek.Object) {
	for _, key := range obj.Keys() {
		if inner, ok := obj.Get(key).(*sobek.Object); ok {
			e.freeze(inner)
		}
	}
	if _, err := e.freezeObject(sobek.Undefined(), obj); err != nil {
		panic(err)
	}
}
