package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// script is one file of the corpus and how it is run.
// Immutable after New.
type script struct {
	name      string   // its file's name
	flags     []string // of the command line
	env       []string // of the process
	interrupt string   // SIGINT when the log has it
	anyOrder  bool
	values    []string // metrics whose values are compared
	ignore    []string // texts of lines that depend on time
	ownStats  bool
	screen    bool // compare the values of our own metrics on the screen
	differs   []difference
}

// difference is one that is meant: row is a keyword of docs/compat.md, text
// is part of each line that differs.
// Immutable.
type difference struct{ row, text string }

// readScript reads the comments at the head of a script.
func readScript(path string) (*script, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &script{name: filepath.Base(path)}
	for line := range strings.Lines(string(text)) {
		comment, is := strings.CutPrefix(line, "//")
		if !is {
			break
		}
		key, value, is := strings.Cut(strings.TrimSpace(comment), ": ")
		if !is {
			continue
		}
		if err := s.take(key, strings.TrimSpace(value)); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return s, nil
}

// take keeps one comment. Keys nobody knows are prose.
func (s *script) take(key, value string) error {
	switch key {
	case "flags":
		s.flags = append(s.flags, strings.Fields(value)...)
	case "env":
		s.env = append(s.env, value)
	case "interrupt":
		s.interrupt = value
	case "order":
		if value != "any" {
			return fmt.Errorf("order: want any, have %q", value)
		}
		s.anyOrder = true
	case "values":
		s.values = append(s.values, strings.Fields(value)...)
	case "ignore":
		s.ignore = append(s.ignore, value)
	case "stats":
		if value != "script" {
			return fmt.Errorf("stats: want script, have %q", value)
		}
		s.ownStats = true
	case "screen":
		if value != "values" {
			return fmt.Errorf("screen: want values, have %q", value)
		}
		s.screen = true
	case "differs":
		row, text, both := strings.Cut(value+" ", ": ")
		if text = strings.TrimSpace(text); !both {
			return fmt.Errorf("differs: want ROW: TEXT, have %q", value)
		}
		s.differs = append(s.differs, difference{row, text})
	}
	return nil
}

// ignores reports whether a line depends on time.
func (s *script) ignores(line string) bool {
	return slices.ContainsFunc(s.ignore, func(text string) bool { return strings.Contains(line, text) })
}

// corpus reads the scripts of a folder: all, or those whose names contain one
// of the words.
func corpus(dir, only string) ([]*script, error) {
	var all []*script
	for _, pattern := range []string{"*.js", "*.ts"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			s, err := readScript(path)
			if err != nil {
				return nil, err
			}
			words := strings.Split(only, ",")
			if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s.name, w) }) {
				all = append(all, s)
			}
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no script in %s is named %q", dir, only)
	}
	slices.SortFunc(all, func(a, b *script) int { return strings.Compare(a.name, b.name) })
	return all, nil
}
