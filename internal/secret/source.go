package secret

import (
	"fmt"
	"os"
	"strings"
)

// source is the secrets of one --secret-source.
//
// Immutable after parse.
type source struct {
	name   string
	first  bool // it is the one that is asked if none is named
	values map[string]string
	remote *remote // nil: values are all
}

// parse reads kind=words: file=PATH, mock=key=value or url=key=value, each with
// name=NAME and default among the words, if the user wants that.
func parse(text string, c Config) (*source, error) {
	kind, rest, _ := strings.Cut(text, "=")
	s := &source{name: kind, values: map[string]string{}}
	var err error
	switch kind {
	case "mock":
		err = s.mock(rest)
	case "file":
		err = s.file(rest, c.Read)
	case "url":
		err = s.url(rest, c)
	default:
		err = fmt.Errorf("%q is no kind of source: there are file, mock and url", kind)
	}
	if err != nil {
		// The text may hold secrets: only its kind is told.
		return nil, fmt.Errorf("secret source %s: %w", kind, err)
	}
	return s, nil
}

// about takes the words that every kind has.
func (s *source) about(word string) bool {
	if word == "default" {
		s.first = true
		return true
	}
	name, ok := strings.CutPrefix(word, "name=")
	if ok {
		s.name = name
	}
	return ok
}

func (s *source) mock(words string) error {
	for n, word := range strings.Split(words, ",") {
		if s.about(word) {
			continue
		}
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return fmt.Errorf("part %d has no =: a secret is key=value", n+1)
		}
		s.values[key] = value
	}
	return nil
}

func (s *source) file(words string, read func(string) ([]byte, error)) error {
	path := ""
	for word := range strings.SplitSeq(words, ",") {
		if s.about(word) {
			continue
		}
		another := strings.TrimPrefix(word, "filename=")
		if path != "" && another != "" {
			return fmt.Errorf("it names two files, %s and %s", path, another)
		}
		path = another
	}
	if path == "" {
		return fmt.Errorf("it names no file: file=PATH")
	}
	text, err := read(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, reason(err))
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("read %s: line %d has no =: a secret is key=value", path, n)
		}
		s.values[key] = value
	}
	return nil
}

func (s *source) url(text string, c Config) (err error) {
	var words []string
	for word := range strings.SplitSeq(text, ",") {
		if word != "" && !s.about(word) {
			words = append(words, word)
		}
	}
	s.remote, err = newRemote(words, c)
	return err
}

// reason is a fault of the file system without the path, which is told already.
func reason(err error) error {
	if p, ok := err.(*os.PathError); ok {
		return p.Err
	}
	return err
}
