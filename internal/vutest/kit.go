package vutest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"volley/internal/loop"
	"volley/internal/vu"
)

// limit is how long one script may take, and grace how long it may take to end
// when it is interrupted then.
const (
	limit = 20 * time.Second
	grace = 5 * time.Second
)

// Kit is what the scripts of a directory are run with.
//
// Immutable after New.
type Kit struct {
	// Modules are the modules scripts may import, by path.
	Modules map[string]vu.Module
	// Replace fills in {{names}} in the scripts' comments.
	Replace map[string]string
	// Engines are the loops scripts run on; none means both.
	Engines []loop.Engine
	// Test, if set, changes what the VUs share before the script is run.
	Test func(*vu.Test)
}

// RunDir runs every script in a directory with one module, whose path is that
// of the package under test below internal/module.
func RunDir(t *testing.T, m vu.Module, dir string) {
	t.Helper()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	_, path, ok := strings.Cut(filepath.ToSlash(wd), "/internal/module/")
	if !ok {
		t.Fatalf("%s is no module's folder: use Kit.RunDir", wd)
	}
	Kit{Modules: map[string]vu.Module{path: m}}.RunDir(t, dir)
}

// RunDir runs every script in a directory.
func (k Kit) RunDir(t *testing.T, dir string) {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.js", "*.ts"} {
		some, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	if len(files) == 0 {
		t.Fatalf("no scripts in %s", dir)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) { k.Run(t, file) })
	}
}

// Run runs one script on every engine.
func (k Kit) Run(t *testing.T, file string) {
	t.Helper()
	engines := k.Engines
	if len(engines) == 0 {
		engines = []loop.Engine{loop.Auto, loop.Portable}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := readSheet(string(text), k.Replace)
	if err != nil {
		t.Fatal(err)
	}
	for _, engine := range engines {
		t.Run(engineName(engine), func(t *testing.T) {
			l, err := loop.New(loop.Config{Engine: engine})
			if err != nil {
				t.Skip(err)
			}
			r := newRig(k, want, l)
			if err := errors.Join(r.run(file), r.close()); err != nil {
				t.Fatal(err)
			}
			for _, fault := range r.faults() {
				t.Error(fault)
			}
			if t.Failed() {
				t.Log(r)
			}
		})
	}
}

func engineName(e loop.Engine) string {
	if e == loop.Portable {
		return "portable"
	}
	return "descriptors"
}
