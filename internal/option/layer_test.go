package option

import (
	"slices"
	"testing"
)

// TestLength lays what says how long a test runs over what says it below: the
// higher speaks for all four options.
func TestLength(t *testing.T) {
	const ramp = `{"stages": [{"duration": "1s", "target": 1}]}`
	const named = `{"scenarios": {"a": {"executor": "constant-vus", "duration": "1s"}}}`
	for _, test := range []struct {
		name    string
		sources []source
		want    Kind
		warning string
	}{
		{"iterations over stages", []source{script(ramp), flags("iterations=3")}, SharedIterations, ""},
		{"stages over duration", []source{script(`{"duration": "1s"}`), env("K6_STAGES=1s:1")}, RampingVUs, ""},
		{"duration over duration and iterations", []source{script(`{"duration": "1s", "iterations": 1}`), flags("duration=2s")}, ConstantVUs, ""},
		{"script over file", []source{file(`{"iterations": 5}`), script(ramp)}, RampingVUs, ""},
		{"vus do not wipe", []source{script(ramp), flags("vus=3")}, RampingVUs, ""},
		{"duration over scenarios", []source{script(named), flags("duration=2s")}, ConstantVUs,
			"--duration overrides the scenarios of script.js entirely"},
		{"a variable over scenarios", []source{script(named), env("VOLLEY_ITERATIONS=2")}, SharedIterations,
			"VOLLEY_ITERATIONS overrides the scenarios of script.js entirely"},
		{"stages over scenarios", []source{file(named), script(ramp)}, RampingVUs,
			"`stages` of script.js overrides the scenarios of config.json entirely"},
		{"vus alone over scenarios", []source{script(named), flags("vus=2")}, SharedIterations,
			"vus (from --vus) without duration, iterations or stages overrides the scenarios of script.js: 2 VUs do one iteration each"},
	} {
		o, warnings, err := settle(test.sources...)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if len(o.Scenarios) != 1 || o.Scenarios[0].Kind != test.want {
			t.Errorf("%s: scenarios %+v, want one %s", test.name, o.Scenarios, test.want)
		}
		var want []string
		if test.warning != "" {
			want = []string{test.warning}
		}
		if !slices.Equal(warnings, want) {
			t.Errorf("%s: warnings %q, want %q", test.name, warnings, want)
		}
	}
}

func TestExplain(t *testing.T) {
	o := settled(t,
		file(`{"vus": 1, "throw": true}`),
		script(`{"vus": 2, "tags": {"a": "b"}}`),
		env("K6_VUS=3", "VOLLEY_BATCH=5", "K6_BATCH=6"),
		flags("vus=4", "tag=c=d", "duration=1s"))
	for name, want := range map[string]string{
		"vus":      "--vus, overriding K6_VUS, script.js, config.json",
		"tags":     "--tag, overriding script.js",
		"throw":    "config.json",
		"batch":    "VOLLEY_BATCH",
		"duration": "--duration",
		"rps":      "default",
	} {
		if got := o.Explain(name); got != want {
			t.Errorf("%s comes from %q, want %q", name, got, want)
		}
	}
	if o.Batch != 5 {
		t.Errorf("batch is %d: VOLLEY_ wins over K6_", o.Batch)
	}
	if got := value(t, o, "tags"); got != `{"c":"d"}` {
		t.Errorf("tags are %s: they are replaced as a whole", got)
	}
}

func TestEnvSetToNothing(t *testing.T) {
	o := settled(t, script(`{"vus": 2, "iterations": 5}`), env("VOLLEY_VUS=", "K6_ITERATIONS="))
	if o.VUs != 2 || o.Iterations != 5 || o.Origin("vus").Text != "script.js" {
		t.Errorf("%d VUs from %q, %d iterations", o.VUs, o.Origin("vus").Text, o.Iterations)
	}
	o = settled(t, env("VOLLEY_VUS=", "K6_VUS=7"))
	if o.VUs != 7 {
		t.Errorf("%d VUs: a variable set to nothing hides the other", o.VUs)
	}
}

// TestRepeat gives flags several times.
func TestRepeat(t *testing.T) {
	o := settled(t, flags("tag=a=1", "tag=b=2", "tag=a=3", "stage=1s:1,2s:2", "stage=3s:3",
		"blacklist-ip=10.0.0.0/8", "blacklist-ip=::1/128,1.1.1.1/32", "vus=1", "vus=2"))
	for name, want := range map[string]string{
		"tags":         `{"a":"3","b":"2"}`,
		"stages":       `[{"duration":"1s","target":1},{"duration":"2s","target":2},{"duration":"3s","target":3}]`,
		"blacklistIPs": `["10.0.0.0/8","::1/128","1.1.1.1/32"]`,
		"vus":          `2`,
	} {
		if got := value(t, o, name); got != want {
			t.Errorf("%s are %s, want %s", name, got, want)
		}
	}
}

// TestNull: null is as good as nothing.
func TestNull(t *testing.T) {
	o := settled(t, script(`{"vus": null, "iterations": null, "scenarios": {"a": {"executor": "constant-vus", "duration": "1s", "vus": null}, "b": null}}`))
	if o.Given("vus") || len(o.Scenarios) != 1 || o.Scenarios[0].VUs != 1 {
		t.Errorf("scenarios %+v", o.Scenarios)
	}
	for _, nothing := range []string{`null`, `{}`} {
		if o := settled(t, script(nothing)); len(o.Scenarios) != 1 || o.Scenarios[0].Kind != PerVUIterations {
			t.Errorf("options %s: %+v", nothing, o.Scenarios)
		}
	}
}

func TestUnknown(t *testing.T) {
	l, err := FromJSON([]byte(`{"vus": 1, "VUS": 2, "xyz": 3, "localIPs": "1.2.3.4"}`), Source{Script, "script.js"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"VUS", "localIPs", "xyz"}; !slices.Equal(l.Unknown(), want) {
		t.Errorf("Unknown() = %q, want %q", l.Unknown(), want)
	}
	_, warnings, err := Merge(Defaults("test/1"), l)
	want := []string{"There were unknown fields in the options of script.js: VUS (did you mean vus?), localIPs, xyz"}
	if err != nil || !slices.Equal(warnings, want) {
		t.Errorf("warnings %q, %v; want %q", warnings, err, want)
	}
	if _, warnings, err := settle(file(`{"out": ["json"], "linger": true, "localIPs": "1.2.3.4"}`)); err != nil || len(warnings) > 0 {
		t.Errorf("a config file's own keys: %q, %v", warnings, err)
	}
}

func TestGiven(t *testing.T) {
	l, err := flags("vus=3").layer()
	if err != nil || !l.Given("vus") || l.Given("duration") {
		t.Errorf("the layer of --vus 3 gives %v, %v", l.given, err)
	}
}
