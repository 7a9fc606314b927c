package web

import (
	"math/big"
	"reflect"
	"slices"

	"github.com/grafana/sobek"
)

// structuredClone copies a value as the HTML standard's §2.7 says: with cycles,
// without prototypes of the script's.
func structuredClone(r *Realm, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'structuredClone'"
	r.need(call.Arguments, 1, where)
	c := &cloner{r: r, seen: map[*sobek.Object]*sobek.Object{}}
	var moved []sobek.ArrayBuffer
	if list := r.dictionary(call.Argument(1), where).get("transfer"); list != nil {
		for _, item := range r.Sequence(list, where) {
			moved = append(moved, c.move(item))
		}
	}
	var out sobek.Value
	r.v.Do(func() { out = c.clone(call.Argument(0)) }) // getters of the script's may run
	for _, buffer := range moved {
		buffer.Detach()
	}
	return out
}

// cloner is one copying.
type cloner struct {
	r     *Realm
	seen  map[*sobek.Object]*sobek.Object
	depth int
}

// deepest is how deep objects may be nested in what is cloned.
const deepest = 10_000

func (c *cloner) fail(what string) {
	Throw(c.r, "DataCloneError", "Failed to execute 'structuredClone': "+what)
}

// move makes the clone of a buffer that is given away: the bytes themselves.
func (c *cloner) move(value sobek.Value) sobek.ArrayBuffer {
	obj, _ := value.(*sobek.Object)
	if obj == nil || obj.ExportType() != bufferType {
		c.fail("Value does not have a transferable type.")
	}
	buffer := obj.Export().(sobek.ArrayBuffer)
	if _, twice := c.seen[obj]; twice {
		c.fail("An ArrayBuffer is twice in the transfer list.")
	}
	if buffer.Detached() {
		c.fail("An ArrayBuffer is detached and could not be cloned.")
	}
	c.seen[obj] = c.r.rt.ToValue(c.r.rt.NewArrayBuffer(buffer.Bytes())).(*sobek.Object)
	return buffer
}

// clone copies any value.
func (c *cloner) clone(value sobek.Value) sobek.Value {
	switch v := value.(type) {
	case *sobek.Symbol:
		c.fail("Symbol(" + v.String() + ") could not be cloned.")
	case *sobek.Object:
		if copied := c.seen[v]; copied != nil {
			return copied
		}
		if c.depth++; c.depth > deepest {
			panic(c.r.rangeError("Maximum call stack size exceeded"))
		}
		defer func() { c.depth-- }()
		return c.object(v)
	}
	return value
}

// made remembers the copy of an object, before what is in it is copied.
func (c *cloner) made(obj, copied *sobek.Object) *sobek.Object {
	c.seen[obj] = copied
	return copied
}

// construct is new intrinsic(args...).
func (c *cloner) construct(intrinsic string, args ...sobek.Value) *sobek.Object {
	obj, err := c.r.rt.New(c.r.intrinsic(intrinsic), args...)
	if err != nil {
		c.r.v.Rethrow(err)
	}
	return obj
}

// own calls an intrinsic's method.
func (c *cloner) own(intrinsic, method string, this sobek.Value, args ...sobek.Value) sobek.Value {
	value, err := c.r.own(intrinsic, method, this, args...)
	if err != nil {
		c.r.v.Rethrow(err)
	}
	return value
}

var (
	bufferType  = reflect.TypeFor[sobek.ArrayBuffer]()
	mapType     = reflect.TypeFor[[][2]any]()
	setType     = reflect.TypeFor[[]any]()
	objectType  = reflect.TypeFor[map[string]any]()
	bigIntType  = reflect.TypeFor[*big.Int]()
	typedArrays = []string{
		"Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
	}
)

// object copies an object by its kind, which the engine knows whatever the
// script made of its prototype.
func (c *cloner) object(obj *sobek.Object) *sobek.Object {
	if _, callable := sobek.AssertFunction(obj); callable {
		c.fail(obj.String() + " could not be cloned.")
	}
	switch class := obj.ClassName(); class {
	case "Number", "Boolean", "String":
		return c.made(obj, c.construct(class, c.own(class, "valueOf", obj)))
	case "Date":
		return c.made(obj, c.construct(class, c.own(class, "getTime", obj)))
	case "RegExp":
		return c.made(obj, c.construct(class, obj.Get("source"), obj.Get("flags")))
	case "Error":
		return c.fault(obj)
	case "Array":
		copied := c.made(obj, c.r.rt.NewArray())
		_ = copied.Set("length", obj.Get("length")) // an array's length fits another
		return c.properties(obj, copied)
	case "Arguments":
		return c.refuse(obj)
	}
	switch kind := obj.ExportType(); kind {
	case bufferType:
		buffer := obj.Export().(sobek.ArrayBuffer)
		if buffer.Detached() {
			c.fail("An ArrayBuffer is detached and could not be cloned.")
		}
		return c.made(obj, c.r.rt.ToValue(c.r.rt.NewArrayBuffer(clone(buffer.Bytes()))).(*sobek.Object))
	case mapType:
		return c.collection(obj, "Map", "set")
	case setType:
		return c.collection(obj, "Set", "add")
	case bigIntType:
		return c.made(obj, c.own("BigInt", "valueOf", obj).ToObject(c.r.rt))
	case objectType:
		return c.plain(obj)
	}
	return c.special(obj)
}

// special copies typed arrays and the platform's own objects.
func (c *cloner) special(obj *sobek.Object) *sobek.Object {
	if self, ok := As[Instance](obj); ok {
		return c.instance(obj, self)
	}
	if name := typedName(obj); slices.Contains(typedArrays, name) {
		buffer := c.clone(obj.Get("buffer"))
		return c.made(obj, c.construct(name, buffer, obj.Get("byteOffset"), obj.Get("length")))
	}
	return c.refuse(obj)
}

// instance copies an object of the platform's, if its class is serializable.
func (c *cloner) instance(obj *sobek.Object, self Instance) *sobek.Object {
	if copier, ok := self.(interface{ copy() Instance }); ok {
		return c.made(obj, c.r.Object(self.base().class, copier.copy()))
	}
	return c.refuse(obj)
}

func (c *cloner) refuse(obj *sobek.Object) *sobek.Object {
	name := "Object"
	if ctor, ok := obj.Get("constructor").(*sobek.Object); ok && ctor.Get("name") != nil {
		name = ctor.Get("name").String()
	}
	c.fail("#<" + name + "> could not be cloned.")
	return nil
}

// plain copies an object of the script's. Some of the engine's objects look like
// one from Go: their own methods tell.
func (c *cloner) plain(obj *sobek.Object) *sobek.Object {
	if self, ok := As[Instance](obj); ok { // of a script's subclass
		return c.instance(obj, self)
	}
	if proto := obj.Prototype(); proto != nil && proto.Prototype() != nil {
		if _, err := c.r.own("DataView", "getInt8", obj, c.r.rt.ToValue(-1)); isRange(err) {
			buffer := c.clone(obj.Get("buffer"))
			return c.made(obj, c.construct("DataView", buffer, obj.Get("byteOffset"), obj.Get("byteLength")))
		}
		for _, weak := range []string{"WeakMap", "WeakSet"} {
			if _, err := c.r.own(weak, "has", obj, sobek.Undefined()); err == nil {
				return c.refuse(obj)
			}
		}
		if tag := typedName(obj); tag == "Generator" || tag == "Array Iterator" || tag == "Map Iterator" || tag == "Set Iterator" || tag == "String Iterator" {
			return c.refuse(obj)
		}
	}
	return c.properties(obj, c.made(obj, c.r.rt.NewObject()))
}

// isRange reports whether a method that was given a bad position found it bad,
// and so was called on an object of its class.
func isRange(err error) bool {
	ex, ok := err.(*sobek.Exception)
	if !ok {
		return false
	}
	obj, ok := ex.Value().(*sobek.Object)
	return ok && obj.Get("name") != nil && obj.Get("name").String() == "RangeError"
}

// properties copies the enumerable ones.
func (c *cloner) properties(obj, copied *sobek.Object) *sobek.Object {
	for _, key := range obj.Keys() {
		value := obj.Get(key)
		if value == nil { // a getter took it away
			continue
		}
		// Defining, since __proto__ is a name as others here.
		_ = copied.DefineDataProperty(key, c.clone(value), sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_TRUE)
	}
	return copied
}

// collection copies a Map or a Set: first the list of what is in it, then that.
func (c *cloner) collection(obj *sobek.Object, class, add string) *sobek.Object {
	copied := c.made(obj, c.construct(class))
	var items [][2]sobek.Value
	collect := func(call sobek.FunctionCall) sobek.Value {
		items = append(items, [2]sobek.Value{call.Argument(1), call.Argument(0)})
		return sobek.Undefined()
	}
	c.own(class, "forEach", obj, c.r.rt.ToValue(collect))
	for _, item := range items {
		args := []sobek.Value{c.clone(item[0])}
		if class == "Map" {
			args = append(args, c.clone(item[1]))
		}
		c.own(class, add, copied, args...)
	}
	return copied
}

// fault copies an error: its kind, message, stack and cause.
func (c *cloner) fault(obj *sobek.Object) *sobek.Object {
	if x, ok := As[*exception](obj); ok {
		return c.made(obj, NewException(c.r, x.name, x.message))
	}
	kind := "Error"
	if name := obj.Get("name"); name != nil && slices.Contains([]string{"EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"}, name.String()) {
		kind = name.String()
	}
	copied := c.made(obj, c.construct(kind))
	names := obj.GetOwnPropertyNames()
	for _, key := range []string{"message", "stack", "cause"} {
		if !slices.Contains(names, key) {
			continue
		}
		value := obj.Get(key)
		if key != "cause" {
			value = c.r.rt.ToValue(value.String())
		}
		_ = copied.DefineDataProperty(key, c.clone(value), sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
	return copied
}
