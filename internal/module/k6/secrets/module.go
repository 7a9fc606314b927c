package secrets

import (
	"context"

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
		key := text(call.Argument(0))
		get := func(ctx context.Context) (any, error) { return i.keeper.Get(ctx, source, key) }
		if i.keeper.Waits(source) && i.v.Stage != vu.Init { // nobody waits for the init context
			return i.v.Promise(vu.Beside{Name: "secrets.get", Do: get, Settle: i.settled})
		}
		value, rejected := i.settled(get(context.Background()))
		if rejected {
			return i.v.Rejected(value)
		}
		return i.v.Resolved(value)
	}))
}

// settled is what a promise comes to.
func (i *instance) settled(value any, err error) (settled sobek.Value, rejected bool) {
	if err != nil {
		return i.rt.NewGoError(err), true
	}
	return i.rt.ToValue(value), false
}

// text is a name; what is nothing has none.
func text(value sobek.Value) string {
	if vu.Nothing(value) {
		return ""
	}
	return value.String()
}
