package csv

import (
	"sync"

	"github.com/grafana/sobek"

	"volley/internal/frozen"
	"volley/internal/vu"
	"volley/internal/web"
)

// module is what all VUs share: what was parsed in their init contexts.
type module struct {
	mu     sync.Mutex
	parsed map[key]*parsed
}

// key is what has the same records in every VU.
type key struct {
	path string
	options
}

// parsed is made by the first VU that asks; the others wait for it.
type parsed struct {
	once  sync.Once
	texts []string
	err   error
}

// New returns the module k6/experimental/csv.
func New() vu.Module { return &module{parsed: map[key]*parsed{}} }

// Names are what a script may import.
func (m *module) Names() []string { return []string{"Parser", "parse"} }

// New makes a VU's instance.
func (m *module) New(v *vu.VU) vu.Exports {
	i := &instance{module: m, v: v, rt: v.Runtime()}
	return vu.Exports{Named: func(name string) sobek.Value {
		if name == "Parser" {
			return web.Of(v).Constructor(parserClass)
		}
		return i.rt.ToValue(v.Native(i.parse))
	}}
}

// find is the place of what has a key.
func (m *module) find(k key) *parsed {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.parsed[k]
	if p == nil {
		p = &parsed{}
		m.parsed[k] = p
	}
	return p
}

// instance is what one VU owns.
type instance struct {
	*module
	v  *vu.VU
	rt *sobek.Runtime
}

// source is a File of k6/experimental/fs.
type source interface {
	Contents() (path, text string)
}

// opened is what is in a script's File. It throws for anything else.
func opened(v *vu.VU, value sobek.Value) (path, text string) {
	file, ok := web.As[source](value)
	if !ok {
		v.Throwf("csv reads a file that k6/experimental/fs has opened: pass what await open(path) gives")
	}
	return file.Contents()
}

// parse is parse(file, options). A wrong argument throws; what is wrong with the
// file rejects.
func (i *instance) parse(call sobek.FunctionCall) sobek.Value {
	path, text := opened(i.v, call.Argument(0))
	o, err := readOptions(i.rt, call.Argument(1))
	if err != nil {
		i.v.Throwf("failed to interpret the provided Parser options; reason: %w", err)
	}
	if err := o.check(); err != nil {
		i.v.Throw(err)
	}
	texts, err := i.texts(key{path, o}, text)
	if err != nil {
		return i.v.Rejected(i.rt.NewGoError(err))
	}
	return i.v.Resolved(frozen.Of(i.v).Array(texts))
}

// texts parses a file. In the init context the result is kept for the other VUs;
// later a script may ask for ever more, and it is its own.
func (i *instance) texts(k key, text string) (texts []string, err error) {
	if i.v.Stage != vu.Init {
		// A long file must not stall other VUs: it is parsed as JavaScript runs.
		i.v.Do(func() { texts, err = parse(text, k.options) })
		return texts, err
	}
	p := i.find(k)
	p.once.Do(func() { p.texts, p.err = parse(text, k.options) })
	return p.texts, p.err
}

func parse(text string, o options) ([]string, error) {
	r, err := newReader(text, o)
	if err != nil {
		return nil, err
	}
	return r.all()
}
