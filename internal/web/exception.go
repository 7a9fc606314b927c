package web

import "github.com/grafana/sobek"

// exceptionCodes are the legacy codes of DOMException's names (Web IDL §2.8.1).
var exceptionCodes = map[string]int{
	"IndexSizeError": 1, "NotFoundError": 8, "NotSupportedError": 9, "InvalidStateError": 11,
	"SyntaxError": 12, "InvalidAccessError": 15, "TimeoutError": 23, "AbortError": 20, "DataCloneError": 25,
}

type exceptionKey struct{}

// exceptions is the prototype of DOMException in one VU.
type exceptions struct{ constructor, proto *sobek.Object }

func (r *Realm) exceptions() *exceptions {
	return r.v.Local(exceptionKey{}, func() any {
		x := &exceptions{proto: r.rt.NewObject()}
		parent := r.rt.Get("Error").(*sobek.Object)
		x.proto.SetPrototype(parent.Get("prototype").(*sobek.Object))
		x.constructor = r.rt.ToValue(func(call sobek.ConstructorCall) *sobek.Object {
			message, name := "", "Error"
			if len(call.Arguments) > 0 && !sobek.IsUndefined(call.Arguments[0]) {
				message = call.Arguments[0].String()
			}
			if len(call.Arguments) > 1 && !sobek.IsUndefined(call.Arguments[1]) {
				name = call.Arguments[1].String()
			}
			return r.exception(x, name, message)
		}).(*sobek.Object)
		_ = x.constructor.DefineDataProperty("name", r.rt.ToValue("DOMException"), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		_ = x.constructor.DefineDataProperty("prototype", x.proto, sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE)
		_ = x.proto.DefineDataProperty("constructor", x.constructor, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
		return x
	}).(*exceptions)
}

// exception makes a DOMException: an Error of the engine, so that it has a
// stack, with the name and code of the standard.
func (r *Realm) exception(x *exceptions, name, message string) *sobek.Object {
	obj, err := r.rt.New(r.rt.Get("Error"), r.rt.ToValue(message))
	if err != nil {
		panic(err)
	}
	obj.SetPrototype(x.proto)
	hidden := func(key string, value any) {
		_ = obj.DefineDataProperty(key, r.rt.ToValue(value), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
	hidden("name", name)
	hidden("code", exceptionCodes[name])
	return obj
}

// DOMException is the constructor of the class.
func (r *Realm) DOMException() *sobek.Object { return r.exceptions().constructor }

// Throw throws a DOMException with a name of the standard. It does not return.
func Throw(r *Realm, name, message string) {
	panic(r.exception(r.exceptions(), name, message))
}
