package run

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"volley/internal/metric"
	"volley/internal/output"
	"volley/internal/vu"
)

// ExtensionPath is what the import paths of extensions begin with, as in k6.
const ExtensionPath = "k6/x/"

// Extension is a module or an output that this volley was built with.
//
// Immutable.
type Extension struct {
	Name   string // a module's path, an output's name
	Module vu.Module
	Output func(argument string, env func(name string) (key, value string)) (metric.Sink, error)
}

// Extensions are what a volley has beside its own.
//
// Immutable.
type Extensions struct{ Modules, Outputs []Extension }

// Check finds what cannot be among them. The error joins all faults.
func (x Extensions) Check() error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("this volley is built with "+format, args...))
	}
	seen := map[string]bool{}
	for _, m := range x.Modules {
		switch {
		case !strings.HasPrefix(m.Name, ExtensionPath) || m.Name == ExtensionPath:
			fault("the module %q: the path of an extension begins with %s", m.Name, ExtensionPath)
		case seen[m.Name]:
			fault("two modules %q", m.Name)
		}
		seen[m.Name] = true
	}
	for _, o := range x.Outputs {
		switch {
		case o.Name == "" || strings.ContainsAny(o.Name, "= \t\n"):
			fault("the output %q: a name has no = and no space", o.Name)
		case seen[o.Name]:
			fault("two outputs %q", o.Name)
		case slices.Contains(output.Names(), o.Name):
			fault("an output %q, which volley has already", o.Name)
		}
		seen[o.Name] = true
	}
	return errors.Join(faults...)
}

// String lists them, "" if there are none.
func (x Extensions) String() string {
	var words []string
	for _, m := range x.Modules {
		words = append(words, m.Name)
	}
	for _, o := range x.Outputs {
		words = append(words, "--out "+o.Name)
	}
	return strings.Join(words, ", ")
}

// makers are the outputs for package output.
func (x Extensions) makers() map[string]output.Maker {
	all := map[string]output.Maker{}
	for _, o := range x.Outputs {
		all[o.Name] = func(argument string, c output.Config) (metric.Sink, string, error) {
			var sink metric.Sink
			err := guard(func() (err error) {
				sink, err = o.Output(argument, c.Env)
				return err
			})
			if err == nil && sink == nil {
				err = errors.New("its maker gave no Sink and no error")
			}
			return guarded{sink}, argument, err
		}
	}
	return all
}

// guarded is a Sink whose panics are errors: they end the output, not the run.
type guarded struct{ metric.Sink }

// Needs are the Sink's.
func (g guarded) Needs() (n metric.Need) {
	_ = guard(func() error { n = g.Sink.Needs(); return nil }) // Open comes next, and fails too
	return n
}

// Open opens the Sink.
func (g guarded) Open(r *metric.Registry) error {
	return guard(func() error { return g.Sink.Open(r) })
}

// Write gives it a report.
func (g guarded) Write(r metric.Report) error {
	return guard(func() error { return g.Sink.Write(r) })
}

// Close closes it.
func (g guarded) Close() error { return guard(g.Sink.Close) }

func guard(f func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("it panicked: %v\n%s", reason, debug.Stack())
		}
	}()
	return f()
}
