package browser

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/grafana/sobek"
)

var only = flag.String("rows", "", "run only the rows whose names match this regular expression")

const (
	atOnce      = 6                     // rows that a page runs at once
	between     = 20 * time.Millisecond // one row's start and the next one's, in a run
	rowPatience = 14 * time.Second      // how long a row may take
	runPatience = 90 * time.Second      // how long a world may take
)

// TestTable runs all rows in both worlds and compares their lines.
func TestTable(t *testing.T) {
	chromium := chromiumPath(t)
	names, source := rowFiles(t, *only)
	var browser [][]string
	var wg sync.WaitGroup
	defer wg.Wait()
	page := plan(t, hosts(t, len(names))) + source + readFile(t, "testdata/page.js")
	run := plan(t, hosts(t, len(names))) + source + readFile(t, "testdata/run.js")
	wg.Go(func() { browser = inChromium(t, chromium, len(names), page) })
	ours := inVolley(t, len(names), run)
	wg.Wait()
	if t.Failed() {
		return
	}
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			diff := differ(browser[i], ours[i])
			if len(browser[i]) == 0 || slices.Contains(browser[i], "NOT OVER IN TIME") || strings.Contains(strings.Join(browser[i], "\n"), "row throws") {
				t.Errorf("the row shows nothing in Chromium: %q", browser[i])
			}
			what := known.of(name)
			switch {
			case diff != "" && what == "":
				t.Errorf("Chromium (-) and volley (+):\n%s", diff)
			case diff == "" && what != "":
				t.Errorf("no longer so: %s", what)
			}
		})
	}
}

// TestKnown fails when the list names a row that is not there, or a difference
// docs/compat.md does not tell of.
func TestKnown(t *testing.T) {
	names, _ := rowFiles(t, "")
	text := readFile(t, "../docs/compat.md")
	for _, d := range known {
		for _, name := range d.rows {
			if !slices.Contains(names, name) {
				t.Errorf("known names %q, which is no row", name)
			}
		}
		if !strings.Contains(text, "\n| "+d.what+" |") {
			t.Errorf("docs/compat.md has no row that begins with %q", d.what)
		}
	}
}

// differ shows the lines in which two logs differ, with what stands around them
// left out; it is empty if they do not.
func differ(a, b []string) string {
	if slices.Equal(a, b) {
		return ""
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var text strings.Builder
	for i := range max(len(a), len(b)) {
		switch {
		case i < len(a) && i < len(b) && a[i] == b[i]:
			text.WriteString("   " + a[i] + "\n")
			continue
		case i < len(a) && i < len(b):
			text.WriteString(" - " + a[i] + "\n + " + b[i] + "\n")
		case i < len(a):
			text.WriteString(" - " + a[i] + "\n")
		default:
			text.WriteString(" + " + b[i] + "\n")
		}
	}
	return text.String()
}

// rowFiles are the names of all rows that match, and the script that adds them.
func rowFiles(t *testing.T, pattern string) (names []string, source string) {
	t.Helper()
	files, err := filepath.Glob("testdata/rows/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rows: %v", err)
	}
	source = readFile(t, "testdata/table.js")
	for _, file := range files {
		source += "\n" + readFile(t, file)
	}
	quoted, err := json.Marshal(pattern)
	if err != nil {
		t.Fatal(err)
	}
	source += "\nkeep(new RegExp(" + string(quoted) + "));\n"
	plain := api.Transform(source+"rows.map((row) => row.name)", api.TransformOptions{Target: api.ES2017}) // sobek has no for await
	if len(plain.Errors) > 0 {
		t.Fatalf("the rows' script: %v", plain.Errors)
	}
	js := sobek.New()
	list, err := js.RunString(string(plain.Code))
	if err == nil {
		err = js.ExportTo(list, &names)
	}
	if err != nil {
		t.Fatalf("the rows' script: %v", err)
	}
	sorted := slices.Sorted(slices.Values(names))
	if once := slices.Compact(slices.Clone(sorted)); len(once) != len(names) {
		t.Fatalf("two rows have one name: %q", sorted)
	}
	return names, source
}

// plan is what the script of a world knows of it, as JavaScript.
func plan(t *testing.T, servers []*host) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"hosts": addresses(servers), "dead": dead(t, servers[0]), "secure": secure(t).address, "atOnce": atOnce, "between": between.Milliseconds(), "patience": rowPatience.Milliseconds(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return "const PLAN = " + string(text) + ";\n"
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
