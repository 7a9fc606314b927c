package web

import "github.com/grafana/sobek"

// noTraps is a proxy's that adds nothing.
var noTraps = &sobek.ProxyTrapConfig{}

// newOnly stands a constructor behind a proxy. The engine tells a constructor of
// Go's nothing of how it was called, but a proxy that is constructed names a new
// target: itself, or the class that extends it.
func (r *Realm) newOnly(ctor *sobek.Object) *sobek.Object {
	if r.hasInstance == nil {
		r.hasInstance = r.rt.ToValue(instanceOf)
	}
	// The engine's own instanceof does not know proxies.
	_ = ctor.DefineDataPropertySymbol(sobek.SymHasInstance, r.hasInstance, sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return r.rt.ToValue(r.rt.NewProxy(ctor, noTraps)).(*sobek.Object)
}

// needNew refuses a call without new, with a TypeError (Web IDL §3.7.1).
func (r *Realm) needNew(call sobek.ConstructorCall, class string) {
	if call.NewTarget == nil {
		panic(r.rt.NewTypeError("Failed to construct '%s': Please use the 'new' operator, this DOM object constructor cannot be called as a function.", class))
	}
}

// instanceOf is OrdinaryHasInstance (ECMAScript §7.3.21) for the constructor it
// is called on, a class of ours or one that extends it.
func instanceOf(call sobek.FunctionCall, rt *sobek.Runtime) sobek.Value {
	ctor, _ := call.This.(*sobek.Object)
	obj, ok := call.Argument(0).(*sobek.Object)
	if ctor == nil || !ok {
		return rt.ToValue(false)
	}
	proto, _ := ctor.Get("prototype").(*sobek.Object)
	for obj = obj.Prototype(); obj != nil && proto != nil; obj = obj.Prototype() {
		if obj == proto {
			return rt.ToValue(true)
		}
	}
	return rt.ToValue(false)
}
