package json

import (
	"math/big"
	"reflect"
	"sync"

	"github.com/grafana/sobek"
)

// Codec is what the runtimes of all VUs share: the engine's types, as the
// functions tell values apart, and memory to work in. Safe for concurrent use.
type Codec struct {
	kinds   kinds
	scratch sync.Pool // of *scratch
}

// kinds are the Go types behind the engine's values, which have no names
// outside it, and what its objects say they export to.
type kinds struct {
	ascii, imported, integer, float, boolean, null, bigint, object reflect.Type
	record, list, symbol                                           reflect.Type
}

// New makes a codec.
func New() *Codec {
	rt := sobek.New()
	wide := sobek.StringFromUTF16([]uint16{'a'})
	list := rt.NewArray()
	c := &Codec{kinds: kinds{
		ascii:    reflect.TypeOf(wide),
		imported: reflect.TypeOf(rt.ToValue("longer than sixteen bytes")),
		integer:  reflect.TypeOf(rt.ToValue(1)),
		float:    reflect.TypeOf(rt.ToValue(0.5)),
		boolean:  reflect.TypeOf(rt.ToValue(true)),
		null:     reflect.TypeOf(sobek.Null()),
		bigint:   reflect.TypeOf(rt.ToValue(big.NewInt(1))),
		object:   reflect.TypeOf(list),
		record:   rt.NewObject().ExportType(),
		list:     list.ExportType(),
		symbol:   sobek.SymIterator.ExportType(),
	}}
	c.scratch.New = func() any { return new(scratch) }
	return c
}

// Install replaces JSON.parse and JSON.stringify of a runtime. A runtime whose
// JSON is not the engine's own any more is left as it is. It belongs to the
// runtime's owner.
func (c *Codec) Install(rt *sobek.Runtime) {
	object, ok := rt.Get("JSON").(*sobek.Object)
	if !ok {
		return
	}
	parse, parses := function(object.Get("parse"))
	stringify, stringifies := function(object.Get("stringify"))
	if !parses || !stringifies {
		return
	}
	e := &engine{codec: c, rt: rt, proto: rt.NewObject().Prototype(), parse: parse, stringify: stringify}
	e.define(object, "parse", 2, e.Parse)
	e.define(object, "stringify", 3, e.Stringify)
}

// engine is one runtime and the functions it came with. Owned by the runtime's
// owner.
type engine struct {
	codec *Codec
	rt    *sobek.Runtime
	// proto is Object.prototype.
	proto            *sobek.Object
	parse, stringify func(sobek.FunctionCall) sobek.Value
}

// define gives an object a method as the standard's built-ins are.
func (e *engine) define(object *sobek.Object, name string, length int, f func(sobek.FunctionCall) sobek.Value) {
	method := e.rt.ToValue(f).(*sobek.Object)
	method.DefineDataProperty("name", e.rt.ToValue(name), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	method.DefineDataProperty("length", e.rt.ToValue(length), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	object.DefineDataProperty(name, method, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
}

// function is a function of a script's or the engine's as Go calls it: without
// a try around it, so that what it throws passes through to the script.
func function(v sobek.Value) (func(sobek.FunctionCall) sobek.Value, bool) {
	object, ok := v.(*sobek.Object)
	if !ok {
		return nil, false
	}
	call, ok := sobek.AssertFunction(object)
	if !ok {
		return nil, false
	}
	if object.ExportType().Kind() == reflect.Func {
		if f, ok := object.Export().(func(sobek.FunctionCall) sobek.Value); ok {
			return f, true
		}
	}
	return func(c sobek.FunctionCall) sobek.Value {
		v, err := call(c.This, c.Arguments...)
		if err != nil {
			panic(err)
		}
		return v
	}, true
}

// largest is how much memory a buffer may keep between two calls, in bytes.
const largest = 64 << 10

// scratch is what one call works with; nothing in it outlives the call but keys.
type scratch struct {
	parser parser
	writer writer
	// values are the elements of the arrays that are not closed yet.
	values []any
	// bytes take a string with escapes.
	bytes []byte
	// keys are property names seen before, so that a name costs memory once and
	// keeps no text alive. A slot holds the last name that fell into it.
	keys [256]string
}

// take and give lend a scratch for one call. After a panic it is not given
// back: whoever panicked may hold it.
func (c *Codec) take() *scratch { return c.scratch.Get().(*scratch) }

func (c *Codec) give(s *scratch) {
	clear(s.values) // what a text that broke off left
	s.values = s.values[:0]
	s.parser = parser{}
	s.writer.engine = nil
	if cap(s.bytes) > largest {
		s.bytes = nil
	}
	if cap(s.writer.buf) > largest {
		s.writer.buf = nil
	}
	if cap(s.values) > largest/16 {
		s.values = nil
	}
	c.scratch.Put(s)
}

// key is a property name that may be kept: its bytes are nobody else's.
func (s *scratch) key(name string) string {
	n := len(name)
	if n == 0 {
		return ""
	}
	slot := &s.keys[uint8(n*37^int(name[0])*131^int(name[n/2])*17^int(name[n-1]))]
	if *slot == name {
		return *slot
	}
	kept := string([]byte(name))
	if n <= 64 {
		*slot = kept
	}
	return kept
}
