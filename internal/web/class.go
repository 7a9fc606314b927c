package web

import (
	"maps"
	"slices"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// Method is a member function of a class. call.This has been checked by Self.
type Method func(r *Realm, call sobek.FunctionCall) sobek.Value

// Static is a function of a class itself.
type Static func(r *Realm, c *Class, call sobek.FunctionCall) sobek.Value

// Class describes a JavaScript class. Immutable.
type Class struct {
	Name   string
	Parent *Class
	Length int // of the constructor
	// Construct makes an instance; nil means the class has no constructor a
	// script may call.
	Construct func(r *Realm, c *Class, args []sobek.Value) Instance
	// Callable lets a script leave new out, which the standard forbids and k6
	// allows for WebSocket.
	Callable bool
	Methods  map[string]Method
	// Statics are functions of the class itself.
	Statics map[string]Static
	// Lengths are those of methods and statics with arguments that must be there.
	Lengths   map[string]int
	Constants map[string]int64
	// Attributes are the names its instances answer for themselves.
	Attributes []string
	// Iterator is the method that iterates an instance, "" for none.
	Iterator string
	iterates bool // its instances are iterators
}

// Realm is the classes of one VU.
//
// Owned by one loop.
type Realm struct {
	v       *vu.VU
	rt      *sobek.Runtime
	classes map[*Class]*made
	// hasInstance is the function behind instanceof.
	hasInstance sobek.Value
	lastID      uint32 // of a listener that a signal can take away
}

// made is what of a class exists in a VU.
type made struct {
	function    *sobek.Object // the constructor as Go made it
	constructor *sobek.Object // as a script sees it
	proto       *sobek.Object
	exposed     bool // the attributes have accessors
}

type realmKey struct{}

// Of returns the realm of a VU.
func Of(v *vu.VU) *Realm {
	return v.Local(realmKey{}, func() any {
		return &Realm{v: v, rt: v.Runtime(), classes: map[*Class]*made{}}
	}).(*Realm)
}

// VU is whose realm it is.
func (r *Realm) VU() *vu.VU { return r.v }

// Runtime is the realm's engine.
func (r *Realm) Runtime() *sobek.Runtime { return r.rt }

func (r *Realm) class(c *Class) *made {
	m := r.classes[c]
	if m == nil {
		m = &made{}
		r.classes[c] = m
	}
	return m
}

// Prototype is the class's prototype object.
func (r *Realm) Prototype(c *Class) *sobek.Object {
	m := r.class(c)
	if m.proto == nil {
		m.proto = r.rt.NewDynamicObject(&prototype{r: r, c: c, m: m})
		m.proto.SetPrototype(r.above(c, m.proto))
	}
	return m.proto
}

// above is what stands above a class's prototype.
func (r *Realm) above(c *Class, proto *sobek.Object) *sobek.Object {
	switch {
	case c.Parent != nil:
		return r.Prototype(c.Parent)
	case c.iterates:
		return r.iterators(c)
	case c.Iterator != "":
		return r.iterable(c, proto)
	}
	return r.tagged()
}

// tagged is the object at the end of every chain of classes. It answers for
// Symbol.toStringTag, which a dynamic object cannot.
func (r *Realm) tagged() *sobek.Object {
	m := r.class(nil)
	if m.proto == nil {
		m.proto = r.rt.NewObject()
		get := r.rt.ToValue(func(call sobek.FunctionCall) sobek.Value {
			if self, ok := As[Instance](call.This); ok {
				return r.rt.ToValue(self.base().class.Name)
			}
			if p, ok := As[*prototype](call.This); ok {
				return r.rt.ToValue(p.c.Name)
			}
			return sobek.Undefined()
		})
		// Defining an accessor on a fresh object cannot fail.
		_ = m.proto.DefineAccessorPropertySymbol(sobek.SymToStringTag, get, nil, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
	return m.proto
}

// iterable is what stands between a prototype and the end of the chain to answer
// for Symbol.iterator.
func (r *Realm) iterable(c *Class, proto *sobek.Object) *sobek.Object {
	obj := r.rt.CreateObject(r.tagged())
	_ = obj.DefineDataPropertySymbol(sobek.SymIterator, proto.Get(c.Iterator), sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return obj
}

// Constructor is the class's constructor function.
func (r *Realm) Constructor(c *Class) *sobek.Object {
	m := r.class(c)
	if m.constructor == nil {
		m.constructor = r.function(c)
		if !c.Callable {
			m.constructor = r.newOnly(m.function)
			r.inherit(c, m.constructor)
		}
	}
	return m.constructor
}

// inherit makes a constructor the parent of those that exist already: they had
// to do with the bare function, which costs a VU less.
func (r *Realm) inherit(c *Class, constructor *sobek.Object) {
	for other, m := range r.classes {
		if other != nil && other.Parent == c && m.function != nil {
			m.function.SetPrototype(constructor)
		}
	}
}

// function is the constructor as Go made it.
func (r *Realm) function(c *Class) *sobek.Object {
	m := r.class(c)
	if m.function != nil {
		return m.function
	}
	m.function = r.rt.ToValue(r.v.NativeConstructor(func(call sobek.ConstructorCall) *sobek.Object {
		return r.construct(c, call)
	})).(*sobek.Object)
	describe(m.function, r.rt, c.Name, c.Length)
	define := func(name string, value sobek.Value, change, enumerable sobek.Flag) {
		_ = m.function.DefineDataProperty(name, value, change, change, enumerable)
	}
	define("prototype", r.Prototype(c), sobek.FLAG_FALSE, sobek.FLAG_FALSE)
	for _, name := range slices.Sorted(maps.Keys(c.Constants)) {
		define(name, r.rt.ToValue(c.Constants[name]), sobek.FLAG_FALSE, sobek.FLAG_TRUE)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Statics)) {
		f := c.Statics[name]
		fn := r.method(name, c.Lengths[name], func(r *Realm, call sobek.FunctionCall) sobek.Value { return f(r, c, call) })
		define(name, fn, sobek.FLAG_TRUE, sobek.FLAG_TRUE)
	}
	if c.Parent != nil {
		parent := r.class(c.Parent).constructor
		if parent == nil {
			parent = r.function(c.Parent)
		}
		m.function.SetPrototype(parent)
	}
	return m.function
}

// construct makes an instance for the engine.
func (r *Realm) construct(c *Class, call sobek.ConstructorCall) *sobek.Object {
	if !c.Callable {
		r.needNew(call, c.Name)
	}
	if c.Construct == nil {
		panic(r.rt.NewTypeError("Illegal constructor"))
	}
	self := c.Construct(r, c, call.Arguments)
	if call.NewTarget == nil || call.NewTarget == r.class(c).constructor {
		return r.Object(c, self)
	}
	return r.adopt(c, self, call.This)
}

// method is a member function as the script sees it.
func (r *Realm) method(name string, length int, f Method) *sobek.Object {
	fn := r.rt.ToValue(r.v.Native(func(call sobek.FunctionCall) sobek.Value { return f(r, call) })).(*sobek.Object)
	describe(fn, r.rt, name, length)
	return fn
}

// describe gives a function its name and length, which the engine has made 0.
// Both are configurable: redefining them cannot fail.
func describe(fn *sobek.Object, rt *sobek.Runtime, name string, length int) {
	_ = fn.DefineDataProperty("name", rt.ToValue(name), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	if length > 0 {
		_ = fn.DefineDataProperty("length", rt.ToValue(length), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
}

// Object is the JavaScript object of a Go instance, made when first asked for.
func (r *Realm) Object(c *Class, self Instance) *sobek.Object {
	b := self.base()
	if b.object == nil {
		b.realm, b.class = r, c
		b.object = r.rt.NewDynamicObject(self)
		b.object.SetPrototype(r.Prototype(c))
	}
	return b.object
}
