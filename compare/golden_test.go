package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"volley/extension"
)

// TestMain makes the test binary volley as well.
func TestMain(m *testing.M) {
	if os.Getenv(asVolley) != "" {
		os.Exit(extension.Main())
	}
	os.Exit(m.Run())
}

// TestGolden runs every script of the corpus with volley and fails when what
// it leaves is not what it was when k6 agreed; the command writes the golden
// files, with -update.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := corpus(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range kept {
		if _, err := os.Stat(strings.TrimSuffix(path, ".golden")); err != nil {
			t.Errorf("%s is left over: %v", path, err)
		}
	}
	volley, err := volleyTool("")
	if err != nil {
		t.Fatal(err)
	}
	at, stop, err := serve(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	// Most scripts sleep: more at a time than there are cores, which is what
	// t.Parallel would allow.
	got := make([][]string, len(scripts))
	faults := make([]error, len(scripts))
	each(scripts, 6, func(i int, s *script) { got[i], faults[i] = outcome(t.Context(), s, volley, at) })
	for i, s := range scripts {
		t.Run(s.name, func(t *testing.T) {
			want, err := os.ReadFile(golden(dir, s))
			if err != nil {
				t.Fatal(err)
			}
			if faults[i] != nil {
				t.Fatal(faults[i])
			}
			for _, line := range diff(strings.Split(strings.TrimSuffix(string(want), "\n"), "\n"), got[i]) {
				t.Error(line)
			}
		})
	}
}
