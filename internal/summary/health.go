package summary

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"volley/internal/metric"
)

// Health is what decides whether a result can be trusted, and what went wrong
// without anybody asking for it.
//
// Immutable after Of.
type Health struct {
	LoopLag     []Stat // p(50), p(95), p(99), max of the loops' lateness in ms; nil if not measured
	Sessions    uint64
	Failed      uint64    // sessions that failed
	Failures    []Failure // why, the most frequent first
	Exceptions  uint64    // iterations that threw
	OpenSockets int64     // when the run ended
	Explosions  []metric.Explosion
}

// Failure is one way in which sessions failed.
//
// Immutable after Of.
type Failure struct {
	Phase, Code string
	Count       uint64
}

// lateMS is how late a loop may be at its 99th percentile before its lateness
// shows in the latencies it measures.
const lateMS = 10

// causes is how many ways of failing the text names.
const causes = 4

func healthOf(t *metric.Total) Health {
	b := &t.Registry().Builtin
	h := Health{
		Sessions:    whole(t.Metric(b.WSSessions).Sum),
		Failed:      whole(t.Metric(b.WSErrors).Sum),
		Exceptions:  whole(t.Metric(b.IterationExceptions).Sum),
		OpenSockets: int64(t.Metric(b.WSOpenSockets).Last),
		Explosions:  t.Registry().Explosions(),
	}
	if lag := t.Metric(b.LoopLag).Trend; lag != nil {
		for _, name := range []string{"p(50)", "p(95)", "p(99)", "max"} {
			value, _ := trendStat(name, lag)
			h.LoopLag = append(h.LoopLag, Stat{name, value})
		}
	}
	at := map[[2]string]int{}
	t.Each(b.WSErrors, func(_ metric.Series, tags metric.Tags, v *metric.Value) {
		key := [2]string{tags.Value("phase"), tags.Value("code")}
		i, seen := at[key]
		if !seen {
			i = len(h.Failures)
			at[key] = i
			h.Failures = append(h.Failures, Failure{Phase: key[0], Code: key[1]})
		}
		h.Failures[i].Count += whole(v.Sum)
	})
	slices.SortStableFunc(h.Failures, func(a, b Failure) int { return cmp.Compare(b.Count, a.Count) })
	return h
}

func whole(v float64) uint64 { return uint64(max(0, math.Round(v))) }

// Late says whether the generator was late enough to show in its results.
func (h *Health) Late() bool {
	return h.lag("p(99)") > lateMS
}

func (h *Health) lag(name string) float64 {
	for _, s := range h.LoopLag {
		if s.Name == name {
			return s.Value
		}
	}
	return 0
}

// Sentences say what needs attention, one thing each; none in a healthy run.
func (h *Health) Sentences() []string {
	var all []string
	if h.Late() {
		all = append(all, fmt.Sprintf("the generator was late: of its timers 1%% ran %s or more after they were due (up to %s), "+
			"so latencies may be too high by as much; use fewer VUs, or more cores",
			duration(h.lag("p(99)"), ""), duration(h.lag("max"), "")))
	}
	if h.Failed > 0 {
		all = append(all, h.failures())
	}
	if h.Exceptions > 0 {
		all = append(all, fmt.Sprintf("%s threw an exception", count(h.Exceptions, "iteration")))
	}
	if h.OpenSockets > 0 {
		all = append(all, fmt.Sprintf("%s still open when the run ended", count(uint64(h.OpenSockets), "socket")))
	}
	for _, e := range h.Explosions {
		all = append(all, fmt.Sprintf("the tag %q has too many values (%d): from tag set %d on it was left out of new ones", e.Key, e.Values, e.TagSets))
	}
	return all
}

// failures is how many sessions failed, and why.
func (h *Health) failures() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %s failed: ", h.Failed, count(max(h.Sessions, h.Failed), "session"))
	var rest uint64
	for i, f := range h.Failures {
		if i >= causes {
			rest += f.Count
			continue
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d %s", f.Count, f.cause())
	}
	if rest > 0 {
		fmt.Fprintf(&b, ", %d otherwise", rest)
	}
	return b.String()
}

// cause is the phase and the code, as far as they are known.
func (f Failure) cause() string {
	switch {
	case f.Phase == "" && f.Code == "":
		return "for unknown reasons"
	case f.Phase == "" || f.Code == "":
		return f.Phase + f.Code
	}
	return f.Phase + " " + f.Code
}

func count(n uint64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
