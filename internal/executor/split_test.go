package executor

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/option"
)

// shares are all parts of a sequence.
func shares(t testing.TB, sequence string) []Share {
	t.Helper()
	points := strings.Split(sequence, ",")
	var list []Share
	for i := range points[1:] {
		s, err := ParseShare(points[i]+":"+points[i+1], sequence)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

// anySequence cuts a test into random parts.
func anySequence(r *rand.Rand) string {
	turn := 1 + r.IntN(40)
	sequence := "0"
	for i := 1; i < turn; i++ {
		if r.IntN(4) == 0 {
			sequence += fmt.Sprintf(",%d/%d", i, turn)
		}
	}
	return sequence + ",1"
}

// anyKind is a random scenario of any kind.
func anyKind(r *rand.Rand) option.Scenario {
	switch r.IntN(3) {
	case 0:
		return anyScenario(r)
	case 1:
		s := anyRamp(r)
		s.VUs++
		return s
	}
	return anyArrivals(r)
}

// TestShareAsK6 gives each part as many VUs as k6 does.
func TestShareAsK6(t *testing.T) {
	for sequence, parts := range map[string][][]int64{
		"0,1/4,1/2,1": {
			{0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3},
			{0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3},
			{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6},
		},
		"0,1/10,3/10,6/10,1": {
			{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1},
			{0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2},
			{0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4},
			{1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5},
		},
	} {
		for i, s := range shares(t, sequence) {
			var got []int64
			for n := range int64(12) {
				got = append(got, s.Of(n+1))
			}
			if !slices.Equal(got, parts[i]) {
				t.Errorf("part %d of %s: %v, want %v", i, sequence, got, parts[i])
			}
		}
	}
}

// TestShare deals out every number once, no part ever a whole VU ahead of what
// it should have.
func TestShare(t *testing.T) {
	times(t, 200, func(r *rand.Rand) {
		sequence := anySequence(r)
		owner := map[int64]int{}
		parts := shares(t, sequence)
		for i, s := range parts {
			for n := int64(0); s.Number(n) < 100; n++ {
				number := s.Number(n)
				if was, taken := owner[number]; taken {
					t.Fatalf("%s: %d belongs to the parts %d and %d", sequence, number, was, i)
				}
				owner[number] = i
				if s.Of(number) != n || s.Of(number+1) != n+1 {
					t.Fatalf("%s: part %d has %d of %d, and number %d as its %dth", sequence, i, s.Of(number), number, number, n)
				}
			}
		}
		if len(owner) != 100 {
			t.Fatalf("%s: %d of 100 belong to anybody", sequence, len(owner))
		}
		n := r.Int64N(1e8)
		sum := int64(0)
		for _, s := range parts {
			if s.Of(Unlimited) != Unlimited {
				t.Fatalf("%s: a part of unlimited is %d", sequence, s.Of(Unlimited))
			}
			sum += s.Of(n)
			exact := float64(n) * float64(len(s.places)) / float64(s.turn)
			if got := float64(s.Of(n)); got >= exact+1 {
				t.Fatalf("%s: %v of %d, but the part should have %v", sequence, got, n, exact)
			}
		}
		if sum != n {
			t.Fatalf("%s: the parts of %d add up to %d", sequence, n, sum)
		}
	})
}

// TestParseShare reads segments in all forms, and says what is wrong with them.
func TestParseShare(t *testing.T) {
	for _, test := range []struct{ segment, sequence, want string }{
		{"", "", "0 of 1"},
		{"", "0,1", "0 of 1"},
		{"0:1", "", "0 of 1"},
		{"1/2", "", "0 of 2"},
		{"0:1/2", "0,1/2,1", "0 of 2"},
		{"50%:100%", "", "1 of 2"},
		{"25%", "", "1 of 4"},
		{"0.25", "0,0.25,2/8,1", `execution segment sequence "0,0.25,2/8,1": 2/8 is not above what is before it`},
		{"0.2:2/3", "", "0 3 5 7 9 11 13 of 15"},
		{"1/4:1/2", "0,1/4,1/2,1", "3 of 4"},
		{"1/2:1", "0,1/4,1/2,1", "0 2 of 4"},
		{"1/4:1", "0,1/4,1/2,1", `execution segment "1/4:1": is not one of the parts of the sequence "0,1/4,1/2,1"`},
		{"", "0,1/2,1", `execution segment "": is not one of the parts of the sequence "0,1/2,1"`},
		{"0:1/2", "0,1/2", `execution segment sequence "0,1/2": it does not go from 0 to 1`},
		{"0:1", "0", `execution segment sequence "0": it does not go from 0 to 1`},
		{"1/2:1", "1/2,1", `execution segment sequence "1/2,1": it does not go from 0 to 1`},
		{"0:1", "0,x,1", `execution segment sequence "0,x,1": "x" is not a fraction such as 1/4, 25% or 0.25`},
		{"1/2:1/4", "", `execution segment "1/2:1/4": its end 1/4 is not after its start 1/2`},
		{"1/3:1/3", "", `execution segment "1/3:1/3": its end 1/3 is not after its start 1/3`},
		{"0", "", `execution segment "0": its end 0 is not after its start 0`},
		{"0:2", "", `execution segment "0:2": 2 is above 1`},
		{"101%", "", `execution segment "101%": 101% is above 1`},
		{"-1:0", "", `execution segment "-1:0": "-1" is not a fraction such as 1/4, 25% or 0.25`},
		{":1/2", "", `execution segment ":1/2": "" is not a fraction such as 1/4, 25% or 0.25`},
		{"1/2:", "", `execution segment "1/2:": "" is not a fraction such as 1/4, 25% or 0.25`},
		{"0:1/2:1", "", `execution segment "0:1/2:1": "1/2:1" is not a fraction such as 1/4, 25% or 0.25`},
		{"1/0", "", `execution segment "1/0": "1/0" is not a fraction such as 1/4, 25% or 0.25`},
		{"1e-1", "", `execution segment "1e-1": "1e-1" is not a fraction such as 1/4, 25% or 0.25`},
		{"0.0000001", "", `execution segment "0.0000001": its parts are finer than 1/1000000`},
	} {
		s, err := ParseShare(test.segment, test.sequence)
		got := strings.Trim(fmt.Sprint(s.places), "[]") + fmt.Sprintf(" of %d", s.turn)
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("ParseShare(%q, %q)\nhave %s\nwant %s", test.segment, test.sequence, got, test.want)
		}
	}
}

func FuzzParseShare(f *testing.F) {
	f.Add("1/4:1/2", "0,1/4,1/2,1")
	f.Add("25%", "")
	f.Add("0.2:2/3", "")
	f.Fuzz(func(t *testing.T, segment, sequence string) {
		s, err := ParseShare(segment, sequence)
		if err != nil {
			return
		}
		if len(s.places) == 0 || s.Of(s.turn) != int64(len(s.places)) || s.Of(s.Number(0)+1) != 1 {
			t.Errorf("ParseShare(%q, %q): %d of %d", segment, sequence, s.places, s.turn)
		}
	})
}

// TestSplit adds up the parts of random scenarios at random times.
func TestSplit(t *testing.T) {
	times(t, 400, func(r *rand.Rand) {
		s, sequence := anyKind(r), anySequence(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		var parts []Part
		for _, share := range shares(t, sequence) {
			if p, found := Split(e, share); found {
				parts = append(parts, p)
			}
		}
		for range 40 {
			at := time.Duration(r.Int64N(int64(e.Span().Hard) + 2))
			whole := e.Due(at)
			var sum Due
			for _, p := range parts {
				d := p.Due(at)
				if d.Phase != whole.Phase || d.Next <= at || d.Next < whole.Next {
					t.Fatalf("%+v at %s: %+v of %+v", s, at, d, whole)
				}
				sum.VUs, sum.Kept, sum.Starts = sum.VUs+d.VUs, sum.Kept+d.Kept, sum.Starts+d.Starts
			}
			if sum.VUs != whole.VUs || sum.Kept != whole.Kept || sum.Starts != whole.Starts {
				t.Fatalf("%+v in %s at %s: %+v, want %+v", s, sequence, at, sum, whole)
			}
		}
		limit, dropped, vus := int64(0), int64(0), int64(0)
		for _, p := range parts {
			limit += p.Limits().Shared
			dropped += p.Dropped(0)
			vus += p.Scenario().VUs + p.Scenario().MaxVUs
			if p.Limits().PerVU != e.Limits().PerVU || p.Span() != e.Span() {
				t.Fatalf("%+v: %+v, %+v", s, p.Limits(), p.Span())
			}
		}
		if want := e.Limits().Shared; want != Unlimited && limit != want || want == Unlimited && limit != -int64(len(parts)) {
			t.Fatalf("%+v in %s: %d shared iterations, want %d", s, sequence, limit, want)
		}
		if dropped != e.Dropped(0) || vus != s.VUs+s.MaxVUs {
			t.Fatalf("%+v in %s: drops %d, want %d; %d VUs", s, sequence, dropped, e.Dropped(0), vus)
		}
	})
}

// TestSplitNext changes nothing of a part before its Next.
func TestSplitNext(t *testing.T) {
	times(t, 200, func(r *rand.Rand) {
		s, sequence := anyKind(r), anySequence(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, share := range shares(t, sequence) {
			p, found := Split(e, share)
			if !found {
				continue
			}
			if d := p.Due(e.Span().Hard); d.Phase != Over || d.Next != Never {
				t.Fatalf("%+v in %s: ends as %+v", s, sequence, d)
			}
			for range 20 {
				at := time.Duration(r.Int64N(int64(e.Span().Hard) + 1))
				d := p.Due(at)
				if d.Next == Never {
					continue
				}
				for _, later := range []time.Duration{at + time.Duration(r.Int64N(int64(d.Next-at))), d.Next - 1} {
					if got := p.Due(later); got != d {
						t.Fatalf("%+v in %s: at %s %+v, but at %s %+v", s, sequence, at, d, later, got)
					}
				}
			}
		}
	})
}

// TestSplitFar keeps nobody waiting whose part's turn is far away.
func TestSplitFar(t *testing.T) {
	e := layOut(t, `"executor": "constant-arrival-rate", "rate": 5000, "duration": "10h", "preAllocatedVUs": 100000`)
	p, found := Split(e, shares(t, "0,1/100000,1")[0])
	if !found {
		t.Fatal("there is no part")
	}
	starts, asked := int64(0), 0
	for d := p.Due(0); d.Phase == Running && starts < 3; d = p.Due(d.Next) {
		if d.Starts > starts+1 {
			t.Fatalf("%d starts at once", d.Starts-starts)
		}
		starts = d.Starts
		asked++
	}
	if starts != 3 || asked < 2*100000/(lookAhead+2) || asked > 2*100000/lookAhead+3 {
		t.Errorf("%d starts, asked %d times", starts, asked)
	}
}

// TestSplitNumbers gives every VU and iteration of the whole to one part.
func TestSplitNumbers(t *testing.T) {
	times(t, 200, func(r *rand.Rand) {
		s, sequence := anyKind(r), anySequence(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		vus, iterations := map[int64]bool{}, map[int64]bool{}
		for _, share := range shares(t, sequence) {
			p, found := Split(e, share)
			if !found {
				continue
			}
			for n := range share.Of(mostOf(s)) {
				vus[p.VU(n)] = true
			}
			for n := int64(0); p.Iteration(n) < 200; n++ {
				if iterations[p.Iteration(n)] {
					t.Fatalf("%+v in %s: iteration %d twice", s, sequence, p.Iteration(n))
				}
				iterations[p.Iteration(n)] = true
				if p.turns.of(p.Iteration(n)) != n {
					t.Fatalf("%+v in %s: iteration %d is the part's %d", s, sequence, p.Iteration(n), n)
				}
			}
		}
		if int64(len(vus)) != mostOf(s) || len(iterations) != 200 {
			t.Fatalf("%+v in %s: %d of %d VUs, %d of 200 iterations", s, sequence, len(vus), mostOf(s), len(iterations))
		}
	})
}

// TestSplitText speaks of the part, as k6 does.
func TestSplitText(t *testing.T) {
	for _, test := range []struct{ fields, first, second string }{
		{`"executor": "shared-iterations", "vus": 10, "iterations": 100`,
			`40 iterations shared among 4 VUs (maxDuration: 10m0s, gracefulStop: 30s)`,
			`30 iterations shared among 3 VUs (maxDuration: 10m0s, gracefulStop: 30s)`},
		{`"executor": "shared-iterations", "vus": 1, "iterations": 100`,
			`100 iterations shared among 1 VUs (maxDuration: 10m0s, gracefulStop: 30s)`, ``},
		{`"executor": "per-vu-iterations", "vus": 4, "iterations": 5`,
			`5 iterations for each of 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)`,
			`5 iterations for each of 1 VUs (maxDuration: 10m0s, gracefulStop: 30s)`},
		{`"executor": "constant-vus", "vus": 5, "duration": "1s"`,
			`2 looping VUs for 1s (gracefulStop: 30s)`, `2 looping VUs for 1s (gracefulStop: 30s)`},
		{`"executor": "ramping-vus", "startVUs": 1, "stages": [{"duration": "30s", "target": 10}]`,
			`Up to 4 looping VUs for 30s over 1 stages (gracefulRampDown: 30s, gracefulStop: 30s)`,
			`Up to 3 looping VUs for 30s over 1 stages (gracefulRampDown: 30s, gracefulStop: 30s)`},
		{`"executor": "constant-arrival-rate", "rate": 10, "duration": "30s", "preAllocatedVUs": 5, "maxVUs": 10`,
			`4.00 iterations/s for 30s (maxVUs: 2-4, gracefulStop: 30s)`,
			`3.00 iterations/s for 30s (maxVUs: 2-3, gracefulStop: 30s)`},
		{`"executor": "ramping-arrival-rate", "startRate": 20, "stages": [{"duration": "30s", "target": 0}], "preAllocatedVUs": 5, "maxVUs": 10`,
			`Up to 8.00 iterations/s for 30s over 1 stages (maxVUs: 2-4, gracefulStop: 30s)`,
			`Up to 6.00 iterations/s for 30s over 1 stages (maxVUs: 2-3, gracefulStop: 30s)`},
	} {
		e := layOut(t, test.fields)
		for i, want := range []string{test.first, test.second} {
			p, found := Split(e, shares(t, "0,1/3,2/3,1")[i])
			if !found && want == "" {
				continue
			}
			if got := p.Description(); got != want {
				t.Errorf("{%s}\nhave %s\nwant %s", test.fields, got, want)
			}
		}
	}
	p, _ := Split(layOut(t, `"executor": "constant-arrival-rate", "rate": 10, "duration": "30s", "preAllocatedVUs": 10`), shares(t, "0,1/2,1")[1])
	want := Progress{0.5, "3/5 VUs", "15.0s/30s", "5.00 iters/s"}
	if got := p.Progress(15*time.Second, Counts{VUs: 3, Ready: 5}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestSplitPlan splits whole plans.
func TestSplitPlan(t *testing.T) {
	p, err := NewPlan(scenarios(t, `{"scenarios": {
		"a": {"executor": "constant-vus", "vus": 5, "duration": "1s", "gracefulStop": "0s"},
		"b": {"executor": "constant-vus", "vus": 1, "duration": "1s", "startTime": "2s"},
		"c": {"executor": "constant-arrival-rate", "rate": 1, "duration": "1s", "preAllocatedVUs": 2, "maxVUs": 8}}}`))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		executors   int
		vus, maxVUs int64
		duration    time.Duration
	}{{3, 4, 7, 33 * time.Second}, {2, 3, 6, 31 * time.Second}} {
		got := p.Split(shares(t, "0,1/2,1")[i])
		if len(got.Executors) != want.executors || got.VUs != want.vus || got.MaxVUs != want.maxVUs || got.Duration != want.duration {
			t.Errorf("part %d: %d executors, %d to %d VUs for %s, want %+v", i, len(got.Executors), got.VUs, got.MaxVUs, got.Duration, want)
		}
	}
	whole := p.Split(Whole())
	if len(whole.Executors) != 3 || whole.VUs != p.VUs || whole.MaxVUs != p.MaxVUs || whole.Duration != p.Duration {
		t.Errorf("the whole: %+v, want %+v", whole, p)
	}
}
