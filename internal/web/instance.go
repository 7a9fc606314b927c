package web

import (
	"reflect"
	"slices"

	"github.com/grafana/sobek"
)

// Instance is an object of a class: a Go struct that embeds Base.
type Instance interface {
	sobek.DynamicObject
	base() *Base
}

// Base is what every Instance embeds: its object and what few have beside it.
type Base struct {
	realm  *Realm
	class  *Class
	object *sobek.Object
	extra  *extra
}

// extra are properties a script added, in their order, and how the signals that
// take listeners of this target away forget them.
type extra struct {
	names    []string
	values   map[string]sobek.Value
	followed map[uint32]func()
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

// Set adds a property, unless its name is one of the class's constants.
func (b *Base) Set(key string, value sobek.Value) bool {
	for c := b.class; c != nil; c = c.Parent {
		if _, constant := c.Constants[key]; constant {
			return false
		}
	}
	e := b.more()
	if e.values == nil {
		e.values = map[string]sobek.Value{}
	}
	if _, ok := e.values[key]; !ok {
		e.names = append(e.names, key)
	}
	e.values[key] = value
	return true
}

// more is b.extra, made when first written.
func (b *Base) more() *extra {
	if b.extra == nil {
		b.extra = &extra{}
	}
	return b.extra
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
	return slices.Clone(b.extra.names) // who goes through them may delete one
}

// Shown are the attributes of the instance's class and those above it, for
// console.
func (b *Base) Shown() (names []string) {
	for c := b.class; c != nil; c = c.Parent {
		names = append(names, c.Attributes...)
	}
	return names
}

// Self is the Go instance behind a this value. It throws a TypeError for any
// other object.
func Self[T any](r *Realm, this sobek.Value) T {
	self, ok := As[T](this)
	if !ok {
		panic(r.rt.NewTypeError("Illegal invocation"))
	}
	return self
}

// As is the Go instance behind a value, if it has one of that type. Unlike the
// engine's Export it runs no script and copies nothing.
func As[T any](value sobek.Value) (self T, ok bool) {
	obj, isObject := value.(*sobek.Object)
	if !isObject {
		return self, false
	}
	switch kind := obj.ExportType(); {
	case kind == nil || kind == proxyType:
		return self, false
	case kind.Kind() == reflect.Pointer:
		self, ok = obj.Export().(T)
		return self, ok
	}
	linked, isObject := obj.GetSymbol(link).(*sobek.Object)
	if !isObject {
		return self, false
	}
	instance, isInstance := linked.Export().(Instance)
	if !isInstance || instance.base().object != obj { // inherited from another object
		return self, false
	}
	self, ok = instance.(T)
	return self, ok
}

var proxyType = reflect.TypeFor[sobek.Proxy]()

// link is the property that leads from an object of a subclass to its instance.
var link = sobek.NewSymbol("instance")

// adopt makes the object of a script's subclass the instance's. It is a plain
// one, since those of ours take neither private members nor symbols.
func (r *Realm) adopt(c *Class, self Instance, obj *sobek.Object) *sobek.Object {
	b := self.base()
	b.realm, b.class, b.object = r, c, obj
	r.expose(c)
	_ = obj.DefineDataPropertySymbol(link, r.rt.NewDynamicObject(self), sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE)
	return obj
}

// expose gives a class and its parents accessors for their attributes: a plain
// object does not answer for them itself. They stand between the class's
// prototype and what is above it.
func (r *Realm) expose(c *Class) {
	for ; c != nil; c = c.Parent {
		m := r.class(c)
		if m.exposed || len(c.Attributes) == 0 {
			continue
		}
		m.exposed = true
		proto := r.Prototype(c)
		accessors := r.rt.CreateObject(proto.Prototype())
		for _, name := range c.Attributes {
			get, set := r.accessor(name)
			_ = accessors.DefineAccessorProperty(name, get, set, sobek.FLAG_TRUE, sobek.FLAG_TRUE)
		}
		proto.SetPrototype(accessors)
	}
}

func (r *Realm) accessor(name string) (get, set sobek.Value) {
	get = r.method("get "+name, 0, func(r *Realm, call sobek.FunctionCall) sobek.Value {
		return Self[Instance](r, call.This).Get(name)
	})
	set = r.method("set "+name, 1, func(r *Realm, call sobek.FunctionCall) sobek.Value {
		self := Self[Instance](r, call.This)
		if !self.Set(name, call.Argument(0)) {
			panic(r.rt.NewTypeError("Cannot set property %s of #<%s> which has only a getter", name, self.base().class.Name))
		}
		return sobek.Undefined()
	})
	return get, set
}
