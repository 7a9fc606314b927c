package web

import (
	"maps"
	"slices"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// Method is a member function of a class. call.This has been checked by Self.
type Method func(r *Realm, call sobek.FunctionCall) sobek.Value

// Class describes a JavaScript class. Immutable.
type Class struct {
	Name   string
	Parent *Class
	Length int // of the constructor
	// Construct makes an instance; nil means the class has no constructor a
	// script may call.
	Construct func(r *Realm, c *Class, args []sobek.Value) Instance
	Methods   map[string]Method
	Constants map[string]int64
	// Attributes are the names its instances answer for themselves.
	Attributes []string
}

// Instance is an object of a class: a Go struct that embeds Base.
type Instance interface {
	sobek.DynamicObject
	base() *Base
}

// Realm is the classes of one VU.
//
// Owned by one loop.
type Realm struct {
	v       *vu.VU
	rt      *sobek.Runtime
	classes map[*Class]*made
}

// made is what of a class exists in a VU.
type made struct {
	constructor *sobek.Object
	proto       *sobek.Object
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
		m.proto = r.rt.NewDynamicObject(&prototype{r: r, c: c})
		switch {
		case c.Parent != nil:
			m.proto.SetPrototype(r.Prototype(c.Parent))
		default:
			m.proto.SetPrototype(r.tagged())
		}
	}
	return m.proto
}

// tagged is the object at the end of every chain of classes. It answers for
// Symbol.toStringTag, which a dynamic object cannot.
func (r *Realm) tagged() *sobek.Object {
	m := r.class(nil)
	if m.proto == nil {
		m.proto = r.rt.NewObject()
		get := r.rt.ToValue(func(call sobek.FunctionCall) sobek.Value {
			if obj, ok := call.This.(*sobek.Object); ok {
				if self, ok := obj.Export().(Instance); ok {
					return r.rt.ToValue(self.base().class.Name)
				}
				if p, ok := obj.Export().(*prototype); ok {
					return r.rt.ToValue(p.c.Name)
				}
			}
			return sobek.Undefined()
		})
		// Defining an accessor on a fresh object cannot fail.
		_ = m.proto.DefineAccessorPropertySymbol(sobek.SymToStringTag, get, nil, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
	return m.proto
}

// Constructor is the class's constructor function.
func (r *Realm) Constructor(c *Class) *sobek.Object {
	m := r.class(c)
	if m.constructor != nil {
		return m.constructor
	}
	ctor := r.rt.ToValue(r.v.NativeConstructor(func(call sobek.ConstructorCall) *sobek.Object {
		if c.Construct == nil {
			panic(r.rt.NewTypeError("Illegal constructor"))
		}
		self := c.Construct(r, c, call.Arguments)
		obj := r.Object(c, self)
		// The engine gives new.target for subclasses only; without new, as k6
		// allows it, there is none either.
		if call.NewTarget != nil && call.NewTarget != m.constructor {
			obj.SetPrototype(call.This.Prototype())
		}
		return obj
	})).(*sobek.Object)
	m.constructor = ctor
	define := func(name string, value sobek.Value, enumerable sobek.Flag) {
		_ = ctor.DefineDataProperty(name, value, sobek.FLAG_FALSE, sobek.FLAG_FALSE, enumerable)
	}
	_ = ctor.DefineDataProperty("name", r.rt.ToValue(c.Name), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	_ = ctor.DefineDataProperty("length", r.rt.ToValue(c.Length), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	define("prototype", r.Prototype(c), sobek.FLAG_FALSE)
	for _, name := range slices.Sorted(maps.Keys(c.Constants)) {
		define(name, r.rt.ToValue(c.Constants[name]), sobek.FLAG_TRUE)
	}
	if c.Parent != nil {
		ctor.SetPrototype(r.Constructor(c.Parent))
	}
	return ctor
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

// Base is what every Instance embeds: its object and the properties a script
// added to it.
type Base struct {
	realm  *Realm
	class  *Class
	object *sobek.Object
	extra  *expandos
}

// expandos are properties a script added, in their order.
type expandos struct {
	names  []string
	values map[string]sobek.Value
}

func (b *Base) base() *Base { return b }

// This is the instance's object.
func (b *Base) This() *sobek.Object { return b.object }

// Realm is where the instance lives.
func (b *Base) Realm() *Realm { return b.realm }

// Get answers for added properties only; an instance's own Get comes first.
func (b *Base) Get(key string) sobek.Value {
	if b.extra == nil {
		return nil
	}
	return b.extra.values[key]
}

// Set adds a property.
func (b *Base) Set(key string, value sobek.Value) bool {
	if b.extra == nil {
		b.extra = &expandos{values: map[string]sobek.Value{}}
	}
	if _, ok := b.extra.values[key]; !ok {
		b.extra.names = append(b.extra.names, key)
	}
	b.extra.values[key] = value
	return true
}

// Has reports whether a script added the property.
func (b *Base) Has(key string) bool {
	if b.extra == nil {
		return false
	}
	_, ok := b.extra.values[key]
	return ok
}

// Delete removes an added property.
func (b *Base) Delete(key string) bool {
	if b.Has(key) {
		delete(b.extra.values, key)
		b.extra.names = slices.DeleteFunc(b.extra.names, func(name string) bool { return name == key })
	}
	return true
}

// Keys are the added properties.
func (b *Base) Keys() []string {
	if b.extra == nil {
		return nil
	}
	return b.extra.names
}

// Self is the Go instance behind a this value. It throws a TypeError for any
// other object.
func Self[T any](r *Realm, this sobek.Value) T {
	if obj, ok := this.(*sobek.Object); ok {
		if self, ok := obj.Export().(T); ok {
			return self
		}
	}
	panic(r.rt.NewTypeError("Illegal invocation"))
}
