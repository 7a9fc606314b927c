package executor

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"volley/internal/option"
)

func TestPlan(t *testing.T) {
	for _, test := range []struct {
		name, options string
		order         string
		vus           int64
		duration      time.Duration
	}{
		//	default ┌─1─┐
		{"nothing", `{}`, "default", 1, 630 * time.Second},
		//	a ┌──2──┐
		//	b       └──3──┐     a's grace ends as b starts
		{"one after the other", `{"scenarios": {
			"a": {"executor": "constant-vus", "vus": 2, "duration": "2s", "gracefulStop": "1s"},
			"b": {"executor": "constant-vus", "vus": 3, "duration": "2s", "startTime": "3s", "gracefulStop": "0s"}}}`,
			"a b", 3, 5 * time.Second},
		//	a ┌──2──┐· ·┐
		//	b       └──3──┐     a may still finish
		{"into the grace", `{"scenarios": {
			"a": {"executor": "constant-vus", "vus": 2, "duration": "2s", "gracefulStop": "1s"},
			"b": {"executor": "constant-vus", "vus": 3, "duration": "2s", "startTime": "2s", "gracefulStop": "0s"}}}`,
			"a b", 5, 4 * time.Second},
		//	b ┌──────1──────┐
		//	a    ┌─2─┐
		//	c             └─4─┐
		{"two of three", `{"scenarios": {
			"c": {"executor": "shared-iterations", "vus": 4, "iterations": 4, "maxDuration": "2s", "startTime": "5s", "gracefulStop": "0s"},
			"a": {"executor": "per-vu-iterations", "vus": 2, "maxDuration": "1s", "startTime": "1s", "gracefulStop": "0s"},
			"b": {"executor": "constant-vus", "vus": 1, "duration": "6s", "gracefulStop": "0s"}}}`,
			"b a c", 5, 7 * time.Second},
		{"same start, by name", `{"scenarios": {
			"z": {"executor": "constant-vus", "duration": "1s", "gracefulStop": "0s"},
			"B": {"executor": "constant-vus", "duration": "1s", "gracefulStop": "0s"},
			"m": {"executor": "constant-vus", "duration": "1s", "gracefulStop": "0s"}}}`,
			"B m z", 3, time.Second},
	} {
		p, err := NewPlan(scenarios(t, test.options))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var order []string
		for _, e := range p.Executors {
			order = append(order, e.Scenario().Name)
		}
		if got := strings.Join(order, " "); got != test.order || p.VUs != test.vus || p.MaxVUs != test.vus || p.Duration != test.duration {
			t.Errorf("%s: %s, %d to %d VUs, %s; want %s, %d VUs, %s",
				test.name, got, p.VUs, p.MaxVUs, p.Duration, test.order, test.vus, test.duration)
		}
	}
}

// TestPlanPeak compares the peak with what the executors ask for, moment by
// moment: never fewer VUs than they want at once, and no more than the most.
func TestPlanPeak(t *testing.T) {
	times(t, 500, func(r *rand.Rand) {
		var list []option.Scenario
		for range 1 + r.IntN(5) {
			list = append(list, anyScenario(r))
		}
		p, err := NewPlan(list)
		if err != nil {
			t.Fatal(err)
		}
		var most int64
		var last time.Duration
		for now := time.Duration(0); now < 15*time.Second; now += 250 * time.Millisecond {
			var kept int64
			for _, e := range p.Executors {
				if due := e.Due(now); due.Phase != Over {
					kept += due.Kept
					last = now
				}
			}
			most = max(most, kept)
		}
		if p.VUs != most || p.MaxVUs != most {
			t.Errorf("%+v: %d to %d VUs, but at one moment %d are asked for", list, p.VUs, p.MaxVUs, most)
		}
		if p.Duration <= last {
			t.Errorf("%+v: takes %s, but at %s something is left", list, p.Duration, last)
		}
	})
}

// TestPlanUnknown refuses all that cannot be run at once.
func TestPlanUnknown(t *testing.T) {
	_, err := NewPlan([]option.Scenario{{Name: "a", Kind: "x"}, {Name: "b", Kind: option.ConstantVUs}, {Name: "c", Kind: "y"}})
	if want := "scenario \"a\": there is no executor \"x\"\nscenario \"c\": there is no executor \"y\""; err == nil || err.Error() != want {
		t.Errorf("NewPlan: %v, want %q", err, want)
	}
}
