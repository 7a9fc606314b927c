package archive

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestReadK6 reads an archive that k6 made of a script in TypeScript, a module
// and a file.
func TestReadK6(t *testing.T) {
	text, err := os.ReadFile("testdata/k6.tar")
	if err != nil {
		t.Fatal(err)
	}
	if !Is(text[:Begin]) {
		t.Error("it is not seen to be an archive")
	}
	a, err := Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if a.Metadata.Filename != "file:///tmp/visit/visit.ts" || a.Metadata.Env["NAME"] != "bar" || !bytes.Contains(a.Metadata.Options, []byte(`"iterations": 2`)) {
		t.Errorf("%+v", a.Metadata)
	}
	for name, want := range map[string]string{
		"/tmp/visit/visit.ts": "import { hi }", "/tmp/visit/lib/hi.js": "export const hi", "/tmp/visit/data.txt": "some data", `\tmp\visit\data.txt`: "some data",
	} {
		if got, err := a.ReadFile(name); err != nil || !strings.HasPrefix(string(got), want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := a.ReadFile("/tmp/visit/other.js"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestRoundTrip(t *testing.T) {
	long := "/" + strings.Repeat("a long name/", 20) + "x.js"
	want := &Archive{
		Metadata: Metadata{Type: "js", Options: json.RawMessage(`{"vus":1}`), Filename: "file:///a%20b/x.js", Dir: "file:///a%20b", Env: map[string]string{"A": "<&>"}},
		Script:   []byte("export default 1"),
		Files:    map[string][]byte{"/a b/x.js": []byte("export default 1"), "/empty": {}, long: []byte("x"), "C:/x.js": []byte("y")},
	}
	var b bytes.Buffer
	if err := want.Write(&b, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	got, err := Read(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	var options bytes.Buffer
	if err := json.Compact(&options, got.Metadata.Options); err != nil {
		t.Fatal(err)
	}
	got.Metadata.Options = options.Bytes()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPath(t *testing.T) {
	for from, want := range map[string]string{"file:///a%20b/x.js": "/a b/x.js", "file:///C:/x.js": "C:/x.js"} {
		if got, err := (Metadata{Filename: from}).Path(); got != want || err != nil {
			t.Errorf("%s: %s, %v, want %s", from, got, err, want)
		}
	}
	if got, err := (Metadata{Filename: "%zz"}).Path(); err == nil {
		t.Errorf("a bad URL is %s", got)
	}
}

// TestHomes: k6 calls everybody nobody; scripts still ask for their own files.
func TestHomes(t *testing.T) {
	a := &Archive{Files: map[string][]byte{"/home/nobody/x": []byte("1"), "/home/me/y": []byte("2")}}
	for name, want := range map[string]string{"/home/me/x": "1", "/home/me/y": "2", "/home/nobody/x": "1"} {
		if got, err := a.ReadFile(name); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestReadOnlyData: the script need not be among the files.
func TestReadOnlyData(t *testing.T) {
	a, err := Read(packed(t, "metadata.json", `{"filename":"file:///x.js"}`, "data", "script"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.ReadFile("/x.js"); string(got) != "script" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestReadFaults(t *testing.T) {
	for name, c := range map[string]struct {
		in   *bytes.Reader
		want string
	}{
		"no metadata":  {packed(t, "data", "x"), "it is no archive of a test"},
		"no script":    {packed(t, "metadata.json", "{}"), "it is no archive of a test"},
		"bad metadata": {packed(t, "metadata.json", "{"), "metadata.json: unexpected end of JSON input"},
		"cut":          {bytes.NewReader([]byte(strings.Repeat("x", 600))), "invalid tar header"},
	} {
		if _, err := Read(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if Is([]byte("import http from 'k6/http'")) || Is(nil) {
		t.Error("a script is an archive")
	}
}

// packed is a tar of names and texts.
func packed(t *testing.T, pairs ...string) *bytes.Reader {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: pairs[i], Typeflag: tar.TypeReg, Size: int64(len(pairs[i+1]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}
