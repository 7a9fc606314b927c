package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const page = "# Page\n| k6 does this | volley does that |\n| other row | |\n"

func TestJudge(t *testing.T) {
	peer := []string{"exit 0", "metric a counter 1", "console info: x"}
	for _, tt := range []struct {
		name    string
		differs []difference
		volley  []string
		want    verdict
		word    string
	}{
		{name: "same", volley: peer, word: "same"},
		{
			name: "different", volley: []string{"exit 0", "metric a counter 2", "console info: x"}, word: "DIFFERENT",
			want: verdict{diff: []string{"- metric a counter 1", "+ metric a counter 2"}},
		},
		{
			name: "meant", volley: []string{"exit 0", "metric a counter 2", "console info: x"}, word: "as meant",
			differs: []difference{{"volley does", "metric a"}}, want: verdict{meant: []string{"volley does"}},
		},
		{
			name: "half meant", volley: []string{"exit 1", "metric a counter 2", "console info: x"}, word: "DIFFERENT",
			differs: []difference{{"volley does", "metric a"}},
			want:    verdict{meant: []string{"volley does"}, diff: []string{"- exit 0", "+ exit 1"}},
		},
		{
			name: "meant and gone", volley: peer, word: "DIFFERENT", differs: []difference{{"volley does", "metric a"}},
			want: verdict{faults: []string{`no line with "metric a" differs any more`}},
		},
		{
			name: "no such row", volley: []string{"exit 0", "console info: x"}, word: "DIFFERENT", differs: []difference{{"nobody", "metric a"}},
			want: verdict{faults: []string{`docs/compat.md has no row with "nobody"`}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := judge(&script{differs: tt.differs}, peer, tt.volley, page)
			if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(verdict{})); d != "" {
				t.Errorf("verdict (- want, + got):\n%s", d)
			}
			if got.word() != tt.word {
				t.Errorf("word %q, want %q", got.word(), tt.word)
			}
		})
	}
}

func TestDiff(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{
		{"", "", ""},
		{"a b c", "a b c", ""},
		{"a b c", "a c", "- b"},
		{"a c", "a b c", "+ b"},
		{"a", "b", "- a,+ b"},
		{"x a y b", "a b z", "- x,- y,+ z"},
		{"a a", "a", "- a"},
	} {
		if got := strings.Join(diff(strings.Fields(tt.a), strings.Fields(tt.b)), ","); got != tt.want {
			t.Errorf("diff(%q, %q) = %q, want %q", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestReport(t *testing.T) {
	var b strings.Builder
	err := report(&b, []verdict{
		{script: "a.js"},
		{script: "b.js", meant: []string{"row one", "row two"}},
		{script: "c.js", diff: []string{"- x"}, faults: []string{"stale"}},
		{script: "d.js", err: errors.New("not over after 90 s")},
	})
	if err == nil || err.Error() != "2 of 4 scripts differ" {
		t.Errorf("error %v", err)
	}
	want := `a.js  same       
b.js  as meant   row one; row two
c.js  DIFFERENT  
d.js  broken     

c.js
  - x
  stale

d.js
  not over after 90 s

4 scripts, 2 with differences nobody meant
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("report (- want, + got):\n%s", d)
	}
	if err := report(&b, []verdict{{script: "a.js"}}); err != nil {
		t.Errorf("all the same: %v", err)
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		args, fault string
	}{
		{"-peer k6 -only a,b -jobs 2 -update", ""},
		{"", "-peer is missing"},
		{"-peer k6 more", `"more" is not a flag`},
		{"-peer k6 -jobs 0", "-jobs must be above 0"},
	} {
		_, err := parse(strings.Fields(tt.args))
		if tt.fault == "" && err != nil || tt.fault != "" && (err == nil || !strings.Contains(err.Error(), tt.fault)) {
			t.Errorf("parse(%q): %v, want %q", tt.args, err, tt.fault)
		}
	}
}
