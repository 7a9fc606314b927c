package module

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"volley/internal/session"
)

// TestTable keeps a module from being in the table and absent, or from
// exporting a name twice.
func TestTable(t *testing.T) {
	for path, m := range Table(Config{Session: &session.Config{}, HTTP: &HTTPConfig{}}) {
		if m == nil {
			t.Errorf("%s has no module", path)
			continue
		}
		if sentence, known := Absent(path); known {
			t.Errorf("Absent(%q) = %q, but the table has it", path, sentence)
		}
		names := m.Names()
		if len(names) == 0 {
			t.Errorf("%s exports nothing", path)
		}
		sorted := slices.Sorted(slices.Values(names))
		if len(slices.Compact(sorted)) != len(names) {
			t.Errorf("%s exports a name twice: %v", path, names)
		}
	}
}

// pages are where modules have their reference; the rest is in modules.md.
var pages = map[string]string{
	"k6/html": "html.md", "k6/http": "http.md", "k6/ws": "ws.md", "k6/websockets": "websockets.md", "k6/experimental/websockets": "websockets.md",
}

// TestReference: all that a module exports has a place in its reference.
func TestReference(t *testing.T) {
	for path, m := range Table(Config{Session: &session.Config{}, HTTP: &HTTPConfig{}}) {
		page := pages[path]
		if page == "" {
			page = "modules.md"
		}
		data, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if page == "modules.md" {
			_, section, found := strings.Cut(text, "\n## "+path+"\n")
			if !found {
				t.Errorf("docs/modules.md has no section %s", path)
				continue
			}
			text, _, _ = strings.Cut(section, "\n## ")
		}
		for _, name := range m.Names() {
			if !regexp.MustCompile("`[^`]*\\b" + name + "\\b").MatchString(text) {
				t.Errorf("docs/%s does not say what %s of %s is", page, name, path)
			}
		}
	}
}

func TestAbsent(t *testing.T) {
	for _, test := range []struct {
		path, want string
		known      bool
	}{
		{"k6/experimental/timers", "module k6/experimental/timers: k6 has removed it: import k6/timers instead", true},
		{"k6/x/sql", "module k6/x/sql: this volley was built without it; docs/extensions.md says how to build one with it", true},
		{"k6/net/grpc", "module k6/net/grpc: volley speaks WebSockets and HTTP only", true},
		{"k6/nothing", "", false},
		{"./k6/http", "", false},
		{"k6", "", false},
	} {
		got, known := Absent(test.path)
		if got != test.want || known != test.known {
			t.Errorf("Absent(%q) = %q, %v, want %q, %v", test.path, got, known, test.want, test.known)
		}
	}
}
