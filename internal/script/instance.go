package script

import (
	"errors"
	"fmt"
	"slices"

	"github.com/grafana/sobek"
)

// Values are what a module that Go builds gives to one VU.
type Values interface {
	// Export is the value of a name, the same at every call; nil if there is
	// none. "default" is the default export, and what require returns.
	Export(name string) sobek.Value
}

// Host makes the built-in modules of one VU.
type Host interface {
	// Module makes the module of an import path. It is called once per path.
	Module(path string) (Values, error)
}

// Instance is a script's life in one runtime.
//
// Owned by one loop.
type Instance struct {
	script  *Script
	rt      *sobek.Runtime
	host    Host
	commons map[*commonJS]*commonInstance
	// flats and made are lists, not maps: they have one or two members, in
	// every VU.
	flats []*flatInstance
	made  []*builtinInstance
	// depth is how many frames lay below each require under way.
	depth []int
}

// Instantiate prepares a runtime for the script. Evaluate runs it.
func (s *Script) Instantiate(rt *sobek.Runtime, h Host) *Instance {
	i := &Instance{script: s, rt: rt, host: h}
	rt.SetFinalImportMeta(i.importMeta)
	if s.dynamic {
		rt.SetImportModuleDynamically(i.dynamic)
	}
	return i
}

// Evaluate runs the top level of the script, up to its first await. The promise
// settles when the top level is at its end; it is nil if that is reached
// already. Finish must be called then.
func (i *Instance) Evaluate() (*sobek.Promise, error) {
	s := i.script
	s.mu.Lock()
	s.inits[i.rt] = i
	s.mu.Unlock()
	var p *sobek.Promise
	var err error
	// A module that Go builds may throw.
	if thrown := i.rt.Try(func() {
		switch {
		case s.entry.common != nil:
			err = i.common(s.entry.common).run()
		case s.entry.flat != nil:
			_, err = i.flat(s.entry)
			_, _ = i.rt.RunProgram(s.nothing) // the engine keeps the last one's value
		default:
			p = s.entry.record.Evaluate(i.rt)
		}
	}); thrown != nil {
		return nil, thrown
	}
	return p, err
}

// Finish ends the init context: nothing can be required any more.
func (i *Instance) Finish() {
	s := i.script
	s.mu.Lock()
	delete(s.inits, i.rt)
	if s.dynamic {
		if s.late == nil {
			s.late = map[*sobek.Runtime]*Instance{}
		}
		s.late[i.rt] = i
	}
	s.mu.Unlock()
	i.depth = nil
}

// running is the instance of a runtime in its init context, nil after it.
func (s *Script) running(rt *sobek.Runtime) *Instance {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inits[rt]
}

// known is the instance of a runtime in its init context, or after it if a
// module may still be loaded then.
func (s *Script) known(rt *sobek.Runtime) *Instance {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.inits[rt]; i != nil {
		return i
	}
	return s.late[rt]
}

// Exports are the names the script exports.
func (i *Instance) Exports() []string {
	m := i.script.entry
	if m.common != nil {
		return i.common(m.common).names()
	}
	if m.flat != nil {
		return slices.Clone(m.flat.names)
	}
	var names []string
	m.record.GetExportedNames(func(all []string) { names = all })
	return names
}

// Export is what the script exports under a name, nil if it does not.
func (i *Instance) Export(name string) sobek.Value {
	switch m := i.script.entry; {
	case m.common != nil:
		return i.common(m.common).GetBindingValue(name)
	case m.flat != nil:
		if f := i.flatOf(m); f != nil {
			return f.value(name)
		}
		return nil
	}
	binding, _ := i.script.entry.record.ResolveExport(name)
	if binding == nil {
		return nil
	}
	if binding.BindingName == "*namespace*" {
		return i.rt.NamespaceObjectFor(binding.Module)
	}
	instance := i.rt.GetModuleInstance(binding.Module)
	if instance == nil {
		return nil
	}
	return instance.GetBindingValue(binding.BindingName)
}

// Drop lets go of an export that nobody will ask for, if nothing else holds it.
func (i *Instance) Drop(name string) {
	if f := i.flatOf(i.script.entry); f != nil {
		f.drop(name)
	}
}

// errNotInit is thrown by what works in the init context only.
var errNotInit = errors.New("is only available in the init stage (i.e. the global scope), see https://grafana.com/docs/k6/latest/using-k6/test-lifecycle/ for more information")

// Require is the global require(): relative to the file it is written in.
func (i *Instance) Require(call sobek.FunctionCall) sobek.Value {
	return i.require(i.active(), call)
}

// active is the module whose code runs.
func (i *Instance) active() *module {
	if m := i.script.of(i.rt.GetActiveScriptOrModule()); m != nil {
		return m
	}
	return i.script.entry
}

// require returns what a module exports; it throws what goes wrong.
func (i *Instance) require(from *module, call sobek.FunctionCall) sobek.Value {
	s := i.script
	if s.running(i.rt) == nil {
		panic(i.rt.NewGoError(fmt.Errorf("the \"require\" function %w", errNotInit)))
	}
	specifier := call.Argument(0).String()
	s.mu.Lock()
	record, err := s.imported(from, request{specifier: specifier, whole: true}, true)
	if err == nil {
		err = s.pack()
	}
	m := s.of(record)
	if err == nil && m != nil {
		err = s.link(m)
	}
	s.mu.Unlock()
	if err != nil {
		panic(i.rt.NewGoError(err))
	}
	i.depth = append(i.depth, len(i.rt.CaptureCallStack(0, nil)))
	defer func() { i.depth = i.depth[:len(i.depth)-1] }()
	if m != nil && m.common != nil {
		c := i.common(m.common)
		if err := c.run(); err != nil {
			panic(err)
		}
		return c.exports()
	}
	if m != nil && m.flat != nil {
		f, err := i.flat(m)
		if err != nil {
			panic(err)
		}
		return f.object()
	}
	if b, ok := record.(*builtin); ok {
		made, err := i.builtin(b)
		if err != nil {
			panic(i.rt.NewGoError(err))
		}
		return made.values.Export("default")
	}
	return i.requireModule(specifier, record)
}

// requireModule is require for what is not CommonJS.
func (i *Instance) requireModule(specifier string, record sobek.ModuleRecord) sobek.Value {
	p := record.Evaluate(i.rt)
	switch p.State() {
	case sobek.PromiseStatePending:
		panic(i.rt.NewGoError(fmt.Errorf("cannot require %q: it awaits at its top level; import it", specifier)))
	case sobek.PromiseStateRejected:
		handled(i.rt, p)
		if err, ok := p.Result().Export().(error); ok {
			panic(err)
		}
		panic(p.Result())
	}
	return i.rt.NamespaceObjectFor(record)
}

// handled marks a promise's rejection as seen.
func handled(rt *sobek.Runtime, p *sobek.Promise) {
	obj := rt.ToValue(p).ToObject(rt)
	if then, ok := sobek.AssertFunction(obj.Get("then")); ok {
		ignore := rt.ToValue(func(sobek.FunctionCall) sobek.Value { return sobek.Undefined() })
		_, _ = then(obj, sobek.Undefined(), ignore)
	}
}

// Open reads a file for the script, once for all VUs. A relative path starts at
// the directory of the file whose top level runs, and for a module from the web at the
// script's. path is where the file is, as
// far as that is known; the error wraps fs.ErrNotExist or syscall.EISDIR if that
// is why it cannot be read.
func (i *Instance) Open(name string) (path, text string, err error) {
	if i.script.running(i.rt) == nil {
		return "", "", fmt.Errorf("the \"open\" function %w", errNotInit)
	}
	dir := parent(i.base())
	if isRemote(dir) {
		dir = i.script.dir
	}
	return i.script.open(dir, name)
}

// base is the URL of the file whose top level runs: the outermost frame of the
// script above the innermost require.
func (i *Instance) base() string {
	frames := i.rt.CaptureCallStack(0, nil)
	if n := len(i.depth); n > 0 {
		frames = frames[:max(len(frames)-i.depth[n-1], 0)]
	}
	for k := len(frames) - 1; k >= 0; k-- {
		name := frames[k].SrcName()
		i.script.mu.Lock()
		m := i.script.modules[name]
		i.script.mu.Unlock()
		if m != nil {
			return m.url
		}
	}
	return i.script.entry.url
}

// importMeta gives import.meta its url and resolve.
func (i *Instance) importMeta(meta *sobek.Object, record sobek.ModuleRecord) {
	s := i.script
	m := s.of(record)
	if m == nil {
		return
	}
	meta.Set("url", m.url)
	meta.Set("resolve", func(call sobek.FunctionCall) sobek.Value {
		location, err := s.resolve(parent(m.url), call.Argument(0).String())
		if err != nil {
			panic(i.rt.NewGoError(err))
		}
		return i.rt.ToValue(location)
	})
}
