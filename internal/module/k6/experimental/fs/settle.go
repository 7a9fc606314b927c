package fs

import (
	"fmt"

	"github.com/grafana/sobek"

	"volley/internal/web"
)

// resolve is a promise of a value that is there already. Everything here is: the
// bytes are in memory.
func resolve(r *web.Realm, value sobek.Value) sobek.Value {
	promise, settle, _ := r.Runtime().NewPromise()
	// Looking for a "then" may run the script's code.
	r.VU().Do(func() { _ = settle(value) })
	return r.Runtime().ToValue(promise)
}

// reject is a promise that is rejected.
func reject(r *web.Realm, reason *sobek.Object) sobek.Value {
	promise, _, settle := r.Runtime().NewPromise()
	_ = settle(reason) // runs no script
	return r.Runtime().ToValue(promise)
}

// fault is an error of one of k6's names.
func fault(r *web.Realm, name, format string, args ...any) *sobek.Object {
	return web.NewException(r, name, fmt.Sprintf(format, args...))
}

func typeError(r *web.Realm, format string, args ...any) *sobek.Object {
	return r.Runtime().NewTypeError("%s", fmt.Sprintf(format, args...))
}
