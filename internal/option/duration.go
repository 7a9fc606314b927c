package option

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// The ways a text is not a duration.
var (
	errNotDuration  = errors.New("is not a duration, such as 300ms, 1m30s or 1d2h")
	errNoUnit       = errors.New("has no unit, such as 300ms or 10s")
	errLongDuration = errors.New("is longer than a duration can be")
)

// ParseDuration reads a duration as k6 writes them: Go's, with days in front
// ("1d2h"), or a bare number of milliseconds ("1500").
func ParseDuration(text string) (time.Duration, error) {
	if ms, bare := bareNumber(text); bare {
		return milliseconds(ms)
	}
	sign, rest := time.Duration(1), text
	if after, minus := strings.CutPrefix(text, "-"); minus {
		sign, rest = -1, after
	}
	days, clock, hasDays := strings.Cut(rest, "d")
	if !hasDays {
		d, err := time.ParseDuration(text)
		if err != nil {
			return 0, durationFault(text)
		}
		return d, nil
	}
	n, err := strconv.ParseUint(days, 10, 63)
	if err != nil {
		return 0, durationFault(text)
	}
	if n > math.MaxInt64/uint64(24*time.Hour) {
		return 0, errLongDuration
	}
	d := time.Duration(n) * 24 * time.Hour
	if clock != "" {
		more, err := time.ParseDuration(clock)
		if err != nil || clock[0] == '-' || clock[0] == '+' {
			return 0, durationFault(text)
		}
		if d+more < d {
			return 0, errLongDuration
		}
		d += more
	}
	return sign * d, nil
}

// durationFault is why a text is no duration.
func durationFault(text string) error {
	// A number too big for its unit is told from what is no number at all by
	// trying it with fewer digits.
	digits := strings.TrimLeft(strings.TrimPrefix(text, "-"), "0123456789")
	if _, err := time.ParseDuration("1" + digits); err == nil && digits != "" {
		return errLongDuration
	}
	return errNotDuration
}

// bareNumber reads a number without a unit. Only digits count: Go would also
// take "inf", "nan" and "0x1p4" for numbers.
func bareNumber(text string) (float64, bool) {
	if text == "" || strings.Trim(text, "0123456789.+-eE") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return n, true
}

// milliseconds is a number of milliseconds as a duration, to the nanosecond.
func milliseconds(ms float64) (time.Duration, error) {
	ns := math.Round(ms * float64(time.Millisecond))
	if math.Abs(ns) >= math.MaxInt64 {
		return 0, errLongDuration
	}
	return time.Duration(ns), nil
}
