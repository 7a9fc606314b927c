package script

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// opened is what open read, kept for all VUs.
type opened struct {
	text string
	err  error
}

// open reads a file once for all VUs.
func (s *Script) open(dir, name string) (path, text string, err error) {
	if name == "" {
		return "", "", errors.New("open() can't be used with an empty filename")
	}
	location, err := locate(dir, name)
	if err != nil {
		return "", "", err
	}
	path, err = filePath(location)
	if err != nil {
		return "", "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[path]
	switch {
	case ok:
		return path, f.text, f.err
	case s.sealed:
		return path, "", fmt.Errorf("open %s: the first VU's init context did not open it, and later ones cannot", path)
	case s.read != nil:
		f.text, f.err = readWhole(path, s.read)
	default:
		f.text, f.err = readDisk(path)
	}
	s.files[path] = f
	return path, f.text, f.err
}

func readDisk(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", fmt.Errorf("open %s: %w", path, reason(err))
	case info.IsDir():
		return "", &directory{path}
	}
	return readWhole(path, os.ReadFile)
}

// directory is the fault of opening one.
type directory struct{ path string }

// Error is k6's text.
func (d *directory) Error() string {
	return fmt.Sprintf("open() can't be used with directories, path: %q", d.path)
}

// Unwrap is what the operating system says.
func (d *directory) Unwrap() error { return syscall.EISDIR }

func readWhole(path string, read func(string) ([]byte, error)) (string, error) {
	data, err := read(path)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", path, reason(err))
	}
	// The bytes are nobody else's: no copy is needed.
	return unsafe.String(unsafe.SliceData(data), len(data)), nil
}
