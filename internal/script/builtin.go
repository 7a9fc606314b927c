package script

import (
	"errors"

	"github.com/grafana/sobek"
)

// builtin is the record of a module that Go builds. Its names are known before
// any instance exists. Immutable.
type builtin struct {
	script *Script
	path   string
	names  map[string]bool
	list   []string
}

func newBuiltin(s *Script, path string, names []string) *builtin {
	b := &builtin{script: s, path: path, names: map[string]bool{"default": true}}
	for _, name := range append([]string{"default"}, names...) {
		b.names[name] = true
		b.list = append(b.list, name)
	}
	return b
}

// GetExportedNames is the engine's.
func (b *builtin) GetExportedNames(callback func([]string), _ ...sobek.ModuleRecord) bool {
	callback(b.list)
	return true
}

// ResolveExport is the engine's.
func (b *builtin) ResolveExport(name string, _ ...sobek.ResolveSetElement) (*sobek.ResolvedBinding, bool) {
	if !b.names[name] {
		return nil, false
	}
	return &sobek.ResolvedBinding{Module: b, BindingName: name}, false
}

// Link, InitializeEnvironment and RequestedModules are the engine's: there is
// nothing to do.
func (b *builtin) Link() error                  { return nil }
func (b *builtin) InitializeEnvironment() error { return nil }
func (b *builtin) RequestedModules() []string   { return nil }

// Evaluate is the engine's.
func (b *builtin) Evaluate(rt *sobek.Runtime) *sobek.Promise {
	return rt.CyclicModuleRecordEvaluate(b, b.script.request)
}

// Instantiate is the engine's: the Host makes the module now.
func (b *builtin) Instantiate(rt *sobek.Runtime) (sobek.CyclicModuleInstance, error) {
	i := b.script.known(rt)
	if i == nil {
		return nil, errors.New("a module can only be loaded in the init context")
	}
	return i.builtin(b)
}

// builtin is the VU's instance of a module, made when first asked for.
func (i *Instance) builtin(b *builtin) (*builtinInstance, error) {
	for _, made := range i.made {
		if made.of == b {
			return made, nil
		}
	}
	values, err := i.host.Module(b.path)
	if err != nil {
		return nil, err
	}
	made := &builtinInstance{of: b, values: values}
	i.made = append(i.made, made)
	return made, nil
}

// builtinInstance is one VU's instance of a module.
type builtinInstance struct {
	of     *builtin
	values Values
}

// HasTLA and ExecuteModule are the engine's: the module was made whole.
func (i *builtinInstance) HasTLA() bool { return false }
func (i *builtinInstance) ExecuteModule(*sobek.Runtime, func(any) error, func(any) error) (sobek.CyclicModuleInstance, error) {
	return i, nil
}

// GetBindingValue is the engine's.
func (i *builtinInstance) GetBindingValue(name string) sobek.Value {
	return i.values.Export(name)
}
