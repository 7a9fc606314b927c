package script

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/grafana/sobek"
)

// bare is a specifier that is neither a built-in's name nor a path: a package's.
type bare struct{ specifier string }

func (b *bare) Error() string {
	return fmt.Sprintf("%q is a package: it is a part of a bundle and has no place of its own", b.specifier)
}

// packaged is what the files of one directory take from a package, as a module
// of its own: a CommonJS file of one line,
//
//	module.exports = require('…/.volley-packages-HASH.js').$3
//
// All packages of a graph are one bundle, so that what two of them share is
// there once; the lines are its doors. Until it is bundled it is pending.
type packaged struct {
	key    wanting
	module *module
	names  []string // what is imported by name
	whole  bool     // as a namespace, or by require
	// first is who asked, for the sentence when it cannot be had.
	first *module
	place request
}

// wanting is who wants a package. What require finds is not what import does.
type wanting struct {
	dir, specifier string
	require        bool
}

// has reports whether the door has a name already.
func (p *packaged) has(r request) bool {
	return p.whole || r.name != "" && slices.Contains(p.names, r.name)
}

func (p *packaged) want(r request) {
	switch {
	case r.whole:
		p.whole = true
	case r.name != "" && !slices.Contains(p.names, r.name):
		p.names = append(p.names, r.name)
	}
}

// fromPackage is the module for what the file at location takes from a package;
// pack fills it. s.mu is held.
func (s *Script) fromPackage(by *module, r request, require bool) (*module, error) {
	key := wanting{parent(by.url), r.specifier, require}
	p := s.packages[key]
	pending := slices.Contains(s.pending, p)
	needed := r.whole || r.name != ""
	if p != nil && (pending || !needed || p.has(r)) {
		p.want(r)
		return p.module, nil
	}
	if s.sealed {
		return nil, fmt.Errorf("cannot import %q now: the first VU's init context did not import it", r.specifier)
	}
	common := &commonJS{script: s}
	made := &packaged{key: key, module: &module{record: common, common: common, door: true}, first: by, place: r}
	if p != nil { // bundled, but without what is wanted now
		made.names, made.whole = slices.Clone(p.names), p.whole
	}
	p = made
	p.want(r)
	s.records.Store(common, p.module)
	if s.packages == nil {
		s.packages = map[wanting]*packaged{}
	}
	s.packages[key] = p
	s.pending = append(s.pending, p)
	return p.module, nil
}

// literal are the modules a source names where it calls require or import: if
// they are packages, they are bundled with those it imports.
var literal = regexp.MustCompile(`(^|[^\w$.])(require|import)\s*\(\s*(?:'([^'\n\\]+)'|"([^"\n\\]+)")\s*[,)]`)

// calls notes what a source names in calls. What cannot be had is no fault yet:
// the call may never be made. s.mu is held.
func (s *Script) calls(m *module, source string) {
	for _, found := range literal.FindAllStringSubmatch(source, -1) {
		r := request{specifier: found[3] + found[4], whole: true}
		dynamic := found[2] == "import"
		_, err := s.resolve(parent(m.url), r.specifier)
		var name *bare
		switch {
		case errors.As(err, &name):
			if isRemote(m.url) {
				continue
			}
			if s.has(m.url, r.specifier) {
				_, _ = s.fromPackage(m, r, !dynamic)
			}
		case err == nil && dynamic:
			if record, err := s.imported(m, r, false); err == nil && m.common == nil {
				if _, known := m.requests[r.specifier]; !known {
					m.requests[r.specifier] = record
					if m.later == nil {
						m.later = map[string]bool{}
					}
					m.later[r.specifier] = true
				}
			}
		}
	}
}

// packageName is the package of a specifier: "@scope/name" or "name".
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// has reports whether there is a package for what a file names in a call, here or
// where the archive was made. s.mu is held.
func (s *Script) has(location, specifier string) bool {
	line := parent(location) + " " + specifier + "\n"
	list, err := filePath(s.dir + ".volley-packages.txt")
	if err != nil {
		return false
	}
	if s.made == nil && s.read != nil {
		text, err := s.read(list)
		return err == nil && strings.Contains("\n"+string(text), "\n"+line)
	}
	if !installed(location, specifier) {
		return false
	}
	if s.made != nil && !strings.Contains("\n"+s.named, "\n"+line) {
		s.named += line
		s.made(list, []byte(s.named))
	}
	return true
}

// installed reports whether there is a package for the file at location.
func installed(location, specifier string) bool {
	dir, err := filePath(parent(location))
	if err != nil {
		return false
	}
	for dir = filepath.Clean(dir); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", filepath.FromSlash(packageName(specifier)))); err == nil {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// pack bundles the packages that are pending, and opens their doors. s.mu is
// held.
func (s *Script) pack() error {
	pending := s.pending
	s.pending = nil
	if len(pending) == 0 {
		return nil
	}
	err := s.bundle(pending)
	if err != nil {
		for _, p := range pending {
			delete(s.packages, p.key)
		}
	}
	return err
}

// door makes the module of a door: the nth of a bundle.
func (s *Script) door(p *packaged, bundle string, n int) error {
	p.module.url = fmt.Sprintf("%s#%d", bundle, n)
	text := fmt.Sprintf("module.exports = require(%q).$%d", bundle, n)
	tree, err := parseJS(p.module.url, text, nil)
	if err != nil {
		return err
	}
	p.module.common.url, p.module.source = p.module.url, tree.tree.File
	p.module.common.program, err = sobek.CompileAST(tree.tree, false)
	if err != nil {
		return syntaxFault(p.module.url, err)
	}
	s.keep(p.module)
	return nil
}
