package script

import (
	"errors"
	"sync"

	"github.com/grafana/sobek"
	"github.com/grafana/sobek/ast"
)

// commonJS is a file without import and export, as a module record: what it
// exports is known only when it has run.
type commonJS struct {
	script  *Script
	url     string
	program *sobek.Program
	json    bool // it has a default export only: all of it

	mu sync.Mutex
	// names are the exports the first VU found; waiting are the namespaces that
	// were asked for before.
	names   []string
	known   bool
	waiting []func([]string)
}

func newCommonJS(s *Script, location string, tree *ast.Program) (*commonJS, error) {
	program, err := sobek.CompileAST(tree, false)
	if err != nil {
		return nil, syntaxFault(location, err)
	}
	return &commonJS{script: s, url: location, program: program}, nil
}

// GetExportedNames is the engine's. A namespace that is made before the module
// has run is filled when it has; through "export *" it cannot wait.
func (m *commonJS) GetExportedNames(callback func([]string), set ...sobek.ModuleRecord) bool {
	if m.json {
		callback([]string{"default"})
		return true
	}
	m.mu.Lock()
	if !m.known && len(set) == 0 {
		m.waiting = append(m.waiting, callback)
		m.mu.Unlock()
		return false
	}
	names := m.names
	m.mu.Unlock()
	callback(names)
	return true
}

// found keeps the names and fills the namespaces that wait for them.
func (m *commonJS) found(names []string) {
	m.mu.Lock()
	waiting := m.waiting
	m.waiting = nil
	if !m.known {
		m.known, m.names = true, names
	}
	m.mu.Unlock()
	for _, callback := range waiting {
		callback(names)
	}
}

// ResolveExport is the engine's: any name may turn out to exist.
func (m *commonJS) ResolveExport(name string, _ ...sobek.ResolveSetElement) (*sobek.ResolvedBinding, bool) {
	if m.json && name != "default" {
		return nil, false
	}
	return &sobek.ResolvedBinding{Module: m, BindingName: name}, false
}

// Link, InitializeEnvironment and RequestedModules are the engine's: require
// does its work when it is called.
func (m *commonJS) Link() error                  { return nil }
func (m *commonJS) InitializeEnvironment() error { return nil }
func (m *commonJS) RequestedModules() []string   { return nil }

// Evaluate is the engine's.
func (m *commonJS) Evaluate(rt *sobek.Runtime) *sobek.Promise {
	return rt.CyclicModuleRecordEvaluate(m, m.script.request)
}

// Instantiate is the engine's: one VU's instance, not run yet.
func (m *commonJS) Instantiate(rt *sobek.Runtime) (sobek.CyclicModuleInstance, error) {
	i := m.script.known(rt)
	if i == nil {
		return nil, errors.New("a module can only be loaded in the init context")
	}
	return i.common(m), nil
}

// commonInstance is one VU's run of a CommonJS file.
type commonInstance struct {
	of     *commonJS
	in     *Instance
	module *sobek.Object
	begun  bool
}

// common is the VU's instance of a file, made when first asked for.
func (i *Instance) common(m *commonJS) *commonInstance {
	if c := i.commons[m]; c != nil {
		return c
	}
	c := &commonInstance{of: m, in: i, module: i.rt.NewObject()}
	c.module.Set("exports", i.rt.NewObject())
	if i.commons == nil {
		i.commons = map[*commonJS]*commonInstance{}
	}
	i.commons[m] = c
	return c
}

// HasTLA is the engine's: a CommonJS file never awaits.
func (c *commonInstance) HasTLA() bool { return false }

// ExecuteModule is the engine's.
func (c *commonInstance) ExecuteModule(*sobek.Runtime, func(any) error, func(any) error) (sobek.CyclicModuleInstance, error) {
	return c, c.run()
}

// run runs the file, unless it has begun already: files may require each other.
func (c *commonInstance) run() error {
	if c.begun {
		return nil
	}
	if c.of.program == nil {
		return errors.New("a package of it could not be had")
	}
	c.begun = true
	rt := c.in.rt
	made, err := rt.RunProgram(c.of.program)
	if err != nil {
		return err
	}
	fn, _ := sobek.AssertFunction(made)
	require := func(call sobek.FunctionCall) sobek.Value { return c.in.require(c.in.script.of(c.of), call) }
	_, err = fn(c.exports(), c.module, c.exports(), rt.ToValue(require))
	if err != nil {
		return err
	}
	c.of.found(c.names())
	return nil
}

// exports is module.exports as it is now.
func (c *commonInstance) exports() sobek.Value { return c.module.Get("exports") }

// names are the exports now.
func (c *commonInstance) names() []string {
	if obj, ok := c.exports().(*sobek.Object); ok {
		return obj.Keys()
	}
	return nil
}

// GetBindingValue is the engine's. The default export is exports.default if
// there is one, as transpilers write it, and else all of module.exports.
func (c *commonInstance) GetBindingValue(name string) sobek.Value {
	exports := c.exports()
	obj, ok := exports.(*sobek.Object)
	if !ok || c.of.json {
		if name == "default" {
			return exports
		}
		return nil
	}
	value := obj.Get(name)
	if value == nil && name == "default" {
		return exports
	}
	return value
}
