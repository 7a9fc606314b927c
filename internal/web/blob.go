package web

import (
	"strings"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// Blob is the File API's class (§3): bytes that do not change, and their type.
var Blob = &Class{
	Name: "Blob", Construct: constructBlob, Attributes: []string{"size", "type"},
	Methods: map[string]Method{
		"text": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			b := Self[*BlobObject](r, call.This)
			return r.v.Resolved(r.rt.ToValue(decode(b.bytes)))
		},
		"arrayBuffer": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			b := Self[*BlobObject](r, call.This)
			return r.v.Resolved(r.rt.ToValue(r.rt.NewArrayBuffer(clone(b.bytes))))
		},
		"bytes": func(r *Realm, call sobek.FunctionCall) sobek.Value {
			b := Self[*BlobObject](r, call.This)
			return r.v.Resolved(r.Uint8Array(clone(b.bytes)))
		},
		"slice":  sliceBlob,
		"stream": streamBlob,
	},
}

// BlobObject is an instance of Blob. Its bytes are shared by its slices and
// never written.
type BlobObject struct {
	Base
	bytes []byte
	kind  string
	file  *fileInfo // of a File
}

// NewBlob makes a Blob of bytes that nobody writes any more.
func (r *Realm) NewBlob(data []byte, kind string) *sobek.Object {
	return r.Object(Blob, &BlobObject{bytes: data, kind: kind})
}

// Bytes are the blob's bytes; they must not be written.
func (b *BlobObject) Bytes() []byte { return b.bytes }

// Get answers for the blob's attributes.
func (b *BlobObject) Get(key string) sobek.Value {
	switch key {
	case "size":
		return b.realm.rt.ToValue(len(b.bytes))
	case "type":
		return b.realm.rt.ToValue(b.kind)
	}
	if b.file != nil {
		if value := b.file.get(b.realm, key); value != nil {
			return value
		}
	}
	return b.Base.Get(key)
}

// Set refuses the attributes, which are read-only.
func (b *BlobObject) Set(key string, value sobek.Value) bool {
	if key == "size" || key == "type" || b.file != nil && b.file.get(b.realm, key) != nil {
		return false
	}
	return b.Base.Set(key, value)
}

func constructBlob(r *Realm, _ *Class, args []sobek.Value) Instance {
	b := &BlobObject{}
	b.fill(r, argument(args, 0), argument(args, 1), "construct 'Blob'")
	return b
}

// fill reads the parts and the options of a constructor; it returns the options.
func (b *BlobObject) fill(r *Realm, parts, bag sobek.Value, where string) dictionary {
	var list []sobek.Value
	if !sobek.IsUndefined(parts) {
		list = r.Sequence(parts, where)
	}
	options := r.dictionary(bag, where)
	native := false
	if value := options.get("endings"); value != nil {
		switch text := r.Text(value); text {
		case "native":
			native = true
		case "transparent":
		default:
			panic(r.rt.NewTypeError("Failed to %s: The provided value '%s' is not a valid enum value of type EndingType.", where, text))
		}
	}
	if value := options.get("type"); value != nil {
		b.kind = blobType(r.Text(value))
	}
	for _, part := range list {
		b.bytes = r.appendPart(b.bytes, part, native)
	}
	return options
}

func (r *Realm) appendPart(dst []byte, part sobek.Value, native bool) []byte {
	if other, ok := As[*BlobObject](part); ok {
		return append(dst, other.bytes...)
	}
	if data, ok := vu.Bytes(part); ok {
		return append(dst, data...)
	}
	text := r.Text(part)
	if native { // line feeds, on every system: a test's result does not depend on it
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return append(dst, text...)
}

// copy is the blob's structured clone.
func (b *BlobObject) copy() Instance { return &BlobObject{bytes: b.bytes, kind: b.kind, file: b.file} }

// blobType lower-cases a type and drops one with characters outside U+0020 to
// U+007E (File API §3.1).
func blobType(kind string) string {
	for i := range len(kind) {
		if kind[i] < 0x20 || kind[i] > 0x7e {
			return ""
		}
	}
	return strings.ToLower(kind)
}

// sliceBlob takes a part; negative positions count from the end (File API §3.3.1).
func sliceBlob(r *Realm, call sobek.FunctionCall) sobek.Value {
	b := Self[*BlobObject](r, call.This)
	size := int64(len(b.bytes))
	place := func(i int, absent int64) int64 {
		value := call.Argument(i)
		if sobek.IsUndefined(value) {
			return absent
		}
		n := r.rt.ToValue(r.number(value)).ToInteger()
		if n < 0 {
			return max(size+n, 0)
		}
		return min(n, size)
	}
	from, to := place(0, 0), place(1, size)
	kind := ""
	if value := call.Argument(2); !sobek.IsUndefined(value) {
		kind = blobType(r.Text(value))
	}
	class := b.class
	if b.file != nil { // a part of a File is a Blob
		class = class.Parent
	}
	return r.Object(class, &BlobObject{bytes: b.bytes[from:max(from, to)], kind: kind})
}

// Uint8Array makes a typed array over data.
func (r *Realm) Uint8Array(data []byte) sobek.Value {
	array, err := r.rt.New(r.rt.Get("Uint8Array"), r.rt.ToValue(r.rt.NewArrayBuffer(data)))
	if err != nil {
		panic(err)
	}
	return array
}

func clone(data []byte) []byte { return append([]byte(nil), data...) }

// decode is UTF-8 decode: invalid bytes become U+FFFD, a byte order mark goes.
func decode(data []byte) string {
	return strings.TrimPrefix(decodeUTF8(data), byteOrderMark)
}
