package extension

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/metric"
	"volley/internal/vu"
)

// Exports are what a module exports, by name. Each function makes one virtual
// user's value, in the init context, as its script imports the module. A value is a Go function, which
// the engine calls with its arguments converted and whose error it throws; a
// func(sobek.FunctionCall) sobek.Value, which gets them as they are; a
// func(sobek.ConstructorCall) *sobek.Object, which is a class; or whatever else
// sobek's ToValue takes. "default" is the default export; without it that is an
// object of all others.
//
// A function that blocks keeps its virtual user waiting and nobody else. One
// that panics throws.
type Exports map[string]func(v *VU) any

// VU is one virtual user, as a module sees it. Its methods may only be called
// while the user's script waits for the module, not from other goroutines.
type VU struct{ v *vu.VU }

// Runtime is the user's JavaScript engine.
func (v *VU) Runtime() *sobek.Runtime { return v.v.Runtime() }

// ID is the user's number, from 1; 0 in the init context, setup and teardown.
func (v *VU) ID() int64 { return v.v.ID }

// InInit reports whether the script's init context runs.
func (v *VU) InInit() bool { return v.v.Stage == vu.Init }

// Log is volley's own log.
func (v *VU) Log() *slog.Logger { return v.v.Test().Log }

// Local is the user's own value of a key, made when it is first asked for: what
// the functions of a module share.
func (v *VU) Local(key any, make func() any) any { return v.v.Local(key, make) }

// Throw throws an error as an exception of JavaScript. It does not return.
func (v *VU) Throw(err error) { v.v.Throw(err) }

// Promise does work on a goroutine of its own and returns a promise of what it
// gives, converted; an error rejects it. name says what is waited for. The
// user's iteration lasts until the work is done; ctx ends when nobody waits any
// more. work must not touch the VU nor anything of its Runtime.
func (v *VU) Promise(name string, work func(ctx context.Context) (any, error)) (promise sobek.Value) {
	v.v.Own(func() {
		promise = v.v.Promise(vu.Beside{Name: name, Do: work, Settle: func(result any, err error) (sobek.Value, bool) {
			if err != nil {
				return v.Runtime().NewGoError(err), true
			}
			return v.Runtime().ToValue(result), false
		}})
	})
	return promise
}

// Kind is how the values of a metric are counted.
type Kind = metric.Kind

// The kinds of metrics.
const (
	Counter = metric.Counter
	Gauge   = metric.Gauge
	Rate    = metric.Rate
	Trend   = metric.Trend
)

// Contains is what the values of a metric are.
type Contains = metric.Contains

// What values can be.
const (
	Numbers      = metric.ContainsDefault
	Milliseconds = metric.ContainsTime
	Bytes        = metric.ContainsData
)

// Metric is one thing that is measured, as one virtual user knows it.
type Metric struct {
	v *VU
	m *metric.Metric
}

// Metric is the metric of a name, which a script may also declare and set
// thresholds for. It must be called in the init context, as makers of exports
// are; it throws if the name is another kind of metric's.
func (v *VU) Metric(name string, kind Kind, contains Contains) *Metric {
	if !v.InInit() {
		v.Throw(fmt.Errorf("metric %s: metrics must be declared in the init context", name))
	}
	m, err := v.v.Test().Registry.New(name, kind, contains)
	if err != nil {
		v.Throw(err)
	}
	return &Metric{v, m}
}

// Add counts a value now, with the user's tags and these. In the init context
// nothing is counted.
func (m *Metric) Add(value float64, tags map[string]string) {
	u := m.v.v
	u.Own(func() {
		registry, all := u.Test().Registry, u.Tags()
		for _, key := range slices.Sorted(maps.Keys(tags)) {
			all = registry.With(all, key, tags[key])
		}
		u.Sample(registry.Series(m.m, all), value, time.Now())
	})
}

// module is exports as volley knows modules.
type module struct {
	path    string
	exports Exports
}

// Names are what a script may import.
func (m module) Names() []string {
	names := slices.Sorted(maps.Keys(m.exports))
	return slices.DeleteFunc(names, func(name string) bool { return name == "default" })
}

// New makes a user's instance: all of it, for metrics must be declared now.
func (m module) New(v *vu.VU) vu.Exports {
	user, values := &VU{v}, map[string]sobek.Value{}
	for name := range m.exports {
		values[name] = m.value(user, name)
	}
	return vu.Exports{Default: values["default"], Named: func(name string) sobek.Value { return values[name] }}
}

// value makes an export.
func (m module) value(v *VU, name string) sobek.Value {
	what := m.path + "." + name
	defer m.caught(v, what)
	rt := v.Runtime()
	switch made := m.exports[name](v).(type) {
	case sobek.Value:
		return made
	case func(sobek.FunctionCall) sobek.Value:
		return rt.ToValue(func(call sobek.FunctionCall) sobek.Value {
			defer m.caught(v, what)
			return made(call)
		})
	case func(sobek.ConstructorCall) *sobek.Object:
		return rt.ToValue(func(call sobek.ConstructorCall) *sobek.Object {
			defer m.caught(v, what)
			return made(call)
		})
	default:
		f := reflect.ValueOf(made)
		if f.Kind() != reflect.Func {
			return rt.ToValue(made)
		}
		return rt.ToValue(func(call sobek.FunctionCall) sobek.Value {
			defer m.caught(v, what)
			return v.call(what, f, call.Arguments)
		})
	}
}

// call calls a Go function from JavaScript. The engine could, but not survive
// its panic.
func (v *VU) call(what string, f reflect.Value, given []sobek.Value) sobek.Value {
	rt, t := v.Runtime(), f.Type()
	var args []reflect.Value
	for n := range max(t.NumIn(), len(given)) {
		var want reflect.Type
		switch {
		case t.IsVariadic() && n >= t.NumIn()-1:
			want = t.In(t.NumIn() - 1).Elem()
		case n < t.NumIn():
			want = t.In(n)
		}
		if want == nil || n >= len(given) && t.IsVariadic() && n == t.NumIn()-1 {
			break
		}
		arg := reflect.New(want)
		if n < len(given) && !sobek.IsUndefined(given[n]) {
			if err := rt.ExportTo(given[n], arg.Interface()); err != nil {
				panic(rt.NewTypeError("%s: argument %d: %v", what, n+1, err))
			}
		}
		args = append(args, arg.Elem())
	}
	results := f.Call(args)
	if n := len(results); n > 0 && t.Out(n-1) == reflect.TypeFor[error]() {
		if err, _ := results[n-1].Interface().(error); err != nil {
			v.Throw(err)
		}
		results = results[:n-1]
	}
	switch len(results) {
	case 0:
		return sobek.Undefined()
	case 1:
		return rt.ToValue(results[0].Interface())
	}
	all := make([]any, len(results))
	for n, result := range results {
		all[n] = result.Interface()
	}
	return rt.NewArray(all...)
}

// caught throws what an extension panicked. What the engine and volley panic is
// theirs, and goes on.
func (m module) caught(v *VU, what string) {
	reason := recover()
	if reason == nil {
		return
	}
	t := reflect.TypeOf(reason)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if path := t.PkgPath(); strings.HasPrefix(path, "github.com/grafana/sobek") || strings.HasPrefix(path, "volley/internal") {
		panic(reason)
	}
	v.Log().Error(fmt.Sprintf("%s panicked: %v\n%s", what, reason, debug.Stack()))
	v.Throw(fmt.Errorf("%s panicked: %v", what, reason))
}
