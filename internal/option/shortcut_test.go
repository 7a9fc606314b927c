package option

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// plain compares scenarios by what they say, not by who said it.
var plain = cmpopts.IgnoreUnexported(Scenario{})

func TestShortcuts(t *testing.T) {
	usual := func(k Kind) Scenario {
		s := newScenario("default", k, Source{})
		return s
	}
	with := func(s Scenario, f func(*Scenario)) Scenario {
		f(&s)
		return s
	}
	for _, test := range []struct {
		name, options string
		want          Scenario
	}{
		{"nothing", `{}`, usual(PerVUIterations)},
		{"iterations", `{"iterations": 3}`, with(usual(SharedIterations), func(s *Scenario) { s.Iterations = 3 })},
		{"iterations and vus", `{"iterations": 3, "vus": 2}`, with(usual(SharedIterations), func(s *Scenario) { s.Iterations, s.VUs = 3, 2 })},
		{"iterations and duration", `{"iterations": 3, "duration": "5s"}`,
			with(usual(SharedIterations), func(s *Scenario) { s.Iterations, s.MaxDuration = 3, 5*time.Second })},
		{"duration", `{"duration": "5s"}`, with(usual(ConstantVUs), func(s *Scenario) { s.Duration = 5 * time.Second })},
		{"duration and vus", `{"duration": "5s", "vus": 9}`, with(usual(ConstantVUs), func(s *Scenario) { s.Duration, s.VUs = 5*time.Second, 9 })},
		{"stages", `{"stages": [{"duration": "5s", "target": 3}]}`,
			with(usual(RampingVUs), func(s *Scenario) { s.Stages = []Stage{{5 * time.Second, 3}} })},
		{"stages and vus", `{"stages": [{"duration": "5s", "target": 0}], "vus": 4}`,
			with(usual(RampingVUs), func(s *Scenario) { s.Stages, s.VUs = []Stage{{5 * time.Second, 0}}, 4 })},
		{"vus", `{"vus": 4}`, with(usual(SharedIterations), func(s *Scenario) { s.VUs, s.Iterations = 4, 4 })},
	} {
		o := settled(t, script(test.options))
		if diff := cmp.Diff([]Scenario{test.want}, o.Scenarios, plain); diff != "" {
			t.Errorf("%s (-want +have):\n%s", test.name, diff)
		}
	}
}

func TestShortcutsEmpty(t *testing.T) {
	for options, want := range map[string]string{
		`{"stages": []}`:             "stages is empty (from script.js): one VU runs one iteration",
		`{"stages": [], "vus": 5}`:   "stages is empty (from script.js): one VU runs one iteration",
		`{"scenarios": {}}`:          "scenarios is empty (from script.js): one VU runs one iteration",
		`{"scenarios": {"a": null}}`: "scenarios is empty (from script.js): one VU runs one iteration",
	} {
		o, warnings, err := settle(script(options))
		if err != nil || !slices.Equal(warnings, []string{want}) {
			t.Errorf("%s: %q, %v", options, warnings, err)
			continue
		}
		if s := o.Scenarios; len(s) != 1 || s[0].Kind != PerVUIterations || s[0].VUs != 1 || s[0].Iterations != 1 {
			t.Errorf("%s: %+v", options, s)
		}
	}
}

// TestConflicts: only iterations and duration go together.
func TestConflicts(t *testing.T) {
	keys := map[string]string{
		"duration":   `"duration": "1s"`,
		"iterations": `"iterations": 5`,
		"stages":     `"stages": [{"duration": "1s", "target": 1}]`,
		"scenarios":  `"scenarios": {"a": {"executor": "constant-vus", "duration": "1s"}}`,
	}
	for _, test := range []struct{ given, want string }{
		{"duration iterations", ""},
		{"duration stages", `option "stages": cannot be given together with duration (from script.js)`},
		{"iterations stages", `option "stages": cannot be given together with iterations (from script.js)`},
		{"duration scenarios", `option "scenarios": cannot be given together with duration (from script.js)`},
		{"iterations scenarios", `option "scenarios": cannot be given together with iterations (from script.js)`},
		{"stages scenarios", `option "scenarios": cannot be given together with stages (from script.js)`},
		{"duration iterations stages", `option "stages": cannot be given together with iterations (from script.js)`},
		{"duration iterations stages scenarios", `option "scenarios": cannot be given together with stages (from script.js)
option "stages": cannot be given together with iterations (from script.js)`},
	} {
		var parts []string
		for name := range strings.FieldsSeq(test.given) {
			parts = append(parts, keys[name])
		}
		_, _, err := settle(script("{" + strings.Join(parts, ", ") + "}"))
		if got := strings.Join(lines(err), "\n"); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.given, got, test.want)
		}
	}
	if _, _, err := settle(script(`{`+keys["stages"]+`}`), flags("duration=1s")); err != nil {
		t.Errorf("on two levels: %v", err)
	}
}

// TestScenarioDefaults reads one scenario of each kind with what it must have.
func TestScenarioDefaults(t *testing.T) {
	second := time.Second
	for _, test := range []struct {
		fields string
		want   Scenario
	}{
		{`"executor": "shared-iterations"`, Scenario{Kind: SharedIterations, VUs: 1, Iterations: 1, MaxDuration: 600 * second}},
		{`"executor": "per-vu-iterations"`, Scenario{Kind: PerVUIterations, VUs: 1, Iterations: 1, MaxDuration: 600 * second}},
		{`"executor": "constant-vus", "duration": "1s"`, Scenario{Kind: ConstantVUs, VUs: 1, Duration: second}},
		{`"executor": "ramping-vus", "stages": [{"duration": "1s", "target": 2}]`,
			Scenario{Kind: RampingVUs, VUs: 1, Stages: []Stage{{second, 2}}, GracefulRampDown: 30 * second}},
		{`"executor": "constant-arrival-rate", "rate": 5, "duration": "1s", "preAllocatedVUs": 3`,
			Scenario{Kind: ConstantArrivalRate, Rate: 5, TimeUnit: second, Duration: second, PreAllocatedVUs: 3, MaxVUs: 3}},
		{`"executor": "ramping-arrival-rate", "stages": [{"duration": "1s", "target": 2}], "preAllocatedVUs": 3, "maxVUs": 4`,
			Scenario{Kind: RampingArrivalRate, TimeUnit: second, Stages: []Stage{{second, 2}}, PreAllocatedVUs: 3, MaxVUs: 4}},
	} {
		test.want.Name, test.want.Exec, test.want.GracefulStop = "a", "default", 30*second
		o := settled(t, script(`{"scenarios": {"a": {`+test.fields+`}}}`))
		if diff := cmp.Diff([]Scenario{test.want}, o.Scenarios, plain); diff != "" {
			t.Errorf("{%s} (-want +have):\n%s", test.fields, diff)
		}
	}
}

// TestScenarioFields reads every field of scenarios.
func TestScenarioFields(t *testing.T) {
	o := settled(t, script(`{"scenarios": {
		"z": {"executor": "ramping-arrival-rate", "startTime": "1s", "gracefulStop": "0s", "exec": "f", "env": {"A": "b"}, "tags": {"c": "d"},
			"options": {"browser": {}}, "startRate": 2, "timeUnit": "1m", "preAllocatedVUs": 1, "maxVUs": 7, "stages": [{"duration": 1, "target": 3}]},
		"y": {"executor": "ramping-vus", "startTime": "1s", "startVUs": 0, "gracefulRampDown": "4s", "stages": [{"duration": "0", "target": "3"}]},
		"x": {"executor": "shared-iterations", "startTime": 2000, "vus": 2, "iterations": 5, "maxDuration": "3s"}}}`))
	want := []Scenario{
		{Name: "y", Kind: RampingVUs, StartTime: time.Second, GracefulStop: 30 * time.Second, Exec: "default",
			Stages: []Stage{{0, 3}}, GracefulRampDown: 4 * time.Second},
		{Name: "z", Kind: RampingArrivalRate, StartTime: time.Second, Exec: "f", Env: map[string]string{"A": "b"}, Tags: map[string]string{"c": "d"},
			Rate: 2, TimeUnit: time.Minute, PreAllocatedVUs: 1, MaxVUs: 7, Stages: []Stage{{time.Millisecond, 3}}},
		{Name: "x", Kind: SharedIterations, StartTime: 2 * time.Second, GracefulStop: 30 * time.Second, Exec: "default",
			VUs: 2, Iterations: 5, MaxDuration: 3 * time.Second},
	}
	if diff := cmp.Diff(want, o.Scenarios, plain); diff != "" {
		t.Errorf("scenarios, by start and name (-want +have):\n%s", diff)
	}
	if s := o.Scenarios[0]; !s.Given("startVUs") || s.Given("gracefulStop") || s.Origin().Text != "script.js" {
		t.Errorf("what was given: %+v", s)
	}
}
