package web

import "github.com/grafana/sobek"

// queueMicrotask runs a function behind the microtasks that wait (HTML §8.7).
// What it throws is reported.
func queueMicrotask(r *Realm, call sobek.FunctionCall) sobek.Value {
	r.need(call.Arguments, 1, "execute 'queueMicrotask'")
	f, ok := sobek.AssertFunction(call.Argument(0))
	if !ok {
		panic(r.rt.NewTypeError("Failed to execute 'queueMicrotask': parameter 1 is not of type 'Function'."))
	}
	if raw, ok := call.Argument(0).Export().(func(sobek.FunctionCall) sobek.Value); ok {
		f = r.bare(raw)
	}
	promise, resolve, _ := r.rt.NewPromise()
	_ = resolve(sobek.Undefined()) // no thenable: runs no script
	run := r.v.Native(func(sobek.FunctionCall) sobek.Value {
		if _, err := r.v.Call(f, sobek.Undefined()); err != nil {
			r.report([]error{err})
		}
		return sobek.Undefined()
	})
	if _, err := r.own("Promise", "then", r.rt.ToValue(promise), r.rt.ToValue(run)); err != nil {
		r.v.Rethrow(err)
	}
	return sobek.Undefined()
}

// bare calls a function without the engine's look at the microtasks that wait,
// which would run those queued by this one before those queued earlier.
func (r *Realm) bare(f func(sobek.FunctionCall) sobek.Value) sobek.Callable {
	return func(this sobek.Value, args ...sobek.Value) (value sobek.Value, err error) {
		if ex := r.rt.Try(func() { value = f(sobek.FunctionCall{This: this, Arguments: args}) }); ex != nil {
			return nil, ex
		}
		return value, nil
	}
}

// reportError treats a value as an exception that nobody caught (HTML
// §8.1.4.6).
func reportError(r *Realm, call sobek.FunctionCall) sobek.Value {
	r.need(call.Arguments, 1, "execute 'reportError'")
	value := call.Argument(0)
	if ex := r.rt.Try(func() { panic(value) }); ex != nil {
		r.report([]error{ex})
	}
	return sobek.Undefined()
}
