package output

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"volley/internal/metric"
	"volley/internal/output/csv"
	"volley/internal/output/json"
)

// Config is what all outputs are told.
//
// Immutable.
type Config struct {
	// Env finds a setting in the environment: for CSV_FILENAME the variable that
	// gives it, such as K6_CSV_FILENAME, and its value; "" for none.
	Env func(name string) (key, value string)
	// Stdout is where "-" writes.
	Stdout io.Writer
	// More are outputs beside those of the table, by name.
	More map[string]Maker
	// Thresholds are the expressions set for a whole metric. It is asked while
	// the test runs.
	Thresholds func(metric string) []string
}

// Output is one output of a test.
//
// Owned by one goroutine.
type Output struct {
	metric.Sink
	Name string // "json"
	Path string // what it writes; "-" for standard output
	more bool   // it is none of the table
}

// String is the output as the head of a run shows it: json (x.json).
func (o *Output) String() string {
	switch {
	case o.more && o.Path == "":
		return o.Name
	case o.Path == stdout && !o.more:
		return o.Name + " (stdout)"
	}
	return o.Name + " (" + o.Path + ")"
}

// place is what no two outputs may write.
func (o *Output) place() string {
	if o.more { // a path of its own kind
		return o.Name + "=" + o.Path
	}
	return o.Path
}

// Maker makes an output of its argument; path is what it writes.
type Maker func(argument string, c Config) (sink metric.Sink, path string, err error)

// table is THE table.
var table = map[string]Maker{
	"json": func(path string, c Config) (metric.Sink, string, error) {
		path = orStdout(path)
		return json.New(json.Config{Path: path, Create: c.create, Thresholds: c.Thresholds}), path, nil
	},
	"csv": func(argument string, c Config) (metric.Sink, string, error) {
		config, err := csv.ParseConfig(argument, c.Env)
		config.Create = c.create
		return csv.New(config), config.Path, err
	},
}

// Names are the outputs there are.
func Names() []string { return slices.Sorted(maps.Keys(table)) }

// foreign are k6's outputs that are not here.
var foreign = []string{
	"cloud", "datadog", "experimental-opentelemetry", "experimental-prometheus-rw", "influxdb", "kafka",
	"opentelemetry", "statsd", "web-dashboard",
}

// Parse makes outputs of what the user wrote, each name or name=argument. All
// that is wrong is reported at once.
func Parse(words []string, c Config) ([]*Output, error) {
	var all []*Output
	var faults []error
	files := map[string]bool{}
	for _, word := range words {
		o, err := parse(word, c)
		switch {
		case err != nil:
			faults = append(faults, err)
		case files[o.place()]:
			faults = append(faults, fmt.Errorf("output %s: another output writes the same", o))
		default:
			files[o.place()] = true
			all = append(all, o)
		}
	}
	return all, errors.Join(faults...)
}

func parse(word string, c Config) (*Output, error) {
	name, argument, _ := strings.Cut(word, "=")
	row, known := table[name]
	more, isMore := c.More[name]
	if isMore {
		row, known = more, true
	}
	if !known {
		why := "there is no such output"
		if slices.Contains(foreign, name) {
			why = "volley does not have this output of k6's yet"
		}
		return nil, fmt.Errorf("output %q: %s: there are %s", word, why, strings.Join(slices.Sorted(slices.Values(append(Names(), slices.Collect(maps.Keys(c.More))...))), ", "))
	}
	sink, path, err := row(argument, c)
	if err != nil {
		return nil, about(word, err)
	}
	return &Output{Sink: sink, Name: name, Path: path, more: isMore}, nil
}

// about says of every fault which output it is in.
func about(word string, err error) error {
	many, joined := err.(interface{ Unwrap() []error })
	if !joined {
		return fmt.Errorf("output %q: %w", word, err)
	}
	var faults []error
	for _, one := range many.Unwrap() {
		faults = append(faults, about(word, one))
	}
	return errors.Join(faults...)
}

// orStdout is where an output without an argument writes.
func orStdout(path string) string {
	if path == "" {
		return stdout
	}
	return path
}
