package summary

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"volley/internal/metric"
)

// Stat is one number of a metric, under k6's name for it.
//
// Immutable after Of.
type Stat struct {
	Name  string
	Value float64
}

// DefaultTrendStats are a trend's columns unless the user says otherwise.
func DefaultTrendStats() []string {
	return []string{"avg", "min", "med", "max", "p(90)", "p(95)"}
}

// CheckTrendStats says which of the user's columns is none. The words are k6's.
func CheckTrendStats(names []string) error {
	for _, name := range names {
		if _, ok := trendStat(name, &metric.Sketch{}); !ok {
			return fmt.Errorf("invalid value %q for summaryTrendStats: use avg, min, med, max, count or p(N) with N from 0 to 100", name)
		}
	}
	return nil
}

// trendStat is one column of a trend.
func trendStat(name string, s *metric.Sketch) (value float64, ok bool) {
	switch name {
	case "avg":
		return s.Avg(), true
	case "min":
		return s.Min(), true
	case "med":
		return s.Percentile(50), true
	case "max":
		return s.Max(), true
	case "count":
		return float64(s.Count()), true
	}
	inner, open := strings.CutPrefix(name, "p(")
	inner, closed := strings.CutSuffix(inner, ")")
	n, err := strconv.ParseFloat(inner, 64)
	if !open || !closed || err != nil || !(n >= 0 && n <= 100) {
		return 0, false
	}
	return s.Percentile(n), true
}

// stats are a metric's numbers in the order they are printed.
func stats(k metric.Kind, v *metric.Value, elapsed time.Duration, columns []string) []Stat {
	switch k {
	case metric.Counter:
		rate := 0.0
		if elapsed > 0 {
			rate = v.Sum / elapsed.Seconds()
		}
		return []Stat{{"count", v.Sum}, {"rate", rate}}
	case metric.Gauge:
		return []Stat{{"value", v.Last}, {"min", v.Min}, {"max", v.Max}}
	case metric.Rate:
		return []Stat{{"rate", v.Rate()}, {"passes", v.Sum}, {"fails", float64(v.N) - v.Sum}}
	}
	sketch := v.Trend
	if sketch == nil {
		sketch = &metric.Sketch{}
	}
	all := make([]Stat, 0, len(columns))
	for _, name := range columns {
		if value, ok := trendStat(name, sketch); ok {
			all = append(all, Stat{name, value})
		}
	}
	return all
}
