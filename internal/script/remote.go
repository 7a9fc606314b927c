package script

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// isRemote reports whether a module is on the web, not in a file.
func isRemote(location string) bool { return strings.HasPrefix(location, "https://") }

// resolveRemote is the address of what a module on the web imports, by an
// address or by a path, which may begin at the root of its server.
func resolveRemote(dir, specifier string) (string, error) {
	base, err := url.Parse(dir)
	if err != nil {
		return "", fmt.Errorf("%q is no URL: %w", dir, errors.Unwrap(err))
	}
	u, err := base.Parse(specifier)
	if err != nil {
		return "", fmt.Errorf("cannot import %q: it is no URL: %w", specifier, errors.Unwrap(err))
	}
	if u.Scheme != "https" || u.Host == "" {
		return "", fmt.Errorf("cannot import %q: what is imported from the web has an https address", specifier)
	}
	u.Fragment = ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// loaded is the module of a URL, or of where its redirects lead; nil if it is
// not loaded. s.mu is held.
func (s *Script) loaded(location string) *module {
	if final, ok := s.moved[location]; ok {
		location = final
	}
	return s.modules[location]
}

// fetched reads a module from its file or from the web, where another URL may
// be its own. s.mu is held.
func (s *Script) fetched(location string) (data []byte, final string, err error) {
	if isRemote(location) {
		return s.fromWeb(location)
	}
	path, err := filePath(location)
	if err != nil {
		return nil, "", err
	}
	data, err = readFrom(s.read, path)
	if err != nil {
		return nil, "", fmt.Errorf("open %s: %w", path, err)
	}
	return data, location, nil
}

func (s *Script) fromWeb(location string) (data []byte, final string, err error) {
	if s.fetch == nil {
		return nil, "", errors.New("nothing is fetched from the web here: save the file beside the script and import it by its path")
	}
	data, final, err = s.fetch(location)
	if err != nil {
		return nil, "", err
	}
	if final != location {
		s.moved[location] = final
	}
	return data, final, nil
}
