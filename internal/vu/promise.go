package vu

import "github.com/grafana/sobek"

// Resolved is a promise of a value that is there already. What waits for it runs
// with the microtasks.
func (v *VU) Resolved(value sobek.Value) sobek.Value {
	promise, resolve, _ := v.rt.NewPromise()
	// Looking for a "then" may run the script's code.
	v.Do(func() { _ = resolve(value) })
	return v.rt.ToValue(promise)
}

// Rejected is a promise that is rejected already.
func (v *VU) Rejected(reason sobek.Value) sobek.Value {
	promise, _, reject := v.rt.NewPromise()
	_ = reject(reason) // runs no script
	return v.rt.ToValue(promise)
}
