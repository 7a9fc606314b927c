package metric

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// percentile is k6's definition, on all values.
func percentile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := p / 100 * float64(len(sorted)-1)
	i := int(math.Floor(rank))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	if sorted[i] == sorted[i+1] {
		return sorted[i]
	}
	return sorted[i] + (sorted[i+1]-sorted[i])*(rank-float64(i))
}

// bound is how far a percentile may be off: a thousandth of the larger of the
// two neighbours it lies between.
func bound(values []float64, p float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	rank := p / 100 * float64(len(sorted)-1)
	low, high := sorted[int(math.Floor(rank))], sorted[int(math.Ceil(rank))]
	return max(math.Abs(low), math.Abs(high))/1000 + 1e-300
}

var percentiles = []float64{0, 0.1, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 100}

// spreads are values as they come: latencies, signs mixed, far apart, few.
func spreads(n int) map[string][]float64 {
	r := rand.New(rand.NewPCG(1, 2))
	all := map[string][]float64{}
	for range n {
		all["latencies"] = append(all["latencies"], math.Exp(r.NormFloat64()*2))
		all["both signs"] = append(all["both signs"], r.NormFloat64()*1000)
		all["negative"] = append(all["negative"], -r.ExpFloat64())
		all["far apart"] = append(all["far apart"], math.Float64frombits(r.Uint64()&^(0x7ff<<52)|uint64(1+r.IntN(2045))<<52))
		all["few different"] = append(all["few different"], float64(r.IntN(5)-2))
		all["all the same"] = append(all["all the same"], 0.1)
	}
	return all
}

func TestSketchIsExactWhenSmall(t *testing.T) {
	for name, all := range spreads(ExactLimit) {
		for _, n := range []int{0, 1, 2, 3, 100, ExactLimit} {
			var s Sketch
			for _, v := range all[:n] {
				s.Add(v)
			}
			for _, p := range percentiles {
				if got, want := s.Percentile(p), percentile(all[:n], p); got != want {
					t.Errorf("%s: p(%v) of %d values = %v, want %v", name, p, n, got, want)
				}
			}
			if !s.Exact() || s.Count() != uint64(n) {
				t.Errorf("%s: %d values: Exact() = %v, Count() = %d", name, n, s.Exact(), s.Count())
			}
		}
	}
}

func TestSketchKeepsItsErrorBound(t *testing.T) {
	for name, values := range spreads(20_000) {
		var s Sketch
		for _, v := range values {
			s.Add(v)
		}
		if s.Exact() {
			t.Errorf("%s: still exact after %d values", name, len(values))
		}
		for _, p := range percentiles {
			got, want := s.Percentile(p), percentile(values, p)
			if math.Abs(got-want) > bound(values, p) {
				t.Errorf("%s: p(%v) = %v, want %v within 0.1 %%", name, p, got, want)
			}
		}
		if s.Min() != slices.Min(values) || s.Max() != slices.Max(values) || s.Count() != uint64(len(values)) {
			t.Errorf("%s: min, max, count = %v, %v, %v: not exact", name, s.Min(), s.Max(), s.Count())
		}
	}
}

// TestMergeOrderDoesNotShow adds the same values in parts of any size and
// order, on both sides of the limit.
func TestMergeOrderDoesNotShow(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for name, values := range spreads(3000) {
		for _, n := range []int{10, ExactLimit, ExactLimit + 1, 3000} {
			var whole Sketch
			for _, v := range values[:n] {
				whole.Add(v)
			}
			for range 5 {
				merged := mergeParts(r, values[:n])
				for _, p := range percentiles {
					if got, want := merged.Percentile(p), whole.Percentile(p); got != want {
						t.Errorf("%s: p(%v) of %d values merged = %v, added in turn = %v", name, p, n, got, want)
					}
				}
				if merged.Count() != whole.Count() || merged.Min() != whole.Min() || merged.Max() != whole.Max() {
					t.Errorf("%s: count, min or max of %d values differ when merged", name, n)
				}
			}
		}
	}
}

func mergeParts(r *rand.Rand, values []float64) *Sketch {
	parts := make([]Sketch, 1+r.IntN(9))
	for _, i := range r.Perm(len(values)) {
		parts[r.IntN(len(parts))].Add(values[i])
	}
	merged := new(Sketch)
	for _, i := range r.Perm(len(parts)) {
		merged.Merge(&parts[i])
	}
	return merged
}

func TestSketchOddValues(t *testing.T) {
	var s Sketch
	s.Add(math.NaN())
	if s.Count() != 0 || s.Percentile(50) != 0 || s.Avg() != 0 {
		t.Errorf("NaN was counted: count %d", s.Count())
	}
	for range ExactLimit {
		s.Add(math.Inf(1))
		s.Add(math.Inf(-1))
		s.Add(0)
		s.Add(math.Copysign(0, -1))
		s.Add(5e-324)
	}
	for _, c := range []struct{ p, want float64 }{{0, math.Inf(-1)}, {10, math.Inf(-1)}, {30, 0}, {50, 0}, {90, math.Inf(1)}, {100, math.Inf(1)}} {
		if got := s.Percentile(c.p); got != c.want {
			t.Errorf("p(%v) = %v, want %v", c.p, got, c.want)
		}
	}
	if got := s.Percentile(-5); got != math.Inf(-1) {
		t.Errorf("p(-5) = %v, want the smallest", got)
	}
	if got := s.Percentile(200); got != math.Inf(1) {
		t.Errorf("p(200) = %v, want the largest", got)
	}
}

func TestSketchReset(t *testing.T) {
	var s Sketch
	for i := range 5000 {
		s.Add(float64(i))
	}
	s.Reset()
	if s.Count() != 0 || s.Sum() != 0 || s.Max() != 0 || !s.Exact() {
		t.Fatalf("after Reset: count %d, sum %v, max %v, exact %v", s.Count(), s.Sum(), s.Max(), s.Exact())
	}
	for range 3000 {
		s.Add(7)
	}
	if got := s.Percentile(1); got != 7 {
		t.Errorf("after Reset p(1) = %v, want 7: old values remain", got)
	}
}

// TestSketchMemory: memory follows the spread of the values, not their number.
func TestSketchMemory(t *testing.T) {
	var s Sketch
	r := rand.New(rand.NewPCG(5, 6))
	add := func(n int) {
		for range n {
			s.Add(1 + 1000*r.Float64())
		}
	}
	add(10_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	add(1_000_000)
	runtime.ReadMemStats(&after)
	if grown := int64(after.TotalAlloc) - int64(before.TotalAlloc); grown > 64<<10 {
		t.Errorf("a million more values took %d bytes", grown)
	}
	if len(s.pages) > 11 {
		t.Errorf("values from 1 to 1001 take %d pages, want 10 or 11", len(s.pages))
	}
}

func FuzzSketch(f *testing.F) {
	seed := func(values ...float64) (b []byte) {
		for _, v := range values {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		return b
	}
	f.Add(seed(1, 2, 3), uint16(1), uint8(50))
	f.Add(seed(-1, 0, 1e300, -1e-300), uint16(500), uint8(90))
	f.Add(seed(math.Inf(1), math.NaN(), 5e-324), uint16(2000), uint8(99))
	f.Fuzz(func(t *testing.T, data []byte, repeat uint16, p uint8) {
		var values []float64
		for ; len(data) >= 8; data = data[8:] {
			// Infinities have no relative error; TestSketchOddValues has them.
			if v := math.Float64frombits(binary.LittleEndian.Uint64(data)); v == v && math.Abs(v) < 1e307 {
				values = append(values, v)
			}
		}
		if len(values) == 0 || len(values) > 64 {
			return
		}
		var all []float64
		var a, b Sketch
		for i := range int(repeat)%3000 + 1 {
			v := values[i%len(values)]
			all = append(all, v)
			if i%3 == 0 {
				a.Add(v)
			} else {
				b.Add(v)
			}
		}
		a.Merge(&b)
		at := float64(p % 101)
		got, want := a.Percentile(at), percentile(all, at)
		switch {
		case len(all) <= ExactLimit && got != want:
			t.Errorf("p(%v) of %d values = %v, want exactly %v", at, len(all), got, want)
		case math.Abs(got-want) > bound(all, at):
			t.Errorf("p(%v) of %d values = %v, want %v within 0.1 %%", at, len(all), got, want)
		}
	})
}

func TestSketchAllocations(t *testing.T) {
	var s, o Sketch
	for i := range 3000 {
		s.Add(float64(i))
		o.Add(float64(i))
	}
	v := 0.0
	if n := testing.AllocsPerRun(1000, func() { s.Add(v); v++ }); n != 0 {
		t.Errorf("Add allocates %v times", n)
	}
	if n := testing.AllocsPerRun(10, func() { s.Merge(&o) }); n != 0 {
		t.Errorf("Merge allocates %v times", n)
	}
}

func BenchmarkSketchAdd(b *testing.B) {
	values := spreads(1 << 12)["latencies"]
	var s Sketch
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Add(values[i&(1<<12-1)])
	}
}
