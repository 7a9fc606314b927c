package web

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// classes are the classes scripts find as globals, beside DOMException.
var classes = []*Class{
	AbortController, AbortSignal, Blob, CloseEvent, CustomEvent, ErrorEvent,
	EventClass, EventTarget, File, MessageEvent, Performance, TextDecoder,
	TextEncoder, URL, URLSearchParams,
}

// function is a global function; length is how many arguments it needs.
type function struct {
	name   string
	length int
	call   Method
}

var functions = []function{
	{"atob", 1, atob},
	{"btoa", 1, btoa},
	{"queueMicrotask", 1, queueMicrotask},
	{"reportError", 1, reportError},
	{"structuredClone", 1, structuredClone},
}

// Globals are the web platform's names that a script finds without importing
// them. Each function makes one VU's value, when the script first reads the name.
func Globals() map[string]func(*vu.VU) sobek.Value {
	all := map[string]func(*vu.VU) sobek.Value{
		"DOMException": func(v *vu.VU) sobek.Value { return Of(v).DOMException() },
		"performance":  func(v *vu.VU) sobek.Value { return Of(v).Object(Performance, &performance{}) },
	}
	for _, c := range classes {
		all[c.Name] = func(v *vu.VU) sobek.Value { return Of(v).Constructor(c) }
	}
	for _, name := range StreamNames {
		all[name] = func(v *vu.VU) sobek.Value { return Of(v).Stream(name) }
	}
	for _, f := range functions {
		all[f.name] = func(v *vu.VU) sobek.Value { return Of(v).method(f.name, f.length, f.call) }
	}
	return all
}
