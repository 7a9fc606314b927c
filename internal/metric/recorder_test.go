package metric

import (
	"math/rand/v2"
	"testing"
)

// rig is a registry with one metric of each kind, and a total.
type rig struct {
	*Registry
	counter, gauge, rate, trend *Metric
}

func newRig(t testing.TB, c Config) rig {
	t.Helper()
	r := rig{Registry: NewRegistry(c)}
	for _, m := range []struct {
		to   **Metric
		name string
		kind Kind
	}{{&r.counter, "my_counter", Counter}, {&r.gauge, "my_gauge", Gauge}, {&r.rate, "my_rate", Rate}, {&r.trend, "my_trend", Trend}} {
		made, err := r.New(m.name, m.kind, ContainsDefault)
		if err != nil {
			t.Fatal(err)
		}
		*m.to = made
	}
	return r
}

func TestRecorderKinds(t *testing.T) {
	r := newRig(t, Config{})
	rec, total := r.NewRecorder(), r.NewTotal()
	add := func(m *Metric, values ...float64) {
		for i, v := range values {
			rec.Add(r.Series(m, Tags{}), v, Time(i))
		}
	}
	for range 3 { // three seconds, the halves in turn
		add(r.counter, 1, 2.5)
		add(r.gauge, 3, 9, -1)
		add(r.rate, 1, 0, 0, 7)
		add(r.trend, 1, 2, 3)
		b := rec.Swap()
		total.Merge(b)
		rec.Recycle(b)
	}
	if v := total.Metric(r.counter); v.Sum != 10.5 || v.N != 6 {
		t.Errorf("counter = %v of %d samples, want 10.5 of 6", v.Sum, v.N)
	}
	if v := total.Metric(r.gauge); v.Last != -1 || v.Min != -1 || v.Max != 9 {
		t.Errorf("gauge = %v, min %v, max %v, want -1, -1, 9", v.Last, v.Min, v.Max)
	}
	if v := total.Metric(r.rate); v.Sum != 6 || v.N != 12 || v.Rate() != 0.5 {
		t.Errorf("rate = %v of %v, want 6 of 12", v.Sum, v.N)
	}
	if v := total.Metric(r.trend); v.Trend.Count() != 9 || v.N != 9 || v.Trend.Avg() != 2 || v.Trend.Percentile(50) != 2 {
		t.Errorf("trend = %d values, avg %v, want 9 and 2", v.Trend.Count(), v.Trend.Avg())
	}
	if v := total.Metric(r.Builtin.Checks); v.N != 0 {
		t.Errorf("checks has %d samples, want none", v.N)
	}
}

func TestGaugeLastIsByTime(t *testing.T) {
	r := newRig(t, Config{})
	s := r.Series(r.gauge, Tags{})
	early, late := r.NewRecorder(), r.NewRecorder()
	late.Add(s, 1, 20)
	early.Add(s, 2, 10)
	late.Add(s, 3, 15) // stamped earlier, added later
	a, b := early.Swap(), late.Swap()
	for name, order := range map[string][]*Batch{"early first": {a, b}, "late first": {b, a}} {
		total := r.NewTotal()
		for _, batch := range order {
			total.Merge(batch)
		}
		if v := total.Metric(r.gauge); v.Last != 1 || v.Min != 1 || v.Max != 3 {
			t.Errorf("%s: gauge = %v, min %v, max %v, want 1, 1, 3", name, v.Last, v.Min, v.Max)
		}
	}
}

// TestLevelSumsOverShards: open sockets are counted where they live.
func TestLevelSumsOverShards(t *testing.T) {
	r := NewRegistry(Config{})
	s := r.Series(r.Builtin.WSOpenSockets, Tags{})
	one, two, total := r.NewRecorder(), r.NewRecorder(), r.NewTotal()
	change := func(rec *Recorder, by ...float64) {
		for _, d := range by {
			rec.Add(s, d, 1)
		}
		b := rec.Swap()
		total.Merge(b)
		rec.Recycle(b)
	}
	change(one, 1, 1, 1)
	change(two, 1, 1)
	change(one, -1, 1, 1)
	change(two, -1, -1)
	if v := total.Metric(r.Builtin.WSOpenSockets); v.Last != 4 || v.Max != 6 || v.Min != 0 {
		t.Errorf("open sockets = %v, min %v, max %v, want 4, 0, 6", v.Last, v.Min, v.Max)
	}
}

func TestSamplesOnlyIfNeeded(t *testing.T) {
	for name, c := range map[string]struct {
		needs Need
		want  int
	}{"not needed": {NeedTotals, 0}, "needed": {NeedSamples, 2}} {
		r := newRig(t, Config{Needs: c.needs})
		rec := r.NewRecorder()
		s := r.Series(r.trend, r.With(Tags{}, "a", "b"))
		rec.Add(s, 1, 5)
		rec.Add(s, 2, 6)
		b := rec.Swap()
		var got []Sample
		for s := range b.Samples() {
			got = append(got, s)
		}
		if len(got) != c.want || b.SampleLen() != c.want || c.want > 0 && got[1] != (Sample{s, 0, 6, 2}) {
			t.Errorf("%s: samples = %v, want %d", name, got, c.want)
		}
		rec.Recycle(b)
		rec.Swap()
		if got := rec.Swap().SampleLen(); got != 0 {
			t.Errorf("%s: %d samples come back after Recycle", name, got)
		}
	}
}

// TestShardsDoNotShow deals the same samples out to shards, seconds and an
// order of merging in many ways: all totals are the same.
func TestShardsDoNotShow(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	r := newRig(t, Config{Scopes: true, Needs: NeedSeries})
	_, sub, err := r.Declare("my_trend{k:1}")
	if err != nil {
		t.Fatal(err)
	}
	var all []Series
	for _, m := range []*Metric{r.counter, r.gauge, r.rate, r.trend} {
		for _, k := range []string{"0", "1", "2"} {
			all = append(all, r.Series(m, r.Tags(map[string]string{"k": k, "scenario": "s" + k})))
		}
	}
	samples := make([]Sample, 30_000)
	for i := range samples {
		samples[i] = Sample{Series: all[random.IntN(len(all))], At: Time(i), Value: float64(random.IntN(100))}
	}
	want := r.deal(random, samples, 1)
	for _, shards := range []int{2, 3, 7} {
		got := r.deal(random, samples, shards)
		for _, m := range r.Metrics() {
			same(t, m.Name, got.Metric(m), want.Metric(m))
			for _, s := range []string{"s0", "s1"} {
				same(t, m.Name+" in "+s, got.Scope(m, Scope{Scenario: s}), want.Scope(m, Scope{Scenario: s}))
			}
		}
		for _, s := range all {
			same(t, "series", got.Series(s), want.Series(s))
		}
		same(t, sub.Name, got.Submetric(sub), want.Submetric(sub))
	}
}

// deal records the samples on a number of shards, swapping now and then, and
// merges in any order, half of it by way of a second total.
func (r rig) deal(random *rand.Rand, samples []Sample, shards int) *Total {
	recs := make([]*Recorder, shards)
	for i := range recs {
		recs[i] = r.NewRecorder()
	}
	var full []*Batch
	for _, s := range samples {
		rec := recs[random.IntN(shards)]
		rec.Add(s.Series, s.Value, s.At)
		if random.IntN(1000) == 0 {
			full = append(full, rec.Swap())
		}
	}
	for _, rec := range recs {
		full = append(full, rec.Swap())
	}
	total, half := r.NewTotal(), r.NewTotal()
	for i, at := range random.Perm(len(full)) {
		if i%2 == 0 {
			total.Merge(full[at])
		} else {
			half.Merge(full[at])
		}
	}
	total.Add(half)
	return total
}

func same(t *testing.T, what string, got, want *Value) {
	t.Helper()
	g, w := *got, *want
	g.Trend, w.Trend = nil, nil
	if g != w {
		t.Errorf("%s = %+v, want %+v", what, g, w)
	}
	if (got.Trend == nil) != (want.Trend == nil) {
		t.Fatalf("%s: only one has a trend", what)
	}
	if got.Trend == nil {
		return
	}
	for _, p := range percentiles {
		if got.Trend.Percentile(p) != want.Trend.Percentile(p) || got.Trend.Sum() != want.Trend.Sum() {
			t.Errorf("%s: p(%v) = %v, want %v", what, p, got.Trend.Percentile(p), want.Trend.Percentile(p))
		}
	}
}

func TestRecorderAllocations(t *testing.T) {
	r := newRig(t, Config{})
	rec, total := r.NewRecorder(), r.NewTotal()
	var all []Series
	for _, m := range []*Metric{r.counter, r.gauge, r.rate, r.trend} {
		all = append(all, r.Series(m, Tags{}))
	}
	second := func() {
		for i := range 5000 {
			rec.Add(all[i%4], float64(i), Time(i))
		}
		b := rec.Swap()
		total.Merge(b)
		rec.Recycle(b)
	}
	second() // both halves meet their series
	second()
	if n := testing.AllocsPerRun(20, second); n != 0 {
		t.Errorf("a second of samples allocates %v times", n)
	}
}

func BenchmarkAddCounter(b *testing.B) { benchmarkAdd(b, func(r rig) *Metric { return r.counter }) }
func BenchmarkAddGauge(b *testing.B)   { benchmarkAdd(b, func(r rig) *Metric { return r.gauge }) }
func BenchmarkAddTrend(b *testing.B)   { benchmarkAdd(b, func(r rig) *Metric { return r.trend }) }

func benchmarkAdd(b *testing.B, pick func(rig) *Metric) {
	r := newRig(b, Config{})
	rec, s := r.NewRecorder(), r.Series(pick(r), Tags{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		rec.Add(s, float64(i&1023), Time(i))
	}
}

// BenchmarkWith is what a custom metric's add with tags costs to find its
// series.
func BenchmarkWith(b *testing.B) {
	r := newRig(b, Config{})
	base := r.With(Tags{}, "scenario", "default")
	b.ReportAllocs()
	for b.Loop() {
		r.Series(r.counter, r.With(base, "key", "value"))
	}
}
