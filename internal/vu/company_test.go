package vu

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/sobek"
)

// TestCompany keeps what Later and Accompany promise: a wait that ends in time
// is a task of the VU's, one that does not ends with the job, and neither keeps
// it alive.
func TestCompany(t *testing.T) {
	r := newRig(t, `export default function () { later(1); later(60000); setTimeout(() => console.log('timer'), 20) }`)
	var heard []string
	r.test.Globals = map[string]func(*VU) sobek.Value{"later": func(v *VU) sobek.Value {
		return v.function(func(call sobek.FunctionCall) sobek.Value {
			ms := call.Argument(0)
			v.Later(Milliseconds(ms), func() { heard = append(heard, ms.String()) })
			return sobek.Undefined()
		})
	}}
	v := r.bear(1)
	for n := range 2 {
		r.start(v, "default")
		r.finish(n + 1) // before the minute is over, or it fails
	}
	if want := []string{"1", "1"}; !cmp.Equal(heard, want) {
		t.Errorf("called after %q, want %q", heard, want)
	}
	if head := v.locals[companyKey{}].(*Hold); head.next != nil {
		t.Error("the job has ended, and its company is still listed")
	}
	v.Later(0, func() { t.Error("called without a job") })
	r.tick()
}

// TestGlobals makes a test's globals when a VU first reads them, and once.
func TestGlobals(t *testing.T) {
	r := newRig(t, `export default function () { console.log('made' in globalThis, typeof made, made === made, typeof absent, self === globalThis) }`)
	made := 0
	r.test.Globals = map[string]func(*VU) sobek.Value{"made": func(v *VU) sobek.Value { made++; return v.rt.NewObject() }}
	v := r.bear(1)
	if made != 0 {
		t.Error("the global was made before the script read it")
	}
	r.start(v, "default")
	r.finish(1)
	if want := []string{"true object true undefined true"}; !cmp.Equal(r.console.all(), want) {
		t.Errorf("printed %q, want %q", r.console.all(), want)
	}
	if made != 1 {
		t.Errorf("the global was made %d times, want once", made)
	}
}
