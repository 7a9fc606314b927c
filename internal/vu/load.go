package vu

import (
	"encoding/json"
	"errors"
	"fmt"
	"unsafe"

	"github.com/grafana/sobek"

	"volley/internal/script"
)

// ErrNoExport is wrapped when a script lacks a function that a scenario names.
var ErrNoExport = errors.New("not exported by the script")

// errEndless is a top level that awaits what never comes.
var errEndless = errors.New("the script's top level never came to its end: it awaits a promise that nothing settles")

// load runs the init context: the script's top level, and all that it imports.
// The job ends when nothing it began is pending.
func (v *VU) load() (sobek.Value, error) {
	v.instance = v.test.Script.Instantiate(v.rt, host{v})
	var err error
	v.Do(func() { v.top, err = v.instance.Evaluate() })
	if err != nil || v.top == nil {
		return nil, err
	}
	switch v.top.State() {
	case sobek.PromiseStateRejected:
		v.trackRejection(v.top, sobek.PromiseRejectionHandle)
		return nil, thrown(v.top.Result())
	case sobek.PromiseStatePending:
		return nil, v.awaitTop()
	}
	return nil, nil
}

// awaitTop fails the job when the top level is rejected after its first await.
// A promise with a handler is not reported a second time.
func (v *VU) awaitTop() error {
	top := v.rt.ToValue(v.top).ToObject(v.rt)
	then, _ := sobek.AssertFunction(top.Get("then"))
	rejected := v.function(func(call sobek.FunctionCall) sobek.Value {
		v.Fail(thrown(call.Argument(0)))
		return sobek.Undefined()
	})
	_, err := v.Call(then, top, sobek.Undefined(), rejected)
	return err
}

// loaded ends the init context and says how it went.
func (v *VU) loaded(o Outcome) error {
	v.instance.Finish()
	if v.ID > 0 { // the options are read from the first VU, which has no number
		v.instance.Drop("options")
	}
	top := v.top
	v.top = nil
	switch {
	case o.Err != nil:
		return &script.Exception{Err: o.Err}
	case top != nil && top.State() == sobek.PromiseStatePending:
		return &script.Exception{Where: v.test.Script.URL(), Err: errEndless}
	}
	v.test.Script.Seal()
	return nil
}

// thrown is what a rejected top level was rejected with.
func thrown(reason sobek.Value) error {
	if err, ok := reason.Export().(error); ok {
		return err
	}
	return &Rejection{reasonText(reason)}
}

// host makes a VU's built-in modules for its script.
type host struct{ v *VU }

// Module is the VU's instance of a module.
func (h host) Module(path string) (values script.Values, err error) {
	h.v.Own(func() {
		var i *instance
		i, err = h.v.module(path)
		if err == nil {
			values = i
		}
	})
	return values, err
}

// open is open(path [, "b"]).
func (v *VU) open(call sobek.FunctionCall) sobek.Value {
	name := ""
	if !Nothing(call.Argument(0)) {
		name = call.Argument(0).String()
	}
	_, text, err := v.instance.Open(name)
	switch {
	case err != nil:
		v.Throw(err)
	case !Nothing(call.Argument(1)) && call.Argument(1).String() == "b":
		return v.rt.ToValue(v.rt.NewArrayBuffer([]byte(text)))
	}
	return v.rt.ToValue(text)
}

// Open reads a file as the script's open() does, for a module that has files of
// its own: once for all VUs, in the init context only, into archives too. path
// is where the file is, as far as that is known; the error wraps fs.ErrNotExist
// or syscall.EISDIR if that is why it cannot be read.
func (v *VU) Open(name string) (path, text string, err error) { return v.instance.Open(name) }

// Exports are the names of all the script exports.
func (v *VU) Exports() (names []string) {
	v.try(func() { names = v.instance.Exports() })
	return names
}

// HasExport reports whether the script exports a function of that name.
func (v *VU) HasExport(name string) bool {
	_, ok := v.exported(name)
	return ok
}

// exported is an exported function. The last one asked for is kept: a VU calls
// the same at every iteration.
func (v *VU) exported(name string) (sobek.Callable, bool) {
	if v.exportFn != nil && v.exportName == name {
		return v.exportFn, true
	}
	fn, ok := sobek.AssertFunction(v.exportValue(name))
	if ok {
		v.exportName, v.exportFn = name, fn
	}
	return fn, ok
}

func (v *VU) exportValue(name string) (value sobek.Value) {
	v.try(func() { value = v.instance.Export(name) })
	return value
}

// try runs what may run a getter of the script; what it throws is dropped.
func (v *VU) try(f func()) {
	v.Do(func() { v.rt.Try(f) })
}

// Export calls a function the script exports with the setup data, as a task of
// the VU. The error wraps ErrNoExport if there is none of that name.
func (v *VU) Export(name string) (sobek.Value, error) {
	fn, ok := v.exported(name)
	if !ok {
		return nil, fmt.Errorf("function %q is %w", name, ErrNoExport)
	}
	data, err := v.setupData()
	if err != nil {
		return nil, err
	}
	return v.Call(fn, sobek.Undefined(), data)
}

// ExportWith is Export with arguments of the caller's.
func (v *VU) ExportWith(name string, args ...sobek.Value) (sobek.Value, error) {
	fn, ok := v.exported(name)
	if !ok {
		return nil, fmt.Errorf("function %q is %w", name, ErrNoExport)
	}
	return v.Call(fn, sobek.Undefined(), args...)
}

// SetData gives the VU what setup() returned, as JSON; nil is undefined. It is
// decoded when an export is first called.
func (v *VU) SetData(data []byte) {
	if unsafe.SliceData(data) == unsafe.SliceData(v.dataJSON) && len(data) == len(v.dataJSON) {
		return // what the script did to its copy stays
	}
	v.data, v.dataJSON = nil, data
}

func (v *VU) setupData() (sobek.Value, error) {
	switch {
	case v.data != nil:
		return v.data, nil
	case v.dataJSON == nil:
		return sobek.Undefined(), nil
	}
	data, err := v.Parse(v.dataJSON)
	if err != nil {
		return nil, fmt.Errorf("decode the setup data: %w", err)
	}
	v.data = data
	return data, nil
}

// Parse is the engine's own JSON.parse.
func (v *VU) Parse(text []byte) (sobek.Value, error) {
	object, ok := v.rt.Get("JSON").(*sobek.Object)
	if !ok {
		return nil, errors.New("JSON is gone")
	}
	parse, ok := sobek.AssertFunction(object.Get("parse"))
	if !ok {
		return nil, errors.New("JSON.parse is gone")
	}
	return v.Call(parse, object, v.rt.ToValue(string(text)))
}

// JSON is a value as JSON.stringify writes it; nil for what has no JSON,
// such as undefined or a function.
func (v *VU) JSON(value sobek.Value) (text []byte, err error) {
	if value == nil || sobek.IsUndefined(value) {
		return nil, nil
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		return json.Marshal(value.Export())
	}
	if _, isFunction := sobek.AssertFunction(obj); isFunction {
		return nil, nil
	}
	v.Do(func() {
		if ex := v.rt.Try(func() { text, err = obj.MarshalJSON() }); ex != nil {
			err = ex
		}
	})
	return text, err
}

// OptionsJSON is the script's exported options, nil if it exports none.
func (v *VU) OptionsJSON() ([]byte, error) {
	text, err := v.JSON(v.exportValue("options"))
	if err != nil {
		return nil, &script.Exception{Err: fmt.Errorf("exported options are no JSON: %s", ErrorText(err))}
	}
	return text, nil
}
