package judge

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLibraries runs scripts that import libraries of npm, which volley bundles,
// against those libraries' own servers.
func TestLibraries(t *testing.T) {
	libraries(t, "libraries", started(t, node(t, "libraries.js"), "libraries")["libraries"])
}

// TestStomp runs scripts that speak STOMP through npm's library with a broker,
// RabbitMQ.
func TestStomp(t *testing.T) { libraries(t, "stomp", startRabbit(t)) }

// libraries runs the scripts of a folder beside npm's packages, against a server.
func libraries(t *testing.T, folder, at string) {
	modules, err := nodeModules()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.js"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".js"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			beside := filepath.Join(dir, filepath.Base(path))
			if err := os.WriteFile(beside, text, 0o600); err != nil {
				t.Fatal(err)
			}
			const iterations = 4
			o := runScript(t, nil, []string{"-u", "2", "-i", "4", "-e", "HOST=" + at}, beside)
			if o.stderr != "" {
				t.Errorf("volley says:\n%s", o.stderr)
			}
			want := float64(iterations * promised(t, string(text)))
			if got := o.metrics["checks"]; got["passes"] != want || got["fails"] != 0 {
				t.Errorf("checks: %v, want %v passes", got, want)
			}
		})
	}
}

// promised is how many checks an iteration of a script makes, by its head.
func promised(t *testing.T, text string) int {
	t.Helper()
	line, _, _ := strings.Cut(text, "\n")
	word, is := strings.CutPrefix(line, "// checks: ")
	if !is || len(word) != 1 || word < "1" || word > "9" {
		t.Fatalf("the script promises no checks: %q", line)
	}
	return int(word[0] - '0')
}
