package vutest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// example is a script in a page of documentation; a comment "prints x" in it is
// a line it prints.
var example = regexp.MustCompile("(?ms)^```js\n(.*?)^```$")

// RunPage runs every script of a page of documentation. replace are pairs of
// texts: what stands there for a reader, and what a test needs.
func (k Kit) RunPage(t *testing.T, page string, replace ...string) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	examples := example.FindAllStringSubmatch(string(text), -1)
	if len(examples) == 0 {
		t.Fatalf("no scripts in %s", page)
	}
	dir := t.TempDir()
	change := strings.NewReplacer(append(replace, "\n// prints ", "\n// want: ")...)
	for n, found := range examples {
		file := filepath.Join(dir, fmt.Sprintf("example_%d.js", n+1))
		if err := os.WriteFile(file, []byte(change.Replace(found[1])), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k.RunDir(t, dir)
}
