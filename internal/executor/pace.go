package executor

import (
	"math"
	"math/bits"
	"sort"
	"time"

	"volley/internal/option"
)

// pace is how fast iterations come due. Times are since the scenario's start.
//
// Immutable.
type pace interface {
	// count is how many have come due by a moment, that moment included.
	count(t time.Duration) int64
	// due is when the n-th (from 1) comes due, or Never. It is known not to be
	// due at after.
	due(n int64, after time.Duration) time.Duration
	// perSecond is the rate at a moment, for people.
	perSecond(t time.Duration) float64
}

// steady is a pace that stays the same. Its first iteration is due at once:
//
//	n ┤         ┌──
//	  │      ┌──┘         count(t) = ⌈(t+1ns)·rate/unit⌉
//	  │   ┌──┘            due(n)   = ⌊(n-1)·unit/rate⌋
//	1 ┤───┘
//	  └───┴──┴──┴────► t
//
// Immutable.
type steady struct{ rate, unit uint64 }

func newSteady(s option.Scenario) steady { return steady{uint64(s.Rate), uint64(s.TimeUnit)} }

func (p steady) count(t time.Duration) int64 {
	if t < 0 {
		return 0
	}
	n, rest := mul(uint64(t)+1, p.rate).div(p.unit)
	if rest > 0 && n < math.MaxInt64 {
		n++
	}
	return n
}

func (p steady) due(n int64, _ time.Duration) time.Duration {
	t, _ := mul(uint64(n-1), p.unit).div(p.rate)
	return time.Duration(t)
}

func (p steady) perSecond(time.Duration) float64 {
	return float64(p.rate) * (float64(time.Second) / float64(p.unit))
}

// ramp is a pace that goes in straight lines from rate to rate. The n-th
// iteration is due when the area below the lines reaches n:
//
//	rate
//	 20 ┤       ╱│
//	    │     ╱  │          a to b in d, after x of it:
//	    │   ╱ n  │          n = (a·x + (b-a)·x²/2d) / unit
//	  0 ┼─╱──────┴──► t
//
// Areas are kept doubled and in rate·ns, which makes them integers; so 50 years
// add up to the very iteration.
//
// Immutable.
type ramp struct {
	legs []leg
	unit uint64 // doubled
}

// leg is one straight line of a ramp.
//
// Immutable.
type leg struct {
	from, length time.Duration
	a, b         uint64
	before       wide  // the doubled area of the legs before
	total        int64 // iterations due by its end
}

func newRamp(s option.Scenario) ramp {
	p := ramp{unit: 2 * uint64(s.TimeUnit)}
	var from time.Duration
	var area wide
	rate := uint64(s.Rate)
	for _, stage := range s.Stages {
		l := leg{from: from, length: stage.Duration, a: rate, b: uint64(stage.Target), before: area}
		rate = l.b
		if l.length == 0 {
			continue // a jump has no area
		}
		from += l.length
		area = area.add(l.area(l.length))
		l.total, _ = area.div(p.unit)
		p.legs = append(p.legs, l)
	}
	return p
}

func (p ramp) count(t time.Duration) int64 {
	i := sort.Search(len(p.legs), func(i int) bool { return p.legs[i].from > t })
	if i == 0 {
		return 0
	}
	return p.legs[i-1].count(t, p.unit)
}

func (p ramp) due(n int64, after time.Duration) time.Duration {
	i := sort.Search(len(p.legs), func(i int) bool { return p.legs[i].total >= n })
	if i == len(p.legs) {
		return Never
	}
	l := p.legs[i]
	// Not due at low, due at high: first stride, then halve.
	low := max(after, l.from)
	high, end := low, l.from+l.length
	for stride := time.Duration(1024); l.count(high, p.unit) < n; stride *= 2 {
		low = high
		if stride > end-high {
			high = end
			break
		}
		high += stride
	}
	for high-low > 1 {
		if middle := low + (high-low)/2; l.count(middle, p.unit) < n {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

func (p ramp) perSecond(t time.Duration) float64 {
	i := sort.Search(len(p.legs), func(i int) bool { return p.legs[i].from > t })
	if i == 0 {
		return 0
	}
	l := p.legs[i-1]
	x := min(float64(t-l.from)/float64(l.length), 1)
	rate := float64(l.a) + (float64(l.b)-float64(l.a))*x
	return rate * (2 * float64(time.Second) / float64(p.unit))
}

// count is how many iterations of the ramp are due by t, in this leg and those
// before it.
func (l leg) count(t time.Duration, unit uint64) int64 {
	if t >= l.from+l.length {
		return l.total
	}
	if t < l.from {
		t = l.from
	}
	n, _ := l.before.add(l.area(t - l.from)).div(unit)
	return n
}

// area is the doubled area of the leg's first x: 2·a·x ± ⌊|b-a|·x²/d⌋, rounded
// down. Rounding before the last division does no harm: all else is whole.
func (l leg) area(x time.Duration) wide {
	d, at := uint64(l.length), uint64(x)
	if at == d {
		return mul(l.a, d).add(mul(l.b, d))
	}
	sum := mul(2*at, l.a)
	change, falls := l.b-l.a, l.b < l.a
	if falls {
		change = l.a - l.b
	}
	// x² and |b-a|·x² have up to 186 bits, but x < d: divide in between.
	high, low := bits.Mul64(at, at)
	q, r := bits.Div64(high, low, d)
	high, low = bits.Mul64(change, r)
	more, rest := bits.Div64(high, low, d)
	bend := mul(change, q).add(wide{0, more})
	switch {
	case !falls:
		return sum.add(bend)
	case rest > 0:
		bend = bend.add(wide{0, 1})
	}
	return sum.less(bend)
}

// wide is an unsigned integer of 128 bits.
//
// Immutable.
type wide struct{ high, low uint64 }

func mul(a, b uint64) wide {
	high, low := bits.Mul64(a, b)
	return wide{high, low}
}

func (w wide) add(o wide) wide {
	low, carry := bits.Add64(w.low, o.low, 0)
	high, _ := bits.Add64(w.high, o.high, carry)
	return wide{high, low}
}

func (w wide) less(o wide) wide {
	low, borrow := bits.Sub64(w.low, o.low, 0)
	high, _ := bits.Sub64(w.high, o.high, borrow)
	return wide{high, low}
}

// div divides, rounding down; a quotient that is too large is the largest.
func (w wide) div(by uint64) (quotient int64, rest uint64) {
	if w.high >= by {
		return math.MaxInt64, 0
	}
	q, rest := bits.Div64(w.high, w.low, by)
	if q > math.MaxInt64 {
		return math.MaxInt64, 0
	}
	return int64(q), rest
}
