package frozen

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// Engine is what of a VU's JavaScript making and reading elements needs, taken
// when the VU first has a list.
//
// Owned by one loop.
type Engine struct {
	rt           *sobek.Runtime
	v            *vu.VU
	parseJSON    sobek.Callable
	stringifyAny sobek.Callable
	freezeObject sobek.Callable
}

type engineKey struct{}

// Of returns the engine of a VU.
func Of(v *vu.VU) *Engine {
	return v.Local(engineKey{}, func() any { return newEngine(v) }).(*Engine)
}

func newEngine(v *vu.VU) *Engine {
	rt := v.Runtime()
	function := func(object, name string) sobek.Callable {
		if obj, ok := rt.Get(object).(*sobek.Object); ok {
			if fn, ok := sobek.AssertFunction(obj.Get(name)); ok {
				return fn
			}
		}
		v.ThrowType("%s.%s is no function: the script has replaced it", object, name)
		return nil
	}
	return &Engine{
		rt: rt, v: v,
		parseJSON:    function("JSON", "parse"),
		stringifyAny: function("JSON", "stringify"),
		freezeObject: function("Object", "freeze"),
	}
}

// Text is a value as JSON; what JSON does not have, such as undefined or a
// function, is null, as inside an array. It throws what has no JSON.
func (e *Engine) Text(value sobek.Value) string {
	text, err := e.v.Call(e.stringifyAny, sobek.Undefined(), value)
	if err != nil {
		e.v.Rethrow(err)
	}
	if sobek.IsUndefined(text) {
		return "null"
	}
	return text.String()
}

// Value is the value of a JSON text, frozen all the way down. The engine calls
// it in the middle of JavaScript; it touches nothing the loop owns.
func (e *Engine) Value(text string) sobek.Value {
	value, err := e.parseJSON(sobek.Undefined(), e.rt.ToValue(text))
	if err != nil {
		panic(err)
	}
	if obj, ok := value.(*sobek.Object); ok {
		e.freeze(obj)
	}
	return value
}

func (e *Engine) freeze(obj *sobek.Object) {
	for _, key := range obj.Keys() {
		if inner, ok := obj.Get(key).(*sobek.Object); ok {
			e.freeze(inner)
		}
	}
	if _, err := e.freezeObject(sobek.Undefined(), obj); err != nil {
		panic(err)
	}
}
