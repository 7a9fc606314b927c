package vu

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/grafana/sobek"
)

// level is that of one of the console's functions.
func level(name string) slog.Level {
	switch name {
	case "debug":
		return slog.LevelDebug
	case "warn":
		return slog.LevelWarn
	case "error":
		return slog.LevelError
	}
	return slog.LevelInfo // log, info
}

// consoleSource makes the console's functions.
type consoleSource struct{ v *VU }

func (consoleSource) has(name string) bool {
	switch name {
	case "log", "info", "debug", "warn", "error":
		return true
	}
	return false
}

func (c consoleSource) make(name string) (sobek.Value, bool) {
	v, level := c.v, level(name)
	return v.named(name, 0, func(call sobek.FunctionCall) sobek.Value {
		if v.test.Console.Enabled(context.Background(), level) {
			v.print(level, call.Arguments)
		}
		return sobek.Undefined()
	}), true
}

// newConsole is console with console.log and its siblings. They go to the run's
// console log, which never blocks the loop.
func (v *VU) newConsole() sobek.Value {
	console := v.rt.NewObject()
	v.grow(console, consoleSource{v})
	return console
}

func (v *VU) print(level slog.Level, args []sobek.Value) {
	var b strings.Builder
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		if sobek.IsString(arg) {
			b.WriteString(arg.String())
			continue
		}
		inspector{b: &b}.write(arg)
	}
	v.test.Console.Log(context.Background(), level, b.String(), "source", "console")
}

// inspector writes values the way a developer's console shows them.
type inspector struct {
	b    *strings.Builder
	path []*sobek.Object // the objects being written, outermost first
}

// The bounds of what one console line shows.
const (
	inspectDepth = 8
	inspectBytes = 64 << 10
)

func (w inspector) write(value sobek.Value) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		w.primitive(value)
		return
	}
	for _, outer := range w.path {
		if outer == obj {
			w.b.WriteString("[Circular]")
			return
		}
	}
	if len(w.path) == inspectDepth || w.b.Len() > inspectBytes {
		w.b.WriteString("[Object]")
		return
	}
	w.path = append(w.path, obj)
	w.object(obj)
}

func (w inspector) primitive(value sobek.Value) {
	switch {
	case value == nil || sobek.IsUndefined(value):
		w.b.WriteString("undefined")
	case sobek.IsString(value):
		w.b.WriteString(strconv.Quote(value.String()))
	case sobek.IsNumber(value) && value.ToFloat() == 0 && math.Signbit(value.ToFloat()):
		w.b.WriteString("-0")
	default:
		w.b.WriteString(value.String())
	}
}

func (w inspector) object(obj *sobek.Object) {
	if _, ok := sobek.AssertFunction(obj); ok {
		w.b.WriteString("[object Function]")
		return
	}
	switch class := obj.ClassName(); class {
	case "Array":
		w.list(obj, "[ ", " ]", int(obj.Get("length").ToInteger()))
	case "Error", "Date", "RegExp":
		w.b.WriteString(obj.String())
	case "Promise", "WeakMap", "WeakSet":
		w.b.WriteString(class + " {}")
	default:
		w.other(obj)
	}
}

// other is a typed array, a class's instance or a plain object.
func (w inspector) other(obj *sobek.Object) {
	name := constructorName(obj)
	switch kind := obj.ExportType(); {
	case kind != nil && kind.Implements(goError):
		w.b.WriteString(obj.String())
		return
	case kind == bufferType:
		w.bytes(obj.Export().(sobek.ArrayBuffer).Bytes())
		return
	case kind != nil && kind.Kind() == reflect.Pointer && len(w.path) == 1:
		// Of any other object Export makes a copy.
		if platform, ok := obj.Export().(Shown); ok {
			w.b.WriteString(name + " ")
			w.properties(obj, append(platform.Shown(), obj.Keys()...))
			return
		}
	}
	if name == "Map" || name == "Set" {
		w.collection(obj, name)
		return
	}
	if length := obj.Get("length"); strings.HasSuffix(name, "Array") && length != nil {
		w.b.WriteString(name + "(" + length.String() + ") ")
		w.list(obj, "[ ", " ]", int(length.ToInteger()))
		return
	}
	if name != "Object" && name != "" {
		w.b.WriteString(name + " ")
	}
	w.properties(obj, obj.Keys())
}

// goError is what the value of a GoError is.
var goError = reflect.TypeFor[error]()

// Shown is a dynamic object with properties that are not its own, which console
// shows all the same. Inside another object it is only named.
type Shown interface {
	Shown() []string
}

// bytesShown is how much of a buffer is shown.
const bytesShown = 1 << 10

// bytes is an ArrayBuffer.
func (w inspector) bytes(data []byte) {
	more := ""
	if over := len(data) - bytesShown; over > 0 {
		more = fmt.Sprintf(" ... %d more bytes", over)
	}
	fmt.Fprintf(w.b, "ArrayBuffer { [Uint8Contents]: <% x%s>, byteLength: %d }", data[:min(len(data), bytesShown)], more, len(data))
}

func constructorName(obj *sobek.Object) string {
	ctor, ok := obj.Get("constructor").(*sobek.Object)
	if !ok {
		return ""
	}
	if name := ctor.Get("name"); name != nil {
		return name.String()
	}
	return ""
}

func (w inspector) list(obj *sobek.Object, open, end string, length int) {
	if length == 0 {
		w.b.WriteString(strings.TrimSpace(open) + strings.TrimSpace(end))
		return
	}
	w.b.WriteString(open)
	for i := range length {
		if i > 0 {
			w.b.WriteString(", ")
		}
		if i == 100 {
			w.b.WriteString("... " + strconv.Itoa(length-i) + " more items")
			break
		}
		w.write(obj.Get(strconv.Itoa(i)))
	}
	w.b.WriteString(end)
}

func (w inspector) properties(obj *sobek.Object, keys []string) {
	if len(keys) == 0 {
		w.b.WriteString("{}")
		return
	}
	w.b.WriteString("{ ")
	for i, key := range keys {
		if i > 0 {
			w.b.WriteString(", ")
		}
		w.b.WriteString(propertyName(key) + ": ")
		w.write(obj.Get(key))
	}
	w.b.WriteString(" }")
}

// propertyName quotes a key that is no identifier.
func propertyName(key string) string {
	for i, c := range key {
		letter := c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 127
		if !letter && (i == 0 || c < '0' || c > '9') {
			return strconv.Quote(key)
		}
	}
	if key == "" {
		return `""`
	}
	return key
}

func (w inspector) collection(obj *sobek.Object, name string) {
	w.b.WriteString(name + "(" + obj.Get("size").String() + ")")
}
