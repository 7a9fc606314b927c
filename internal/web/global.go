package web

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// classes are the classes scripts find as globals, beside DOMException.
var classes = []*Class{
	AbortController, AbortSignal, Blob, CloseEvent, CustomEvent, ErrorEvent,
	EventClass, EventTarget, MessageEvent, URL, URLSearchParams,
}

// Globals are the web platform's names that a script finds without importing
// them. Each function makes one VU's value, when the script first reads the name.
func Globals() map[string]func(*vu.VU) sobek.Value {
	all := map[string]func(*vu.VU) sobek.Value{
		"DOMException": func(v *vu.VU) sobek.Value { return Of(v).DOMException() },
	}
	for _, c := range classes {
		all[c.Name] = func(v *vu.VU) sobek.Value { return Of(v).Constructor(c) }
	}
	for _, name := range StreamNames {
		all[name] = func(v *vu.VU) sobek.Value { return Of(v).Stream(name) }
	}
	return all
}
