package summary

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"volley/internal/metric"
	"volley/internal/threshold"
)

var update = flag.Bool("update", false, "rewrite volley's own golden files; those of k6 stay as k6 printed them")

// tape records samples by name and tags.
type tape struct {
	t   *testing.T
	reg *metric.Registry
	rec *metric.Recorder
	now metric.Time
}

func newTape(t *testing.T, custom map[string]metric.Kind, times ...string) *tape {
	t.Helper()
	p := &tape{t: t, reg: metric.NewRegistry(metric.Config{Scopes: true})}
	p.rec = p.reg.NewRecorder()
	for name, kind := range custom {
		contains := metric.ContainsDefault
		for _, n := range times {
			if n == name {
				contains = metric.ContainsTime
			}
		}
		if _, err := p.reg.New(name, kind, contains); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// tags are pairs of a key and a value.
func (p *tape) tags(pairs ...string) metric.Tags {
	var tags metric.Tags
	for i := 0; i < len(pairs); i += 2 {
		tags = p.reg.With(tags, pairs[i], pairs[i+1])
	}
	return tags
}

func (p *tape) add(name string, tags metric.Tags, values ...float64) {
	m := p.reg.Metric(name)
	if m == nil {
		p.t.Fatalf("no metric %s", name)
	}
	for _, v := range values {
		p.now++
		p.rec.Add(p.reg.Series(m, tags), v, p.now)
	}
}

func (p *tape) check(tags metric.Tags, name string, values ...float64) {
	p.add("checks", p.reg.With(tags, "check", name), values...)
}

// end is the summary of what was recorded.
func (p *tape) end(set *threshold.Set, in Input) *Summary {
	in.Total = p.reg.NewTotal()
	in.Total.Merge(p.rec.Swap())
	if set != nil {
		in.Asked, in.Verdicts = set.Subjects(), set.Judge(in.Total, in.Elapsed, true)
	}
	return Of(in)
}

// everything is the run whose text k6 printed into testdata/k6_full.txt and
// testdata/k6_color.txt; of it only the times differ.
func everything(t *testing.T, iterationMS float64, in Input) *Summary {
	p := newTape(t, map[string]metric.Kind{
		"my_gauge": metric.Gauge, "my_trend": metric.Trend, "my_time": metric.Trend,
		"my_rate": metric.Rate, "tcnt": metric.Counter, "ws_custom": metric.Counter,
	}, "my_time", "tcnt")
	rules := map[string][]threshold.Rule{}
	for key, expressions := range map[string][]string{
		"my_trend": {"max<5", " p(99.9) > 100"}, "my_trend{a:b}": {"max>1"}, "my_gauge{x:y}": {"value>1"},
		"checks": {"rate>0.9"}, "my_time": {"avg<5"}, "tcnt": {"count>5"},
	} {
		for _, e := range expressions {
			rules[key] = append(rules[key], threshold.Rule{Expression: e})
		}
	}
	set, err := threshold.New(p.reg, rules)
	if err != nil {
		t.Fatal(err)
	}
	group := func(path string) metric.Tags { return p.tags("scenario", "default", "group", path) }
	p.check(p.tags("group", "::setup::insetup"), "s", 1)
	p.check(group("::zz::inner"), "in", 1)
	p.check(group("::zz"), "in", 1)
	p.check(group("::zz"), "bad", 0)
	p.add("my_trend", p.reg.With(group("::zz"), "a", "b"), 4.25)
	p.check(group("::aa"), "in", 1)
	p.check(group(""), "in", 1)
	p.add("group_duration", group("::aa"), 0.05)
	p.add("my_gauge", group(""), 7)
	p.add("my_rate", group(""), 1, 0, 1)
	p.add("ws_custom", group(""), 12)
	p.add("my_trend", group(""), 1.0/3, 1234567.891)
	p.add("my_time", group(""), 59999.4, 61999.9, 3599999.9, 3600000, 0.000999, 0.0012345, 0.9999, 999.999, 0)
	p.add("tcnt", group(""), 61999.9)
	p.add("iterations", group(""), 1)
	p.add("iteration_duration", group(""), iterationMS)
	p.add("data_sent", group(""), 0)
	p.add("data_received", group(""), 0)
	return p.end(set, in)
}

// seconds is how long k6's run lasted, from a rate it printed.
func seconds(count, rate float64) time.Duration {
	return time.Duration(count / rate * float64(time.Second))
}

func TestTextIsAsK6Prints(t *testing.T) {
	full := everything(t, 0.561009, Input{Elapsed: seconds(1, 620.5741427854222), Options: Options{Full: true}})
	asPrinted(t, "k6_full.txt", full.Text(Style{}))
	compact := everything(t, 0.518108, Input{Elapsed: seconds(1, 456.4634308886978)})
	asPrinted(t, "k6_color.txt", compact.Text(Style{Color: true}))
}

func TestTextOfScenariosIsAsK6Prints(t *testing.T) {
	p := newTape(t, map[string]metric.Kind{"my_counter": metric.Counter})
	tags := func(scenario, group string) metric.Tags { return p.tags("scenario", scenario, "group", group) }
	p.check(p.tags("group", "::setup::insetup"), "s", 1)
	p.add("my_counter", tags("zulu", "::outer"), 2)
	p.check(tags("zulu", "::outer::inner"), "yes", 1)
	p.check(tags("zulu", ""), "yes", 1)
	p.add("my_counter", tags("alpha", ""), 3)
	p.check(tags("alpha", ""), "no", 0)
	p.check(tags("alpha", ""), "yes", 1)
	for scenario, ms := range map[string]float64{"zulu": 0.213276, "alpha": 0.239366} {
		p.add("iterations", tags(scenario, ""), 1)
		p.add("iteration_duration", tags(scenario, ""), ms)
		p.add("data_sent", tags(scenario, ""), 0)
		p.add("data_received", tags(scenario, ""), 0)
	}
	p.add("vus", p.tags(), 0)
	p.add("vus_max", p.tags(), 2)
	s := p.end(nil, Input{Elapsed: seconds(2, 1.9957819169143833), Options: Options{Full: true}})
	asPrinted(t, "k6_scenarios.txt", s.Text(Style{}))
}

func asPrinted(t *testing.T, name, got string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("not as in %s (-want +got):\n%s", name, diff)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	asPrinted(t, name, got)
}

// troubled is a run in which everything goes wrong that volley has a line for.
func troubled(t *testing.T) *Summary {
	p := newTape(t, nil)
	all := p.tags("scenario", "default", "group", "")
	p.add("ws_sessions", all, 300)
	for i, cause := range [][2]string{{"tcp", "refused"}, {"dns", "no-such-host"}, {"upgrade", "http-404"}, {"close", "1006"}, {"tls", "unknown-authority"}, {"", ""}} {
		p.add("ws_errors", p.reg.With(p.reg.With(all, "phase", cause[0]), "code", cause[1]), float64(12-2*i))
	}
	p.add("ws_open_sockets", all, 1, 1, 1, 1, -1)
	p.add("ws_connecting", all, 1, 2, 3)
	p.add("ws_tcp_connecting", all, 1, 2, 3)
	p.add("iteration_exceptions", all, 1)
	p.add("iterations", all, 9)
	p.add("data_received", all, 1.2e6)
	p.add("data_sent", all, 1500)
	for range 99 {
		p.add("loop_lag", metric.Tags{}, 0.05, 1.5)
	}
	p.add("loop_lag", metric.Tags{}, 12, 25, 80)
	return p.end(nil, Input{Elapsed: 300 * time.Second, Options: Options{TrendStats: []string{"med", "count", "p(99)"}}})
}

func TestTextOfTrouble(t *testing.T) {
	golden(t, "trouble.golden", troubled(t).Text(Style{}))
}

// TestTextOfNamesakes: a script's own metrics are shown whatever their names.
func TestTextOfNamesakes(t *testing.T) {
	p := newTape(t, map[string]metric.Kind{"loop_lag": metric.Counter, "ws_errors": metric.Rate})
	p.add("loop_lag", p.tags(), 5)
	p.add("ws_errors", p.tags(), 1, 0)
	s := p.end(nil, Input{Elapsed: time.Second})
	want := "\n\n  █ TOTAL RESULTS \n\n    CUSTOM\n    loop_lag....: 5      5/s\n\n    WEBSOCKET\n    ws_errors...: 50.00% 1 out of 2\n\n\n\n"
	if got := s.Text(Style{}); got != want || s.Health.Failed != 0 {
		t.Errorf("Text() = %s\nwant %s", got, want)
	}
}

// TestTextOfNothing: a run that ended before it began.
func TestTextOfNothing(t *testing.T) {
	p := newTape(t, nil)
	if got, want := p.end(nil, Input{}).Text(Style{}), "\n\n  █ TOTAL RESULTS \n\n\n\n"; got != want {
		t.Errorf("Text() = %q, want %q", got, want)
	}
}

func TestHealthyRunSaysNothing(t *testing.T) {
	p := newTape(t, nil)
	p.add("ws_sessions", p.tags(), 5)
	p.add("ws_open_sockets", p.tags(), 1, -1)
	p.add("loop_lag", p.tags(), 0.1, 9.9)
	s := p.end(nil, Input{Elapsed: time.Second})
	if got := s.Health.Sentences(); len(got) != 0 || s.Health.Late() {
		t.Errorf("Sentences() = %q, want none", got)
	}
}

func TestJSONAsK6(t *testing.T) {
	in := Input{Elapsed: 2 * time.Second, SetupData: json.RawMessage(`{"v":1}`), StdoutTTY: true}
	s := everything(t, 0.5, in)
	machine := func() ([]byte, error) {
		return s.Machine(About{Script: "export default function () {}\n", Version: "volley/0", Made: time.Unix(0, 0)})
	}
	for name, encode := range map[string]func() ([]byte, error){"data.golden": s.Data, "export.golden": s.Export, "machine.golden": machine} {
		b, err := encode()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, string(b)+"\n")
	}
}

// TestJSONShape compares types and keys with what k6 wrote for the same run.
func TestJSONShape(t *testing.T) {
	s := everything(t, 0.5, Input{Elapsed: 2 * time.Second, SetupData: json.RawMessage(`{"v":1}`)})
	for name, encode := range map[string]func() ([]byte, error){"k6_data.json": s.Data, "k6_export.json": s.Export} {
		b, err := encode()
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(shape(t, want), shape(t, b)); diff != "" {
			t.Errorf("not shaped as %s (-want +got):\n%s", name, diff)
		}
	}
}

// TestMachineShape compares what k6 wrote for the same run; its order there is
// that of chance, and volley has metrics of its own.
func TestMachineShape(t *testing.T) {
	s := everything(t, 0.5, Input{Elapsed: 2 * time.Second})
	got, err := s.Machine(About{Version: "x"})
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "k6_machine.json"))
	if err != nil {
		t.Fatal(err)
	}
	sorted := func(b []byte) any {
		v := shape(t, b).(map[string]any)
		v["metadata"].(map[string]any)["k6_version"] = ""
		v["metadata"].(map[string]any)["generated_at"] = ""
		v["config"].(map[string]any)["script"] = ""
		name := func(v any) string { return v.(map[string]any)["name"].(string) }
		slices.SortFunc(v["results"].(map[string]any)["metrics"].([]any), func(a, b any) int { return strings.Compare(name(a), name(b)) })
		return v
	}
	if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" {
		t.Errorf("not shaped as k6_machine.json (-want +got):\n%s", diff)
	}
}

// TestMachineOfNothing: lists are empty, not null.
func TestMachineOfNothing(t *testing.T) {
	got, err := newTape(t, nil).end(nil, Input{}).Machine(About{})
	if err != nil || strings.Contains(string(got), "null") {
		t.Errorf("%s, %v", got, err)
	}
}

// shape is JSON with all numbers 0: times differ from run to run.
func shape(t *testing.T, b []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	var blank func(any) any
	blank = func(v any) any {
		switch v := v.(type) {
		case float64:
			return 0
		case map[string]any:
			for k := range v {
				v[k] = blank(v[k])
			}
		case []any:
			for i := range v {
				v[i] = blank(v[i])
			}
		}
		return v
	}
	return blank(v)
}

func TestJSONHasNoInfinities(t *testing.T) {
	p := newTape(t, map[string]metric.Kind{"my_gauge": metric.Gauge})
	p.add("my_gauge", p.tags(), math.Inf(1))
	s := p.end(nil, Input{Elapsed: time.Second})
	if b, err := s.Data(); err != nil || !json.Valid(b) {
		t.Errorf("Data() = %s, %v", b, err)
	}
	if s.Text(Style{}) == "" {
		t.Error("no text")
	}
}
