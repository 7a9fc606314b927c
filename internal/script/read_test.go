package script

import (
	"context"
	"io/fs"
	"strings"
	"testing"
)

// TestReadElsewhere: nothing comes from the disk if there is another reader.
func TestReadElsewhere(t *testing.T) {
	files := map[string]string{
		"/nowhere/a.js":     "import { b } from './b.js'; const c = require('./sub/c.js'); export default function () {}; export { b, c };",
		"/nowhere/b.js":     "export const b = open('./data');",
		"/nowhere/sub/c.js": "module.exports = 3;",
		"/nowhere/data":     "text",
	}
	var asked []string
	read := func(path string) ([]byte, error) {
		asked = append(asked, path)
		if text, has := files[path]; has {
			return []byte(text), nil
		}
		return nil, fs.ErrNotExist
	}
	s, err := Load(context.Background(), Config{Path: "file:///nowhere/a.js", Read: read})
	if err != nil {
		t.Fatal(err)
	}
	if s.URL() != "file:///nowhere/a.js" || s.Text() != files["/nowhere/a.js"] {
		t.Errorf("%s: %s", s.URL(), s.Text())
	}
	if _, text, err := s.open("file:///nowhere/", "./data"); text != "text" || err != nil {
		t.Errorf("open: %q, %v", text, err)
	}
	if _, _, err := s.open("file:///nowhere/", "./other"); err == nil || err.Error() != "open /nowhere/other: file does not exist" {
		t.Errorf("open: %v", err)
	}
	if got := strings.Join(asked, " "); got != "/nowhere/a.js /nowhere/b.js /nowhere/data /nowhere/other" {
		t.Errorf("it asked for %s", got)
	}
	if _, err := Load(context.Background(), Config{Path: "file:///nowhere/d.js", Read: read}); err == nil || !strings.Contains(err.Error(), "file does not exist") {
		t.Errorf("a script that is not there: %v", err)
	}
}

// endless is a file without an end.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// TestHuge: what is far too large to be a script is not read to its end.
func TestHuge(t *testing.T) {
	if _, err := readSource(endless{}); err != errHuge {
		t.Errorf("got %v", err)
	}
}
