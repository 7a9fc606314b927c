package executor

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestDescription compares with what k6 prints for the same options.
func TestDescription(t *testing.T) {
	for fields, want := range map[string]string{
		`"executor": "shared-iterations", "vus": 2, "iterations": 4`:                                                                    `4 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)`,
		`"executor": "constant-vus", "duration": "2s", "startTime": "500ms", "gracefulStop": "2s", "exec": "other"`:                     `1 looping VUs for 2s (exec: other, startTime: 500ms, gracefulStop: 2s)`,
		`"executor": "per-vu-iterations", "vus": 2, "iterations": 3, "maxDuration": "12s", "gracefulStop": "0s"`:                        `3 iterations for each of 2 VUs (maxDuration: 12s)`,
		`"executor": "constant-vus", "vus": 2, "duration": "1s", "startTime": "2s", "gracefulStop": "0s"`:                               `2 looping VUs for 1s (startTime: 2s)`,
		`"executor": "per-vu-iterations", "iterations": 3, "maxDuration": "1h5m", "startTime": "90m"`:                                   `3 iterations for each of 1 VUs (maxDuration: 1h5m0s, startTime: 1h30m0s, gracefulStop: 30s)`,
		`"executor": "constant-vus", "duration": "26h", "startTime": "49h0m5s"`:                                                         `1 looping VUs for 26h0m0s (startTime: 49h0m5s, gracefulStop: 30s)`,
		`"executor": "constant-vus", "vus": 7, "duration": "1s", "gracefulStop": "0s"`:                                                  `7 looping VUs for 1s`,
		`"executor": "shared-iterations", "maxDuration": "5s", "startTime": "1s", "gracefulStop": "0s", "exec": "x", "env": {"a": "b"}`: `1 iterations shared among 1 VUs (maxDuration: 5s, exec: x, startTime: 1s)`,
	} {
		if got := layOut(t, fields).Description(); got != want {
			t.Errorf("{%s}\nhave %s\nwant %s", fields, got, want)
		}
	}
}

// TestProgress compares with k6's lines beside the bars.
func TestProgress(t *testing.T) {
	const (
		shared = `"executor": "shared-iterations", "vus": 2, "iterations": 4`
		looped = `"executor": "constant-vus", "duration": "2s", "startTime": "1500ms"`
		perVU  = `"executor": "per-vu-iterations", "vus": 2, "iterations": 3, "maxDuration": "12s", "startTime": "90m"`
	)
	for _, test := range []struct {
		fields string
		now    time.Duration
		counts Counts
		want   Progress
	}{
		{shared, 0, Counts{},
			Progress{0, "2 VUs", "00m00.0s/10m0s", "0/4 shared iters"}},
		{shared, 61400 * time.Millisecond, Counts{Started: 4, Completed: 3, VUs: 1},
			Progress{0.75, "2 VUs", "01m01.4s/10m0s", "3/4 shared iters"}},
		{shared, 5 * time.Second, Counts{Started: 4, Completed: 4, Done: true, At: 600 * time.Millisecond},
			Progress{1, "2 VUs", "00m00.6s/10m0s", "4/4 shared iters"}},
		{shared, 11 * time.Minute, Counts{Started: 3, Completed: 2},
			Progress{0.5, "2 VUs", "10m00.0s/10m0s", "2/4 shared iters"}},
		{looped, time.Second, Counts{},
			Progress{0, "waiting", "0.5s", ""}},
		{looped, 2 * time.Second, Counts{VUs: 1},
			Progress{0.25, "1 VUs", "0.5s/2s", ""}},
		{looped, 3490 * time.Millisecond, Counts{VUs: 1},
			Progress{0.995, "1 VUs", "1.9s/2s", ""}},
		{looped, time.Minute, Counts{VUs: 1},
			Progress{1, "1 VUs", "2s", ""}},
		{looped, time.Minute, Counts{Done: true, At: 4 * time.Second},
			Progress{1, "1 VUs", "2s", ""}},
		{looped, time.Minute, Counts{Done: true, At: 2 * time.Second}, // cut short
			Progress{0.25, "1 VUs", "0.5s/2s", ""}},
		{looped, time.Minute, Counts{Done: true, At: time.Second},
			Progress{0, "waiting", "0.5s", ""}},
		{shared, time.Minute, Counts{Started: 3, Completed: 1, Done: true, At: 2 * time.Second},
			Progress{0.25, "2 VUs", "00m02.0s/10m0s", "1/4 shared iters"}},
		{perVU, time.Second, Counts{},
			Progress{0, "waiting", "1h29m59.0s", ""}},
		{perVU, 90*time.Minute + 900*time.Millisecond, Counts{Completed: 3},
			Progress{0.5, "2 VUs", "00.9s/12s", "3/6 iters, 3 per VU"}},
	} {
		if got := layOut(t, test.fields).Progress(test.now, test.counts); got != test.want {
			t.Errorf("{%s} at %s\nhave %+v\nwant %+v", test.fields, test.now, got, test.want)
		}
	}
}

// TestProgressLaws says what holds for every scenario at every moment.
func TestProgressLaws(t *testing.T) {
	times(t, 300, func(r *rand.Rand) {
		s := anyScenario(r)
		e, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		last := 0.0
		counts := Counts{}
		for now := time.Duration(0); now < 15*time.Second; now += 500 * time.Millisecond {
			if e.Due(now).Phase == Running && e.Dropped(counts.Completed) > 0 {
				counts.Completed++
			}
			p := e.Progress(now, counts)
			if p.Fraction < last || p.Fraction > 1 || p.VUs == "" || p.Time == "" {
				t.Errorf("%+v at %s: %+v after %g", s, now, p, last)
			}
			last = p.Fraction
		}
		if p := e.Progress(15*time.Second, Counts{Completed: e.Dropped(0), Done: true, At: 14 * time.Second}); p.Fraction != 1 {
			t.Errorf("%+v is done, and at %g", s, p.Fraction)
		}
	})
}

func TestClock(t *testing.T) {
	for _, test := range []struct {
		d, longest time.Duration
		want       string
	}{
		{0, 0, "0.0s"},
		{1049 * time.Millisecond, 4 * time.Second, "1.0s"},
		{999 * time.Millisecond, 12 * time.Second, "00.9s"},
		{time.Second, time.Minute, "0m01.0s"},
		{time.Second, 10 * time.Minute, "00m01.0s"},
		{59 * time.Second, 59 * time.Minute, "00m59.0s"},
		{time.Second, time.Hour, "0h00m01.0s"},
		{90 * time.Minute, 90 * time.Minute, "1h30m00.0s"},
		{time.Second, 630 * time.Second, "00m01.0s"},
		{time.Second, 24 * time.Hour, "0d00h00m01.0s"},
		{49*time.Hour + 4*time.Second, 49*time.Hour + 5*time.Second, "2d01h00m04.0s"},
		{25 * time.Hour, 100 * 24 * time.Hour, "001d01h00m00.0s"},
		{time.Minute, time.Second, "1m00.0s"}, // longer than the longest
	} {
		if got := Clock(test.d, test.longest); got != test.want {
			t.Errorf("Clock(%s, %s) = %s, want %s", test.d, test.longest, got, test.want)
		}
	}
}

// TestClockWidth: whatever the time, it is as wide as the longest, so that
// columns stand still.
func TestClockWidth(t *testing.T) {
	times(t, 2000, func(r *rand.Rand) {
		longest := time.Duration(r.Int64N(int64(time.Second) << r.IntN(24)))
		d := time.Duration(r.Int64N(int64(longest) + 1))
		if got, want := Clock(d, longest), Clock(longest, longest); len(got) != len(want) {
			t.Errorf("Clock(%s, %s) = %s, and the longest is %s", d, longest, got, want)
		}
	})
}
