package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pretender is a peer that is a shell script.
func pretender(t *testing.T, body string) tool {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("it is a shell script")
	}
	path := filepath.Join(t.TempDir(), "peer")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o755); err != nil {
		t.Fatal(err)
	}
	return tool{name: "k6", path: path, args: []string{"--first"}, env: []string{"MARK=set"}}
}

// found are the arguments a peer finds in $@: --summary-export's and OUT's.
const found = `
for a in "$@"; do
  case "$last" in --summary-export) export="$a";; esac
  case "$a" in OUT=*) out="${a#OUT=}";; esac
  last="$a"
done
`

func TestToolRun(t *testing.T) {
	peer := pretender(t, found+`
echo "$1 $2 $MARK $K6_VUS $last"
echo trouble >&2
echo '{}' > "$export"
echo content > "$out/file.txt"
exit 99
`)
	t.Setenv("K6_VUS", "from outside")
	s := &script{name: "x.js", env: []string{"K6_VUS=7"}}
	got, err := peer.run(t.Context(), s, places{dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	want := raw{exit: 99, stdout: []byte("run --first set 7 x.js\n"), stderr: []byte("trouble\n"), export: []byte("{}\n"),
		files: map[string][]byte{"file.txt": []byte("content\n")}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(raw{})); d != "" {
		t.Errorf("run (- want, + got):\n%s", d)
	}
}

func TestToolInterrupt(t *testing.T) {
	peer := pretender(t, `trap 'exit 105' INT
echo "say when" >&2
while :; do sleep 0.01; done
`)
	got, err := peer.run(t.Context(), &script{name: "x.js", interrupt: "when"}, places{dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if got.exit != 105 || got.export != nil {
		t.Errorf("exit %d, export %q; want 105 and none", got.exit, got.export)
	}
}

func TestToolMissing(t *testing.T) {
	peer := tool{name: "k6", path: filepath.Join(t.TempDir(), "nothing")}
	if _, err := peer.run(t.Context(), &script{name: "x.js"}, places{dir: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "run x.js with k6") {
		t.Errorf("error %v", err)
	}
}

// TestCompare compares volley with a peer that tells of another test.
func TestCompare(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"docs/compat.md":                  page,
		"compare/testdata/same.js":        "export default function () {}\n",
		"compare/testdata/different.js":   "export default function () { console.log('x'); }\n",
		"compare/testdata/meant_other.js": "// differs: other row: console\nexport default function () { console.log('x'); }\n",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	volley, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The peer runs volley on the script that is the same.
	peer := pretender(t, found+`
shift; shift; shift; shift
COMPARE_AS_VOLLEY=1 exec `+volley+` run "$@" 2>/dev/null
`)
	var b strings.Builder
	err = compare(t.Context(), []string{"-peer", peer.path, "-root", root, "-update", "-jobs", "1"}, &b)
	if err == nil || err.Error() != "1 of 3 scripts differ" {
		t.Fatalf("error %v:\n%s", err, b.String())
	}
	for _, want := range []string{"different.js    DIFFERENT", "meant_other.js  as meant   other row", "same.js         same", "+ console info: x"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, b.String())
		}
	}
	for name, want := range map[string]bool{"same.js": true, "different.js": false} {
		_, err := os.Stat(filepath.Join(root, "compare/testdata", name+".golden"))
		if (err == nil) != want {
			t.Errorf("%s has a golden file: %t, want %t", name, err == nil, want)
		}
	}
}
