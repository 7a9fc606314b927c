package vutest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"volley/internal/wstest"
)

// host runs a script's default export and prints what it logs.
const host = `
const source = require('fs').readFileSync(process.argv[1], 'utf8');
console.log = (...args) => process.stdout.write(args.map(String).join(' ') + '\n');
import('data:text/javascript,' + encodeURIComponent(source)).then((m) => m.default());
`

// Foreign has Node run the scripts of a folder that RunDir runs too: what they
// say they want must be what an implementation that is not ours prints. Without
// Node it is skipped, unless VOLLEY_JUDGES names it.
func Foreign(t *testing.T, dir string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		wstest.Lacks(t, "node", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.js"))
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".js"), func(t *testing.T) {
			t.Parallel()
			out, err := exec.CommandContext(t.Context(), node, "--eval", host, file).CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if diff := cmp.Diff(wants(t, file), strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")); diff != "" {
				t.Errorf("- the script wants, + node prints:\n%s", diff)
			}
		})
	}
}

// wants are the lines a script says it prints.
func wants(t *testing.T, file string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if want, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "// want:"); ok {
			lines = append(lines, strings.TrimPrefix(want, " "))
		}
	}
	return lines
}
