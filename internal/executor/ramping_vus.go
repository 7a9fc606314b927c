package executor

import (
	"fmt"
	"time"

	"volley/internal/option"
)

// rampingVUs changes the number of looping VUs one by one, in straight lines
// from target to target; a stage without a duration is a jump. A VU that is
// taken away may finish its iteration for gracefulRampDown:
//
//	VUs
//	 4 ┤        ┌───┐· · ┐
//	 3 ┤     ┌──┘   └───┐· · ┐
//	 2 ┤  ┌──┘          └───┐· · ┐
//	 1 ┤──┘                 └───┐· · ┐
//	 0 ┼────────────────────────┴────┴──► now
//	   start                   end   hard
//	         └──┘ of n steps in a stage of length d the k-th is at k·d/n
//
// At the regular end the VUs that still loop may finish for gracefulStop, and
// nobody has longer than that.
//
// Immutable.
type rampingVUs struct {
	s     option.Scenario
	legs  []climb
	span  Span
	most  int64
	needs []Need
}

func newRampingVUs(s option.Scenario) rampingVUs {
	e := rampingVUs{s: s, most: s.VUs, legs: []climb{{to: s.VUs, from: s.VUs}}}
	length, last := time.Duration(0), s.VUs
	for _, stage := range s.Stages {
		e.legs = append(e.legs, climb{at: length, length: stage.Duration, from: last, to: stage.Target})
		length += stage.Duration
		last = stage.Target
		e.most = max(e.most, last)
	}
	e.span = Span{Start: s.StartTime, End: s.StartTime + length, Hard: s.StartTime + e.hard(length)}
	e.needs = e.steps()
	return e
}

// hard is when nobody is left to finish, at the latest after gracefulStop.
func (e rampingVUs) hard(length time.Duration) time.Duration {
	hard := length + e.s.GracefulStop
	if e.legs[len(e.legs)-1].to > 0 {
		return hard
	}
	empty := time.Duration(0)
	for _, c := range e.legs {
		if c.from > 0 {
			empty = c.end()
		}
	}
	return min(hard, max(length, empty+e.s.GracefulRampDown))
}

func (e rampingVUs) Scenario() option.Scenario { return e.s }

func (e rampingVUs) Limits() Limits { return Limits{Shared: Unlimited, PerVU: Unlimited} }

// Span has its hard end where nobody is left to finish, if that is sooner than
// gracefulStop.
func (e rampingVUs) Span() Span { return e.span }

func (e rampingVUs) Due(now time.Duration) Due {
	at := now - e.span.Start
	switch {
	case now < e.span.Start:
		return Due{Phase: Waiting, Next: e.span.Start}
	case now < e.span.End:
		return Due{Phase: Running, VUs: e.vus(at), Kept: e.kept(at), Next: min(e.next(now), e.span.End)}
	case now < e.span.Hard:
		return Due{Phase: Stopping, Kept: e.kept(at), Next: min(e.next(now), e.span.Hard)}
	}
	return Due{Phase: Over, Next: Never}
}

// At is never: its VUs begin iterations by themselves.
func (e rampingVUs) At(int64) time.Duration { return Never }

func (e rampingVUs) Needs() []Need { return e.needs }

// Dropped is none: nobody said how many there would be.
func (e rampingVUs) Dropped(int64) int64 { return 0 }

func (e rampingVUs) Description() string {
	return fmt.Sprintf("Up to %d looping VUs for %s over %d stages%s", e.most, e.length(), len(e.s.Stages),
		details(e.s, "gracefulRampDown: "+e.s.GracefulRampDown.String()))
}

func (e rampingVUs) Progress(now time.Duration, c Counts) Progress {
	now = c.shown(now)
	p, waiting := waitingProgress(e.s, now)
	if waiting {
		return p
	}
	length := e.length()
	at := elapsed(e.s, now, length)
	p.Fraction = fraction(at, length)
	p.VUs = busyVUs(c.VUs, e.most, e.most)
	p.Time = Clock(at, length) + "/" + Clock(length, length)
	if at == length {
		p.Fraction, p.Time = 1, length.String()
	}
	return p
}

func (e rampingVUs) length() time.Duration { return e.span.End - e.span.Start }

// climb is the way from one number of VUs to the next. The first is none: it
// ends where it begins, with the VUs there are at the start.
//
// Immutable.
type climb struct {
	at, length time.Duration // since the scenario's start
	from, to   int64
}

func (c climb) end() time.Duration { return c.at + c.length }

// vus are those at a moment t of the climb or after it: as many steps have been
// made as are whole.
func (c climb) vus(t time.Duration) int64 {
	if t >= c.end() {
		return c.to
	}
	if c.to >= c.from {
		return c.from + c.steps(t)
	}
	return c.from - c.steps(t)
}

func (c climb) height() uint64 { return uint64(max(c.to-c.from, c.from-c.to)) }

func (c climb) steps(t time.Duration) int64 {
	n, _ := mul(uint64(t-c.at), c.height()).div(uint64(c.length))
	return n
}

// next is the moment of the first step after t, or Never.
func (c climb) next(t time.Duration) time.Duration {
	switch {
	case t >= c.end() && c.length > 0 || t >= c.at && c.length == 0 || c.from == c.to:
		return Never
	case c.length == 0:
		return c.at
	}
	k := uint64(1)
	if t > c.at {
		k += uint64(c.steps(t))
	}
	after, rest := mul(k, uint64(c.length)).div(c.height())
	if rest > 0 {
		after++
	}
	return c.at + time.Duration(after)
}

// vus loop at a moment: those of the last climb that has begun.
func (e rampingVUs) vus(t time.Duration) int64 {
	if t < 0 {
		return 0
	}
	return e.legs[e.leg(t)].vus(t)
}

func (e rampingVUs) leg(t time.Duration) int {
	i := 0
	for i+1 < len(e.legs) && e.legs[i+1].at <= t {
		i++
	}
	return i
}

// kept are those that loop at a moment or are still finishing: the most there
// were in the last gracefulRampDown.
func (e rampingVUs) kept(t time.Duration) int64 { return e.peak(t-e.s.GracefulRampDown, t) }

// peak is the most VUs there were between two moments, including those a jump
// took away in the moment they were added.
func (e rampingVUs) peak(from, to time.Duration) int64 {
	most := max(e.vus(from), e.vus(to))
	for _, c := range e.legs {
		if from < c.end() && c.end() <= to {
			most = max(most, c.to)
		}
	}
	return most
}

// next is the moment after now when VUs or Kept change, or Never.
func (e rampingVUs) next(now time.Duration) time.Duration {
	at := now - e.span.Start
	next := Never
	if now < e.span.End {
		next = e.step(at)
	}
	if kept, grace := e.kept(at), e.s.GracefulRampDown; grace > 0 {
		for t := at; t < next; {
			t = e.leaving(t-grace, kept, grace)
			if t < next && e.kept(t) != kept {
				next = t
			}
		}
	}
	if next == Never {
		return Never
	}
	return e.span.Start + next
}

// step is the moment of the first step after t, or Never.
func (e rampingVUs) step(t time.Duration) time.Duration {
	for _, c := range e.legs[e.leg(t):] {
		if next := c.next(t); next != Never {
			return next
		}
	}
	return Never
}

// leaving is when, with the time to finish, Kept may fall as what was so at t
// has been over for that long; Never if it cannot. While a climb goes up, or
// stays below what is kept, only its end can matter.
func (e rampingVUs) leaving(t time.Duration, kept int64, grace time.Duration) time.Duration {
	for _, c := range e.legs[e.leg(t):] {
		switch {
		case c.end() <= t:
		case c.to < c.from && c.at <= t && c.vus(t) == kept:
			return c.next(t) + grace
		default:
			return c.end() + grace
		}
	}
	return Never
}

// exactNeeds is up to how many steps a scenario's needs are told one by one.
// Those with more are cut into so many equal times, each with the most it needs.
const exactNeeds = 1 << 14

// touched is the most VUs a climb ends with at a moment, though a jump may take
// them away in the same one: k6 makes those ready too.
func (e rampingVUs) touched(t time.Duration) int64 {
	most := int64(0)
	for _, c := range e.legs {
		if c.end() == t {
			most = max(most, c.to)
		}
	}
	return most
}

func (e rampingVUs) steps() []Need {
	height := uint64(0)
	for _, c := range e.legs {
		height += c.height()
	}
	var needs []Need
	add := func(now time.Duration, vus int64) {
		if n := len(needs); n == 0 || needs[n-1].VUs != vus {
			needs = append(needs, Need{From: now, VUs: vus, Max: vus})
		}
	}
	start, grace := e.span.Start, e.s.GracefulRampDown
	if height > exactNeeds {
		for now, stride := start, (e.span.Hard-start)/exactNeeds+1; now < e.span.Hard; now += stride {
			add(now, e.peak(now-start-grace, now-start+stride))
		}
	} else {
		for now := start; now < e.span.Hard; now = min(e.next(now), e.span.Hard) {
			add(now, max(e.kept(now-start), e.touched(now-start)))
			if now+1 < e.span.Hard {
				add(now+1, e.kept(now-start+1))
			}
		}
	}
	return append(needs, Need{From: e.span.Hard})
}
