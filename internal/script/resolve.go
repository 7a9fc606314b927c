package script

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// fileURL names a file by its absolute path with slashes: file:///dir/x.js, and
// file:///C:/dir/x.js for a path with a drive.
func fileURL(name string) string {
	u := url.URL{Scheme: "file", Path: path.Clean("/" + name)}
	return u.String()
}

// hasDrive reports whether a path with slashes begins with a drive's letter.
func hasDrive(name string) bool {
	if len(name) < 3 || name[1] != ':' || name[2] != '/' {
		return false
	}
	c := name[0] | 0x20
	return c >= 'a' && c <= 'z'
}

// filePath is the path of a file URL on this machine.
func filePath(location string) (string, error) {
	u, err := url.Parse(location)
	if err != nil {
		return "", fmt.Errorf("%q is no URL: %w", location, errors.Unwrap(err))
	}
	if u.Host != "" && u.Host != "localhost" {
		return "", fmt.Errorf("%q names another machine, %s", location, u.Host)
	}
	name := u.Path
	if hasDrive(strings.TrimPrefix(name, "/")) {
		name = name[1:]
	}
	return filepath.FromSlash(name), nil
}

// absolute reports whether a path is, on any system: with a slash, a drive or
// as a network share.
func absolute(name string) bool {
	slashed := strings.ReplaceAll(name, `\`, "/")
	return strings.HasPrefix(name, "/") || hasDrive(slashed) || strings.HasPrefix(name, `\\`)
}

// locate turns a path as users type it, or as open takes it, into a file URL.
// dir is the URL of the directory that relative paths start from.
func locate(dir, name string) (string, error) {
	switch {
	case strings.HasPrefix(name, "file://"):
		p, err := filePath(name)
		if err != nil {
			return "", err
		}
		return fileURL(filepath.ToSlash(p)), nil
	case absolute(name):
		if !strings.HasPrefix(name, "/") {
			name = strings.ReplaceAll(name, `\`, "/")
		}
		return fileURL(name), nil
	}
	base, err := filePath(dir)
	if err != nil {
		return "", err
	}
	// A backslash is a part of a name where it does not separate paths.
	if filepath.Separator == '\\' || strings.HasPrefix(name, `.\`) {
		name = strings.ReplaceAll(name, `\`, "/")
	}
	return fileURL(filepath.ToSlash(base) + "/" + name), nil
}

// parent is the URL of the directory of a module's URL.
func parent(location string) string {
	location = plain(location)
	return location[:strings.LastIndexByte(location, '/')+1]
}

// plain is a URL without its query: what the ending of a name is looked for in.
func plain(location string) string {
	location, _, _ = strings.Cut(location, "?")
	return location
}

// resolve turns an import's specifier into the name of a module: a built-in's
// own, or the URL of a file or of a module on the web.
func (s *Script) resolve(dir, specifier string) (string, error) {
	scheme, _, hasScheme := strings.Cut(specifier, "://")
	switch {
	case specifier == "":
		return "", errors.New("an import needs a name")
	case s.builtins[specifier] != nil:
		return specifier, nil
	case specifier == "k6" || strings.HasPrefix(specifier, "k6/"):
		if s.absent != nil {
			if why, known := s.absent(specifier); known {
				return "", errors.New(why)
			}
		}
		return "", fmt.Errorf("unknown module %q: there are %s", specifier, s.builtinNames())
	case hasScheme && scheme == "https", isRemote(dir) && (strings.HasPrefix(specifier, "/") || strings.HasPrefix(specifier, "./") || strings.HasPrefix(specifier, "../")):
		return resolveRemote(dir, specifier)
	case hasScheme && scheme != "file":
		return "", fmt.Errorf("cannot import %q: modules come from files and over https, not over %s", specifier, scheme)
	case isRemote(dir) && (hasScheme || absolute(specifier)):
		return "", fmt.Errorf("cannot import %q: a module from the web cannot import a file", specifier)
	case strings.HasPrefix(specifier, "./"), strings.HasPrefix(specifier, "../"), specifier == ".", specifier == "..",
		strings.HasPrefix(specifier, `.\`), strings.HasPrefix(specifier, `..\`), hasScheme, absolute(specifier):
		return locate(dir, specifier)
	case strings.HasPrefix(specifier, "github.com/"), strings.HasPrefix(specifier, "cdnjs.com/"):
		return "", fmt.Errorf("cannot import %q: import the file itself, by its https address", specifier)
	}
	return "", &bare{specifier}
}

func (s *Script) builtinNames() string {
	var names []string
	for name := range s.builtins {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
