package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// lines turns what a run left behind into what is compared: one fact a line,
// without what differs from run to run.
func (r raw) lines(s *script, at places) ([]string, error) {
	// Before anything is sorted: the names of places decide what comes first.
	plain := at.names()
	all := []string{"exit " + strconv.Itoa(r.exit)}
	if r.export == nil {
		all = append(all, "no summary")
	} else {
		facts, err := exportLines([]byte(plain.Replace(string(r.export))), s.values)
		if err != nil {
			return nil, fmt.Errorf("read the summary of %s: %w", s.name, err)
		}
		all = append(all, facts...)
	}
	all = append(all, logLines([]byte(plain.Replace(string(r.stderr))), s.anyOrder)...)
	all = append(all, screenLines([]byte(plain.Replace(string(r.stdout))), s.screen)...)
	for _, name := range sortedKeys(r.files) {
		for line := range strings.Lines(plain.Replace(string(r.files[name]))) {
			all = append(all, "file "+name+": "+strings.TrimRight(line, "\n"))
		}
	}
	var kept []string
	for _, line := range all {
		if !s.ignores(line) {
			kept = append(kept, steady(line))
		}
	}
	return kept, nil
}

// names replaces the places of this run by names.
func (at places) names() *strings.Replacer {
	host := func(url string) string { return url[strings.LastIndexByte(url, '/')+1:] }
	return strings.NewReplacer(
		"file://"+at.dir, "DIR", at.dir, "DIR", at.url, "ws://TARGET", at.secure, "wss://TARGET", at.dead, "ws://DEAD", strings.TrimPrefix(at.http, "http://"), "HTTP",
		host(at.url), "TARGET", host(at.secure), "TARGET", host(at.dead), "DEAD")
}

// variable are what a text carries of its run: our end of a connection, the
// folder OUT, where in the bytecode a stack stands, the names of native
// functions, and which VU it was.
var variable = []struct {
	found *regexp.Regexp
	stand string
}{
	{regexp.MustCompile(`127\.0\.0\.1:\d+->`), "OURS->"},
	{regexp.MustCompile(`/[^ "]*compare-\d+/files`), "OUT"},
	{regexp.MustCompile(`(:\d+:\d+)\(\d+\)`), "$1"},
	{regexp.MustCompile(`at \S+ \(native\)`), "at native"},
	{regexp.MustCompile(`"time":"[^"]*"`), `"time"`},
	{regexp.MustCompile(`VU \d+ of scenario`), "VU N of scenario"},
}

// steady is a line without what differs from run to run.
func steady(line string) string {
	for _, v := range variable {
		line = v.found.ReplaceAllString(line, v.stand)
	}
	return line
}

// entry is a line of a JSON log.
type entry struct {
	Level, Msg, Source string
	Error              string
	Repeated           int // volley: equal lines of one second are one, with the number of the others
}

// logLines are the lines of the console in their order, and then everything
// else that was logged, sorted.
func logLines(stderr []byte, anyOrder bool) []string {
	var console, rest []string
	for line := range bytes.Lines(stderr) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var e entry
		if json.Unmarshal(line, &e) != nil {
			rest = append(rest, "stderr "+string(timestamp.ReplaceAll(line, nil)))
			continue
		}
		if e.Level == "warn" {
			e.Level = "warning"
		}
		text := strings.ReplaceAll(strings.TrimRight(e.Msg, "\n"), "\n", "⏎")
		if e.Error != "" {
			text += " error=" + e.Error
		}
		for range max(e.Repeated, 1) {
			if e.Source == "console" {
				console = append(console, "console "+e.Level+": "+text)
			} else {
				rest = append(rest, "log "+e.Level+": "+text)
			}
		}
	}
	if anyOrder {
		slices.Sort(console)
	}
	slices.Sort(rest)
	return append(console, rest...)
}

var timestamp = regexp.MustCompile(`time="[^"]*" `)

var (
	rowOfMetric    = regexp.MustCompile(`^(\s+\S.*?)\.{2,}: .*`)
	rowOfThreshold = regexp.MustCompile(`^(\s+[✓✗] '.*') .*`)
)

// screenLines are what the end of a test shows, without values and without
// what only volley shows.
func screenLines(stdout []byte, values bool) []string {
	var all []string
	attention := false
	heading := "" // kept once a row follows
	for line := range strings.Lines(string(stdout)) {
		line = strings.TrimRight(line, " \n")
		word := strings.TrimSpace(line)
		switch {
		case word == "ATTENTION":
			attention = true // the health of the run: docs/compat.md, "More than k6"
		case word == "":
			attention, heading = false, ""
		case attention:
		case word == strings.ToUpper(word) && headings.MatchString(word):
			heading = line
		case ownRow(word):
		default:
			if heading != "" {
				all, heading = append(all, "screen "+heading), ""
			}
			if !values || !ofScript.MatchString(word) {
				line = rowOfMetric.ReplaceAllString(line, "$1")
				line = rowOfThreshold.ReplaceAllString(line, "$1")
			}
			all = append(all, "screen "+columns.ReplaceAllString(perSecond.ReplaceAllString(line, ""), "$1 "))
		}
	}
	return all
}

var (
	// ofScript are rows whose values cannot vary: thresholds, and metrics that a
	// script calls a_….
	ofScript  = regexp.MustCompile(`^(a_|[✓✗{↳]|checks_)`)
	perSecond = regexp.MustCompile(` *[0-9.]+/s`)
	columns   = regexp.MustCompile(`(\S) +`) // as wide as the times beside them
)

var headings = regexp.MustCompile(`^(CUSTOM|HTTP|EXECUTION|NETWORK|WEBSOCKET|GENERATOR)$`)

// ownRow reports whether a row shows a metric that only volley has.
func ownRow(row string) bool {
	name, _, _ := strings.Cut(row, ".")
	return slices.Contains(own, name) || slices.Contains(sampled, name)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
