package threshold

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"volley/internal/metric"
)

// Rule is one threshold as the user wrote it.
//
// Immutable.
type Rule struct {
	Expression     string
	AbortOnFail    bool
	DelayAbortEval time.Duration // how long a run must have lasted to be aborted
}

// Subject is a metric, or a part of one, with its thresholds.
//
// Immutable after New.
type Subject struct {
	Key    string // "metric" or "metric{tag:value}"
	Metric *metric.Metric
	Sub    *metric.Submetric // nil for the whole metric

	rules       []Rule
	expressions []Expression
}

// Set is all thresholds of a run.
//
// Immutable after New.
type Set struct{ subjects []*Subject }

// Verdict is what became of one threshold.
//
// Immutable.
type Verdict struct {
	Subject    *Subject
	Rule       Rule
	Expression Expression
	Value      float64 // of the expression's method
	OK         bool
}

// New checks the rules, by key, and declares their submetrics in the registry.
// It reports all faults at once.
func New(reg *metric.Registry, rules map[string][]Rule) (*Set, error) {
	set := &Set{}
	var faults []error
	for _, key := range slices.Sorted(maps.Keys(rules)) {
		s, err := newSubject(reg, key, rules[key])
		if err != nil {
			faults = append(faults, err)
			continue
		}
		set.subjects = append(set.subjects, s)
	}
	slices.SortStableFunc(set.subjects, func(a, b *Subject) int { return strings.Compare(a.Key, b.Key) }) // the registry tidies keys
	return set, errors.Join(faults...)
}

func newSubject(reg *metric.Registry, key string, rules []Rule) (*Subject, error) {
	s := &Subject{Key: key, rules: rules}
	var faults []error
	for _, r := range rules {
		e, err := Parse(r.Expression)
		if err != nil {
			faults = append(faults, err)
		}
		s.expressions = append(s.expressions, e)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	if _, _, _, err := metric.ParseKey(key); err != nil {
		return nil, fmt.Errorf("unable to validate threshold expressions; reason: %w", err)
	}
	var err error
	if s.Metric, s.Sub, err = reg.Declare(key); err != nil {
		return nil, fmt.Errorf("invalid threshold defined on %s; reason: %w", key, err)
	}
	if s.Sub != nil {
		s.Key = s.Sub.Name
	}
	for _, e := range s.expressions {
		faults = append(faults, e.fits(key, s.Metric.Kind))
	}
	return s, errors.Join(faults...)
}

// Empty says whether there is nothing to judge.
func (s *Set) Empty() bool { return len(s.subjects) == 0 }

// Subjects are the subjects in the order of their keys.
func (s *Set) Subjects() []*Subject { return s.subjects }

// Judge says which thresholds hold after a run has lasted that long. While it
// runs (final is false) those without samples are left out; in the end an
// empty counter, gauge or trend counts as 0, and an empty rate passes.
func (s *Set) Judge(total *metric.Total, elapsed time.Duration, final bool) []Verdict {
	var verdicts []Verdict
	for _, subject := range s.subjects {
		v := subject.value(total)
		if v.N == 0 && !final {
			continue
		}
		for i, e := range subject.expressions {
			x := e.value(subject.Metric.Kind, v, elapsed)
			ok := e.holds(x) || v.N == 0 && subject.Metric.Kind == metric.Rate
			verdicts = append(verdicts, Verdict{subject, subject.rules[i], e, x, ok})
		}
	}
	return verdicts
}

func (s *Subject) value(total *metric.Total) *metric.Value {
	if s.Sub != nil {
		return total.Submetric(s.Sub)
	}
	return total.Metric(s.Metric)
}

// value is the left hand side.
func (e Expression) value(k metric.Kind, v *metric.Value, elapsed time.Duration) float64 {
	switch k {
	case metric.Counter:
		if e.Method == "count" {
			return v.Sum
		}
		if elapsed <= 0 {
			return 0
		}
		return v.Sum / elapsed.Seconds()
	case metric.Gauge:
		return v.Last
	case metric.Rate:
		return v.Rate()
	}
	if v.Trend == nil {
		return 0
	}
	switch e.Method {
	case "avg":
		return v.Trend.Avg()
	case "min":
		return v.Trend.Min()
	case "max":
		return v.Trend.Max()
	case "med":
		return v.Trend.Percentile(50)
	}
	return v.Trend.Percentile(e.Percentile)
}

// Crossed is a run that did not keep its thresholds.
//
// Immutable.
type Crossed struct {
	Keys  []string // of the metrics, sorted
	Abort bool     // one of them wants the run to stop
}

// Cross is nil if all thresholds hold. Abort is only ever asked for once the
// run has lasted a rule's DelayAbortEval.
func Cross(verdicts []Verdict, elapsed time.Duration) *Crossed {
	var c Crossed
	for _, v := range verdicts {
		if v.OK {
			continue
		}
		c.Keys = append(c.Keys, v.Subject.Key)
		c.Abort = c.Abort || v.Rule.AbortOnFail && elapsed >= v.Rule.DelayAbortEval
	}
	if len(c.Keys) == 0 {
		return nil
	}
	slices.Sort(c.Keys)
	c.Keys = slices.Compact(c.Keys)
	return &c
}

// Error is k6's text.
func (c *Crossed) Error() string {
	keys := strings.Join(c.Keys, ", ")
	if c.Abort {
		return fmt.Sprintf("thresholds on metrics '%s' were crossed; at least one has abortOnFail enabled, stopping test prematurely", keys)
	}
	return fmt.Sprintf("thresholds on metrics '%s' have been crossed", keys)
}
