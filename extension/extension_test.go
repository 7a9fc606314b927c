package extension

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/sobek"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes programs of these parts, for the scripts of testdata.
func TestMain(m *testing.M) {
	program := func(parts ...Part) func() { return func() { os.Exit(Main(parts...)) } }
	testscript.Main(m, map[string]func(){
		"extended": program(Module("k6/x/test", exports()), Module("k6/x/whole", Exports{"default": func(*VU) any { return "the default" }, "named": func(*VU) any { return 1 }}),
			Module("k6/x/unmade", Exports{"any": func(*VU) any { panic("it cannot be made") }}),
			Output("lines", lines), Output("broken", broken)),
		"misbuilt": program(Module("k6/http", nil), Module("k6/x/", nil), Module("k6/x/a", nil), Module("k6/x/a", nil),
			Output("json", lines), Output("a=b", lines), Output("c", lines), Output("c", lines)),
		"volley": program(),
	})
}

// TestScripts runs the programs as their users do.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", RequireExplicitExec: true})
}

// exports is a module that does whatever a module can do, right and wrong.
func exports() Exports {
	var births atomic.Int64
	return Exports{
		"add":      func(*VU) any { return func(a, b float64) float64 { return a + b } },
		"join":     func(*VU) any { return func(sep string, words ...string) string { return fmt.Sprint(sep, words) } },
		"two":      func(*VU) any { return func() (int, string) { return 1, "b" } },
		"nothing":  func(*VU) any { return func() {} },
		"fail":     func(*VU) any { return func() error { return errors.New("it failed") } },
		"panics":   func(*VU) any { return func() { panic("a fault of its own") } },
		"nil":      func(*VU) any { return func() { _ = []string{}[len(os.Args)] } },
		"constant": func(*VU) any { return map[string]any{"pi": 3.14} },
		"raw": func(v *VU) any {
			return func(call sobek.FunctionCall) sobek.Value { return v.Runtime().ToValue(len(call.Arguments)) }
		},
		"Class": func(*VU) any {
			return func(call sobek.ConstructorCall) *sobek.Object {
				_ = call.This.Set("n", call.Argument(0))
				return nil
			}
		},
		"throws": func(v *VU) any { return func() { v.Throw(errors.New("thrown")) } },
		"later": func(v *VU) any {
			return func(what string) sobek.Value {
				return v.Promise("test.later", func(context.Context) (any, error) {
					switch what {
					case "panic":
						panic("beside")
					case "fail":
						return nil, errors.New("it failed later")
					}
					return what + "!", nil
				})
			}
		},
		"never": func(v *VU) any {
			return func() sobek.Value {
				return v.Promise("test.never", func(ctx context.Context) (any, error) {
					<-ctx.Done()
					return nil, ctx.Err()
				})
			}
		},
		"block": func(*VU) any { return func(ms int) { time.Sleep(time.Duration(ms) * time.Millisecond) } },
		"count": func(v *VU) any {
			m := v.Metric("test_count", Counter, Numbers)
			return func(n float64, tags map[string]string) { m.Add(n, tags) }
		},
		"declareLate": func(v *VU) any { return func() { v.Metric("test_late", Counter, Numbers) } },
		"mine": func(v *VU) any {
			return func() int64 { return *v.Local("mine", func() any { n := births.Add(1); return &n }).(*int64) }
		},
		"who": func(v *VU) any { return func() string { return fmt.Sprint(v.ID(), v.InInit()) } },
	}
}

// sink writes the names of metrics into a file.
type sink struct {
	path string
	file *os.File
}

func lines(argument string, env func(string) string) (Sink, error) {
	if argument == "" {
		argument = env("LINES_FILE")
	}
	if argument == "" {
		return nil, errors.New("lines needs a file, such as lines=x.txt")
	}
	return &sink{path: argument}, nil
}

func (s *sink) Needs() Need { return NeedSamples }

func (s *sink) Open(*Registry) (err error) {
	s.file, err = os.Create(s.path)
	return err
}

func (s *sink) Write(r Report) error {
	for sample := range r.Samples() {
		m, tags := r.Registry.SeriesOf(sample.Series)
		if _, err := fmt.Fprintf(s.file, "%s %g scenario=%s kind=%s\n", m.Name, sample.Value, tags.Value("scenario"), tags.Value("kind")); err != nil {
			return err
		}
	}
	return nil
}

func (s *sink) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// faulty goes wrong where its argument says.
type faulty struct {
	Sink
	where string
}

func broken(argument string, env func(string) string) (Sink, error) {
	switch argument {
	case "make":
		panic("in the maker")
	case "none":
		return nil, nil
	}
	inner, err := lines("broken.txt", env)
	return &faulty{inner, argument}, err
}

func (f *faulty) Open(r *Registry) error {
	if f.where == "open" {
		return errors.New("it does not open")
	}
	return f.Sink.Open(r)
}

func (f *faulty) Write(r Report) error {
	switch f.where {
	case "write":
		return errors.New("it does not write")
	case "panic":
		panic("in Write")
	case "slow":
		time.Sleep(50 * time.Millisecond)
	}
	return f.Sink.Write(r)
}
