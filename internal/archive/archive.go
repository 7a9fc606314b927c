package archive

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Metadata is what an archive says of its test.
//
// Immutable.
type Metadata struct {
	Type              string            `json:"type"` // "js"
	Options           json.RawMessage   `json:"options"`
	Filename          string            `json:"filename"` // the script, as a file URL
	Dir               string            `json:"pwd"`
	Env               map[string]string `json:"env"`
	CompatibilityMode string            `json:"compatibilityMode"`
	Version           string            `json:"k6version"` // of the program that made it
	System            string            `json:"goos"`
	// Redirects are where addresses lead that are imported; k6 has no such field.
	Redirects map[string]string `json:"redirects,omitempty"`
}

// Archive is a test in one file.
//
// Immutable.
type Archive struct {
	Metadata Metadata
	Script   []byte
	Files    map[string][]byte // by absolute path, with slashes, or by https address
}

// Is reports whether a file that begins like this is an archive.
func Is(begin []byte) bool { return len(begin) > 262 && string(begin[257:262]) == "ustar" }

// Begin is how much of a file Is needs to see.
const Begin = 512

// Read reads an archive.
func Read(r io.Reader) (*Archive, error) {
	a := &Archive{Files: map[string][]byte{}}
	var links []*tar.Header
	described := false
	for files := tar.NewReader(r); ; {
		h, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		name := path.Clean(h.Name)
		if h.Typeflag == tar.TypeLink || h.Typeflag == tar.TypeSymlink {
			links = append(links, h)
			continue
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		text, err := io.ReadAll(files)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
		inside, isFile := strings.CutPrefix(name, "file/")
		address, isRemote := strings.CutPrefix(name, "https/")
		switch {
		case name == "metadata.json":
			described = true
			if err := json.Unmarshal(text, &a.Metadata); err != nil {
				return nil, fmt.Errorf("metadata.json: %w", err)
			}
		case name == "data":
			a.Script = text
		case isFile:
			a.Files[rooted(inside)] = text
		case isRemote:
			a.Files[web+address] = text
		}
	}
	for _, h := range links { // k6: the script's own file is a link to data
		if inside, isFile := strings.CutPrefix(path.Clean(h.Name), "file/"); isFile && path.Base(h.Linkname) == "data" {
			a.Files[rooted(inside)] = a.Script
		}
	}
	if !described || a.Metadata.Filename == "" {
		return nil, errors.New("it holds no metadata.json that names a script: it is no archive of a test")
	}
	return a, a.complete()
}

// complete sees to it that the script is among the files.
func (a *Archive) complete() error {
	name, err := a.Metadata.Path()
	if err != nil {
		return fmt.Errorf("metadata.json: filename: %w", err)
	}
	if a.Script != nil && a.Files[name] == nil {
		a.Files[name] = a.Script
	}
	return nil
}

// web is what addresses begin with that are imported.
const web = "https://"

// Path is the script's absolute path, with slashes, or its https address.
func (m Metadata) Path() (string, error) {
	if strings.HasPrefix(m.Filename, web) {
		return m.Filename, nil
	}
	u, err := url.Parse(m.Filename)
	if err != nil {
		return "", err
	}
	return rooted(strings.TrimPrefix(u.Path, "/")), nil
}

// rooted is the absolute path of a file in the folder file/.
func rooted(name string) string {
	if len(name) > 1 && name[1] == ':' { // a drive of Windows
		return name
	}
	return "/" + name
}

// homes are the directories of people: k6 calls all of them nobody.
var homes = regexp.MustCompile(`^(/home|/Users)/[^/]+`)

// ReadFile is a file's content. The error is fs.ErrNotExist.
func (a *Archive) ReadFile(name string) ([]byte, error) {
	name = strings.ReplaceAll(name, `\`, "/")
	for _, called := range []string{name, homes.ReplaceAllString(name, "$1/nobody")} {
		if text, has := a.Files[called]; has {
			return slices.Clone(text), nil
		}
	}
	return nil, fs.ErrNotExist
}

// Write writes an archive. now is when its files were made.
func (a *Archive) Write(w io.Writer, now time.Time) error {
	var metadata bytes.Buffer
	e := json.NewEncoder(&metadata)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(a.Metadata); err != nil {
		return err
	}
	files := tar.NewWriter(w)
	add := func(name string, text []byte) error {
		h := &tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(text)), ModTime: now, Format: tar.FormatUSTAR}
		if len(name) > 100 {
			h.Format = tar.FormatPAX
		}
		if err := files.WriteHeader(h); err != nil {
			return err
		}
		_, err := files.Write(text)
		return err
	}
	err := errors.Join(add("metadata.json", metadata.Bytes()), add("data", a.Script))
	for _, name := range slices.Sorted(maps.Keys(a.Files)) {
		if err == nil {
			err = add(placed(name), a.Files[name])
		}
	}
	return errors.Join(err, files.Close())
}

// placed is where a file is in the archive.
func placed(name string) string {
	if address, isRemote := strings.CutPrefix(name, web); isRemote {
		return "https/" + address
	}
	return "file/" + strings.TrimPrefix(name, "/")
}
