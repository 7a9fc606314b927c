package option

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

// source is a layer as a test writes it: a level, and JSON for a script or a
// file, or name=value for flags and variables.
type source struct {
	level Level
	text  string   // of JSON
	words []string // "vus=3", in their order
}

func script(text string) source    { return source{level: Script, text: text} }
func file(text string) source      { return source{level: File, text: text} }
func flags(words ...string) source { return source{level: Flags, words: words} }
func env(words ...string) source   { return source{level: Env, words: words} }

// layer reads the source as the program would.
func (s source) layer() (Layer, error) {
	switch s.level {
	case Script:
		return FromJSON([]byte(s.text), Source{Script, "script.js"})
	case File:
		return FromJSON([]byte(s.text), Source{File, "config.json"})
	case Env:
		return FromEnv(func(key string) (string, bool) {
			values := s.values(key)
			return strings.Join(values, ""), len(values) > 0
		})
	default:
		return FromFlags(func(f Field) ([]string, bool) {
			values := s.values(f.Flag)
			return values, len(values) > 0
		})
	}
}

func (s source) values(key string) []string {
	var values []string
	for _, word := range s.words {
		if name, value, _ := strings.Cut(word, "="); name == key {
			values = append(values, value)
		}
	}
	return values
}

// settle merges sources, lowest first, over the defaults, as a run does.
func settle(sources ...source) (*Options, []string, error) {
	layers := []Layer{Defaults("test/1")}
	var faults []error
	for _, s := range sources {
		l, err := s.layer()
		faults = append(faults, err)
		layers = append(layers, l)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, nil, err
	}
	return Merge(layers...)
}

// settled is settle without a fault.
func settled(t testing.TB, sources ...source) *Options {
	t.Helper()
	o, _, err := settle(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// value is one option as JSON.
func value(t testing.TB, o *Options, name string) string {
	t.Helper()
	f, known := Lookup(name)
	if !known {
		t.Fatalf("no option %s", name)
	}
	text, err := json.Marshal(f.value.shown(o))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(text)
}

// lines are the sentences of an error, sorted.
func lines(err error) []string {
	if err == nil {
		return nil
	}
	list := strings.Split(err.Error(), "\n")
	slices.Sort(list)
	return list
}
