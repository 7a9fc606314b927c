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
}

// String is the output as the head of a run shows it: json (x.json).
func (o *Output) String() string {
	if o.Path == stdout {
		return o.Name + " (stdout)"
	}
	return o.Name + " (" + o.Path + ")"
}

// table is THE table: what makes each output of its argument.
var table = map[string]func(argument string, c Config) (sink metric.Sink, path string, err error){
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
		case files[o.Path]:
			faults = append(faults, fmt.Errorf("output %s: another output writes the same", o))
		default:
			files[o.Path] = true
			all = append(all, o)
		}
	}
	return all, errors.Join(faults...)
}

func parse(word string, c Config) (*Output, error) {
	name, argument, _ := strings.Cut(word, "=")
	row, known := table[name]
	if !known {
		why := "there is no such output"
		if slices.Contains(foreign, name) {
			why = "volley does not have this output of k6's yet"
		}
		return nil, fmt.Errorf("output %q: %s: there are %s", word, why, strings.Join(Names(), ", "))
	}
	sink, path, err := row(argument, c)
	if err != nil {
		return nil, about(word, err)
	}
	return &Output{Sink: sink, Name: name, Path: path}, nil
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
