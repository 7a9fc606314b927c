package script

import (
	"strconv"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
	"github.com/grafana/sobek/token"
	"github.com/grafana/sobek/unistring"
)

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
