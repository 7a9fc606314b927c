package script

import (
	"maps"
	"regexp"
	"slices"

	"github.com/grafana/sobek"
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
	"github.com/grafana/sobek/unistring"
)

// flatten makes functions of m and of all it imports, if they allow it. s.mu is
// held.
func (s *Script) flatten(m *module) {
	f := flattener{s: s, done: map[*module]*flat{}}
	if !f.visit(m) {
		return
	}
	for each, made := range f.done {
		each.flat = made
		s.records.Store(made.program, each)
	}
}

// flattener flattens a graph.
type flattener struct {
	s    *Script
	done map[*module]*flat // nil while under way
}

func (f *flattener) visit(m *module) bool {
	if made, seen := f.done[m]; seen {
		return made != nil // else a cycle
	}
	if m.flat != nil {
		f.done[m] = m.flat
		return true
	}
	f.done[m] = nil
	if m.tree == nil || m.tree.HasTLA || needsEngine.MatchString(m.source.Source()) {
		return false
	}
	made := &flat{locals: map[string]string{}}
	names, ok := f.imports(m, made)
	if !ok {
		return false
	}
	body, ok := made.body(m.tree)
	if !ok {
		return false
	}
	if !made.declared(m.tree, names) {
		return false
	}
	made.names = slices.Sorted(maps.Keys(made.locals))
	made.steady = map[string]bool{}
	made.fixed = true
	for name, local := range made.locals {
		made.steady[name] = steady(m, local)
		made.fixed = made.fixed && made.steady[name]
	}
	program, err := sobek.CompileAST(wrap(m.tree, names, append(body, made.answer(m.tree))), true)
	if err != nil {
		return false // the engine says what is wrong
	}
	made.program = program
	f.done[m] = made
	return true
}

// needsEngine is what a flat module cannot have, or may not: better once too
// often.
var needsEngine = regexp.MustCompile(`\bimport\s*[.(]`)

// imports settles what comes as arguments, and returns their names inside.
func (f *flattener) imports(m *module, made *flat) (names []unistring.String, ok bool) {
	for _, i := range m.tree.ImportEntries {
		specifier := i.ModuleSpecifier
		if i.FromClause != nil {
			specifier = i.FromClause.ModuleSpecifier
		}
		from := specifier.String()
		if !slices.Contains(made.order, from) {
			made.order = append(made.order, from)
		}
		dependency := f.s.of(m.requests[from])
		if dependency != nil && dependency.common == nil && !f.visit(dependency) {
			return nil, false
		}
		if i.ImportClause == nil {
			continue
		}
		if i.ImportClause.NameSpaceImport != nil {
			return nil, false
		}
		for _, pair := range imported(i.ImportClause) {
			if mayChange(m.source.Source(), pair.local) || dependency != nil && dependency.common == nil && !f.done[dependency].steady[pair.name] {
				return nil, false
			}
			names = append(names, unistring.NewFromString(pair.local))
			made.params = append(made.params, binding{from, pair.name})
		}
	}
	return names, true
}

// pair is an imported or exported name and what it is called inside.
type pair struct{ name, local string }

func imported(clause *ast.ImportClause) (all []pair) {
	if d := clause.ImportedDefaultBinding; d != nil {
		all = append(all, pair{"default", d.Name.String()})
	}
	if clause.NamedImports != nil {
		for _, n := range clause.NamedImports.ImportsList {
			all = append(all, renamed(n.IdentifierName, n.Alias, false))
		}
	}
	return all
}

// renamed is "x as y": an import is known as y inside, an export outside.
func renamed(name, alias unistring.String, export bool) pair {
	if alias == "" {
		alias = name
	}
	if export {
		return pair{alias.String(), name.String()}
	}
	return pair{name.String(), alias.String()}
}

// steady reports whether a variable of a module keeps its value once the module
// has run, so that the value may be handed over.
func steady(m *module, local string) bool {
	for _, statement := range m.tree.Body {
		list, constant := []*ast.Binding(nil), false
		switch s := statement.(type) {
		case *ast.VariableStatement:
			list = s.List
		case *ast.LexicalDeclaration:
			list, constant = s.List, s.Token == token.CONST
		case *ast.ExportDeclaration:
			if s.Variable != nil {
				list = s.Variable.List
			}
			if s.LexicalDeclaration != nil {
				list, constant = s.LexicalDeclaration.List, s.LexicalDeclaration.Token == token.CONST
			}
		}
		for _, b := range list {
			if id, ok := b.Target.(*ast.Identifier); ok && id.Name.String() == local {
				return constant
			}
		}
	}
	return !mayChange(m.source.Source(), local)
}

// mayChange reports whether a source seems to assign to a name. It may be
// wrong one way only: the engine then evaluates the module.
func mayChange(source, name string) bool {
	if name == "default" {
		return false
	}
	quoted := regexp.QuoteMeta(name)
	return regexp.MustCompile(`(^|[^\w$.])` + quoted + `\s*([-+*/%&|^?<>]{0,3}=[^=>]|\+\+|--)|(\+\+|--)\s*` + quoted + `($|[^\w$])|[\[,:{(]\s*` + quoted + `\s*[\],})]\s*=[^=>]`).MatchString(source)
}
