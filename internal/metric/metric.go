package metric

import (
	"fmt"
	"time"
)

// Time is the instant of a sample, in nanoseconds since the Unix epoch.
type Time int64

// At is the Time of an instant.
func At(t time.Time) Time { return Time(t.UnixNano()) }

// Time is the instant as the standard library has it.
func (t Time) Time() time.Time { return time.Unix(0, int64(t)) }

// Kind says how a metric's samples add up.
type Kind uint8

// k6's four kinds.
const (
	Counter Kind = iota // the sum
	Gauge               // the last value, the smallest and the largest
	Rate                // the share of samples that are not zero
	Trend               // the distribution
)

// String is the kind as k6 prints it.
func (k Kind) String() string {
	switch k {
	case Counter:
		return "counter"
	case Gauge:
		return "gauge"
	case Rate:
		return "rate"
	case Trend:
		return "trend"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Contains says what a metric's values measure.
type Contains uint8

// What values measure: anything, time in milliseconds, or bytes.
const (
	ContainsDefault Contains = iota
	ContainsTime
	ContainsData
)

// String is the word k6 prints.
func (c Contains) String() string {
	switch c {
	case ContainsDefault:
		return "default"
	case ContainsTime:
		return "time"
	case ContainsData:
		return "data"
	}
	return fmt.Sprintf("Contains(%d)", uint8(c))
}

// Metric is one thing that is measured. Metrics come from Registry.New, which
// returns the same one for the same name: they may be compared.
//
// Immutable after New.
type Metric struct {
	Name     string
	Kind     Kind
	Contains Contains
	Index    int // its place in the registry, from 0
	// Level is true for a gauge that counts what is there, such as open
	// sockets: each Add is a change (+1, -1), and the value is the sum of all
	// changes on all shards.
	Level bool
	// Builtin is true for the metrics a run has by itself, k6's and volley's.
	Builtin bool

	own  bool // volley's, not k6's: a script may use the name for something else
	slot slot // where its values of all tag sets add up
}

// nameLimit is the longest name: a letter or an underscore, then at most 128
// of [a-zA-Z0-9_], and at least one.
const nameLimit = 129

// InvalidName is a metric's name that k6 does not allow.
//
// Immutable.
type InvalidName string

// Error is k6's text, capital letter and all: scripts and people know it.
func (n InvalidName) Error() string {
	return "Invalid metric name: '" + string(n) + "'. Metric names must only include up to 128 " +
		"ASCII letters, numbers, or underscores and start with a letter or an underscore."
}

func checkName(name string) error {
	good := len(name) >= 2 && len(name) <= nameLimit
	for i := 0; good && i < len(name); i++ {
		c := name[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		good = letter || i > 0 && c >= '0' && c <= '9'
	}
	if !good {
		return InvalidName(name)
	}
	return nil
}
