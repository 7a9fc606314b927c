package webcrypto

import (
	"crypto/rand"
	"fmt"
	"reflect"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// Globals are the names of this package that a script finds without importing
// them.
func Globals() map[string]func(*vu.VU) sobek.Value {
	all := map[string]func(*vu.VU) sobek.Value{
		"crypto": func(v *vu.VU) sobek.Value { return web.Of(v).Object(cryptoClass, &provider{}) },
	}
	for _, c := range []*web.Class{cryptoClass, keyClass, subtleClass} {
		all[c.Name] = func(v *vu.VU) sobek.Value { return web.Of(v).Constructor(c) }
	}
	return all
}

// cryptoClass is the standard's Crypto (§10).
var cryptoClass = &web.Class{
	Name: "Crypto", Attributes: []string{"subtle"},
	Methods: map[string]web.Method{"getRandomValues": getRandomValues, "randomUUID": randomUUID},
	Lengths: map[string]int{"getRandomValues": 1},
}

// provider is an instance of it.
type provider struct {
	web.Base
	subtle *operations
}

// Get answers for subtle.
func (c *provider) Get(key string) sobek.Value {
	if key != "subtle" {
		return c.Base.Get(key)
	}
	if c.subtle == nil {
		c.subtle = &operations{}
	}
	return c.Realm().Object(subtleClass, c.subtle)
}

// Set refuses subtle.
func (c *provider) Set(key string, value sobek.Value) bool {
	return key != "subtle" && c.Base.Set(key, value)
}

// mostRandom is what one call gives (§10.1.1).
const mostRandom = 65536

// getRandomValues fills an array of integers.
func getRandomValues(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	web.Self[*provider](r, call.This)
	array, data := integers(call.Argument(0))
	if array == nil {
		web.Throw(r, "TypeMismatchError", "getRandomValues fills arrays of integers, such as a Uint8Array")
	}
	if len(data) > mostRandom {
		web.Throw(r, "QuotaExceededError", "getRandomValues fills 65536 bytes at most")
	}
	_, _ = rand.Read(data) // it never fails
	return array
}

// integers are the bytes of a typed array of integers.
func integers(value sobek.Value) (*sobek.Object, []byte) {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return nil, nil
	}
	t := obj.ExportType()
	if t == nil || t.Kind() != reflect.Slice {
		return nil, nil
	}
	switch t.Elem().Kind() {
	case reflect.Int8, reflect.Uint8, reflect.Int16, reflect.Uint16, reflect.Int32, reflect.Uint32, reflect.Int64, reflect.Uint64:
	default:
		return nil, nil
	}
	data, ok := vu.Bytes(obj)
	if !ok {
		return nil, nil
	}
	return obj, data
}

// randomUUID is one of version 4 (RFC 9562 §5.4).
func randomUUID(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	web.Self[*provider](r, call.This)
	var id [16]byte
	_, _ = rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return r.Runtime().ToValue(fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:]))
}
