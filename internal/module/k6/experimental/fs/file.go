package fs

import (
	"math"
	"path/filepath"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

var fileClass = &web.Class{
	Name:    "File",
	Methods: map[string]web.Method{"read": read, "seek": seek, "stat": stat},
	Lengths: map[string]int{"read": 1, "seek": 2},
}

// The values of SeekMode.
const (
	start = iota
	current
	end
)

// file is a File: an offset into bytes that all VUs share.
//
// Owned by one loop.
type file struct {
	web.Base
	path, text string
	offset     int
}

// Contents is the whole file and where it is: k6/experimental/csv asks for them.
func (f *file) Contents() (path, text string) { return f.path, f.text }

// stat is file.stat().
func stat(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	f := web.Self[*file](r, call.This)
	info := r.Runtime().NewObject()
	_ = info.Set("name", filepath.Base(f.path)) // a fresh object takes everything
	_ = info.Set("size", len(f.text))
	return r.VU().Resolved(info)
}

// read is file.read(array).
func read(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	f := web.Self[*file](r, call.This)
	into := call.Argument(0)
	if vu.Nothing(into) {
		return r.VU().Rejected(typeError(r, "read() failed; reason: into argument cannot be null or undefined"))
	}
	memory, ok := vu.Bytes(into)
	if !ok || !isUint8Array(into) {
		return r.VU().Rejected(typeError(r, "read() failed; reason: into argument must be a Uint8Array"))
	}
	if f.offset == len(f.text) {
		return r.VU().Resolved(sobek.Null())
	}
	n := copy(memory, f.text[f.offset:])
	f.offset += n
	return r.VU().Resolved(r.Runtime().ToValue(n))
}

// isUint8Array tells one from what else vu.Bytes takes.
func isUint8Array(value sobek.Value) bool {
	obj, ok := value.(*sobek.Object)
	if !ok {
		return false
	}
	tag := obj.GetSymbol(sobek.SymToStringTag)
	return tag != nil && tag.String() == "Uint8Array"
}

// seek is file.seek(offset, whence).
func seek(r *web.Realm, call sobek.FunctionCall) sobek.Value {
	f := web.Self[*file](r, call.This)
	var place [2]int
	for n, name := range []string{"offset", "whence"} {
		value := call.Argument(n)
		if vu.Nothing(value) {
			return r.VU().Rejected(typeError(r, "seek() failed; reason: the %s argument cannot be null or undefined", name))
		}
		whole, ok := integer(value)
		if !ok {
			return r.VU().Rejected(typeError(r, "seek() failed; reason: the %s argument must be a number", name))
		}
		place[n] = whole
	}
	offset, why := f.sought(place[0], place[1])
	if why != "" {
		return r.VU().Rejected(typeError(r, "%s", why))
	}
	f.offset = offset
	return r.VU().Resolved(r.Runtime().ToValue(offset))
}

// integer is a number without a fraction that JavaScript knows exactly.
func integer(value sobek.Value) (int, bool) {
	if !sobek.IsNumber(value) {
		return 0, false
	}
	number := value.ToFloat()
	return int(number), number == math.Trunc(number) && math.Abs(number) < 1<<53
}

// sought is the offset that is n bytes from a place in the file, or why there is
// none.
func (f *file) sought(n, whence int) (offset int, why string) {
	switch whence {
	case start:
		if n < 0 {
			return 0, "offset cannot be negative when using SeekModeStart"
		}
	case current:
		n += f.offset
	case end:
		if n > 0 {
			return 0, "offset cannot be positive when using SeekModeEnd"
		}
		n += len(f.text) - 1 // k6 counts from the last byte
	default:
		return 0, "seek() failed; reason: the whence argument must be a SeekMode"
	}
	switch {
	case n < 0:
		return 0, "seeking before start of file"
	case n > len(f.text):
		return 0, "seeking beyond end of file"
	}
	return n, ""
}
