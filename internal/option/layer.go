package option

import (
	"errors"
	"slices"
)

// Level is how far up a source of options stands: a higher one overrides.
type Level uint8

// The levels, lowest first.
const (
	Default Level = iota
	File
	Script
	Env
	Flags
)

// Source is where a value came from.
//
// Immutable.
type Source struct {
	Level Level
	Text  string // for a person: "script.js", "--vus", "K6_VUS", "config file /x"
}

// Layer is the options one source gave, and where each came from.
//
// Immutable once made.
type Layer struct {
	values  Options
	given   map[string]Source
	unknown []string // top-level keys that name no option
	source  Source
}

func newLayer(s Source) Layer { return Layer{given: map[string]Source{}, source: s} }

// Unknown are the top-level keys of a JSON layer that name no option, sorted.
func (l Layer) Unknown() []string { return slices.Clone(l.unknown) }

// Given reports whether the layer gives an option.
func (l Layer) Given(field string) bool {
	_, ok := l.given[field]
	return ok
}

// Defaults is the lowest layer: what holds when nobody says otherwise.
func Defaults(userAgent string) Layer {
	l := newLayer(Source{Level: Default})
	var faults []error
	for _, f := range table {
		text := f.Default
		if f.Name == "userAgent" {
			text = userAgent
		}
		if text == "" {
			continue
		}
		f.value.parse(&l.values, reader{path: f.Name, faults: &faults}, []string{text})
		l.given[f.Name] = l.source
	}
	if len(faults) > 0 { // the table itself is wrong; a test reads every row
		panic(errors.Join(faults...))
	}
	return l
}

// FromFlags reads the options given on the command line. lookup returns the
// values of a row's flag in the order they were written, and whether the flag
// was given. All faults are returned at once.
func FromFlags(lookup func(f Field) (values []string, given bool)) (Layer, error) {
	l := newLayer(Source{Level: Flags, Text: "command line"})
	var faults []error
	for _, f := range table {
		if f.Flag == "" {
			continue
		}
		values, given := lookup(f)
		if !given {
			continue
		}
		l.text(f, Source{Level: Flags, Text: "--" + f.Flag}, values, &faults)
	}
	return l, errors.Join(faults...)
}

// FromEnv reads the options given in the environment, as VOLLEY_X or K6_X; the
// first wins. A variable that is set to nothing is not given. All faults are
// returned at once.
func FromEnv(lookup func(key string) (value string, set bool)) (Layer, error) {
	l := newLayer(Source{Level: Env, Text: "environment"})
	var faults []error
	for _, f := range table {
		for _, key := range f.Variables() {
			if value, set := lookup(key); set && value != "" {
				l.text(f, Source{Level: Env, Text: key}, []string{value}, &faults)
				break
			}
		}
	}
	return l, errors.Join(faults...)
}

// text reads one option from text.
func (l *Layer) text(f Field, s Source, values []string, faults *[]error) {
	before := len(*faults)
	f.value.parse(&l.values, reader{path: f.Name, source: s, faults: faults}, values)
	if len(*faults) == before { // else Merge would judge what nobody wrote
		l.given[f.Name] = s
	}
}

// Merge lays layers over each other, each over those before it: defaults, config
// file, script, environment, flags. A layer that says how long or how often the
// test runs (duration, iterations, stages or scenarios) takes the place of all
// that those below said about it. What remains is turned into scenarios and
// checked. All faults are returned at once, each an Invalid; the warnings are
// sentences for the user and are complete even then.
func Merge(layers ...Layer) (*Options, []string, error) {
	o := &Options{trail: map[string][]Source{}}
	var warnings []string
	for _, l := range layers {
		if len(l.unknown) > 0 {
			warnings = append(warnings, unknownWarning(l))
		}
		if w := o.wipe(l); w != "" {
			warnings = append(warnings, w)
		}
		for _, f := range table {
			if source, given := l.given[f.Name]; given {
				f.value.copy(o, &l.values)
				o.trail[f.Name] = append(o.trail[f.Name], source)
			}
		}
	}
	var faults []error
	warnings = append(warnings, o.expand(&faults)...)
	o.check(&faults)
	return o, warnings, errors.Join(faults...)
}
