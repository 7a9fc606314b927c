package vu

import (
	"maps"
	"slices"
	"strings"

	"github.com/grafana/sobek"
)

// lazy is the prototype of an object whose properties are made when a script
// first reads them: most VUs never touch most of what a script may use, and a
// function of Go's costs the engine nearly a kilobyte.
type lazy struct {
	v      *VU
	object *sobek.Object
	source source
	// kept are the values that stay. They are no properties of the object's own:
	// its first one costs the global object a list of all it has, a kilobyte.
	// Only an own one can be assigned to by its name alone, though.
	kept []keptValue
}

type keptValue struct {
	name  string
	value sobek.Value
}

// source is what makes the properties of a lazy.
type source interface {
	// has reports whether there is a property of that name.
	has(name string) bool
	// make makes it. keep says that the value stays.
	make(name string) (value sobek.Value, keep bool)
}

// grow gives an object properties that are made at need.
func (v *VU) grow(obj *sobek.Object, from source) {
	obj.SetPrototype(v.rt.NewDynamicObject(&lazy{v: v, object: obj, source: from}))
}

// Get, Set, Has, Delete and Keys make a lazy a dynamic object of the engine's.
// Writing goes to the object itself, since Has says the name is an ancestor's.
func (l *lazy) Get(key string) sobek.Value {
	for i := range l.kept {
		if l.kept[i].name == key {
			return l.kept[i].value
		}
	}
	if !l.source.has(key) {
		return nil
	}
	value, keep := l.source.make(key)
	switch {
	case !keep:
	case l.v.test.Script != nil && l.v.test.Script.Assigns(key):
		l.object.DefineDataProperty(key, value, sobek.FLAG_TRUE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	default:
		l.kept = append(l.kept, keptValue{key, value})
	}
	return value
}

func (l *lazy) Set(string, sobek.Value) bool { return false }
func (l *lazy) Has(key string) bool          { return l.source.has(key) }
func (l *lazy) Delete(string) bool           { return true }
func (l *lazy) Keys() []string               { return nil }

// globals makes the global object's properties: those of this package, and the
// test's.
type globals struct{ v *VU }

// ownGlobals are the names of this package's.
var ownGlobals = []string{
	"console", "setTimeout", "setInterval", "clearTimeout", "clearInterval",
	"open", "require", "global", "self", "__VU", "__ITER", "__ENV",
}

func (g globals) has(name string) bool {
	return g.v.test.Globals[name] != nil || slices.Contains(ownGlobals, name)
}

// make makes a global when it is first read; numbers that change are made at
// each reading.
func (g globals) make(name string) (value sobek.Value, keep bool) {
	v := g.v
	switch name {
	case "console":
		return v.newConsole(), true
	case "setTimeout", "setInterval":
		return v.named(name, 1, v.timerSetter(name)), true
	case "clearTimeout", "clearInterval":
		return v.named(name, 0, v.clearTimer), true
	case "open":
		return v.named(name, 1, v.open), true
	case "require":
		return v.rt.ToValue(v.instance.Require), true
	case "global", "self":
		return v.rt.GlobalObject(), true
	case "__VU":
		return v.rt.ToValue(v.ID), false
	case "__ITER":
		if v.iterations > 0 {
			return v.rt.ToValue(v.Iteration.InVU), false
		}
		return sobek.Undefined(), false
	case "__ENV":
		return v.rt.NewDynamicObject(&v.env), true
	}
	v.Own(func() { value = v.test.Globals[name](v) })
	return value, true
}

// function is a Go function as the script sees it.
func (v *VU) function(f func(sobek.FunctionCall) sobek.Value) sobek.Value {
	return v.rt.ToValue(v.Native(f))
}

// named is function with the name and the number of arguments a script sees;
// the engine would name it as Go does.
func (v *VU) named(name string, length int, f func(sobek.FunctionCall) sobek.Value) sobek.Value {
	fn := v.function(f).(*sobek.Object)
	// Both are configurable: redefining them cannot fail.
	_ = fn.DefineDataProperty("name", v.rt.ToValue(name), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	_ = fn.DefineDataProperty("length", v.rt.ToValue(length), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	return fn
}

// Name gives a function of Go's its name in the script, if it has none of its own:
// the engine calls it what Go does, in every stack that it stands in. What a
// module exports is named already.
func (v *VU) Name(value sobek.Value, name string) {
	fn, ok := value.(*sobek.Object)
	if !ok || fn.ClassName() != "Function" {
		return
	}
	if own := fn.Get("name"); own != nil && strings.Contains(own.String(), ".") {
		// It is configurable: redefining it cannot fail.
		_ = fn.DefineDataProperty("name", v.rt.ToValue(name), sobek.FLAG_FALSE, sobek.FLAG_TRUE, sobek.FLAG_FALSE)
	}
}

// env is __ENV: the run's variables, shared by all VUs until the script changes
// its own.
type env struct {
	rt     *sobek.Runtime
	vars   map[string]string
	copied bool
}

// Get, Set, Has, Delete and Keys make an env a dynamic object of the engine's.
func (e *env) Get(key string) sobek.Value {
	value, ok := e.vars[key]
	if !ok {
		return nil
	}
	return e.rt.ToValue(value)
}

// Set keeps strings only, as k6 does.
func (e *env) Set(key string, value sobek.Value) bool {
	e.own()
	e.vars[key] = value.String()
	return true
}

func (e *env) Has(key string) bool {
	_, ok := e.vars[key]
	return ok
}

func (e *env) Delete(key string) bool {
	e.own()
	delete(e.vars, key)
	return true
}

func (e *env) Keys() []string { return slices.Sorted(maps.Keys(e.vars)) }

// own makes the variables the VU's own.
func (e *env) own() {
	if e.copied {
		return
	}
	e.copied = true
	e.vars = maps.Clone(e.vars)
	if e.vars == nil {
		e.vars = map[string]string{}
	}
}
