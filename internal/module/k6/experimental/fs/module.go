package fs

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/grafana/sobek"

	"volley/internal/vu"
	"volley/internal/web"
)

// module is what all VUs share: nothing, the script keeps what was opened.
type module struct{}

// New returns the module k6/experimental/fs.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"SeekMode", "open"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime(), realm: web.Of(v)}
	return vu.Exports{Named: i.export}
}

// instance is what one VU owns.
type instance struct {
	v     *vu.VU
	rt    *sobek.Runtime
	realm *web.Realm
}

func (i *instance) export(name string) sobek.Value {
	if name == "open" {
		return i.rt.ToValue(i.v.Native(i.open))
	}
	modes := i.rt.NewObject()
	for n, name := range []string{start: "Start", current: "Current", end: "End"} {
		_ = modes.Set(name, n) // a fresh object takes everything
	}
	return modes
}

// open is open(path).
func (i *instance) open(call sobek.FunctionCall) sobek.Value {
	if i.v.Stage != vu.Init {
		return i.realm.VU().Rejected(fault(i.realm, "ForbiddenError", "open() failed; reason: opening a file is allowed only in the Init context"))
	}
	if vu.Nothing(call.Argument(0)) {
		return i.realm.VU().Rejected(typeError(i.realm, "open() failed; reason: path cannot be null or undefined"))
	}
	name := call.Argument(0).String()
	if name == "" {
		return i.realm.VU().Rejected(typeError(i.realm, "open() failed; reason: path cannot be empty"))
	}
	path, text, err := i.v.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return i.realm.VU().Rejected(fault(i.realm, "NotFoundError", "no such file or directory %q", path))
	case errors.Is(err, syscall.EISDIR):
		return i.realm.VU().Rejected(fault(i.realm, "InvalidResourceError", "cannot open %q: opening a directory is not supported", path))
	case err != nil:
		return i.realm.VU().Rejected(i.rt.NewGoError(err))
	}
	f := &file{path: path, text: text}
	f.Set("path", i.rt.ToValue(path))
	return i.realm.VU().Resolved(i.realm.Object(fileClass, f))
}
