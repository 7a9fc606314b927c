package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadScript(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       script
		fault      string
	}{
		{name: "nothing", text: "export default function () {}\n// flags: --late\n", want: script{name: "x.js"}},
		{name: "prose", text: "// A script.\n// note: nobody reads this\n", want: script{name: "x.js"}},
		{
			name: "all",
			text: "// flags: -u 2 -i 4\n// env: K6_TAGS=a:b c\n// interrupt: now\n// order: any\n// values: a b\n// ignore: x\n// stats: script\n// screen: values\n// differs: a row: a text: it\n// differs: row: \n",
			want: script{
				name: "x.js", flags: []string{"-u", "2", "-i", "4"}, env: []string{"K6_TAGS=a:b c"}, interrupt: "now", anyOrder: true,
				values: []string{"a", "b"}, ignore: []string{"x"}, ownStats: true, screen: true,
				differs: []difference{{"a row", "a text: it"}, {"row", ""}},
			},
		},
		{name: "order", text: "// order: sorted\n", fault: `want any, have "sorted"`},
		{name: "stats", text: "// stats: mine\n", fault: `want script, have "mine"`},
		{name: "screen", text: "// screen: all\n", fault: `want values, have "all"`},
		{name: "differs", text: "// differs: something\n", fault: `want ROW: TEXT, have "something"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.js")
			if err := os.WriteFile(path, []byte(tt.text), 0o644); err != nil {
				t.Fatal(err)
			}
			got, err := readScript(path)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Fatalf("error %v, want %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&tt.want, got, cmp.AllowUnexported(script{}, difference{})); d != "" {
				t.Errorf("script (- want, + got):\n%s", d)
			}
		})
	}
}

func TestCorpus(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b_two.js", "a_one.js", "b_three.ts", "data.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		only string
		want []string
	}{
		{"", []string{"a_one.js", "b_three.ts", "b_two.js"}},
		{"b_", []string{"b_three.ts", "b_two.js"}},
		{"one,two", []string{"a_one.js", "b_two.js"}},
		{"none", nil},
	} {
		scripts, err := corpus(dir, tt.only)
		if (err != nil) != (tt.want == nil) {
			t.Errorf("corpus(%q): %v", tt.only, err)
		}
		var got []string
		for _, s := range scripts {
			got = append(got, s.name)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("corpus(%q) (- want, + got):\n%s", tt.only, d)
		}
	}
}

// TestRows fails when a script of the corpus names a row that docs/compat.md
// does not have.
func TestRows(t *testing.T) {
	rows, err := os.ReadFile("../docs/compat.md")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := corpus("testdata", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scripts {
		for _, d := range s.differs {
			if !hasRow(string(rows), d.row) {
				t.Errorf("%s: docs/compat.md has no row with %q", s.name, d.row)
			}
		}
	}
}
