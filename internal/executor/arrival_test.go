package executor

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"volley/internal/option"
)

// anyArrivals is a random scenario of the open kinds.
func anyArrivals(r *rand.Rand) option.Scenario {
	some := func(n int64) time.Duration { return time.Duration(r.Int64N(n)) * 250 * time.Millisecond }
	s := option.Scenario{
		Name: "a", Kind: option.ConstantArrivalRate, Exec: option.DefaultExec, StartTime: some(5), GracefulStop: some(5),
		Rate: 1 + r.Int64N(40), TimeUnit: 1 + time.Duration(r.Int64N(int64(3*time.Second))),
		Duration: time.Second + some(20), PreAllocatedVUs: r.Int64N(5),
	}
	s.MaxVUs = s.PreAllocatedVUs + 1 + r.Int64N(5)
	if r.IntN(2) == 0 {
		s.TimeUnit = time.Second
	}
	if r.IntN(3) > 0 {
		s.Kind, s.Duration, s.Rate = option.RampingArrivalRate, 0, r.Int64N(40)
		for range 1 + r.IntN(5) {
			s.Stages = append(s.Stages, option.Stage{Duration: some(12), Target: r.Int64N(40)})
		}
	}
	return s
}

// slowCount is how many iterations are due t after the start, in fractions.
func slowCount(s option.Scenario, t time.Duration) int64 {
	ratio := func(a, b int64) *big.Rat { return big.NewRat(a, b) }
	if s.Kind == option.ConstantArrivalRate {
		// Iteration k is due at ⌊k·unit/rate⌋, as long as that is before the end.
		t = min(t, s.Duration-1)
		n := new(big.Rat).Mul(ratio(int64(t)+1, 1), ratio(s.Rate, int64(s.TimeUnit)))
		return ceil(n)
	}
	sum, rate := new(big.Rat), s.Rate
	for _, stage := range s.Stages {
		d := min(t, stage.Duration)
		if stage.Duration > 0 {
			// The area of a trapezium: its width, and the mean of its sides.
			rise := new(big.Rat).Mul(ratio(stage.Target-rate, int64(stage.Duration)), ratio(int64(d), 1))
			sides := rise.Add(rise, new(big.Rat).Add(ratio(rate, 1), ratio(rate, 1)))
			sum.Add(sum, sides.Mul(sides, ratio(int64(d), 2)))
		}
		rate, t = stage.Target, t-d
		if d < stage.Duration {
			break
		}
	}
	sum.Quo(sum, ratio(int64(s.TimeUnit), 1))
	return new(big.Int).Div(sum.Num(), sum.Denom()).Int64()
}

func ceil(n *big.Rat) int64 {
	minus := new(big.Int).Neg(n.Num())
	return -minus.Div(minus, n.Denom()).Int64()
}

// TestStarts compares with fractions at every second and at random times, in any
// order.
func TestStarts(t *testing.T) {
	times(t, 400, func(r *rand.Rand) {
		s := anyArrivals(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		span := e.Span()
		length := span.End - span.Start
		var ask []time.Duration
		for at := time.Duration(0); at <= length; at += time.Second {
			ask = append(ask, at)
		}
		for range 50 {
			ask = append(ask, time.Duration(r.Int64N(int64(span.Hard-span.Start)+2)))
		}
		ask = append(ask, -1, length-1, length, length+1)
		r.Shuffle(len(ask), func(i, j int) { ask[i], ask[j] = ask[j], ask[i] })
		for _, at := range ask {
			got := e.Due(s.StartTime + at)
			want := Due{Phase: Running, Kept: s.MaxVUs, Starts: slowCount(s, min(max(at, 0), length)), Next: got.Next}
			switch {
			case at < 0:
				want = Due{Next: span.Start}
				if s.StartTime == 0 {
					want.Next = 0
				}
			case span.Start+at >= span.Hard:
				want.Phase, want.Kept, want.Next = Over, 0, Never
			case at >= length:
				want.Phase, want.Next = Stopping, span.Hard
			}
			if got != want {
				t.Fatalf("%+v at %s: %+v, want %+v", s, at, got, want)
			}
		}
	})
}

// TestStartsNext follows Next through whole scenarios: one iteration or more each
// time, none a nanosecond sooner, and all of them in the end.
func TestStartsNext(t *testing.T) {
	times(t, 200, func(r *rand.Rand) {
		s := anyArrivals(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		span := e.Span()
		now := span.Start
		for d := e.Due(now); d.Phase == Running; {
			if d.Next <= now {
				t.Fatalf("%+v at %s: asks to come back at %s", s, now, d.Next)
			}
			before := e.Due(d.Next - 1)
			if before.Starts != d.Starts {
				t.Fatalf("%+v at %s: %d starts; a nanosecond before Next it is %d", s, now, d.Starts, before.Starts)
			}
			now = d.Next
			next := e.Due(now)
			if now < span.End && next.Starts <= d.Starts {
				t.Fatalf("%+v at %s: woke for nothing", s, now)
			}
			d = next
		}
		if now != span.End {
			t.Fatalf("%+v: stops at %s", s, now)
		}
	})
}

// TestStartTimes are those k6 starts iterations at, to the millisecond.
func TestStartTimes(t *testing.T) {
	tests := []struct {
		fields string
		want   []int // milliseconds
	}{
		{`"executor": "constant-arrival-rate", "rate": 3, "duration": "3s", "preAllocatedVUs": 3`,
			[]int{0, 333, 666, 1000, 1333, 1666, 2000, 2333, 2666}},
		{`"executor": "constant-arrival-rate", "rate": 1, "timeUnit": "400ms", "duration": "1s", "preAllocatedVUs": 3`,
			[]int{0, 400, 800}},
		{`"executor": "ramping-arrival-rate", "stages": [{"duration": "2s", "target": 10}, {"duration": 0, "target": 4},
			{"duration": "1s", "target": 4}, {"duration": "1s", "target": 0}], "preAllocatedVUs": 3`,
			[]int{632, 894, 1095, 1264, 1414, 1549, 1673, 1788, 1897, 2000, 2250, 2500, 2750, 3000, 3292}},
	}
	for _, test := range tests {
		e := layOut(t, test.fields)
		var got []int
		begun := int64(0)
		for now, d := time.Duration(0), e.Due(0); d.Phase == Running; d = e.Due(now) {
			for ; begun < d.Starts; begun++ {
				got = append(got, int(now/time.Millisecond))
			}
			now = d.Next
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("{%s}: %v, want %v", test.fields, got, test.want)
		}
	}
}

// TestArrivalsText compares with what k6 prints.
func TestArrivalsText(t *testing.T) {
	for fields, want := range map[string]string{
		`"executor": "constant-arrival-rate", "rate": 10, "duration": "30s", "preAllocatedVUs": 5, "maxVUs": 10`:                                                                      `10.00 iterations/s for 30s (maxVUs: 5-10, gracefulStop: 30s)`,
		`"executor": "constant-arrival-rate", "rate": 1, "timeUnit": "3s", "duration": "30s", "preAllocatedVUs": 5, "gracefulStop": "0s", "exec": "x", "startTime": "1s"`:             `0.33 iterations/s for 30s (maxVUs: 5, exec: x, startTime: 1s)`,
		`"executor": "constant-arrival-rate", "rate": 1234567, "duration": "30s", "preAllocatedVUs": 5, "maxVUs": 10`:                                                                 `1234567.00 iterations/s for 30s (maxVUs: 5-10, gracefulStop: 30s)`,
		`"executor": "ramping-arrival-rate", "startRate": 3, "stages": [{"duration": "30s", "target": 20}, {"duration": "30s", "target": 0}], "preAllocatedVUs": 5, "maxVUs": 10`:     `Up to 20.00 iterations/s for 1m0s over 2 stages (maxVUs: 5-10, gracefulStop: 30s)`,
		`"executor": "ramping-arrival-rate", "startRate": 300, "timeUnit": "1m", "stages": [{"duration": "30s", "target": 20}], "preAllocatedVUs": 5`:                                 `Up to 5.00 iterations/s for 30s over 1 stages (maxVUs: 5, gracefulStop: 30s)`,
		`"executor": "ramping-arrival-rate", "timeUnit": "7s", "stages": [{"duration": "0s", "target": 20}], "preAllocatedVUs": 0, "maxVUs": 3`:                                       `Up to 2.86 iterations/s for 0s over 1 stages (maxVUs: 0-3, gracefulStop: 30s)`,
		`"executor": "ramping-arrival-rate", "timeUnit": "7s", "stages": [{"duration": "1s", "target": 20}], "preAllocatedVUs": 3, "startTime": "1s", "exec": "x", "gracefulStop": 0`: `Up to 2.86 iterations/s for 1s over 1 stages (maxVUs: 3, exec: x, startTime: 1s)`,
	} {
		if got := layOut(t, fields).Description(); got != want {
			t.Errorf("{%s}\nhave %s\nwant %s", fields, got, want)
		}
	}
	const (
		constant = `"executor": "constant-arrival-rate", "rate": 1, "duration": "3s", "preAllocatedVUs": 1, "maxVUs": 12, "startTime": "500ms"`
		jump     = `"executor": "ramping-arrival-rate", "timeUnit": "7s", "stages": [{"duration": 0, "target": 20}], "preAllocatedVUs": 3`
		ramping  = `"executor": "ramping-arrival-rate", "startRate": 120, "stages": [{"duration": "1s", "target": 12}, {"duration": "2s", "target": 12}], "preAllocatedVUs": 5, "maxVUs": 120`
	)
	for _, test := range []struct {
		fields string
		now    time.Duration
		counts Counts
		want   Progress
	}{
		{constant, 100 * time.Millisecond, Counts{}, Progress{0, "waiting", "0.4s", ""}},
		{constant, 2 * time.Second, Counts{VUs: 1, Ready: 2}, Progress{0.5, "01/02 VUs", "1.5s/3s", "1.00 iters/s"}},
		{constant, 4 * time.Second, Counts{VUs: 1, Ready: 2}, Progress{1, "01/02 VUs", "3s", "1.00 iters/s"}},
		{jump, 0, Counts{}, Progress{1, "0/0 VUs", "0s", "0.00 iters/s"}},
		{ramping, 750 * time.Millisecond, Counts{VUs: 34, Ready: 35}, Progress{0.25, "034/035 VUs", "0.7s/3s", "039.00 iters/s"}},
		{ramping, 9 * time.Second, Counts{Ready: 39, Done: true, At: 4 * time.Second}, Progress{1, "000/039 VUs", "3s", "012.00 iters/s"}},
		{ramping, 9 * time.Second, Counts{Ready: 35, Done: true, At: 750 * time.Millisecond}, Progress{0.25, "000/035 VUs", "0.7s/3s", "039.00 iters/s"}},
	} {
		if got := layOut(t, test.fields).Progress(test.now, test.counts); got != test.want {
			t.Errorf("{%s} at %s: %+v, want %+v", test.fields, test.now, got, test.want)
		}
	}
}

// TestArrivalsNeeds has its own VUs ready, and may have more.
func TestArrivalsNeeds(t *testing.T) {
	times(t, 50, func(r *rand.Rand) {
		s := anyArrivals(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		want := []Need{{From: s.StartTime, VUs: s.PreAllocatedVUs, Max: s.MaxVUs}, {From: e.Span().Hard}}
		if got := e.Needs(); !slices.Equal(got, want) || e.Dropped(3) != 0 {
			t.Errorf("%+v: needs %v, drops %d", s, got, e.Dropped(3))
		}
		if got := e.Limits(); got != (Limits{Shared: Unlimited, PerVU: Unlimited}) {
			t.Errorf("%+v: limits %+v", s, got)
		}
	})
}
