package script

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"
)

// bundle makes one CommonJS module of packages and all that they import. Its
// text and map come from the archive, if the test does. s.mu is held.
func (s *Script) bundle(packages []*packaged) error {
	doors := doorsOf(packages)
	sum := sha256.Sum256([]byte(doors.text + doors.from()))
	location := s.dir + fmt.Sprintf(".volley-packages-%x.js", sum[:6])
	path, err := filePath(location)
	if err != nil {
		return err
	}
	code, sourceMap, err := s.bundled(path, doors)
	if err != nil {
		return err
	}
	m, err := readMap(location, sourceMap)
	if err != nil {
		return &Exception{Where: location, Err: err}
	}
	if err := s.keepBundle(location, string(code), m); err != nil {
		return err
	}
	for n, p := range packages {
		if err := s.door(p, location, n); err != nil {
			return err
		}
	}
	return nil
}

// bundled finds the bundle in the archive, or has it made.
func (s *Script) bundled(path string, doors doors) (code, sourceMap []byte, err error) {
	if s.read != nil && s.made == nil {
		code, err = s.read(path)
		if err == nil {
			sourceMap, err = s.read(path + ".map")
		}
		if err != nil {
			p := doors.packages[0]
			return nil, nil, p.first.at(p.place, fmt.Errorf("cannot import %q: the archive does not hold the package as volley archive would put it there; make the archive again, by volley archive", p.key.specifier))
		}
		return code, sourceMap, nil
	}
	code, sourceMap, err = doors.build(path)
	if err == nil && s.made != nil {
		s.made(path, code)
		s.made(path+".map", sourceMap)
	}
	return code, sourceMap, err
}

// keepBundle makes the bundle a CommonJS module.
func (s *Script) keepBundle(location, code string, sourceMap *sourcemap.Consumer) error {
	tree, err := parseTree(location, code, sourceMap)
	if err != nil {
		return syntaxFault(location, err)
	}
	m := &module{url: location, source: tree.File}
	m.common, err = newCommonJS(s, location, asFunction(tree))
	if err != nil {
		return err
	}
	m.record = m.common
	s.keep(m)
	return nil
}

// doors is the text a bundle begins with: what is exported for each package.
type doors struct {
	packages []*packaged
	text     string
	lines    []*packaged // whose line it is
	names    []string    // what a line imports, "" for all
}

func doorsOf(packages []*packaged) doors {
	d := doors{packages: packages}
	var text strings.Builder
	line := func(p *packaged, name, format string, args ...any) {
		fmt.Fprintf(&text, format+"\n", args...)
		d.lines, d.names = append(d.lines, p), append(d.names, name)
	}
	for n, p := range packages {
		from := fmt.Sprintf("volley:%d:%s", n, p.key.specifier)
		switch {
		case p.key.require:
			line(p, "", "export const $%d = require(%q)", n, from)
			continue
		case p.whole:
			line(p, "", "import * as $%d from %q; export {$%d}", n, from, n)
			continue
		case len(p.names) == 0:
			line(p, "", "import %q; export const $%d = {}", from, n)
			continue
		}
		for k, name := range p.names {
			line(p, name, "import {%q as $%d_%d} from %q", name, n, k, from)
		}
		var getters []string
		for k, name := range p.names {
			getters = append(getters, fmt.Sprintf("get %q() {return $%d_%d}", name, n, k))
		}
		line(p, "", "export const $%d = {%s}", n, strings.Join(getters, ", "))
	}
	d.text = text.String()
	return d
}

// from is who wants the packages: what a name means depends on it.
func (d doors) from() string {
	var all strings.Builder
	for _, p := range d.packages {
		all.WriteString(p.key.dir + "\n")
	}
	return all.String()
}

// build has esbuild make the bundle. Nothing is written to the disk.
func (d doors) build(path string) (code, sourceMap []byte, err error) {
	dir := filepath.Dir(path)
	result := api.Build(api.BuildOptions{
		Stdin:          &api.StdinOptions{Contents: d.text, ResolveDir: dir, Sourcefile: filepath.Base(path), Loader: api.LoaderJS},
		AbsWorkingDir:  dir,
		Bundle:         true,
		Outfile:        path,
		Format:         api.FormatCommonJS,
		Platform:       api.PlatformBrowser,
		MainFields:     []string{"browser", "module", "main"},
		Conditions:     []string{"module"}, // and browser, by the platform
		Target:         api.ES2022,
		Supported:      map[string]bool{"for-await": false, "async-generator": false, "dynamic-import": false},
		External:       []string{"k6", "k6/*"},
		Define:         map[string]string{"process.env.NODE_ENV": `"production"`, "global": "globalThis"},
		Plugins:        []api.Plugin{d.resolver(), shims()},
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		LegalComments:  api.LegalCommentsNone,
		LogLevel:       api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, nil, d.fault(dir, result.Errors[0])
	}
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	sourceMap, err = placed(dir, sourceMap)
	return code, sourceMap, err
}

// resolver finds the packages of the doors, each from the directory of who
// wants it.
func (d doors) resolver() api.Plugin {
	return api.Plugin{Name: "volley", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^volley:\d+:`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			var n int
			if _, err := fmt.Sscanf(args.Path, "volley:%d:", &n); err != nil || n >= len(d.packages) {
				return api.OnResolveResult{}, fmt.Errorf("%q is no door of the bundle", args.Path)
			}
			key := d.packages[n].key
			dir, err := filePath(key.dir)
			if err != nil {
				return api.OnResolveResult{}, err
			}
			r := build.Resolve(key.specifier, api.ResolveOptions{ResolveDir: filepath.Clean(dir), Kind: args.Kind})
			return resolved(r), nil
		})
	}}
}

// resolved is an answer of esbuild's as a plugin gives it.
func resolved(r api.ResolveResult) api.OnResolveResult {
	result := api.OnResolveResult{
		Errors: r.Errors, Warnings: r.Warnings, Path: r.Path, External: r.External,
		Namespace: r.Namespace, Suffix: r.Suffix, PluginData: r.PluginData,
	}
	if !r.SideEffects {
		result.SideEffects = api.SideEffectsFalse
	}
	return result
}

// fault makes a sentence of what esbuild found: at the import of the user's if
// the package cannot be had, else in the package's file.
func (d doors) fault(dir string, m api.Message) error {
	l := m.Location
	if l == nil {
		return d.packages[0].first.at(d.packages[0].place, errors.New(m.Text))
	}
	if n := l.Line - 1; l.Namespace == "" && strings.HasPrefix(l.File, ".volley-packages-") && n >= 0 && n < len(d.lines) {
		p := d.lines[n]
		return p.first.at(p.place, p.unavailable(m, d.names[n]))
	}
	where := fmt.Sprintf("%s:%d:%d", fileURL(filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(l.File)))), l.Line, l.Column+1)
	if wanted := missing(m); nodes[strings.TrimPrefix(wanted, "node:")] {
		return &Exception{Where: where, Err: fmt.Errorf("the package %s imports %q of Node.js, which volley does not have; a build of it for browsers may do without", packageOf(l.File), wanted)}
	} else if wanted != "" {
		return &Exception{Where: where, Err: fmt.Errorf("the package %s imports %q, which is not installed: npm install %s", packageOf(l.File), wanted, packageName(wanted))}
	}
	return &Exception{Where: where, Err: errors.New("the package cannot be bundled: " + m.Text)}
}

// unavailable says why a package, or a name of it, cannot be had.
func (p *packaged) unavailable(m api.Message, name string) error {
	specifier := p.key.specifier
	from, _ := filePath(p.key.dir)
	switch {
	case strings.HasPrefix(m.Text, "No matching export"):
		return fmt.Errorf("SyntaxError: %q has no export named %q", specifier, name)
	case missing(m) == "":
		return fmt.Errorf("cannot import %q: %s", specifier, m.Text)
	case nodes[strings.TrimPrefix(specifier, "node:")]:
		return fmt.Errorf("cannot import %q: it is a part of Node.js, which volley does not have", specifier)
	case !installed(p.key.dir, specifier):
		return fmt.Errorf("cannot import %q: it is no built-in module and no path, and there is no package %s in node_modules of %s or of a directory above it; npm install %s",
			specifier, packageName(specifier), filepath.Clean(from), packageName(specifier))
	}
	why := "it does not offer that path"
	if len(m.Notes) > 0 {
		why = m.Notes[0].Text
	}
	return fmt.Errorf("cannot import %q: the package %s is there, but %s", specifier, packageName(specifier), why)
}

// missing is what an error of esbuild's says it did not find, "" if it says
// something else.
func missing(m api.Message) string {
	wanted, ok := strings.CutPrefix(m.Text, "Could not resolve \"")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(wanted, "\"")
}

// packageOf is the package that a file is in.
func packageOf(file string) string {
	file = filepath.ToSlash(file)
	if n := strings.LastIndex(file, "node_modules/"); n >= 0 {
		return packageName(file[n+len("node_modules/"):])
	}
	return file
}

// placed gives the sources of a map their file URLs.
func placed(dir string, data []byte) ([]byte, error) {
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, fmt.Errorf("read the map of the bundle: %w", err)
	}
	list, _ := fields["sources"].([]any)
	for n, source := range list {
		if name, ok := source.(string); ok {
			list[n] = fileURL(filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name))))
		}
	}
	return json.Marshal(fields)
}
