package data

import (
	"strconv"

	"github.com/grafana/sobek"

	"volley/internal/frozen"
	"volley/internal/vu"
)

// class is the constructor SharedArray. What it makes is an array of the engine,
// no instance of its own class, as in k6.
func (i *instance) class() sobek.Value {
	ctor := i.rt.ToValue(i.v.NativeConstructor(i.construct)).(*sobek.Object)
	// Defining a property of a fresh function cannot fail.
	_ = ctor.DefineDataProperty("name", i.rt.ToValue("SharedArray"), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return ctor
}

func (i *instance) construct(call sobek.ConstructorCall) *sobek.Object {
	if i.v.Stage != vu.Init {
		i.v.Throwf("new SharedArray must be called in the init context")
	}
	name := call.Argument(0).String()
	if name == "" {
		i.v.Throwf("empty name provided to SharedArray's constructor")
	}
	fn, ok := sobek.AssertFunction(call.Argument(1))
	if !ok {
		i.v.Throwf("a function is expected as the second argument of SharedArray's constructor")
	}
	if isAsync(call.Argument(1)) {
		i.v.Throwf("SharedArray constructor does not support async functions as second argument")
	}
	texts, ok := i.find(name)
	if !ok {
		// The lock is not held: fn may well make another SharedArray.
		texts = i.keep(name, i.build(fn))
	}
	return frozen.Of(i.v).Array(texts)
}

// isAsync reports whether a function, which is an object, is async.
func isAsync(fn sobek.Value) bool {
	tag := fn.(*sobek.Object).GetSymbol(sobek.SymToStringTag)
	return tag != nil && tag.String() == "AsyncFunction"
}

// build calls the script's function and keeps what it returns as JSON.
func (i *instance) build(fn sobek.Callable) []string {
	value, err := i.v.Call(fn, sobek.Undefined())
	if err != nil {
		i.v.Rethrow(err)
	}
	list, ok := value.(*sobek.Object)
	if !ok || list.ClassName() != "Array" {
		i.v.Throwf("only arrays can be made into SharedArray")
	}
	js := frozen.Of(i.v)
	texts := make([]string, list.Get("length").ToInteger())
	for n := range texts {
		texts[n] = js.Text(list.Get(strconv.Itoa(n)))
	}
	return texts
}
