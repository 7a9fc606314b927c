package executor

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"volley/internal/option"
)

// years is the longest a scenario may be.
const years = 50 * 365 * 24 * time.Hour

// TestPaceYears adds up 50 years without losing an iteration.
func TestPaceYears(t *testing.T) {
	for _, rate := range []int64{1, 3, 7, 4999, 5000, 1e6 + 3} {
		s := option.Scenario{Kind: option.ConstantArrivalRate, Rate: rate, TimeUnit: time.Second, Duration: years}
		seconds := int64(years / time.Second)
		if got := newConstantArrivalRate(s).total; got != rate*seconds {
			t.Errorf("%d/s for 50 years: %d iterations, want %d", rate, got, rate*seconds)
		}
		s = option.Scenario{Kind: option.RampingArrivalRate, TimeUnit: time.Second, Stages: []option.Stage{
			{Duration: years / 2, Target: rate}, {Duration: years / 2, Target: 0}}}
		if got := newRampingArrivalRate(s).total; got != rate*seconds/2 {
			t.Errorf("up to %d/s over 50 years: %d iterations, want %d", rate, got, rate*seconds/2)
		}
	}
}

// TestPaceInverse finds the moment of any iteration: not due a nanosecond before,
// due then, wherever the search begins.
func TestPaceInverse(t *testing.T) {
	times(t, 300, func(r *rand.Rand) {
		s := option.Scenario{Rate: any63(r) >> 2, TimeUnit: time.Duration(any63(r)), StartTime: 0}
		for range 1 + r.IntN(4) {
			s.Stages = append(s.Stages, option.Stage{Duration: min(time.Duration(any63(r)), years/4), Target: any63(r) >> 2})
		}
		e := newRampingArrivalRate(s)
		if e.total == 0 {
			return
		}
		for range 50 {
			n := 1 + r.Int64N(e.total)
			at := e.pace.due(n, -1)
			if at == Never || e.pace.count(at) < n || e.pace.count(at-1) >= n && at > 0 {
				t.Fatalf("%+v: iteration %d is due at %d, but then there are %d, before %d", s, n, at, e.pace.count(at), e.pace.count(at-1))
			}
			if at > 0 {
				if again := e.pace.due(n, time.Duration(r.Int64N(int64(at)))); again != at {
					t.Fatalf("%+v: iteration %d is due at %d or %d", s, n, at, again)
				}
			}
		}
		if e.total < math.MaxInt64 {
			if at := e.pace.due(e.total+1, 0); at != Never {
				t.Fatalf("%+v: iteration %d of %d is due at %d", s, e.total+1, e.total, at)
			}
		}
	})
}

// any63 is a random number from 1, of a random size.
func any63(r *rand.Rand) int64 { return 1 + r.Int64()>>r.IntN(63) }

// TestLegArea compares with integers of any size.
func TestLegArea(t *testing.T) {
	times(t, 2000, func(r *rand.Rand) {
		l := leg{length: min(time.Duration(any63(r)), years), a: uint64(any63(r)), b: uint64(any63(r))}
		x := time.Duration(r.Int64N(int64(l.length) + 1))
		number := func(n uint64) *big.Int { return new(big.Int).SetUint64(n) }
		at, d := number(uint64(x)), number(uint64(l.length))
		want := new(big.Int).Sub(number(l.b), number(l.a))
		want.Mul(want, at).Mul(want, at).Div(want, d) // Div rounds down
		want.Add(want, at.Mul(at, number(l.a)).Lsh(at, 1))
		got := l.area(x)
		sum := number(got.high)
		if sum.Lsh(sum, 64).Add(sum, number(got.low)); sum.Cmp(want) != 0 {
			t.Fatalf("%+v: the area of %d is %s, want %s", l, x, sum, want)
		}
	})
}

// TestPaceTooMuch stays at the largest number there is.
func TestPaceTooMuch(t *testing.T) {
	for _, e := range []Executor{
		newConstantArrivalRate(option.Scenario{Rate: math.MaxInt64, TimeUnit: 1, Duration: years}),
		newRampingArrivalRate(option.Scenario{Rate: math.MaxInt64, TimeUnit: 1, Stages: []option.Stage{{Duration: years, Target: 1 << 62}}}),
	} {
		for _, at := range []time.Duration{0, 1, years / 2, years - 1} {
			d := e.Due(at)
			if d.Starts < 0 || d.Next <= at || d.Starts < math.MaxInt64 && at > 1 {
				t.Errorf("%+v at %s: %+v", e.Scenario(), at, d)
			}
		}
	}
}

func fastScenarios() map[string]option.Scenario {
	return map[string]option.Scenario{
		"steady": {Kind: option.ConstantArrivalRate, Rate: 5000, TimeUnit: time.Second, Duration: time.Hour, MaxVUs: 1},
		"ramp": {Kind: option.RampingArrivalRate, Rate: 3000, TimeUnit: time.Second, MaxVUs: 1,
			Stages: []option.Stage{{Duration: time.Minute, Target: 5000}, {Duration: time.Hour, Target: 7000}, {Duration: time.Minute, Target: 0}}},
		"VUs": {Kind: option.RampingVUs, GracefulRampDown: time.Second,
			Stages: []option.Stage{{Duration: time.Minute, Target: 5000}, {Duration: time.Hour, Target: 7000}, {Duration: time.Minute, Target: 0}}},
	}
}

// TestDueAllocates nothing, however often the conductor asks.
func TestDueAllocates(t *testing.T) {
	for name, s := range fastScenarios() {
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		now := 10 * time.Minute
		if n := testing.AllocsPerRun(1000, func() { now = e.Due(now).Next }); n != 0 {
			t.Errorf("%s: Due allocates %v times", name, n)
		}
	}
}

func BenchmarkDue(b *testing.B) {
	for name, s := range fastScenarios() {
		b.Run(name, func(b *testing.B) {
			e, err := New(s)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			now := time.Duration(0)
			for b.Loop() {
				if now = e.Due(now).Next; now > 10*time.Minute {
					now = 0
				}
			}
		})
	}
}
