package main

import (
	"fmt"
	"slices"
	"strings"
)

// verdict is what the comparison of one script found.
type verdict struct {
	script string
	diff   []string // "- line" only k6, "+ line" only volley; no row explains it
	meant  []string // the rows that explain differences
	faults []string // what is wrong with the script's own comments
	err    error    // it could not be run
}

// word is the verdict in a word.
func (v verdict) word() string {
	switch {
	case v.err != nil:
		return "broken"
	case len(v.diff) > 0 || len(v.faults) > 0:
		return "DIFFERENT"
	case len(v.meant) > 0:
		return "as meant"
	}
	return "same"
}

func (v verdict) fine() bool { return v.word() == "same" || v.word() == "as meant" }

// judge compares the lines of the two tools. rows is the text of
// docs/compat.md.
func judge(s *script, peer, volley []string, rows string) verdict {
	v := verdict{script: s.name}
	used := make([]bool, len(s.differs))
	for _, line := range diff(peer, volley) {
		i := slices.IndexFunc(s.differs, func(d difference) bool { return strings.Contains(line, d.text) })
		if i < 0 {
			v.diff = append(v.diff, line)
			continue
		}
		used[i] = true
	}
	for i, d := range s.differs {
		switch {
		case !hasRow(rows, d.row):
			v.faults = append(v.faults, fmt.Sprintf("docs/compat.md has no row with %q", d.row))
		case !used[i]:
			v.faults = append(v.faults, fmt.Sprintf("no line with %q differs any more", d.text))
		case !slices.Contains(v.meant, d.row):
			v.meant = append(v.meant, d.row)
		}
	}
	return v
}

// hasRow reports whether a line of the page has the keyword.
func hasRow(rows, keyword string) bool {
	for line := range strings.Lines(rows) {
		if keyword != "" && strings.Contains(line, keyword) {
			return true
		}
	}
	return false
}

// diff are the lines that only one side has, in order: the longest common
// subsequence is left out.
func diff(a, b []string) []string {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out []string
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && length[i+1][j] >= length[i][j+1]:
			out = append(out, "- "+a[i])
			i++
		default:
			out = append(out, "+ "+b[j])
			j++
		}
	}
	return out
}
