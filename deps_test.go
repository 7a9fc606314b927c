package main

import (
	"errors"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lattice says which rooms a room may import. It is the architecture: it is
// changed when the plan of the house changes, never to make a build pass.
// "module/" stands for every folder below internal/module, "output/" for every
// one below internal/output.
var lattice = map[string]string{
	// ASK: what should happen. It never sees ACT or COUNT, so a plan is
	// testable with a table of numbers.
	"option":   "",
	"executor": "option",

	// ACT: make it happen. Nobody here sees option or executor: options arrive
	// as plain arguments and small config structs.
	"poll":   "",
	"wire":   "",
	"dial":   "",
	"script": "",
	"secret": "",
	"json":   "",
	"ring":   "",
	"fetch":  "dial",
	"loop":   "poll",
	"h2":     "loop wire",
	"socket": "loop wire dial h2",
	"vu":     "loop script metric json ring",
	"web":    "vu",
	"dom":    "vu web",
	// The global crypto.
	"webcrypto": "vu web",
	"session":   "vu socket h2 dial wire loop metric",
	"frozen":    "vu",
	"module/":   "vu web dom webcrypto frozen secret session socket dial fetch wire loop metric ring",
	"module":    "vu web webcrypto secret session module/",
	"shard":     "loop vu metric",

	// COUNT: what happened. It never sees ASK or ACT: results can be merged
	// from anywhere, a shard, a file, another machine.
	"metric":    "",
	"threshold": "metric",
	"summary":   "metric threshold",
	// An output is a room of its own: adding or deleting one touches one row of
	// the table in output. It sees what was counted, never VUs.
	"output/": "metric",
	"output":  "metric output/",

	// The staircase sees all three.
	"run": "option executor poll wire dial fetch script secret loop h2 socket vu web session module shard metric threshold summary output",
	"cli": "run option script secret summary target rest archive remote",
	// The one public room: volley as a library.
	"extension": "cli run vu metric",
	// A test in one file.
	"archive": "",
	// Modules from the web.
	"remote": "",
	// What a test shows of itself over HTTP.
	"rest": "run summary metric",
	// A foreign WebSocket library, so that it judges us.
	"target": "",

	// Test kits, imported by tests only.
	"wstest":    "",
	"fetchtest": "",
	"vutest":    "vu script loop metric wstest",
}

// kits are imported by _test.go files only.
var kits = []string{"wstest", "fetchtest", "vutest"}

// nevers are imports from outside the house that a room must not have.
var nevers = []struct{ rooms, imports, why string }{
	{"wire", "net io time sync net/http os", "no I/O and no clock: every byte path can be fuzzed"},
	{"executor", "sync time/tzdata math/rand", "pure functions of the time they are given"},
	{"loop h2 socket wire poll dial", "github.com/grafana/sobek", "the reactor is testable, and fast, without JavaScript"},
	{"option executor metric threshold summary output output/", "github.com/grafana/sobek net", "a plan and a result are only data"},
	{"poll wire dial loop h2 socket script vu web dom webcrypto module/ module shard metric threshold summary output output/ run rest archive remote option executor",
		"github.com/spf13/cobra github.com/spf13/pflag golang.org/x/term os/signal", "the terminal and exit codes belong to cli"},
	{"wire h2 option executor script vu web dom webcrypto module/ module shard metric threshold summary output output/ run socket",
		"golang.org/x/sys/unix", "operating systems are visible in poll, loop/conn_fd*.go, dial and cli/preflight*.go only"},
}

// callers are functions of the standard library only some rooms may call.
var callers = []struct{ pkg, name, rooms, why string }{
	{"os", "Exit", "cli", "exit codes belong to cli"},
	{"os", "Args", "cli extension", "arguments belong to cli"},
	{"os", "Environ", "cli extension", "the environment belongs to cli"},
	{"os", "Stdout", "cli extension", "the terminal belongs to cli"},
	{"time", "Now", "cli dial extension fetch remote loop h2 socket vu web session module/ shard run target", "elsewhere time is an argument"},
}

// TestLattice fails when a room imports what it must not.
func TestLattice(t *testing.T) {
	for file, room := range sources(t) {
		isTest := strings.HasSuffix(file, "_test.go")
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Errorf("parse %s: %v", file, err)
			continue
		}
		allowed, known := lattice[key(room)]
		if !known {
			t.Errorf("%s: room %q has no row in the lattice", file, room)
			continue
		}
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if target, ours := strings.CutPrefix(imported, "volley/internal/"); ours {
				kit := slices.Contains(kits, target)
				switch {
				case kit && !isTest && !slices.Contains(kits, room):
					t.Errorf("%s imports %s, a test kit", file, target)
				case !kit && !isTest && !slices.Contains(strings.Fields(allowed), key(target)):
					t.Errorf("%s: %s must not import %s", file, room, target)
				}
			}
			if isTest {
				continue
			}
			for _, never := range nevers {
				if slices.Contains(strings.Fields(never.rooms), key(room)) && slices.Contains(strings.Fields(never.imports), imported) {
					t.Errorf("%s: %s must never import %s: %s", file, room, imported, never.why)
				}
			}
			if imported == "golang.org/x/sys/unix" && room == "loop" && !strings.HasPrefix(path.Base(file), "conn_fd") {
				t.Errorf("%s: in loop only conn_fd*.go may import %s", file, imported)
			}
		}
	}
}

// TestCallers fails when a room reaches for the process or the clock without
// the right to.
func TestCallers(t *testing.T) {
	for file, room := range sources(t) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text := read(t, file)
		for _, c := range callers {
			if !slices.Contains(strings.Fields(c.rooms), key(room)) && strings.Contains(code(text), c.pkg+"."+c.name) && !slices.Contains(kits, room) {
				t.Errorf("%s: %s must not use %s.%s: %s", file, room, c.pkg, c.name, c.why)
			}
		}
	}
}

// TestRooms fails when a row of the lattice has no room, or a room no doc.go.
func TestRooms(t *testing.T) {
	have := map[string]bool{}
	docs := map[string]bool{}
	for file, room := range sources(t) {
		have[key(room)] = true
		if path.Base(file) == "doc.go" {
			docs[room] = true
		}
	}
	for file, room := range sources(t) {
		if !docs[room] {
			t.Errorf("%s: room %s has no doc.go", file, room)
			docs[room] = true
		}
	}
	for room := range lattice {
		if !have[room] {
			t.Errorf("the lattice names %s, which does not exist", room)
		}
	}
}

// key is the row a room stands in.
func key(room string) string {
	for _, many := range []string{"module/", "output/"} {
		if strings.HasPrefix(room, many) {
			return many
		}
	}
	return room
}

// sources maps every Go file below internal, and those of the public room, to
// their rooms.
func sources(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	add := func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".go") {
			slash := filepath.ToSlash(name)
			files[slash] = strings.TrimPrefix(path.Dir(slash), "internal/")
		}
		return nil
	}
	if err := errors.Join(filepath.WalkDir("internal", add), filepath.WalkDir("extension", add)); err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go files below internal")
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// code is the text of a Go file without its line comments.
func code(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		before, _, cut := strings.Cut(line, "//")
		b.WriteString(before)
		if cut {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
