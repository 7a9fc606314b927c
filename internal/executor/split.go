package executor

import (
	"slices"
	"time"

	"volley/internal/option"
)

// Part is a share of an executor. At any moment the parts of a whole add up to
// it, VUs and iterations alike, wherever they run:
//
//	whole    VUs 0 1 2 3 4 5 6 7     iterations due ●●●●●●●●
//	part a       0   1   2   3                      ● ● ● ●
//	part b         0       1                         ●   ●
//	part c             0       1                       ●   ●
//
// Iterations are dealt out among as many as there are VUs: a part has the share
// of them its VUs can do, and none if it has no VU. How many iterations each VU
// does is not split.
//
// Immutable after Split.
type Part struct {
	whole Executor
	text  Executor // ours alone: for what is said about it
	vus   Share
	turns turns
}

// Split is the part of an executor that is the share's. There may be none: with
// fewer VUs than parts, some do not get any.
func Split(e Executor, s Share) (part Part, found bool) {
	o := e.Scenario()
	t := turns{vus: s, turn: mostOf(o)}
	if s.Of(t.turn) == 0 {
		return Part{}, false
	}
	return Part{whole: e, text: t.text(e), vus: s, turns: t}, true
}

// Split is the part of a plan that is the share's, without the executors that
// have nothing to do in it.
func (p Plan) Split(s Share) Plan {
	var parts Plan
	for _, e := range p.Executors {
		part, found := Split(e, s)
		if !found {
			continue
		}
		parts.Executors = append(parts.Executors, part)
		parts.Duration = max(parts.Duration, part.Span().Hard)
	}
	parts.VUs, parts.MaxVUs = peak(parts.Executors)
	return parts
}

// VU is the number in the whole of the part's n-th VU, both from 0.
func (p Part) VU(n int64) int64 { return p.vus.Number(n) }

// Iteration is the number in the whole of the part's n-th iteration, both from
// 0.
func (p Part) Iteration(n int64) int64 { return p.turns.number(n) }

// Scenario has the part's VUs and iterations. A rate is that of the whole.
func (p Part) Scenario() option.Scenario { return p.text.Scenario() }

// lookAhead is over how many changes of the whole a part looks for its own.
// Further ahead it asks to come back for nothing rather than to keep its caller.
const lookAhead = 64

func (p Part) Due(now time.Duration) Due {
	due := p.ours(p.whole.Due(now))
	for range lookAhead {
		if due.Next == Never {
			break
		}
		next := p.ours(p.whole.Due(due.Next))
		changed := next
		if changed.Next = due.Next; changed != due {
			break
		}
		due.Next = next.Next
	}
	return due
}

func (p Part) ours(d Due) Due {
	d.VUs, d.Kept, d.Starts = p.vus.Of(d.VUs), p.vus.Of(d.Kept), p.turns.of(d.Starts)
	return d
}

// Limits are the part's; what each VU may do is the same in all parts.
func (p Part) Limits() Limits {
	l := p.whole.Limits()
	l.Shared = p.turns.of(l.Shared)
	return l
}

// At is when the part's n-th start comes due.
func (p Part) At(n int64) time.Duration { return p.whole.At(p.turns.number(n)) }

// Span is that of the whole.
func (p Part) Span() Span { return p.whole.Span() }

// Needs are the part's of each need.
func (p Part) Needs() []Need {
	needs := slices.Clone(p.whole.Needs())
	for i := range needs {
		needs[i].VUs, needs[i].Max = p.vus.Of(needs[i].VUs), p.vus.Of(needs[i].Max)
	}
	return slices.CompactFunc(needs, func(a, b Need) bool { return a.VUs == b.VUs && a.Max == b.Max })
}

// Dropped are those of the part's iterations that never began.
func (p Part) Dropped(started int64) int64 { return p.text.Dropped(started) }

// Progress is the part's.
func (p Part) Progress(now time.Duration, c Counts) Progress { return p.text.Progress(now, c) }

// Description is the part's.
func (p Part) Description() string { return p.text.Description() }

// turns are a scenario's iterations as they are dealt out: the first to whom VU
// 0 belongs, the next to whom VU 1 belongs, and after the last VU from 0 again.
//
// Immutable.
type turns struct {
	vus  Share
	turn int64 // the VUs of the whole
}

func (t turns) of(n int64) int64 {
	if n <= 0 {
		return n // Unlimited stays so
	}
	return n/t.turn*t.vus.Of(t.turn) + t.vus.Of(n%t.turn)
}

func (t turns) number(n int64) int64 {
	own := t.vus.Of(t.turn)
	return n/own*t.turn + t.vus.Number(n%own)
}

// text is the executor of the part if it were a whole. It is not asked when
// anything is due: its rate is a fraction, and its ramps bend elsewhere.
func (t turns) text(whole Executor) Executor {
	s := whole.Scenario()
	s.VUs = t.vus.Of(s.VUs)
	s.PreAllocatedVUs, s.MaxVUs = t.vus.Of(s.PreAllocatedVUs), t.vus.Of(s.MaxVUs)
	part := float64(t.vus.Of(t.turn)) / float64(t.turn)
	switch e := whole.(type) {
	case constantArrivalRate:
		e.s, e.pace = s, shared{e.pace, part}
		return e
	case rampingArrivalRate:
		e.s, e.pace, e.most = s, shared{e.pace, part}, e.most*part
		return e
	case sharedIterations:
		s.Iterations = t.of(s.Iterations)
		return newSharedIterations(s)
	case perVUIterations:
		return newPerVUIterations(s)
	case rampingVUs:
		e.s, e.most = s, t.vus.Of(e.most)
		return e
	}
	return newConstantVUs(s)
}

// shared is the pace of a part, for people.
//
// Immutable.
type shared struct {
	pace
	part float64
}

func (p shared) perSecond(t time.Duration) float64 { return p.pace.perSecond(t) * p.part }

// mostOf is the most VUs a scenario ever has.
func mostOf(s option.Scenario) int64 {
	most := max(s.VUs, s.MaxVUs)
	for _, stage := range s.Stages {
		if s.Kind == option.RampingVUs {
			most = max(most, stage.Target)
		}
	}
	return most
}
