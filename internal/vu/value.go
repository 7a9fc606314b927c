package vu

import (
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/metric"
	"volley/internal/script"
)

// Throw throws err in the VU's script as k6 does: a GoError whose message is
// the error's text. It does not return.
func (v *VU) Throw(err error) {
	panic(v.rt.NewGoError(err))
}

// goNames are the names by which scripts see members of Go values. Of ours they
// see errors only, as the value of a GoError, and of these error().
type goNames struct{}

func (goNames) FieldName(reflect.Type, reflect.StructField) string { return "" }

func (goNames) MethodName(_ reflect.Type, m reflect.Method) string {
	if m.Name == "Error" {
		return "error"
	}
	return ""
}

// Throwf is Throw for a formatted sentence.
func (v *VU) Throwf(format string, args ...any) {
	v.Throw(fmt.Errorf(format, args...))
}

// ThrowType throws a TypeError. It does not return.
func (v *VU) ThrowType(format string, args ...any) {
	panic(v.rt.NewTypeError("%s", fmt.Sprintf(format, args...)))
}

// Rethrow passes on, from a native function, what Call returned: the script's
// own exception with its stack, or an interrupt, which no script can catch.
func (v *VU) Rethrow(err error) {
	panic(err)
}

// Warnf logs a warning of the VU.
func (v *VU) Warnf(format string, args ...any) { v.warn(fmt.Sprintf(format, args...)) }

func (v *VU) warn(text string) {
	v.test.Log.Warn(text, v.attrs()...)
}

// report logs an exception with where it came from.
func (v *VU) report(err error) {
	v.test.Log.Error(ErrorText(err), append(v.attrs(), "source", "stacktrace")...)
}

func (v *VU) attrs() []any {
	if v.Scenario == nil {
		return nil
	}
	return []any{"executor", v.Scenario.Executor, "scenario", v.Scenario.Name}
}

// ErrorText is an exception as users see it: message and stack.
func ErrorText(err error) string {
	return (&script.Exception{Err: err}).Error()
}

// Nothing reports whether a value is absent, undefined or null.
func Nothing(value sobek.Value) bool {
	return value == nil || sobek.IsUndefined(value) || sobek.IsNull(value)
}

// Milliseconds reads a script's number of milliseconds; what is no number is 0.
func Milliseconds(value sobek.Value) time.Duration {
	return scaled(value, time.Millisecond)
}

// Seconds reads a script's number of seconds; what is no number is 0.
func Seconds(value sobek.Value) time.Duration {
	return scaled(value, time.Second)
}

func scaled(value sobek.Value, unit time.Duration) time.Duration {
	f := value.ToFloat() * float64(unit)
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return time.Duration(f)
}

// Bytes is the memory of an ArrayBuffer, a typed array or a DataView, with the
// view's range respected. It is shared with the script: copy it to keep it.
func Bytes(value sobek.Value) ([]byte, bool) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return nil, false
	}
	switch t := obj.ExportType(); {
	case t == nil:
		return nil, false
	case t == bufferType:
		ab, ok := obj.Export().(sobek.ArrayBuffer)
		return ab.Bytes(), ok
	case t.Kind() == reflect.Map: // a DataView, or an object that only looks like one
		if tag := obj.GetSymbol(sobek.SymToStringTag); tag == nil || tag.String() != "DataView" {
			return nil, false
		}
	case t.Kind() != reflect.Slice || t.Elem().Kind() == reflect.Interface:
		return nil, false
	}
	buffer, ok := obj.Get("buffer").(*sobek.Object)
	if !ok {
		return nil, false
	}
	if buffer.ExportType() != bufferType {
		return nil, false
	}
	ab := buffer.Export().(sobek.ArrayBuffer)
	offset, length := obj.Get("byteOffset"), obj.Get("byteLength")
	if offset == nil || length == nil { // an object that only looks like a view
		return nil, false
	}
	from, size, all := offset.ToInteger(), length.ToInteger(), ab.Bytes()
	if from < 0 || from > int64(len(all)) || size < 0 || size > int64(len(all))-from {
		return nil, false
	}
	return all[from : from+size], true
}

var bufferType = reflect.TypeFor[sobek.ArrayBuffer]()

// AddTags adds a script's object of tags to t. Values are strings, numbers or
// booleans; the error names the first that is not.
func (v *VU) AddTags(t metric.Tags, value sobek.Value) (metric.Tags, error) {
	if Nothing(value) {
		return t, nil
	}
	obj, ok := value.(*sobek.Object)
	if !ok {
		return t, nil
	}
	for _, key := range obj.Keys() {
		item := obj.Get(key)
		text, ok := TagText(item)
		if !ok {
			return t, fmt.Errorf("invalid value for metric tag '%s': only String, Boolean and Number types are accepted as a metric tag values", key)
		}
		t = v.test.Registry.With(t, key, text)
	}
	return t, nil
}

// TagText is a value as a tag: strings, numbers and booleans have one.
func TagText(value sobek.Value) (string, bool) {
	switch {
	case Nothing(value):
		return "", false
	case sobek.IsString(value), sobek.IsNumber(value):
		return value.String(), true
	}
	if _, ok := value.Export().(bool); ok {
		if _, isObject := value.(*sobek.Object); !isObject {
			return value.String(), true
		}
	}
	return "", false
}

// describe names a value's type for a message.
func describe(value sobek.Value) string {
	switch {
	case value == nil || sobek.IsUndefined(value):
		return "undefined"
	case sobek.IsNull(value):
		return "null"
	}
	if obj, ok := value.(*sobek.Object); ok {
		if _, ok := sobek.AssertFunction(obj); ok {
			return "function"
		}
		return obj.ClassName()
	}
	switch value.Export().(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	}
	return "number"
}
