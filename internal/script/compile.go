package script

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-sourcemap/sourcemap"
	"github.com/grafana/sobek"
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
	"github.com/grafana/sobek/parser"
	"github.com/grafana/sobek/unistring"
)

// isTypeScript goes by the ending of a name.
func isTypeScript(name string) bool {
	switch strings.ToLower(filepath.Ext(plain(name))) {
	case ".ts", ".mts", ".cts":
		return true
	}
	return false
}

// parsed is a source as a tree: of a module, or of a CommonJS function.
type parsed struct {
	tree *ast.Program
	esm  bool
}

// parse reads a source of any kind. guess allows TypeScript for a name that
// does not say so, such as stdin's.
func parse(name, src string, guess bool) (parsed, error) {
	if isTypeScript(name) {
		js, sourceMap, err := stripTypes(name, src)
		if err != nil {
			return parsed{}, err
		}
		return parseJS(name, js, sourceMap)
	}
	p, err := parsePlain(name, src)
	if err == nil || !guess {
		return p, err
	}
	js, sourceMap, tsErr := stripTypes(name, src)
	if tsErr != nil {
		return p, err // as JavaScript it was wrong first
	}
	return parseJS(name, js, sourceMap)
}

// parsePlain is parse for JavaScript.
func parsePlain(name, src string) (parsed, error) {
	if !isNew(src) {
		return parseJS(name, src, nil)
	}
	js, sourceMap, err := lower(name, src)
	if err != nil {
		return parsed{}, err
	}
	return parseJS(name, js, sourceMap)
}

// parseJS parses a source as a module and, if it has nothing of one, again as
// CommonJS: that is not strict.
func parseJS(name, src string, sourceMap *sourcemap.Consumer) (p parsed, err error) {
	tree, err := parseTree(name, src, sourceMap, parser.IsModule)
	if err == nil && (len(tree.ImportEntries) > 0 || len(tree.ExportEntries) > 0 || tree.HasTLA) {
		return parsed{tree: tree, esm: true}, nil
	}
	body, commonErr := parseTree(name, src, sourceMap)
	switch {
	case commonErr == nil:
		return parsed{tree: asFunction(body)}, nil
	case err == nil: // a module for its import.meta, say
		return parsed{tree: tree, esm: true}, nil
	}
	return parsed{}, syntaxFault(name, err)
}

func parseTree(name, src string, sourceMap *sourcemap.Consumer, extra ...parser.Option) (*ast.Program, error) {
	options := append([]parser.Option{parser.WithSourceMapLoader(loadSourceMap)}, extra...)
	if sourceMap != nil {
		options = append(options, parser.WithDisableSourceMaps)
	}
	tree, err := parser.ParseFile(nil, name, src, 0, options...)
	if err != nil && strings.Contains(err.Error(), " source map: ") {
		tree, err = parser.ParseFile(nil, name, src, 0, append(extra, parser.WithDisableSourceMaps)...)
	}
	if err != nil {
		var list parser.ErrorList
		if sourceMap != nil && errors.As(err, &list) && len(list) > 0 {
			return nil, at(mapped(sourceMap, list[0].Position), name, errors.New("SyntaxError: "+list[0].Message))
		}
		return nil, err
	}
	if sourceMap != nil {
		tree.File.SetSourceMap(sourceMap)
	}
	return tree, nil
}

// loadSourceMap reads the map a bundler left beside its bundle. One that cannot
// be read is no fault: positions are then the bundle's own.
func loadSourceMap(location string) ([]byte, error) {
	name, err := filePath(location)
	if err != nil || !strings.HasPrefix(location, "file://") {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil
	}
	return data, nil
}

// asFunction makes the body of a script the body of
//
//	(function (module, exports, require) { … })
//
// in the tree, not in the text: positions stay the file's own.
func asFunction(body *ast.Program) *ast.Program {
	start := file.Idx(body.File.Base())
	var params []*ast.Binding
	for _, name := range []unistring.String{"module", "exports", "require"} {
		params = append(params, &ast.Binding{Target: &ast.Identifier{Name: name, Idx: start}})
	}
	fn := &ast.FunctionLiteral{
		Function:        start,
		ParameterList:   &ast.ParameterList{Opening: start, List: params, Closing: start},
		Body:            &ast.BlockStatement{LeftBrace: start, List: body.Body, RightBrace: start},
		Source:          "function () { [module] }",
		DeclarationList: body.DeclarationList,
	}
	return &ast.Program{
		Body: []ast.Statement{&ast.ExpressionStatement{Expression: fn}},
		File: body.File,
	}
}

// compileModule makes a record of a module's tree. The engine panics on some
// forms of export it does not know.
func compileModule(name string, tree *ast.Program, resolve sobek.HostResolveImportedModuleFunc) (m *sobek.SourceTextModuleRecord, err error) {
	defer func() {
		if x := recover(); x != nil {
			m, err = nil, &Exception{Where: name, Err: fmt.Errorf("SyntaxError: %v", x)}
		}
	}()
	m, err = sobek.ModuleFromAST(tree, resolve)
	if err != nil {
		return nil, syntaxFault(name, err)
	}
	return m, nil
}

// request is one name that a module imports, or a module imported for nothing
// but its effects: name is then "", as it is for all of a module's names.
type request struct {
	specifier, name string
	whole           bool // all names: a namespace, "export *" or require
	place           file.Idx
}

// requests lists what a module imports and exports again, in the file's order.
func requests(tree *ast.Program) (all []request) {
	for _, i := range tree.ImportEntries {
		specifier := i.ModuleSpecifier
		if i.FromClause != nil {
			specifier = i.FromClause.ModuleSpecifier
		}
		r := request{specifier: specifier.String(), place: i.Idx}
		r.whole = i.ImportClause != nil && i.ImportClause.NameSpaceImport != nil
		all = append(all, r)
		if i.ImportClause == nil {
			continue
		}
		if i.ImportClause.ImportedDefaultBinding != nil {
			r.name, r.whole = "default", false
			all = append(all, r)
		}
		if named := i.ImportClause.NamedImports; named != nil {
			for _, n := range named.ImportsList {
				r.name = n.IdentifierName.String()
				all = append(all, r)
			}
		}
	}
	for _, e := range tree.ExportEntries {
		if e.FromClause == nil {
			continue
		}
		r := request{specifier: e.FromClause.ModuleSpecifier.String(), place: e.Idx}
		r.whole = e.ExportFromClause != nil && e.ExportFromClause.IsWildcard
		all = append(all, r)
		named := e.NamedExports
		if named == nil && e.ExportFromClause != nil {
			named = e.ExportFromClause.NamedExports
		}
		if named != nil {
			for _, n := range named.ExportsList {
				r.name = n.IdentifierName.String()
				all = append(all, r)
			}
		}
	}
	return all
}
