package vutest

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"

	"volley/internal/metric"
)

// faults are how what the script did differs from what it says it does.
func (r *rig) faults() (all []string) {
	fault := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if diff := cmp.Diff(r.want.lines, r.printed.every()); diff != "" {
		fault("printed lines (- want, + got):\n%s", diff)
	}
	logged := r.logged.at(slog.LevelError)
	for i, text := range r.want.errors {
		if i >= len(logged) || !strings.Contains(logged[i], text) {
			fault("error %d has no %q in it", i+1, text)
		}
	}
	if len(logged) > len(r.want.errors) {
		fault("unexpected errors: %q", logged[len(r.want.errors):])
	}
	warnings := r.logged.at(slog.LevelWarn)
	for _, text := range r.want.warnings {
		for len(warnings) > 0 && !strings.Contains(warnings[0], text) {
			warnings = warnings[1:]
		}
		if len(warnings) == 0 {
			fault("no warning with %q in it", text)
			break
		}
		warnings = warnings[1:]
	}
	for _, line := range r.want.metrics {
		if err := r.checkMetric(line); err != nil {
			fault("want metric %q: %v", line, err)
		}
	}
	return all
}

// checkMetric takes "name{tag:value} number".
func (r *rig) checkMetric(line string) error {
	cut := strings.LastIndexByte(line, ' ')
	if cut < 0 {
		return errors.New("there is no value")
	}
	want, err := strconv.ParseFloat(line[cut+1:], 64)
	if err != nil {
		return err
	}
	name, filter, _, err := metric.ParseKey(line[:cut])
	if err != nil {
		return err
	}
	m := r.reg.Metric(name)
	if m == nil {
		return errors.New("there is no such metric")
	}
	if got := r.sum(m, filter); got != want {
		return fmt.Errorf("it is %v", got)
	}
	return nil
}

// sum adds up the series of a metric that have all the tags.
func (r *rig) sum(m *metric.Metric, filter []metric.Tag) (sum float64) {
	rate, n := 0.0, uint64(0)
	r.total.Each(m, func(_ metric.Series, tags metric.Tags, v *metric.Value) {
		for _, tag := range filter {
			if got, ok := tags.Lookup(tag.Key); !ok || got != tag.Value {
				return
			}
		}
		switch m.Kind {
		case metric.Counter:
			sum += v.Sum
		case metric.Gauge:
			sum = v.Last
		case metric.Rate:
			rate, n = rate+v.Sum, n+v.N
		case metric.Trend:
			sum += float64(v.N)
		}
	})
	if n > 0 {
		return rate / float64(n)
	}
	return sum
}
