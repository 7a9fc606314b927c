package summary

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"volley/internal/metric"
	"volley/internal/threshold"
)

// Input is what a summary is made from.
//
// Immutable.
type Input struct {
	Total    *metric.Total
	Elapsed  time.Duration        // how long the run lasted; counters' rates are per second of it
	Asked    []*threshold.Subject // what is shown without samples, too
	Verdicts []threshold.Verdict  // of the last judgement
	Options  Options
	// SetupData is what setup() returned, as JSON; nil if it returned nothing.
	SetupData json.RawMessage
	// StdoutTTY and StderrTTY are only passed on to handleSummary().
	StdoutTTY, StderrTTY bool
}

// Options are the user's wishes for the summary.
//
// Immutable.
type Options struct {
	TrendStats []string // nil means DefaultTrendStats; see CheckTrendStats
	TimeUnit   string   // "", "s", "ms" or "us"
	NoColor    bool     // only passed on to handleSummary()
	Full       bool     // --summary-mode full: groups and scenarios too
}

// Summary is what a run came to.
//
// Immutable after Of.
type Summary struct {
	Options              Options
	Elapsed              time.Duration
	StdoutTTY, StderrTTY bool
	SetupData            json.RawMessage

	Total     Section   // the whole run
	Groups    []Section // full mode: groups, in the order first seen
	Scenarios []Section // full mode: scenarios by name
	Verdicts  []threshold.Verdict
	Root      *Group // the tree of groups with their checks
	Health    Health
}

// Section is a part of the run: all of it, a group or a scenario.
//
// Immutable after Of.
type Section struct {
	Name    string
	Checks  []Check  // those of one name together, in the order first seen
	Metrics []Metric // by name
	Groups  []Section
}

// Metric is a metric's numbers.
//
// Immutable after Of.
type Metric struct {
	Name     string // of a submetric, with its braces
	Suffix   string // of a submetric, what stands between them
	Metric   *metric.Metric
	Stats    []Stat
	Fixed    []Stat // of a trend, the default columns, whatever the user asked for
	Verdicts []threshold.Verdict
	Subs     []Metric
}

// Of makes a summary.
func Of(in Input) *Summary {
	if in.Options.TrendStats == nil {
		in.Options.TrendStats = DefaultTrendStats()
	}
	s := &Summary{
		Options: in.Options, Elapsed: in.Elapsed, StdoutTTY: in.StdoutTTY, StderrTTY: in.StderrTTY,
		SetupData: in.SetupData, Verdicts: in.Verdicts,
		Health: healthOf(in.Total),
	}
	r := reader{in: in, reg: in.Total.Registry(), checks: checksOf(in.Total)}
	s.Root = tree(r.reg.Groups(), r.checks)
	s.Total = Section{Checks: r.named(metric.Scope{}), Metrics: r.metrics()}
	if in.Options.Full {
		s.Groups, s.Scenarios = r.scopes(s.Root)
	}
	return s
}

// reader reads a total for a summary.
type reader struct {
	in     Input
	reg    *metric.Registry
	checks []Check // by scenario, group and name
}

// metrics are all metrics that have samples or are asked for.
func (r *reader) metrics() []Metric {
	var all []Metric
	for _, m := range r.reg.Metrics() {
		row := r.row(m, m.Name, r.in.Total.Metric(m))
		row.Verdicts = r.verdicts(m.Name)
		for _, sub := range r.reg.Submetrics(m) {
			part := r.row(m, sub.Name, r.in.Total.Submetric(sub))
			part.Suffix, part.Verdicts = sub.Suffix, r.verdicts(sub.Name)
			// What nobody asks for and nothing fell into was declared for every test.
			if r.in.Total.Submetric(sub).N > 0 || r.asked(func(s *threshold.Subject) bool { return s.Sub == sub }) {
				row.Subs = append(row.Subs, part)
			}
		}
		slices.SortFunc(row.Subs, byName)
		if r.in.Total.Metric(m).N > 0 || r.asked(func(s *threshold.Subject) bool { return s.Metric == m }) {
			all = append(all, row)
		}
	}
	slices.SortFunc(all, byName)
	return all
}

func (r *reader) asked(what func(*threshold.Subject) bool) bool {
	return slices.ContainsFunc(r.in.Asked, what)
}

func (r *reader) row(m *metric.Metric, name string, v *metric.Value) Metric {
	row := Metric{Name: name, Metric: m, Stats: stats(m.Kind, v, r.in.Elapsed, r.in.Options.TrendStats)}
	if m.Kind == metric.Trend {
		row.Fixed = stats(m.Kind, v, r.in.Elapsed, DefaultTrendStats())
	}
	return row
}

func (r *reader) verdicts(key string) []threshold.Verdict {
	var mine []threshold.Verdict
	for _, v := range r.in.Verdicts {
		if v.Subject.Key == key {
			mine = append(mine, v)
		}
	}
	return mine
}

func byName(a, b Metric) int { return strings.Compare(a.Name, b.Name) }
