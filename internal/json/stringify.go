package json

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/grafana/sobek"
)

// Stringify is JSON.stringify (ECMA-262 §25.5.2).
func (e *engine) Stringify(call sobek.FunctionCall) sobek.Value {
	if !nothing(call.Argument(1)) || !nothing(call.Argument(2)) {
		return e.stringify(call)
	}
	v := call.Argument(0)
	s := e.codec.take()
	w := &s.writer
	w.engine, w.kinds, w.buf = e, &e.codec.kinds, w.buf[:0]
	result := sobek.Undefined()
	if w.value(v, "") {
		result = e.rt.ToValue(string(w.buf))
	}
	e.codec.give(s)
	return result
}

func nothing(v sobek.Value) bool { return sobek.IsUndefined(v) || sobek.IsNull(v) }

// writer writes one value. Its methods report false for what has no JSON, and
// have written nothing then.
type writer struct {
	engine *engine
	kinds  *kinds
	buf    []byte
	// stack are the objects that are not closed yet.
	stack []*sobek.Object
}

// value writes a value as it stands under a key.
func (w *writer) value(v sobek.Value, key string) bool {
	switch reflect.TypeOf(v) {
	case w.kinds.object:
		return w.object(v.(*sobek.Object), key)
	case w.kinds.bigint:
		return w.bigint(v, key)
	}
	return w.primitive(v)
}

// primitive writes a value that no toJSON is asked about.
func (w *writer) primitive(v sobek.Value) bool {
	switch reflect.TypeOf(v) {
	case w.kinds.ascii, w.kinds.imported:
		w.buf = appendQuoted(w.buf, v.String())
	case w.kinds.integer:
		w.buf = strconv.AppendInt(w.buf, v.ToInteger(), 10)
	case w.kinds.float:
		w.buf = appendFloat(w.buf, v.ToFloat())
	case w.kinds.boolean:
		w.buf = strconv.AppendBool(w.buf, v.ToBoolean())
	case w.kinds.null:
		w.buf = append(w.buf, "null"...)
	case w.kinds.bigint:
		panic(w.engine.rt.NewTypeError("Do not know how to serialize a BigInt"))
	default:
		text, ok := v.(sobek.String)
		if !ok {
			return false // undefined, a symbol
		}
		w.buf = appendUnits(w.buf, text)
	}
	return true
}

// bigint writes what BigInt.prototype.toJSON, if a script made one, says.
func (w *writer) bigint(v sobek.Value, key string) bool {
	method, ok := function(v.ToObject(w.engine.rt).Get("toJSON"))
	if !ok {
		return w.primitive(v)
	}
	return w.replaced(method, v, key)
}

func (w *writer) object(o *sobek.Object, key string) bool {
	if method, ok := o.Get("toJSON").(*sobek.Object); ok {
		if call, ok := function(method); ok {
			return w.replaced(call, o, key)
		}
	}
	return w.plain(o)
}

// replaced writes what a toJSON returns.
func (w *writer) replaced(toJSON func(sobek.FunctionCall) sobek.Value, v sobek.Value, key string) bool {
	v = toJSON(sobek.FunctionCall{This: v, Arguments: []sobek.Value{w.engine.rt.ToValue(key)}})
	if o, ok := v.(*sobek.Object); ok {
		return w.plain(o)
	}
	return w.primitive(v)
}

// plain writes an object whose toJSON was asked already.
func (w *writer) plain(o *sobek.Object) bool {
	kind := o.ExportType()
	list := kind == w.kinds.list && o.ClassName() == "Array" // a Set says list, too
	switch {
	case list:
	case kind == w.kinds.record && o.ClassName() != "String":
	case kind == w.kinds.symbol:
	default:
		if _, callable := sobek.AssertFunction(o); callable {
			return false
		}
		return w.special(o)
	}
	if len(w.stack) == deepest {
		return w.special(o)
	}
	for _, outer := range w.stack {
		if outer == o {
			panic(w.engine.rt.NewTypeError("Converting circular structure to JSON"))
		}
	}
	w.stack = append(w.stack, o)
	written := true
	if list {
		w.list(o)
	} else {
		written = w.record(o)
	}
	w.stack[len(w.stack)-1] = nil
	w.stack = w.stack[:len(w.stack)-1]
	return written
}

func (w *writer) list(o *sobek.Object) {
	w.buf = append(w.buf, '[')
	for i, n := int64(0), length(o.Get("length")); i < n; i++ {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		key := strconv.FormatInt(i, 10)
		if !w.value(o.Get(key), key) {
			w.buf = append(w.buf, "null"...)
		}
	}
	w.buf = append(w.buf, ']')
}

// length is ToLength (ECMA-262 §7.1.20).
func length(v sobek.Value) int64 {
	if v == nil {
		return 0
	}
	return min(max(v.ToInteger(), 0), 1<<53-1)
}

func (w *writer) record(o *sobek.Object) bool {
	keys := o.Keys()
	for _, key := range keys {
		if strings.Contains(key, "\uFFFD") {
			return w.special(o) // the name may be another, that Go cannot write
		}
	}
	w.buf = append(w.buf, '{')
	empty := true
	for _, key := range keys {
		mark := len(w.buf)
		if !empty {
			w.buf = append(w.buf, ',')
		}
		w.buf = append(appendQuoted(w.buf, key), ':')
		if w.value(o.Get(key), key) {
			empty = false
		} else {
			w.buf = w.buf[:mark]
		}
	}
	w.buf = append(w.buf, '}')
	return true
}

// special has the engine write an object. It comes to the engine out of a
// replacer, since its toJSON must not be asked twice.
func (w *writer) special(o *sobek.Object) bool {
	e := w.engine
	first := true
	replacer := e.rt.ToValue(func(call sobek.FunctionCall) sobek.Value {
		if first {
			first = false
			return o
		}
		return call.Argument(1)
	})
	v := e.stringify(sobek.FunctionCall{This: sobek.Undefined(), Arguments: []sobek.Value{sobek.Null(), replacer}})
	if sobek.IsUndefined(v) {
		return false
	}
	w.buf = append(w.buf, v.String()...)
	return true
}

// appendFloat writes a number as Number::toString does (ECMA-262 §6.1.6.1.20).
func appendFloat(b []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(b, "null"...)
	}
	if f == 0 {
		return append(b, '0') // -0 as well
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	b = strconv.AppendFloat(b, f, 'e', -1, 64)
	// Go writes e-09 where JavaScript writes e-9.
	if n := len(b); b[n-4] == 'e' && b[n-2] == '0' {
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b
}
