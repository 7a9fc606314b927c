package vutest

import (
	"fmt"
	"strings"
)

// sheet is what a script says about itself in its comments.
type sheet struct {
	env                              map[string]string
	lines, errors, warnings, metrics []string
}

// read finds the comments of a script; replace fills in its {{names}}.
func readSheet(text string, replace map[string]string) (s sheet, err error) {
	s.env = map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		label, rest, ok := strings.Cut(line, ":")
		if !ok || !strings.HasPrefix(label, "// ") {
			continue
		}
		rest = strings.TrimPrefix(rest, " ")
		for name, value := range replace {
			rest = strings.ReplaceAll(rest, "{{"+name+"}}", value)
		}
		switch strings.TrimPrefix(label, "// ") {
		case "env":
			key, value, ok := strings.Cut(rest, "=")
			if !ok {
				return s, fmt.Errorf("%q: an env comment is NAME=value", line)
			}
			s.env[key] = value
		case "want":
			s.lines = append(s.lines, rest)
		case "want error":
			s.errors = append(s.errors, rest)
		case "want warning":
			s.warnings = append(s.warnings, rest)
		case "want metric":
			s.metrics = append(s.metrics, rest)
		default:
			if strings.HasPrefix(label, "// want ") {
				return s, fmt.Errorf("%q: unknown kind of expectation", line)
			}
		}
	}
	return s, nil
}
