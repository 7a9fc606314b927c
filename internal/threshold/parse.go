package threshold

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"volley/internal/metric"
)

// Expression is a parsed threshold, such as "p(95) < 500".
//
// Immutable.
type Expression struct {
	Source     string
	Method     string  // as printed: "avg", "p(95)"
	Percentile float64 // of the method p(N)
	Operator   string
	Bound      float64
}

// errMalformed is k6's word for what has no operator between two sides.
var errMalformed = errors.New("malformed threshold expression")

// Parse reads an expression. The errors are k6's, letter by letter.
func Parse(source string) (Expression, error) {
	left, operator, right, ok := split(source)
	if !ok {
		return Expression{}, fmt.Errorf("failed parsing threshold expression %q; reason: %w", source, errMalformed)
	}
	e := Expression{Source: source, Method: left, Operator: operator}
	var err error
	if e.Percentile, err = method(left); err != nil {
		return Expression{}, fmt.Errorf("failed parsing threshold expression's %q left hand side; reason: %w", source, err)
	}
	if e.Bound, err = strconv.ParseFloat(right, 64); err != nil {
		// The spelling of the third word is k6's.
		return Expression{}, fmt.Errorf("failed parsing threshold expresion's %q right hand side; reason: %w", source, err)
	}
	return e, nil
}

// operators, the longer before those they begin with.
var operators = []string{"<=", "<", ">=", ">", "===", "==", "!="}

func split(source string) (left, operator, right string, ok bool) {
	at := strings.IndexAny(source, "<>=!")
	if at < 0 {
		return "", "", "", false
	}
	for _, op := range operators {
		if strings.HasPrefix(source[at:], op) {
			left, right = strings.TrimSpace(source[:at]), strings.TrimSpace(source[at+len(op):])
			return left, op, right, left != "" && right != ""
		}
	}
	return "", "", "", false
}

// method checks a method's name and reads N of p(N).
func method(name string) (percentile float64, err error) {
	switch name {
	case "count", "rate", "value", "avg", "min", "max", "med":
		return 0, nil
	}
	inner, ok := strings.CutPrefix(name, "p(")
	inner, closed := strings.CutSuffix(inner, ")")
	if !ok || !closed {
		return 0, errors.New("failed parsing method from expression")
	}
	percentile, err = strconv.ParseFloat(strings.TrimSpace(inner), 64)
	switch {
	case err != nil:
		return 0, fmt.Errorf("malformed percentile value; reason: %w", err)
	case !(percentile >= 0 && percentile <= 100):
		return 0, fmt.Errorf("percentile %v is not between 0 and 100", percentile)
	}
	return percentile, nil
}

// methods are those of a kind of metric, as k6 lists them.
func methods(k metric.Kind) []string {
	switch k {
	case metric.Counter:
		return []string{"count", "rate"}
	case metric.Gauge:
		return []string{"value"}
	case metric.Rate:
		return []string{"rate"}
	}
	return []string{"avg", "min", "max", "med", "p"}
}

// fits says, in k6's words, if the method does not suit the metric.
func (e Expression) fits(key string, k metric.Kind) error {
	name, _, _ := strings.Cut(e.Method, "(")
	all := methods(k)
	for _, m := range all {
		if m == name {
			return nil
		}
	}
	return fmt.Errorf("invalid threshold %q applied on metric %s; reason: unsupported aggregation method %s on metric of type %s. "+
		"supported aggregation methods for this metric are: %s", e.Source, key, name, k, strings.Join(all, ", "))
}

// holds compares a value with the bound.
func (e Expression) holds(value float64) bool {
	switch e.Operator {
	case "<":
		return value < e.Bound
	case "<=":
		return value <= e.Bound
	case ">":
		return value > e.Bound
	case ">=":
		return value >= e.Bound
	case "!=":
		return value != e.Bound
	}
	return value == e.Bound
}
