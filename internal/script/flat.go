package script

import (
	"slices"

	"github.com/grafana/sobek"
)

// flat is a module as a plain function: its imports come as arguments, and what
// it returns answers for its exports.
//
//	import ws from 'k6/ws';               (function (ws) {
//	export const options = {…};      ─►      const options = {…};
//	export default function () {…}           function default () {…}
//	                                         return { $0: default, $1: options }
//	                                      })
//
// Exports that may still change are answered for by a function instead: from a
// name to the value of now.
//
// The engine's own modules cost every VU some 15 kB: promises, namespaces and
// bindings that are only needed while the graph is evaluated. Almost no test
// script has what needs them; one that has (a top-level await, import.meta,
// namespaces, exports from elsewhere, imports that change, cycles) is left to
// the engine, with its whole graph.
//
// Like CommonJS it is made in the tree, not in the text, so that positions stay
// the file's own. Immutable.
type flat struct {
	program *sobek.Program
	order   []string // the modules it imports, as they are evaluated
	params  []binding
	names   []string          // the exports, in the alphabet's order
	locals  map[string]string // what an export is called inside
	steady  map[string]bool   // exports that keep their value once it has run
	fixed   bool              // all of them do
}

// binding is a name of a module.
type binding struct{ specifier, name string }

// flatInstance is one VU's run of a flat module.
type flatInstance struct {
	in     *Instance
	of     *flat
	module *module
	values []sobek.Value  // of the names, if they are fixed
	ask    sobek.Callable // if not
}

// flat runs a flat module in a VU, once, after those it imports.
func (i *Instance) flat(m *module) (*flatInstance, error) {
	if made := i.flatOf(m); made != nil {
		return made, nil
	}
	values := map[string]func(name string) sobek.Value{}
	for _, specifier := range m.flat.order {
		value, err := i.source(m.requests[specifier])
		if err != nil {
			return nil, err
		}
		values[specifier] = value
	}
	args := make([]sobek.Value, len(m.flat.params))
	for n, p := range m.flat.params {
		args[n] = values[p.specifier](p.name)
	}
	made, err := i.rt.RunProgram(m.flat.program)
	if err != nil {
		return nil, err
	}
	body, _ := sobek.AssertFunction(made)
	answer, err := body(sobek.Undefined(), args...)
	if err != nil {
		return nil, err
	}
	instance := &flatInstance{in: i, of: m.flat, module: m}
	if m.flat.fixed {
		list := answer.ToObject(i.rt)
		instance.values = make([]sobek.Value, len(m.flat.names))
		for n := range instance.values {
			instance.values[n] = list.Get(place(n))
		}
	} else {
		instance.ask, _ = sobek.AssertFunction(answer)
	}
	i.flats = append(i.flats, instance)
	return instance, nil
}

// flatOf is the VU's run of a flat module, nil before it.
func (i *Instance) flatOf(m *module) *flatInstance {
	for _, f := range i.flats {
		if f.module == m {
			return f
		}
	}
	return nil
}

// source evaluates a module that a flat one imports, and returns how to read
// its names.
func (i *Instance) source(record sobek.ModuleRecord) (func(name string) sobek.Value, error) {
	if b, ok := record.(*builtin); ok {
		made, err := i.builtin(b)
		if err != nil {
			return nil, err
		}
		return made.GetBindingValue, nil
	}
	m := i.script.of(record)
	if m.common != nil {
		c := i.common(m.common)
		return c.GetBindingValue, c.run()
	}
	made, err := i.flat(m)
	if err != nil {
		return nil, err
	}
	return made.value, nil
}

// value is an export as it is now, nil if there is none.
func (f *flatInstance) value(name string) sobek.Value {
	n, known := slices.BinarySearch(f.of.names, name)
	switch {
	case !known:
		return nil
	case f.of.fixed:
		return f.values[n]
	}
	value, err := f.ask(sobek.Undefined(), f.in.rt.ToValue(name))
	if err != nil {
		panic(err)
	}
	return value
}

// drop forgets the value of an export.
func (f *flatInstance) drop(name string) {
	if n, known := slices.BinarySearch(f.of.names, name); known && f.of.fixed {
		f.values[n] = nil
	}
}

// object is what require returns for a flat module.
func (f *flatInstance) object() *sobek.Object {
	obj := f.in.rt.NewObject()
	for _, name := range f.of.names {
		obj.Set(name, f.value(name))
	}
	return obj
}
