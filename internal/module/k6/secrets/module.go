package secrets

import (
	"github.com/grafana/sobek"

	"volley/internal/secret"
	"volley/internal/vu"
)

// module is what all VUs share.
type module struct{ keeper *secret.Keeper }

// New returns the module k6/secrets. A nil Keeper has none.
func New(k *secret.Keeper) vu.Module { return module{k} }

// Names are what a script may import.
func (module) Names() []string { return []string{"get", "source"} }

// New makes a VU's instance.
func (m module) New(v *vu.VU) vu.Exports {
	i := &instance{module: m, v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(name string) sobek.Value {
		if name == "get" {
			return i.getter(secret.Default)
		}
		return i.rt.ToValue(v.Native(func(call sobek.FunctionCall) sobek.Value {
			source := i.rt.NewObject()
			_ = source.Set("get", i.getter(text(call.Argument(0)))) // a fresh object takes everything
			return source
		}))
	}}
}

// instance is what one VU owns.
type instance struct {
	module
	v  *vu.VU
	rt *sobek.Runtime
}

// getter is get(key) of a source.
func (i *instance) getter(source string) sobek.Value {
	return i.rt.ToValue(i.v.Native(func(call sobek.FunctionCall) sobek.Value {
		value, err := i.keeper.Get(source, text(call.Argument(0)))
		if err != nil {
			return i.v.Rejected(i.rt.NewGoError(err))
		}
		return i.v.Resolved(i.rt.ToValue(value))
	}))
}

// text is a name; what is nothing has none.
func text(value sobek.Value) string {
	if vu.Nothing(value) {
		return ""
	}
	return value.String()
}
