package web

import (
	"time"

	"github.com/grafana/sobek"
)

// Performance is the class of the global performance (HR-TIME §7): a clock that
// never goes back. Its zero is when this process began, for all VUs.
var Performance = &Class{
	Name: "Performance", Parent: EventTarget, Attributes: []string{"timeOrigin"},
	Methods: map[string]Method{
		"now": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			Self[*performance](r, call.This)
			return r.rt.ToValue(milliseconds(time.Now()))
		},
		"toJSON": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			obj := r.rt.NewObject()
			// A plain object of our own takes anything.
			_ = obj.Set("timeOrigin", Self[*performance](r, call.This).Get("timeOrigin"))
			return obj
		},
	},
}

type performance struct {
	Base
	Target
}

// Get answers for timeOrigin, in milliseconds since the Unix epoch.
func (p *performance) Get(key string) sobek.Value {
	if key == "timeOrigin" {
		return p.realm.rt.ToValue(float64(timeOrigin.UnixMicro()) / 1000)
	}
	return p.Base.Get(key)
}

// Set refuses timeOrigin, which is read-only.
func (p *performance) Set(key string, value sobek.Value) bool {
	return key != "timeOrigin" && p.Base.Set(key, value)
}
