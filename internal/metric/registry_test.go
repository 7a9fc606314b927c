package metric

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestNewMetric(t *testing.T) {
	r := NewRegistry(Config{})
	first, err := r.New("abc", Counter, ContainsDefault)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := r.New("abc", Counter, ContainsDefault); err != nil || again != first {
		t.Errorf("New twice = %v, %v, want the same metric", again, err)
	}
	const naming = "Metric names must only include up to 128 ASCII letters, numbers, or underscores and start with a letter or an underscore."
	for name, c := range map[string]struct {
		metric   string
		kind     Kind
		contains Contains
		want     string
	}{
		"other kind":     {"abc", Trend, ContainsDefault, "metric 'abc' already exists but with type counter, instead of trend"},
		"other contents": {"abc", Counter, ContainsTime, "metric 'abc' already exists but with a value type default, instead of time"},
		"built-in":       {"vus", Counter, ContainsDefault, "metric 'vus' already exists but with type gauge, instead of counter"},
		"one letter":     {"a", Counter, ContainsDefault, "Invalid metric name: 'a'. " + naming},
		"empty":          {"", Counter, ContainsDefault, "Invalid metric name: ''. " + naming},
		"dash":           {"a-b", Counter, ContainsDefault, "Invalid metric name: 'a-b'. " + naming},
		"digit first":    {"1ab", Counter, ContainsDefault, "Invalid metric name: '1ab'. " + naming},
		"umlaut":         {"zählt", Counter, ContainsDefault, "Invalid metric name: 'zählt'. " + naming},
		"too long":       {strings.Repeat("a", 130), Counter, ContainsDefault, "Invalid metric name: '" + strings.Repeat("a", 130) + "'. " + naming},
	} {
		if _, err := r.New(c.metric, c.kind, c.contains); err == nil || err.Error() != c.want {
			t.Errorf("%s: error = %v, want %s", name, err, c.want)
		}
	}
	for _, good := range []string{"_1", "Ab", strings.Repeat("a", 129)} {
		if _, err := r.New(good, Gauge, ContainsData); err != nil {
			t.Errorf("New(%q): %v", good, err)
		}
	}
}

func TestBuiltins(t *testing.T) {
	r := NewRegistry(Config{})
	for _, row := range builtins {
		m := *row.field(&r.Builtin)
		if m == nil || m != r.Metric(row.name) || m.Kind != row.kind || m.Contains != row.contains {
			t.Errorf("builtin %s = %+v", row.name, m)
		}
	}
	if got, want := len(r.Metrics()), len(builtins); got != want {
		t.Errorf("%d metrics, want %d", got, want)
	}
}

// TestNameOfVolleysOwn: k6 scripts have metrics of these names already.
func TestNameOfVolleysOwn(t *testing.T) {
	r := NewRegistry(Config{})
	mine, err := r.New("ws_errors", Rate, ContainsDefault)
	if err != nil || mine == r.Builtin.WSErrors || mine.Builtin {
		t.Fatalf("New(ws_errors) = %+v, %v, want a metric of the script's own", mine, err)
	}
	if again, err := r.New("ws_errors", Rate, ContainsDefault); err != nil || again != mine {
		t.Errorf("New(ws_errors) again = %+v, %v", again, err)
	}
	if _, err := r.New("ws_errors", Trend, ContainsDefault); err == nil {
		t.Error("ws_errors can be declared with another type")
	}
	if m, _, err := r.Declare("ws_errors"); err != nil || m != mine {
		t.Errorf("Declare(ws_errors) = %v, %v, want the script's", m, err)
	}
	if got := slices.Index(r.Metrics(), r.Builtin.WSErrors); got >= 0 || !slices.Contains(r.Metrics(), mine) {
		t.Error("Metrics() has volley's ws_errors beside the script's")
	}
	if same, err := r.New("ws_sessions", Counter, ContainsDefault); err != nil || same != r.Builtin.WSSessions {
		t.Errorf("New(ws_sessions) = %+v, %v, want k6's own", same, err)
	}
}

func TestTagsAreInterned(t *testing.T) {
	r := NewRegistry(Config{})
	ab := r.With(r.With(Tags{}, "a", "1"), "b", "2")
	ba := r.With(r.With(Tags{}, "b", "2"), "a", "1")
	for name, same := range map[string]Tags{
		"other order": ba,
		"from a map":  r.Tags(map[string]string{"b": "2", "a": "1"}),
		"replaced":    r.With(r.With(r.With(Tags{}, "b", "x"), "a", "1"), "b", "2"),
		"taken away":  r.Without(r.With(ab, "c", "3"), "c"),
		"not there":   r.Without(ab, "z"),
	} {
		if same != ab {
			t.Errorf("%s: %v is not the same set as %v", name, same, ab)
		}
	}
	if ab.String() != "a:1,b:2" || ab.Value("b") != "2" || ab.Value("c") != "" || ab.Len() != 2 {
		t.Errorf("tags = %v, b = %q", ab, ab.Value("b"))
	}
	if r.Without(r.With(Tags{}, "a", "1"), "a") != (Tags{}) {
		t.Error("a set without its last tag is not the empty set")
	}
	// What separates parts inside must not be confused with the parts.
	if r.With(Tags{}, "a", "\x00\x00b\x00\x00") == r.With(r.With(Tags{}, "a", ""), "b", "") {
		t.Error("a zero byte in a value runs two sets into one")
	}
}

func TestSystemTags(t *testing.T) {
	r := NewRegistry(Config{SystemTags: []string{"url", "vu"}})
	for tag, want := range map[string]string{"url": "x", "group": "", "vu": ""} {
		if got := r.SystemTag(Tags{}, tag, "x").Value(tag); got != want {
			t.Errorf("SystemTag %s = %q, want %q", tag, got, want)
		}
	}
	if got := NewRegistry(Config{}).SystemTag(Tags{}, "group", "::a").Value("group"); got != "::a" {
		t.Errorf("group is not on by default: %q", got)
	}
}

func TestGroupsInOrderOfAppearance(t *testing.T) {
	r := NewRegistry(Config{})
	for _, path := range []string{"", "::b", "::b::c", "::a", "::b"} {
		r.With(r.SystemTag(Tags{}, "group", path), "x", "y")
	}
	if got, want := r.Groups(), []string{"::b", "::b::c", "::a"}; !slices.Equal(got, want) {
		t.Errorf("Groups() = %q, want %q", got, want)
	}
}

func TestGuardNamesWhatExploded(t *testing.T) {
	r := NewRegistry(Config{MaxTagSets: 100})
	base := r.With(r.With(Tags{}, "scenario", "s"), "group", "g")
	var last Tags
	for i := range 10_000 {
		last = r.With(r.With(base, "token", fmt.Sprint(i)), "status", fmt.Sprint(i%5))
	}
	if got := r.Explosions(); len(got) != 1 || got[0].Key != "token" || got[0].TagSets != 100 || got[0].Values < 40 {
		t.Errorf("Explosions() = %+v, want token once, at 100 tag sets", got)
	}
	if want := r.Tags(map[string]string{"scenario": "s", "group": "g", "status": "4"}); last != want {
		t.Errorf("a tag set beyond the limit = %v, want %v", last, want)
	}
	if len(r.sets) > 110 || len(r.edges) > 250 {
		t.Errorf("%d sets and %d steps are kept after the explosion", len(r.sets), len(r.edges))
	}
	if got := r.With(base, "token", "1").Value("token"); got != "1" {
		t.Errorf("a tag set from before the explosion lost its token: %q", got)
	}
}

// TestGuardIsABound: even tags with ever new keys end at twice the limit.
func TestGuardIsABound(t *testing.T) {
	r := NewRegistry(Config{MaxTagSets: 50})
	for i := range 5000 {
		r.With(Tags{}, fmt.Sprint("key", i), "v")
	}
	if len(r.sets) > 100 || len(r.edges) > 100 {
		t.Errorf("%d sets and %d steps, want at most 100", len(r.sets), len(r.edges))
	}
}

func TestDeclare(t *testing.T) {
	r := newRig(t, Config{})
	for name, c := range map[string]struct {
		key    string
		filter []Tag
		err    string
	}{
		"metric":           {"my_counter", nil, ""},
		"one tag":          {"my_counter{a:b}", []Tag{{"a", "b"}}, ""},
		"two tags":         {"my_counter{a:b, c : d }", []Tag{{"a", "b"}, {"c", "d"}}, ""},
		"quotes":           {`my_counter{"a":'b'}`, []Tag{{"a", "b"}}, ""},
		"colon in value":   {"my_counter{a:b:c}", []Tag{{"a", "b:c"}}, ""},
		"url":              {"my_counter{url:ws://h:80/p}", []Tag{{"url", "ws://h:80/p"}}, ""},
		"unknown":          {"nope", nil, `no metric name "nope" found`},
		"unknown with":     {"nope{a:b}", nil, `no metric name "nope{a:b}" found`},
		"empty braces":     {"my_counter{}", nil, `parsing metric name failed, metric "" tag expression is malformed`},
		"no value":         {"my_counter{a:}", nil, `parsing metric name failed, metric "a:" tag expression is malformed`},
		"no colon":         {"my_counter{a}", nil, `parsing metric name failed, metric "a" tag expression is malformed`},
		"no key":           {"my_counter{:b}", nil, `parsing metric name failed, metric ":b" tag expression is malformed`},
		"comma at end":     {"my_counter{a:b,}", nil, `parsing metric name failed, metric "" tag expression is malformed`},
		"open brace":       {"my_counter{a:b", nil, `parsing metric name failed, metric "my_counter{a:b" has unmatched opening/close curly brace`},
		"close brace":      {"my_counter a:b}", nil, `parsing metric name failed, metric "my_counter a:b}" has unmatched opening/close curly brace`},
		"text after":       {"my_counter{a:b}x", nil, `parsing metric name failed, metric "my_counter{a:b}x" lacks a closing curly brace in its last position`},
		"braces in braces": {"my_counter{a:{b}}", nil, `parsing metric name failed, metric "my_counter{a:{b}}" tag expression is malformed`},
		"wrong way round":  {"my}_counter{a:b}{}", nil, ""},
	} {
		m, sub, err := r.Declare(c.key)
		switch {
		case name == "wrong way round":
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		case c.err != "" && (err == nil || err.Error() != c.err):
			t.Errorf("%s: error = %v, want %s", name, err, c.err)
		case c.err == "" && (err != nil || m != r.counter):
			t.Errorf("%s: Declare = %v, %v", name, m, err)
		case c.filter != nil && !slices.Equal(sub.Filter, c.filter):
			t.Errorf("%s: filter = %v, want %v", name, sub.Filter, c.filter)
		}
	}
}

func TestSubmetrics(t *testing.T) {
	r := newRig(t, Config{})
	keys := []string{"my_counter{a:1}", "my_counter{a:1,b:2}", "my_trend{a:1}", "my_trend{a:2}"}
	subs := map[string]*Submetric{}
	for _, key := range keys {
		_, sub, err := r.Declare(key)
		if err != nil {
			t.Fatal(err)
		}
		subs[key] = sub
	}
	if _, again, err := r.Declare(keys[0]); err != nil || again != subs[keys[0]] {
		t.Errorf("declared twice: %v, %v", again, err)
	}
	rec, total := r.NewRecorder(), r.NewTotal()
	for _, tags := range []map[string]string{{}, {"a": "1"}, {"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {"b": "2"}} {
		rec.Add(r.Series(r.counter, r.Tags(tags)), 10, 1)
		rec.Add(r.Series(r.trend, r.Tags(tags)), float64(len(tags)), 1)
	}
	total.Merge(rec.Swap())
	for key, want := range map[string]float64{keys[0]: 30, keys[1]: 10} {
		if got := total.Submetric(subs[key]).Sum; got != want {
			t.Errorf("%s = %v, want %v", key, got, want)
		}
	}
	if got := total.Submetric(subs[keys[2]]).Trend; got.Count() != 3 || got.Sum() != 5 {
		t.Errorf("%s has %d values, sum %v, want 3 and 5", keys[2], got.Count(), got.Sum())
	}
	if got := total.Submetric(subs[keys[3]]); got.Trend != nil || got.N != 0 {
		t.Errorf("%s has samples, want none", keys[3])
	}
	if got := r.Submetrics(r.trend); len(got) != 2 || got[0] != subs[keys[2]] {
		t.Errorf("Submetrics = %v", got)
	}
}

func TestEachSeriesInOrder(t *testing.T) {
	r := newRig(t, Config{})
	rec, total := r.NewRecorder(), r.NewTotal()
	for i, name := range []string{"z", "a", "m"} {
		rec.Add(r.Series(r.rate, r.With(Tags{}, "check", name)), float64(i), 1)
	}
	r.Series(r.rate, r.With(Tags{}, "check", "never"))
	total.Merge(rec.Swap())
	var got []string
	total.Each(r.rate, func(_ Series, tags Tags, v *Value) {
		got = append(got, fmt.Sprint(tags.Value("check"), v.Sum))
	})
	if want := []string{"z0", "a1", "m1"}; !slices.Equal(got, want) {
		t.Errorf("Each = %v, want %v", got, want)
	}
}

// TestTrendPerTagSetOnlyIfNeeded: a distribution per tag set costs memory.
func TestTrendPerTagSetOnlyIfNeeded(t *testing.T) {
	for _, needs := range []Need{NeedTotals, NeedSeries} {
		r := newRig(t, Config{Needs: needs})
		rec, total := r.NewRecorder(), r.NewTotal()
		s := r.Series(r.trend, r.With(Tags{}, "a", "1"))
		rec.Add(s, 5, 1)
		total.Merge(rec.Swap())
		v := total.Series(s)
		if got, want := v.Trend != nil, needs == NeedSeries; got != want || v.N != 1 {
			t.Errorf("needs %d: series has a trend: %v, N = %d", needs, got, v.N)
		}
	}
}

func TestConfigureAfterSeriesPanics(t *testing.T) {
	r := newRig(t, Config{})
	r.Configure(Config{Scopes: true})
	if !r.Config().Scopes || r.Config().MaxTagSets != 100_000 {
		t.Errorf("Config() = %+v", r.Config())
	}
	r.Series(r.counter, Tags{})
	defer func() {
		if recover() == nil {
			t.Error("Configure after the first series did not panic")
		}
	}()
	r.Configure(Config{})
}

// TestRegistryConcurrently is for the race detector: VUs are born on
// goroutines of their own while shards count.
func TestRegistryConcurrently(t *testing.T) {
	r := newRig(t, Config{MaxTagSets: 50})
	total := r.NewTotal()
	var mu sync.Mutex
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			rec := r.NewRecorder()
			for i := range 500 {
				if _, err := r.New(fmt.Sprint("metric_", i%7), Counter, ContainsDefault); err != nil {
					t.Error(err)
				}
				tags := r.With(r.With(Tags{}, "i", fmt.Sprint(i)), "g", fmt.Sprint(g))
				rec.Add(r.Series(r.counter, tags), 1, Time(i))
				rec.Add(r.Series(r.trend, tags), 1, Time(i))
				if i%50 == 0 {
					b := rec.Swap()
					mu.Lock()
					total.Merge(b)
					mu.Unlock()
					rec.Recycle(b)
				}
			}
			mu.Lock()
			total.Merge(rec.Swap())
			mu.Unlock()
		})
	}
	wg.Wait()
	if got := total.Metric(r.counter).Sum; got != 2000 {
		t.Errorf("counted %v, want 2000", got)
	}
	if got := total.Metric(r.trend).Trend.Count(); got != 2000 {
		t.Errorf("trend has %v values, want 2000", got)
	}
}

// FuzzParseKey: what is parsed can be written plainly and means the same.
func FuzzParseKey(f *testing.F) {
	for _, key := range []string{"a", "a{b:c}", `a{"b":'c', d:e}`, "a{b:ws://h:1/}", "a{}", "a}{", "a{:}", "a{b:c}d", "{b:c}", "a{b:'}"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		name, filter, has, err := ParseKey(key)
		if err != nil || !has {
			return
		}
		var parts []string
		for _, tag := range filter {
			if tag.Key == "" || tag.Value == "" {
				t.Errorf("ParseKey(%q) has an empty tag or value: %v", key, filter)
			}
			parts = append(parts, `"`+tag.Key+`":"`+tag.Value+`"`) // quotes keep spaces
		}
		plain := name + "{" + strings.Join(parts, ",") + "}"
		again, same, _, err := ParseKey(plain)
		if err != nil || again != name || !slices.Equal(same, filter) {
			t.Errorf("ParseKey(%q) = %q %v, ParseKey(%q) = %q %v, %v", key, name, filter, plain, again, same, err)
		}
	})
}
