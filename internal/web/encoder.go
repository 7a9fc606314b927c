package web

import (
	"unicode/utf8"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// TextEncoder is the Encoding standard's class (§7.4): it speaks UTF-8 only.
var TextEncoder = &Class{
	Name: "TextEncoder", Attributes: []string{"encoding"},
	Construct: func(*Realm, *Class, []sobek.Value) Instance { return &textEncoder{} },
	Methods: map[string]Method{
		"encode": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			Self[*textEncoder](r, call.This)
			if sobek.IsUndefined(call.Argument(0)) {
				return r.Uint8Array(nil)
			}
			return r.Uint8Array([]byte(r.Text(call.Argument(0))))
		},
		"encodeInto": encodeInto,
	},
	Lengths: map[string]int{"encodeInto": 2},
}

type textEncoder struct{ Base }

// Get answers for the encoding.
func (e *textEncoder) Get(key string) sobek.Value {
	if key == "encoding" {
		return e.realm.rt.ToValue("utf-8")
	}
	return e.Base.Get(key)
}

// Set refuses the encoding, which is read-only.
func (e *textEncoder) Set(key string, value sobek.Value) bool {
	return key != "encoding" && e.Base.Set(key, value)
}

// encodeInto fills a Uint8Array with as many whole characters as it has room
// for.
func encodeInto(r *Realm, call sobek.FunctionCall) sobek.Value {
	const where = "execute 'encodeInto' on 'TextEncoder'"
	Self[*textEncoder](r, call.This)
	r.need(call.Arguments, 2, where)
	text := r.Text(call.Argument(0))
	room, ok := vu.Bytes(call.Argument(1))
	if !ok || typedName(call.Argument(1)) != "Uint8Array" {
		panic(r.rt.NewTypeError("Failed to %s: parameter 2 is not of type 'Uint8Array'.", where))
	}
	read, written := 0, 0
	for _, c := range text {
		size := utf8.RuneLen(c)
		if written+size > len(room) {
			break
		}
		written += utf8.EncodeRune(room[written:], c)
		read++
		if c > 0xffff {
			read++ // two code units
		}
	}
	result := r.rt.NewObject()
	_ = result.Set("read", read) // a plain object of our own takes anything
	_ = result.Set("written", written)
	return result
}

// typedName is the name of a typed array's class, "" for what is none.
func typedName(value sobek.Value) string {
	obj, ok := value.(*sobek.Object)
	if !ok || obj.ExportType() == nil {
		return ""
	}
	tag := obj.GetSymbol(sobek.SymToStringTag)
	if tag == nil || !sobek.IsString(tag) {
		return ""
	}
	return tag.String()
}
