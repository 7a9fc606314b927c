package metric

import (
	"fmt"
	"maps"
	"testing"
)

// TestSamplesInPieces: batches that span pieces of memory keep every sample, in
// order and with its own metadata, also on their second turn.
func TestSamplesInPieces(t *testing.T) {
	r := newRig(t, Config{Needs: NeedSamples})
	rec, s := r.NewRecorder(), r.Series(r.trend, Tags{})
	var vus []*Metadata
	for i := range 3 {
		vus = append(vus, (*Metadata)(nil).With("vu", fmt.Sprint(i)))
	}
	of := func(i int) *Metadata {
		if i%7 < 3 {
			return nil
		}
		return vus[i%3]
	}
	for turn, want := range []int{3*chunkLen + 1, 10, 2 * chunkLen} {
		for i := range want {
			rec.AddWith(s, float64(i), Time(turn), of(i))
		}
		b := rec.Swap()
		if b.SampleLen() != want {
			t.Errorf("turn %d: %d samples, want %d", turn, b.SampleLen(), want)
		}
		i := 0
		for got, m := range (Report{Batches: []*Batch{b}}).Samples() {
			if got.Value != float64(i) || got.At != Time(turn) || m != of(i) {
				t.Fatalf("turn %d: sample %d = %+v with %v, want metadata %v", turn, i, got, m, of(i))
			}
			i++
		}
		if i != want {
			t.Errorf("turn %d: %d samples read, want %d", turn, i, want)
		}
		rec.Recycle(b)
	}
}

// TestLevelsAreShown: the changes of a level are no samples; what it stands at
// may be shown, and counts for nothing.
func TestLevelsAreShown(t *testing.T) {
	r := newRig(t, Config{Needs: NeedSamples})
	rec, total := r.NewRecorder(), r.NewTotal()
	s := r.Series(r.Builtin.WSOpenSockets, Tags{})
	rec.AddWith(s, 1, 1, (*Metadata)(nil).With("vu", "1"))
	rec.Add(s, 1, 1)
	rec.Show(s, 17, 2)
	b := rec.Swap()
	total.Merge(b)
	if v := total.Metric(r.Builtin.WSOpenSockets); v.Last != 2 || v.N != 2 {
		t.Errorf("level = %v of %d changes, want 2 of 2", v.Last, v.N)
	}
	for got, m := range b.Samples() {
		if got.Value != 17 || m != nil || b.SampleLen() != 1 {
			t.Errorf("sample %+v with %v, want the 17 only", got, m)
		}
	}
	quiet := newRig(t, Config{})
	rec, s = quiet.NewRecorder(), quiet.Series(quiet.Builtin.VUs, Tags{})
	rec.Show(s, 1, 1)
	rec.AddWith(s, 1, 1, (*Metadata)(nil).With("vu", "1"))
	if n := rec.Swap().SampleLen(); n != 0 {
		t.Errorf("%d samples though no output needs any", n)
	}
}

func TestMetadata(t *testing.T) {
	var none *Metadata
	if _, ok := none.Lookup("a"); ok || none.Without("a") != nil || len(maps.Collect(none.Each())) != 0 {
		t.Error("the nil metadata is not empty")
	}
	ab := none.With("b", "2").With("a", "1")
	more := ab.With("c", "3").With("a", "9")
	if got := fmt.Sprint(maps.Collect(ab.Each()), maps.Collect(more.Each())); got != "map[a:1 b:2] map[a:9 b:2 c:3]" {
		t.Errorf("metadata = %s", got)
	}
	if v, ok := more.Lookup("c"); v != "3" || !ok {
		t.Errorf("c = %q, %t", v, ok)
	}
	if got := ab.Without("a").Without("b"); got != nil {
		t.Errorf("without all its keys it is %v, want nil", got)
	}
	var keys []string
	for key := range more.Each() {
		keys = append(keys, key)
		if key == "b" {
			break
		}
	}
	if fmt.Sprint(keys) != "[a b]" {
		t.Errorf("keys = %v, want them sorted", keys)
	}
}

// TestSamplingAllocations: once its memory is there, a second of samples
// allocates nothing.
func TestSamplingAllocations(t *testing.T) {
	r := newRig(t, Config{Needs: NeedSamples})
	rec, s, m := r.NewRecorder(), r.Series(r.counter, Tags{}), (*Metadata)(nil).With("vu", "1")
	second := func() {
		for i := range 3 * chunkLen {
			rec.AddWith(s, 1, Time(i), m)
		}
		rec.Recycle(rec.Swap())
	}
	second()
	second()
	if n := testing.AllocsPerRun(10, second); n != 0 {
		t.Errorf("a second of samples allocates %v times", n)
	}
}

// BenchmarkAddSampled is a sample that an output needs.
func BenchmarkAddSampled(b *testing.B) {
	r := newRig(b, Config{Needs: NeedSamples})
	rec, s := r.NewRecorder(), r.Series(r.counter, Tags{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		rec.Add(s, 1, Time(i))
		if i&(1<<18-1) == 0 {
			rec.Recycle(rec.Swap())
		}
	}
}
