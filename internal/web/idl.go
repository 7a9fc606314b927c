package web

import (
	"math"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// What Web IDL (§3.2) does with arguments before a method sees them. An object's
// conversion, a member of a dictionary and an iterator may be the script's code,
// and may never come back: it runs as such code does.

// Text is a DOMString or USVString: a lone surrogate becomes U+FFFD.
func (r *Realm) Text(value sobek.Value) string {
	if _, ok := value.(*sobek.Symbol); ok {
		panic(r.rt.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	if obj, ok := value.(*sobek.Object); ok {
		r.v.Do(func() { value = obj.ToString() })
	}
	return value.String()
}

// need throws a TypeError unless there are n arguments. where is "execute 'x' on
// 'Y'" or "construct 'Y'".
func (r *Realm) need(args []sobek.Value, n int, where string) {
	if len(args) < n {
		plural := "s"
		if n == 1 {
			plural = ""
		}
		panic(r.rt.NewTypeError("Failed to %s: %d argument%s required, but only %d present.", where, n, plural, len(args)))
	}
}

// dictionary is an argument that is a dictionary; its zero value has no members.
type dictionary struct {
	v   *vu.VU
	obj *sobek.Object
}

// dictionary reads one: what is neither an object nor absent is a TypeError.
func (r *Realm) dictionary(value sobek.Value, where string) dictionary {
	if value == nil || sobek.IsUndefined(value) || sobek.IsNull(value) {
		return dictionary{}
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		panic(r.rt.NewTypeError("Failed to %s: The provided value is not of type 'object'.", where))
	}
	return dictionary{r.v, obj}
}

// get is a member, nil if it is absent.
func (d dictionary) get(name string) sobek.Value {
	if d.obj == nil {
		return nil
	}
	var value sobek.Value
	d.v.Do(func() { value = d.obj.Get(name) })
	if value == nil || sobek.IsUndefined(value) {
		return nil
	}
	return value
}

// flag is a boolean member, false if it is absent.
func (d dictionary) flag(name string) bool { return truthy(d.get(name)) }

func truthy(value sobek.Value) bool { return value != nil && value.ToBoolean() }

// argument is the n-th one, undefined if there are fewer.
func argument(args []sobek.Value, n int) sobek.Value {
	if n < len(args) {
		return args[n]
	}
	return sobek.Undefined()
}

// number is a value as a double.
func (r *Realm) number(value sobek.Value) float64 {
	switch given := value.(type) {
	case *sobek.Symbol:
		panic(r.rt.NewTypeError("Cannot convert a Symbol value to a number"))
	case *sobek.Object:
		r.v.Do(func() { value = given.ToNumber() })
	}
	return value.ToFloat()
}

// wrap is a number cut to an unsigned integer of some bits (Web IDL §3.2.4.9,
// "ConvertToInt").
func wrap(f float64, bits int) uint64 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	f = math.Mod(math.Trunc(f), math.Ldexp(1, bits))
	if f < 0 {
		f += math.Ldexp(1, bits)
	}
	return uint64(f)
}

// intrinsic is one of the engine's own constructors.
func (r *Realm) intrinsic(name string) *sobek.Object {
	obj, ok := r.rt.GlobalObject().Get(name).(*sobek.Object)
	if !ok {
		panic(r.rt.NewTypeError("%s is gone", name))
	}
	return obj
}

// own calls a method of an intrinsic's prototype, whatever the object's class
// made of it.
func (r *Realm) own(intrinsic, method string, this sobek.Value, args ...sobek.Value) (sobek.Value, error) {
	proto, ok := r.intrinsic(intrinsic).Get("prototype").(*sobek.Object)
	if !ok {
		panic(r.rt.NewTypeError("%s.prototype is gone", intrinsic))
	}
	f, ok := sobek.AssertFunction(proto.Get(method))
	if !ok {
		panic(r.rt.NewTypeError("%s.prototype.%s is gone", intrinsic, method))
	}
	return f(this, args...)
}
