package extension

import (
	"os"

	"volley/internal/cli"
	"volley/internal/metric"
	"volley/internal/run"
)

// Part is something that is added to volley: a Module or an Output.
type Part struct{ add func(*run.Extensions) }

// Main is volley with the parts: it carries out the program's arguments and
// returns the exit code. A part that cannot be is an error of every command.
func Main(parts ...Part) int {
	var x run.Extensions
	for _, p := range parts {
		p.add(&x)
	}
	return cli.Main(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr, x)
}

// Module adds what scripts import as path, which begins with k6/x/.
func Module(path string, exports Exports) Part {
	return Part{func(x *run.Extensions) {
		x.Modules = append(x.Modules, run.Extension{Name: path, Module: module{path, exports}})
	}}
}

// Output adds what --out NAME=ARGUMENT names. open is called before the test
// begins, with the ARGUMENT and a function that finds settings in the
// environment: for "HOST" it is K6_HOST, or VOLLEY_HOST; "" if neither is set.
// It does nothing but check; Sink.Open begins.
func Output(name string, open func(argument string, env func(name string) string) (Sink, error)) Part {
	return Part{func(x *run.Extensions) {
		x.Outputs = append(x.Outputs, run.Extension{Name: name, Output: func(argument string, env func(string) (string, string)) (metric.Sink, error) {
			return open(argument, func(name string) string {
				_, value := env(name)
				return value
			})
		}})
	}}
}

// What an output is given. A Sink is asked for its Needs, opened, and then told
// once a second what was counted.
type (
	// Sink is an output: see its functions.
	Sink = metric.Sink
	// Need is what a Sink wants of each Report.
	Need = metric.Need
	// Report is what was counted since the one before.
	Report = metric.Report
	// Registry names metrics, and finds the metric and the tags of a Sample.
	Registry = metric.Registry
	// Sample is one value of one series.
	Sample = metric.Sample
	// Metadata is what a sample has beside its tags, such as vu and iter.
	Metadata = metric.Metadata
	// Tags are a sample's names and values.
	Tags = metric.Tags
)

// What a Sink may need. Totals per metric and threshold are always kept.
const (
	NeedTotals  = metric.NeedTotals
	NeedSamples = metric.NeedSamples
)
