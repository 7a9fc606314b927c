package script

import (
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/grafana/sobek"
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
	"github.com/grafana/sobek/token"
	"github.com/grafana/sobek/unistring"
)

// flat is a module as a plain function: its imports come as arguments, and what
// it returns answers for its exports.
//
//	import ws from 'k6/ws';               (function (ws) {
//	export const options = {…};      ─►      const options = {…};
//	export default function () {…}           function default () {…}
//	                                         return { $0: default, $1: options }
//	                                      })
//
// Exports that may still change are answered for by a function instead: from a
// name to the value of now.
//
// The engine's own modules cost every VU some 15 kB: promises, namespaces and
// bindings that are only needed while the graph is evaluated. Almost no test
// script has what needs them; one that has (a top-level await, import.meta,
// namespaces, exports from elsewhere, imports that change, cycles) is left to
// the engine, with its whole graph.
//
// Like CommonJS it is made in the tree, not in the text, so that positions stay
// the file's own. Immutable.
type flat struct {
	program *sobek.Program
	order   []string // the modules it imports, as they are evaluated
	params  []binding
	names   []string          // the exports, in the alphabet's order
	locals  map[string]string // what an export is called inside
	steady  map[string]bool   // exports that keep their value once it has run
	fixed   bool              // all of them do
}

// binding is a name of a module.
type binding struct{ specifier, name string }

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

// body is the module's statements without import and export.
func (made *flat) body(tree *ast.Program) (list []ast.Statement, ok bool) {
	for _, statement := range tree.Body {
		switch s := statement.(type) {
		case *ast.ImportDeclaration:
		case *ast.ExportDeclaration:
			inner, ok := made.export(s)
			if !ok {
				return nil, false
			}
			if inner != nil {
				list = append(list, inner)
			}
		default:
			list = append(list, statement)
		}
	}
	return list, true
}

// declared reports whether all that is exported exists, as far as that is seen
// at a glance; the engine says so properly.
func (made *flat) declared(tree *ast.Program, imports []unistring.String) bool {
	have := map[string]bool{"default": true}
	for _, name := range imports {
		have[name.String()] = true
	}
	note := func(name *ast.Identifier) { have[name.Name.String()] = true }
	for _, statement := range tree.Body {
		if e, ok := statement.(*ast.ExportDeclaration); ok {
			statement, _ = (&flat{locals: map[string]string{}}).export(e)
		}
		switch s := statement.(type) {
		case *ast.VariableStatement:
			each(s.List, note)
		case *ast.LexicalDeclaration:
			each(s.List, note)
		case *ast.FunctionDeclaration:
			note(s.Function.Name)
		case *ast.ClassDeclaration:
			note(s.Class.Name)
		}
	}
	for _, local := range made.locals {
		if !have[local] {
			return false
		}
	}
	return true
}

// export notes what a declaration exports and returns what is left of it.
func (made *flat) export(e *ast.ExportDeclaration) (inner ast.Statement, ok bool) {
	note := func(name *ast.Identifier) {
		outside := name.Name.String()
		if e.IsDefault {
			outside = "default"
		}
		made.locals[outside] = name.Name.String()
	}
	switch {
	case e.FromClause != nil || e.ExportFromClause != nil:
		return nil, false
	case e.NamedExports != nil:
		for _, n := range e.NamedExports.ExportsList {
			p := renamed(n.IdentifierName, n.Alias, true)
			made.locals[p.name] = p.local
		}
		return nil, true
	case e.Variable != nil:
		return e.Variable, each(e.Variable.List, note)
	case e.LexicalDeclaration != nil:
		return e.LexicalDeclaration, each(e.LexicalDeclaration.List, note)
	case e.HoistableDeclaration != nil:
		note(e.HoistableDeclaration.FunctionDeclaration.Function.Name)
		return e.HoistableDeclaration.FunctionDeclaration, true
	case e.ClassDeclaration != nil && e.ClassDeclaration.Class.Name != nil:
		note(e.ClassDeclaration.Class.Name)
		return e.ClassDeclaration, true
	case e.ClassDeclaration != nil:
		return made.constant(e.ClassDeclaration.Class), true
	case e.AssignExpression != nil:
		return made.constant(e.AssignExpression), true
	}
	return nil, false
}

// constant is "const default = value", which only a tree can say.
func (made *flat) constant(value ast.Expression) ast.Statement {
	made.locals["default"] = "default"
	return &ast.LexicalDeclaration{
		Idx: value.Idx0(), Token: token.CONST,
		List: []*ast.Binding{{Target: identifier("default", value.Idx0()), Initializer: value}},
	}
}

func each(list []*ast.Binding, note func(*ast.Identifier)) bool {
	for _, b := range list {
		id, ok := b.Target.(*ast.Identifier)
		if !ok {
			return false
		}
		note(id)
	}
	return true
}

// answer is the last statement: an object of the exports, or a function from an
// export's name to its value.
//
//	return { $0: default, $1: options }
//	return function (%name) { switch (%name) { case "options": return options; … } }
func (made *flat) answer(tree *ast.Program) ast.Statement {
	at := file.Idx(tree.File.Base())
	if made.fixed {
		var list []ast.Property
		for n, name := range made.names {
			key := place(n)
			list = append(list, &ast.PropertyKeyed{
				Key:  &ast.StringLiteral{Idx: at, Literal: "'" + key + "'", Value: unistring.NewFromString(key)},
				Kind: ast.PropertyKindValue, Value: identifier(made.locals[name], at),
			})
		}
		return &ast.ReturnStatement{Return: at, Argument: &ast.ObjectLiteral{LeftBrace: at, RightBrace: at, Value: list}}
	}
	const asked = "%name" // no script can have a variable of that name
	var cases []*ast.CaseStatement
	for _, name := range made.names {
		cases = append(cases, &ast.CaseStatement{
			Case: at, Test: &ast.StringLiteral{Idx: at, Literal: "'" + name + "'", Value: unistring.NewFromString(name)},
			Consequent: []ast.Statement{&ast.ReturnStatement{Return: at, Argument: identifier(made.locals[name], at)}},
		})
	}
	choose := &ast.SwitchStatement{Switch: at, Discriminant: identifier(asked, at), Default: -1, Body: cases}
	return &ast.ReturnStatement{Return: at, Argument: function(at, []unistring.String{asked}, []ast.Statement{choose}, nil)}
}

// place is the key of the nth export in what a module returns. It is no array:
// the first array costs a VU the prototype of all.
func place(n int) string { return "$" + strconv.Itoa(n) }

// wrap makes a body a program that is one function.
func wrap(tree *ast.Program, params []unistring.String, body []ast.Statement) *ast.Program {
	fn := function(file.Idx(tree.File.Base()), params, body, tree.DeclarationList)
	return &ast.Program{Body: []ast.Statement{&ast.ExpressionStatement{Expression: fn}}, File: tree.File}
}

func function(at file.Idx, params []unistring.String, body []ast.Statement, declared []*ast.VariableDeclaration) *ast.FunctionLiteral {
	var list []*ast.Binding
	for _, name := range params {
		list = append(list, &ast.Binding{Target: &ast.Identifier{Name: name, Idx: at}})
	}
	return &ast.FunctionLiteral{
		Function:        at,
		ParameterList:   &ast.ParameterList{Opening: at, List: list, Closing: at},
		Body:            &ast.BlockStatement{LeftBrace: at, List: body, RightBrace: at},
		Source:          "function () { [module] }",
		DeclarationList: declared,
	}
}

func identifier(name string, at file.Idx) *ast.Identifier {
	return &ast.Identifier{Name: unistring.NewFromString(name), Idx: at}
}

// flatInstance is one VU's run of a flat module.
type flatInstance struct {
	in     *Instance
	of     *flat
	module *module
	values []sobek.Value  // of the names, if they are fixed
	ask    sobek.Callable // if not
}

// flat runs a flat module in a VU, once, after those it imports.
func (i *Instance) flat(m *module) (*flatInstance, error) {
	if made := i.flatOf(m); made != nil {
		return made, nil
	}
	values := map[string]func(name string) sobek.Value{}
	for _, specifier := range m.flat.order {
		value, err := i.source(m.requests[specifier])
		if err != nil {
			return nil, err
		}
		values[specifier] = value
	}
	args := make([]sobek.Value, len(m.flat.params))
	for n, p := range m.flat.params {
		args[n] = values[p.specifier](p.name)
	}
	made, err := i.rt.RunProgram(m.flat.program)
	if err != nil {
		return nil, err
	}
	body, _ := sobek.AssertFunction(made)
	answer, err := body(sobek.Undefined(), args...)
	if err != nil {
		return nil, err
	}
	instance := &flatInstance{in: i, of: m.flat, module: m}
	if m.flat.fixed {
		list := answer.ToObject(i.rt)
		instance.values = make([]sobek.Value, len(m.flat.names))
		for n := range instance.values {
			instance.values[n] = list.Get(place(n))
		}
	} else {
		instance.ask, _ = sobek.AssertFunction(answer)
	}
	i.flats = append(i.flats, instance)
	return instance, nil
}

// flatOf is the VU's run of a flat module, nil before it.
func (i *Instance) flatOf(m *module) *flatInstance {
	for _, f := range i.flats {
		if f.module == m {
			return f
		}
	}
	return nil
}

// source evaluates a module that a flat one imports, and returns how to read
// its names.
func (i *Instance) source(record sobek.ModuleRecord) (func(name string) sobek.Value, error) {
	if b, ok := record.(*builtin); ok {
		made, err := i.builtin(b)
		if err != nil {
			return nil, err
		}
		return made.GetBindingValue, nil
	}
	m := i.script.of(record)
	if m.common != nil {
		c := i.common(m.common)
		return c.GetBindingValue, c.run()
	}
	made, err := i.flat(m)
	if err != nil {
		return nil, err
	}
	return made.value, nil
}

// value is an export as it is now, nil if there is none.
func (f *flatInstance) value(name string) sobek.Value {
	n, known := slices.BinarySearch(f.of.names, name)
	switch {
	case !known:
		return nil
	case f.of.fixed:
		return f.values[n]
	}
	value, err := f.ask(sobek.Undefined(), f.in.rt.ToValue(name))
	if err != nil {
		panic(err)
	}
	return value
}

// drop forgets the value of an export.
func (f *flatInstance) drop(name string) {
	if n, known := slices.BinarySearch(f.of.names, name); known && f.of.fixed {
		f.values[n] = nil
	}
}

// object is what require returns for a flat module.
func (f *flatInstance) object() *sobek.Object {
	obj := f.in.rt.NewObject()
	for _, name := range f.of.names {
		obj.Set(name, f.value(name))
	}
	return obj
}
