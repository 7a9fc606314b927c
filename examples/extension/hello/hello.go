// Package hello is a module for volley's scripts, and an output.
package hello

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/grafana/sobek"

	"volley/extension"
)

// Exports is the module k6/x/hello.
var Exports = extension.Exports{
	"greet":   greet,
	"lookup":  lookup,
	"Visitor": visitor,
	"visits":  func(*extension.VU) any { return func() int64 { return visits.Load() } },
}

// visits is shared by all virtual users: they run on several goroutines.
var visits atomic.Int64

// greet is a plain function: the engine converts its arguments and its result,
// and throws its error.
func greet(v *extension.VU) any {
	greetings := v.Metric("hello_greetings", extension.Counter, extension.Numbers)
	return func(name string) (string, error) {
		if name == "" {
			return "", errors.New("greet needs a name")
		}
		visits.Add(1)
		greetings.Add(1, map[string]string{"name": name})
		return "hello " + name, nil
	}
}

// lookup gives a promise: its work is done beside the loop, and other virtual
// users go on.
func lookup(v *extension.VU) any {
	return func(name string, milliseconds int) sobek.Value {
		return v.Promise("hello.lookup "+name, func(ctx context.Context) (any, error) {
			select {
			case <-time.After(time.Duration(milliseconds) * time.Millisecond):
				return map[string]any{"name": name, "friend": name == "ann"}, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		})
	}
}

// visitor is a class: new Visitor('ann').greet().
func visitor(v *extension.VU) any {
	rt := v.Runtime()
	return func(call sobek.ConstructorCall) *sobek.Object {
		name := call.Argument(0).String()
		_ = call.This.Set("name", name)
		_ = call.This.Set("greet", func(sobek.FunctionCall) sobek.Value { return rt.ToValue("hello, I am " + name) })
		return nil
	}
}
