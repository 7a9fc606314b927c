package module

import (
	"slices"
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
