package csv

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Config is what the output is made of.
//
// Immutable.
type Config struct {
	Path         string
	SaveInterval time.Duration
	TimeFormat   string
	// Create opens the path for writing.
	Create func(path string) (io.WriteCloser, error)
	// Zone is where times are told; nil means time.Local.
	Zone *time.Location
}

// settings are the settings: how each is called and read.
var settings = []struct {
	key, env string
	read     func(*Config, string) error
}{
	{"fileName", "CSV_FILENAME", func(c *Config, word string) error {
		c.Path = word
		return nil
	}},
	{"saveInterval", "CSV_SAVE_INTERVAL", func(c *Config, word string) (err error) {
		c.SaveInterval, err = interval(word)
		return err
	}},
	{"timeFormat", "CSV_TIME_FORMAT", func(c *Config, word string) error {
		if formats[word] == nil {
			return fmt.Errorf("%q is not a time format: there are %s", word, strings.Join(slices.Sorted(maps.Keys(formats)), ", "))
		}
		c.TimeFormat = word
		return nil
	}},
}

// ParseConfig reads the argument of an output, and the variables of the
// environment for what it does not say. The error names everything that is
// wrong.
func ParseConfig(argument string, env func(name string) (key, value string)) (Config, error) {
	c := Config{Path: "file.csv", SaveInterval: time.Second, TimeFormat: "unix"}
	given, faults := arguments(argument)
	for _, s := range settings {
		from, word := s.key, given[s.key]
		if word == "" && env != nil {
			from, word = env(s.env)
		}
		if word == "" {
			continue
		}
		if err := s.read(&c, word); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", from, err))
		}
	}
	return c, errors.Join(faults...)
}

// arguments takes an argument apart. One without = is a file, whatever else is
// in it.
func arguments(argument string) (given map[string]string, faults []error) {
	given = map[string]string{}
	if !strings.Contains(argument, "=") {
		given["fileName"] = argument
		return given, nil
	}
	var keys []string
	for _, s := range settings {
		keys = append(keys, s.key)
	}
	for pair := range strings.SplitSeq(argument, ",") {
		key, value, _ := strings.Cut(pair, "=")
		if !slices.Contains(keys, key) {
			faults = append(faults, fmt.Errorf("%q is not a setting: there are %s", key, strings.Join(keys, ", ")))
			continue
		}
		if value == "" {
			faults = append(faults, fmt.Errorf("%s has no value", key))
		}
		given[key] = value
	}
	return given, faults
}

// interval reads a duration; a bare number is milliseconds.
func interval(word string) (time.Duration, error) {
	d, err := time.ParseDuration(word)
	if n, bare := strconv.ParseFloat(word, 64); bare == nil {
		d, err = time.Duration(n*float64(time.Millisecond)), nil
	}
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("%q is not a duration above zero, such as 500ms or 10s", word)
	}
	return d, nil
}
