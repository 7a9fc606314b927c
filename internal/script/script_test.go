package script

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/grafana/sobek"
)

// house is a directory of files and the built-in modules the tests have.
type house struct {
	t        *testing.T
	dir      string
	builtins map[string][]string
	stdin    string
}

func newHouse(t *testing.T, files map[string]string) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), builtins: map[string][]string{"k6": {"sleep"}, "k6/ws": {"connect"}}}
	for name, text := range files {
		path := filepath.Join(h.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func (h *house) load(path string) (*Script, error) {
	return Load(context.Background(), Config{Path: path, Stdin: strings.NewReader(h.stdin), Dir: h.dir, Builtins: h.builtins})
}

// world is a runtime with one instance of a script, and what it logged.
type world struct {
	*Instance
	rt   *sobek.Runtime
	made []string
	log  []string
}

func (w *world) Module(path string) (Values, error) {
	w.made = append(w.made, path)
	obj := w.rt.NewObject()
	named := map[string]sobek.Value{}
	for _, name := range []string{"sleep", "connect"} {
		named[name] = w.rt.ToValue(path + "." + name)
		obj.Set(name, named[name])
	}
	named["default"] = obj
	return exports(named), nil
}

// exports are a module's values.
type exports map[string]sobek.Value

func (e exports) Export(name string) sobek.Value { return e[name] }

func newWorld(s *Script) *world {
	w := &world{rt: sobek.New()}
	w.Instance = s.Instantiate(w.rt, w)
	w.rt.Set("log", func(call sobek.FunctionCall) sobek.Value {
		var words []string
		for _, a := range call.Arguments {
			words = append(words, a.String())
		}
		w.log = append(w.log, strings.Join(words, " "))
		return sobek.Undefined()
	})
	w.rt.Set("require", w.Require)
	w.rt.Set("open", func(call sobek.FunctionCall) sobek.Value {
		_, text, err := w.Open(call.Argument(0).String())
		if err != nil {
			panic(w.rt.NewGoError(err))
		}
		return w.rt.ToValue(text)
	})
	return w
}

// evaluate runs the script's top level to its end.
func (w *world) evaluate() error {
	defer w.Finish()
	p, err := w.Evaluate()
	if err != nil || p == nil {
		return err
	}
	if p.State() == sobek.PromiseStateRejected {
		if err, ok := p.Result().Export().(error); ok {
			return err
		}
		return errors.New(p.Result().String())
	}
	return nil
}

func run(t *testing.T, files map[string]string, entry string) *world {
	t.Helper()
	s, err := newHouse(t, files).load(entry)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(s)
	if err := w.evaluate(); err != nil {
		t.Fatal(err)
	}
	return w
}
