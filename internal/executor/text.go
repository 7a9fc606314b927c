package executor

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"volley/internal/option"
)

// details are what a scenario's description ends with: the facts of its kind, and
// whatever is not as usual.
//
//	(maxDuration: 10m0s, exec: other, startTime: 500ms, gracefulStop: 30s)
func details(s option.Scenario, first ...string) string {
	facts := slices.Clone(first)
	if s.Kind == option.SharedIterations || s.Kind == option.PerVUIterations {
		facts = append(facts, "maxDuration: "+s.MaxDuration.String())
	}
	if s.Exec != option.DefaultExec {
		facts = append(facts, "exec: "+s.Exec)
	}
	if s.StartTime > 0 {
		facts = append(facts, "startTime: "+s.StartTime.String())
	}
	if s.GracefulStop > 0 {
		facts = append(facts, "gracefulStop: "+s.GracefulStop.String())
	}
	if len(facts) == 0 {
		return ""
	}
	return " (" + strings.Join(facts, ", ") + ")"
}

// waitingProgress is what is shown before a scenario's start: how long until it.
func waitingProgress(s option.Scenario, now time.Duration) (p Progress, waiting bool) {
	if now >= s.StartTime {
		return Progress{}, false
	}
	return Progress{VUs: "waiting", Time: Clock(s.StartTime-now, s.StartTime)}, true
}

// shown is the moment to show: nothing moves once the scenario's end has come,
// which may be an early one.
func (c Counts) shown(now time.Duration) time.Duration {
	if c.Done {
		return min(now, c.At)
	}
	return now
}

// iterationsProgress is that of scenarios with a number of iterations to do: the
// bar shows those, not the time.
func iterationsProgress(s option.Scenario, now time.Duration, c Counts, total int64, what string) Progress {
	now = c.shown(now)
	p, waiting := waitingProgress(s, now)
	if waiting {
		return p
	}
	at := elapsed(s, now, s.MaxDuration)
	p.Fraction = float64(c.Completed) / float64(total)
	p.VUs = fmt.Sprintf("%d VUs", s.VUs)
	p.Time = Clock(at, s.MaxDuration) + "/" + s.MaxDuration.String()
	p.Iterations = fmt.Sprintf("%d/%d %s", c.Completed, total, what)
	return p
}

// elapsed is how long a scenario has run, up to its length.
func elapsed(s option.Scenario, now, length time.Duration) time.Duration {
	return min(max(now-s.StartTime, 0), length)
}

func fraction(at, length time.Duration) float64 {
	if length <= 0 {
		return 1
	}
	return math.Min(float64(at)/float64(length), 1)
}

// Clock is a time as wide as the longest it may become, cut to tenths of a
// second: 00m01.0s of ten minutes, 1.0s of four seconds.
func Clock(d, longest time.Duration) string {
	longest = max(longest, d)
	units := []struct {
		size   time.Duration
		letter string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"}}
	var b strings.Builder
	width := 0 // of the next unit: its digits in longest if it is the first, else two
	for _, u := range units {
		if longest >= u.size {
			if width == 0 {
				width = len(fmt.Sprint(int64(longest / u.size)))
			}
			fmt.Fprintf(&b, "%0*d%s", width, d/u.size, u.letter)
			width = 2
		}
		d, longest = d%u.size, longest%u.size
		if width == 2 {
			longest = u.size // a unit after the first is always shown
		}
	}
	if width == 0 {
		width = len(fmt.Sprint(int64(longest / time.Second)))
	}
	tenths := d / (100 * time.Millisecond)
	fmt.Fprintf(&b, "%0*d.%ds", width, tenths/10, tenths%10)
	return b.String()
}
