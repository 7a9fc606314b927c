package script

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/grafana/sobek"
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
)

// Config says which script to load and what surrounds it.
type Config struct {
	// Path is the script's path or file URL as the user gave it; "-" is Stdin.
	Path  string
	Stdin io.Reader
	// Dir is where relative paths start; "" is the working directory.
	Dir string
	// Read reads files, by path; nil means the disk. Its errors are reasons,
	// without the path.
	Read func(path string) ([]byte, error)
	// Made is told of each file that was made, not read: bundles of packages.
	// Read must find them when the test runs elsewhere. With Read and without
	// Made packages come from Read alone; else from the disk.
	Made func(path string, data []byte)
	// Fetch gets a module by its https address, and says where its redirects
	// lead; nil fetches none. Its errors are reasons, without the address, and
	// say what to do.
	Fetch func(ctx context.Context, address string) (data []byte, final string, err error)
	// Builtins are the modules the Host makes: import path to the names a
	// script may import, without "default".
	Builtins map[string][]string
	// Absent says why a module of k6's is not there; nil knows none.
	Absent func(path string) (why string, known bool)
}

// Script is a test script with all that it imports, compiled. It grows while
// the first VU runs its init context, since require and open name files there;
// Seal ends that.
//
// Safe for concurrent use.
type Script struct {
	entry    *module
	dir      string                            // the URL of the entry's directory; of one from the web, where volley was started
	read     func(path string) ([]byte, error) // nil: from the disk
	made     func(path string, data []byte)
	fetch    func(address string) (data []byte, final string, err error) // nil: none
	builtins map[string]*builtin
	absent   func(path string) (why string, known bool)
	records  sync.Map // sobek.ModuleRecord to *module, for the engine's questions
	nothing  *sobek.Program

	mu      sync.Mutex
	sealed  bool
	modules map[string]*module           // by URL
	moved   map[string]string            // where the redirects of a URL lead
	files   map[string]opened            // opened, by path
	inits   map[*sobek.Runtime]*Instance // in their init context
	// packages are the doors to packages, pending those that lead nowhere yet.
	packages map[wanting]*packaged
	pending  []*packaged
	named    string // what calls name and is installed, for archives: lines of directory and specifier
	// dynamic is set by a source that calls import(): the engine then runs all
	// modules, and VUs stay known, in late, when their init context is over.
	dynamic bool
	late    map[*sobek.Runtime]*Instance
	// mentions are the answers Mentions gave, by word.
	mentions map[string]mention
}

// module is one file as the engine knows it. Immutable once it is linked.
type module struct {
	url      string
	record   sobek.CyclicModuleRecord
	common   *commonJS // set for CommonJS
	door     bool      // to a package
	requests map[string]sobek.ModuleRecord
	later    map[string]bool // of the requests: for import() only
	// unbound are the names it imports, until they are known to exist.
	unbound []request
	source  *file.File
	tree    *ast.Program // until it is linked
	flat    *flat        // how it is run; nil: by the engine
}

// Load reads, compiles and links a script and everything it imports. The error
// is a *Missing if the script itself cannot be read, and an *Exception for
// every fault in it.
func Load(ctx context.Context, c Config) (*Script, error) {
	s := &Script{
		absent:   c.Absent,
		nothing:  sobek.MustCompile("", "", true),
		read:     c.Read,
		made:     c.Made,
		builtins: map[string]*builtin{},
		modules:  map[string]*module{},
		moved:    map[string]string{},
		files:    map[string]opened{},
		inits:    map[*sobek.Runtime]*Instance{},
	}
	for name, exports := range c.Builtins {
		s.builtins[name] = newBuiltin(s, name, exports)
	}
	if c.Fetch != nil {
		s.fetch = func(address string) ([]byte, string, error) { return c.Fetch(ctx, address) }
	}
	location, data, err := s.find(c)
	if err != nil {
		return nil, err
	}
	if err := context.Cause(ctx); err != nil {
		return nil, fmt.Errorf("load %s: %w", c.Path, err)
	}
	if strings.TrimSpace(strings.TrimPrefix(string(data), "\xef\xbb\xbf")) == "" {
		return nil, &Exception{Where: location, Err: errEmpty}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entry, err = s.compile(location, data, c.Path == "-")
	if err != nil {
		return nil, err
	}
	return s, s.link(s.entry)
}

// find reads the script itself.
func (s *Script) find(c Config) (location string, data []byte, err error) {
	dir := c.Dir
	if dir == "" {
		dir, err = os.Getwd()
	} else {
		dir, err = filepath.Abs(dir)
	}
	if err != nil {
		return "", nil, fmt.Errorf("find the working directory: %w", err)
	}
	base := fileURL(filepath.ToSlash(dir)) + "/"
	s.dir = base
	if isRemote(c.Path) {
		data, location, err = s.fromWeb(c.Path)
		if err != nil {
			return "", nil, &Missing{Path: c.Path, Err: err}
		}
		return location, data, nil
	}
	if c.Path == "-" {
		location, _ = locate(base, "-")
		data, err = readSource(c.Stdin)
		if err != nil {
			return "", nil, fmt.Errorf("read the script from standard input: %w", err)
		}
		return location, data, nil
	}
	location, err = locate(base, c.Path)
	if err != nil {
		return "", nil, &Missing{Path: c.Path, Err: err}
	}
	s.dir = parent(location)
	name, err := filePath(location)
	if err != nil {
		return "", nil, &Missing{Path: c.Path, Err: err}
	}
	data, err = readFrom(c.Read, name)
	if err != nil {
		return "", nil, &Missing{Path: c.Path, Err: err}
	}
	return location, data, nil
}

// URL is the entry script's name in stack traces.
func (s *Script) URL() string { return s.entry.url }

// Seal lets no further file in: what the first VU did not import or open, no
// later one may. It is called when the first VU's init context is over.
func (s *Script) Seal() {
	s.mu.Lock()
	s.sealed = true
	s.mu.Unlock()
}

// compile makes a module of a source, and of those it imports. s.mu is held.
func (s *Script) compile(location string, data []byte, guess bool) (*module, error) {
	src, err := clean(data)
	if err == nil && isJSON(location) {
		src, err = fromJSON(src)
	}
	if err != nil {
		return nil, &Exception{Where: location, Err: err}
	}
	p, err := parse(location, src, guess)
	if err != nil {
		return nil, err
	}
	m := &module{url: location, requests: map[string]sobek.ModuleRecord{}, source: p.tree.File}
	if callsImport.MatchString(src) {
		s.dynamic = true
	}
	if !p.esm {
		m.common, err = newCommonJS(s, location, p.tree)
		if err != nil {
			return nil, err
		}
		m.record, m.common.json = m.common, isJSON(location)
		s.keep(m)
		s.calls(m, src)
		return m, nil
	}
	m.record, err = compileModule(location, p.tree, s.request)
	if err != nil {
		return nil, err
	}
	m.tree = p.tree
	s.keep(m) // before its imports: they may import it
	m.unbound = requests(p.tree)
	for _, r := range m.unbound {
		if known := m.requests[r.specifier]; known != nil && !s.isDoor(known) {
			continue
		}
		m.requests[r.specifier], err = s.imported(m, r, false)
		if err != nil {
			s.drop(m)
			return nil, m.at(r, err)
		}
	}
	s.calls(m, src)
	return m, nil
}

// at is a fault in something the module imports; one in the file itself that it
// imports has a place already.
func (m *module) at(r request, err error) error {
	var already *Exception
	switch {
	case errors.As(err, &already):
		return err
	case r.place == 0: // of a call
		return &Exception{Where: m.url, Err: err}
	}
	return at(m.source.Position(int(r.place)-m.source.Base()), m.url, err)
}

func (s *Script) keep(m *module) {
	s.modules[m.url] = m
	s.records.Store(m.record, m)
	if m.common != nil {
		s.records.Store(m.common.program, m)
	}
}

func (s *Script) drop(m *module) {
	delete(s.modules, m.url)
	s.records.Delete(m.record)
	s.pending = slices.DeleteFunc(s.pending, func(p *packaged) bool {
		if p.first == m {
			delete(s.packages, p.key)
		}
		return p.first == m
	})
}

func (s *Script) isDoor(record sobek.ModuleRecord) bool {
	m := s.of(record)
	return m != nil && m.door
}

// of is the module of an engine's record, nil for a built-in.
func (s *Script) of(record any) *module {
	m, _ := s.records.Load(record)
	found, _ := m.(*module)
	return found
}

// request finds what a module imports, for the engine. It takes no lock: it is
// called while the graph is linked, and whenever a script reads a namespace.
func (s *Script) request(referrer any, specifier string) (sobek.ModuleRecord, error) {
	m := s.of(referrer)
	if m == nil {
		return nil, fmt.Errorf("a module that is not loaded imports %q", specifier)
	}
	record, ok := m.requests[specifier]
	if !ok {
		return nil, fmt.Errorf("%s does not import %q", m.url, specifier)
	}
	return record, nil
}

// imported is the module that a file imports or requires, loaded if it was not
// yet; a package's is bundled by link. s.mu is held.
func (s *Script) imported(by *module, r request, require bool) (sobek.ModuleRecord, error) {
	specifier := r.specifier
	name, err := s.resolve(parent(by.url), specifier)
	var pack *bare
	if errors.As(err, &pack) {
		if isRemote(by.url) {
			return nil, fmt.Errorf("cannot import %q: a module from the web has no node_modules; it can only import by https addresses and paths", specifier)
		}
		m, err := s.fromPackage(by, r, require)
		if err != nil {
			return nil, err
		}
		return m.record, nil
	}
	if err != nil {
		return nil, err
	}
	if b := s.builtins[name]; b != nil {
		return b, nil
	}
	if m := s.loaded(name); m != nil {
		return m.record, nil
	}
	if s.sealed {
		return nil, fmt.Errorf("cannot import %q now: the first VU's init context did not import it", specifier)
	}
	data, location, err := s.fetched(name)
	if err != nil {
		return nil, fmt.Errorf("cannot import %q: %w", specifier, err)
	}
	if m := s.loaded(location); m != nil { // by another of its addresses
		return m.record, nil
	}
	m, err := s.compile(location, data, false)
	if err != nil {
		return nil, err
	}
	return m.record, nil
}

// link binds imports to exports, in the module and in all it imports. s.mu is
// held.
func (s *Script) link(m *module) error {
	if err := s.pack(); err != nil {
		return err
	}
	if m.common != nil {
		return nil
	}
	if err := s.bind(m, map[*module]bool{}); err != nil {
		return err
	}
	if !s.dynamic {
		s.flatten(m)
	}
	defer s.forget()
	if m.flat != nil {
		return nil
	}
	if err := m.record.Link(); err != nil {
		return syntaxFault(m.url, err)
	}
	return nil
}

// forget lets go of the trees: they are larger than the sources.
func (s *Script) forget() {
	for _, m := range s.modules {
		m.tree = nil
	}
}

// bind checks a module and all it imports. What it only names in a call of
// import() is checked when that is made. s.mu is held.
func (s *Script) bind(m *module, seen map[*module]bool) error {
	if seen[m] {
		return nil
	}
	seen[m] = true
	if err := m.bind(); err != nil {
		return err
	}
	for specifier, record := range m.requests {
		if imported := s.of(record); imported != nil && !m.later[specifier] {
			if err := s.bind(imported, seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// bind checks that what a module imports is there. The engine would say so when
// the module is run, and not where.
func (m *module) bind() error {
	for _, r := range m.unbound {
		if r.name == "" {
			continue
		}
		record := m.requests[r.specifier]
		if found, ambiguous := record.ResolveExport(r.name); found != nil && !ambiguous {
			continue
		}
		var have []string
		record.GetExportedNames(func(names []string) { have = names })
		slices.Sort(have)
		return m.at(r, fmt.Errorf("SyntaxError: %q has no export named %q; it has %s", r.specifier, r.name, strings.Join(have, ", ")))
	}
	m.unbound = nil
	return nil
}
