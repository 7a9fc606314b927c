package vutest

import (
	"log/slog"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"volley/internal/metric"
)

// compare holds what the script did against what it says it does.
func (r *rig) compare(t *testing.T) {
	if diff := cmp.Diff(r.want.lines, r.printed.every()); diff != "" {
		t.Errorf("printed lines (- want, + got):\n%s", diff)
	}
	errors := r.logged.at(slog.LevelError)
	for i, text := range r.want.errors {
		if i >= len(errors) || !strings.Contains(errors[i], text) {
			t.Errorf("error %d has no %q in it", i+1, text)
		}
	}
	if len(errors) > len(r.want.errors) {
		t.Errorf("unexpected errors: %q", errors[len(r.want.errors):])
	}
	r.compareWarnings(t)
	for _, line := range r.want.metrics {
		r.compareMetric(t, line)
	}
	if t.Failed() {
		t.Log(r)
	}
}

func (r *rig) compareWarnings(t *testing.T) {
	warnings := r.logged.at(slog.LevelWarn)
	for _, text := range r.want.warnings {
		for len(warnings) > 0 && !strings.Contains(warnings[0], text) {
			warnings = warnings[1:]
		}
		if len(warnings) == 0 {
			t.Errorf("no warning with %q in it", text)
			return
		}
		warnings = warnings[1:]
	}
}

// compareMetric takes "name{tag:value} number".
func (r *rig) compareMetric(t *testing.T, line string) {
	cut := strings.LastIndexByte(line, ' ')
	if cut < 0 {
		t.Errorf("want metric %q: there is no value", line)
		return
	}
	want, err := strconv.ParseFloat(line[cut+1:], 64)
	if err != nil {
		t.Errorf("want metric %q: %v", line, err)
		return
	}
	name, filter, _, err := metric.ParseKey(line[:cut])
	if err != nil {
		t.Errorf("want metric %q: %v", line, err)
		return
	}
	m := r.reg.Metric(name)
	if m == nil {
		t.Errorf("want metric %q: there is no such metric", line)
		return
	}
	if got := r.sum(m, filter); got != want {
		t.Errorf("metric %s is %v, want %v", line[:cut], got, want)
	}
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
