package executor

import (
	"math/rand/v2"
	"testing"
	"time"

	"volley/internal/option"
)

// scenarios are those of a script's options, checked as a run's are.
func scenarios(t testing.TB, options string) []option.Scenario {
	t.Helper()
	l, err := option.FromJSON([]byte(options), option.Source{Level: option.Script, Text: "script.js"})
	if err != nil {
		t.Fatal(err)
	}
	o, _, err := option.Merge(option.Defaults("test"), l)
	if err != nil {
		t.Fatal(err)
	}
	return o.Scenarios
}

// scenario is the only one of a script's scenarios, written without its braces.
func scenario(t testing.TB, fields string) option.Scenario {
	t.Helper()
	return scenarios(t, `{"scenarios": {"a": {`+fields+`}}}`)[0]
}

// layOut is the executor of one scenario.
func layOut(t testing.TB, fields string) Executor {
	t.Helper()
	e, err := New(scenario(t, fields))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// anyScenario is a checked scenario of a kind that can be run, with small
// numbers, so that edges meet often.
func anyScenario(r *rand.Rand) option.Scenario {
	half := func(from, to int) time.Duration {
		return time.Duration(from+r.IntN(to-from+1)) * 500 * time.Millisecond
	}
	s := option.Scenario{
		Name: string(rune('a' + r.IntN(26))), Exec: option.DefaultExec,
		StartTime: half(0, 8), GracefulStop: half(0, 4), VUs: 1 + r.Int64N(5),
	}
	switch r.IntN(3) {
	case 0:
		s.Kind, s.Duration = option.ConstantVUs, half(2, 8)
	case 1:
		s.Kind, s.MaxDuration, s.Iterations = option.SharedIterations, half(2, 8), s.VUs+r.Int64N(9)
	default:
		s.Kind, s.MaxDuration, s.Iterations = option.PerVUIterations, half(2, 8), 1+r.Int64N(9)
	}
	return s
}

// times calls f with random scenarios, the same ones in every run of the test.
func times(t *testing.T, n int, f func(r *rand.Rand)) {
	t.Helper()
	for seed := range n {
		f(rand.New(rand.NewPCG(uint64(seed), 1)))
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}
