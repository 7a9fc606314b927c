package executor

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"volley/internal/option"
)

// TestDue draws scenarios, a column for each half second: where the scenario
// stands (w r s o), how many VUs loop, and how many are kept.
func TestDue(t *testing.T) {
	for _, test := range []struct{ fields, phase, vus, kept string }{
		{`"executor": "constant-vus", "vus": 2, "duration": "2s", "startTime": "1s", "gracefulStop": "1500ms"`,
			"wwrrrrsssooo",
			"002222000000",
			"002222222000"},
		{`"executor": "constant-vus", "vus": 3, "duration": "1s", "gracefulStop": "0s"`,
			"rroo",
			"3300",
			"3300"},
		{`"executor": "shared-iterations", "vus": 4, "iterations": 9, "maxDuration": "1s", "startTime": "500ms", "gracefulStop": "1s"`,
			"wrrssoo",
			"0440000",
			"0444400"},
		{`"executor": "per-vu-iterations", "vus": 5, "iterations": 2, "maxDuration": "1500ms", "gracefulStop": "500ms"`,
			"rrrsoo",
			"555000",
			"555500"},
	} {
		e := layOut(t, test.fields)
		var phase, vus, kept []byte
		for i := range test.phase {
			due := e.Due(time.Duration(i) * 500 * time.Millisecond)
			phase = append(phase, "wrso"[due.Phase])
			vus = append(vus, byte('0'+due.VUs))
			kept = append(kept, byte('0'+due.Kept))
			if due.Starts != 0 {
				t.Errorf("{%s} starts %d iterations; its VUs do that", test.fields, due.Starts)
			}
		}
		for _, line := range []struct{ what, got, want string }{
			{"phase", string(phase), test.phase}, {"VUs", string(vus), test.vus}, {"kept", string(kept), test.kept},
		} {
			if line.got != line.want {
				t.Errorf("{%s}\n%s %s\nwant  %s", test.fields, line.what, line.got, line.want)
			}
		}
	}
}

// TestDueLaws says what holds for every scenario at every moment.
func TestDueLaws(t *testing.T) {
	times(t, 300, func(r *rand.Rand) {
		s := anyScenario(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		span := e.Span()
		if span.Start != s.StartTime || span.End < span.Start || span.Hard != span.End+s.GracefulStop {
			t.Errorf("%+v takes place %+v", s, span)
		}
		moments := []time.Duration{0}
		for i := range 60 {
			moments = append(moments, time.Duration(i)*250*time.Millisecond, time.Duration(r.Int64N(int64(20*time.Second))))
		}
		answers := map[time.Duration]Due{}
		for _, now := range moments {
			due := e.Due(now)
			answers[now] = due
			if due.VUs > s.VUs || due.Kept > s.VUs || due.VUs > due.Kept || due.VUs < 0 {
				t.Errorf("%+v at %s: %+v", s, now, due)
			}
			if due.Next <= now {
				t.Errorf("%+v at %s wants to be asked at %s", s, now, due.Next)
			}
			if later := now + time.Duration(r.Int64N(int64(min(due.Next-now, time.Hour)))); e.Due(later) != due {
				t.Errorf("%+v at %s: %+v, and before %s it is %+v", s, now, due, due.Next, e.Due(later))
			}
			if (due.Phase == Over) != (now >= span.Hard) || (due.VUs > 0) != (now >= span.Start && now < span.End) {
				t.Errorf("%+v at %s, of %+v: %+v", s, now, span, due)
			}
		}
		slices.Reverse(moments)
		last := Over
		slices.SortFunc(moments, func(a, b time.Duration) int { return int(b - a) })
		for _, now := range moments { // asked again, from the end
			due := e.Due(now)
			if due != answers[now] || due.Phase > last {
				t.Errorf("%+v at %s: first %+v, then %+v", s, now, answers[now], due)
			}
			last = due.Phase
		}
		if due := e.Due(Never - 1); due.Next != Never {
			t.Errorf("%+v asks again at %s when it is over", s, due.Next)
		}
	})
}

func TestLimitsAndDropped(t *testing.T) {
	for _, test := range []struct {
		fields  string
		limits  Limits
		dropped map[int64]int64 // by started
	}{
		{`"executor": "constant-vus", "vus": 2, "duration": "2s"`,
			Limits{Unlimited, Unlimited}, map[int64]int64{0: 0, 5: 0}},
		{`"executor": "shared-iterations", "vus": 2, "iterations": 9`,
			Limits{9, Unlimited}, map[int64]int64{0: 9, 8: 1, 9: 0, 10: 0}},
		{`"executor": "per-vu-iterations", "vus": 3, "iterations": 4`,
			Limits{Unlimited, 4}, map[int64]int64{0: 12, 7: 5, 12: 0, 13: 0}},
		{`"executor": "per-vu-iterations", "vus": 100000000, "iterations": 9223372036854775807`,
			Limits{Unlimited, 1<<63 - 1}, map[int64]int64{1 << 62: 0, 1<<62 - 3: 3}},
	} {
		e := layOut(t, test.fields)
		if got := e.Limits(); got != test.limits {
			t.Errorf("{%s}: Limits() = %+v, want %+v", test.fields, got, test.limits)
		}
		for started, want := range test.dropped {
			if got := e.Dropped(started); got != want {
				t.Errorf("{%s}: Dropped(%d) = %d, want %d", test.fields, started, got, want)
			}
		}
	}
}

// TestNew makes an executor of every kind, and of nothing else.
func TestNew(t *testing.T) {
	for _, k := range option.Kinds() {
		e, err := New(option.Scenario{Name: "x", Kind: k, VUs: 1, Iterations: 1, Rate: 1, TimeUnit: 1})
		if err != nil || e.Scenario().Kind != k {
			t.Errorf("New(%s): %v", k, err)
		}
	}
	_, err := New(option.Scenario{Name: "x", Kind: "y"})
	if want := `scenario "x": there is no executor "y"`; err == nil || err.Error() != want {
		t.Errorf("New(y): %v, want %q", err, want)
	}
}
