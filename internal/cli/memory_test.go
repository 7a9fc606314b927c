package cli

import "testing"

// TestMemoryTuner: the collector gets room when it takes much of the CPU, up to a
// limit, and loses it when it does not.
func TestMemoryTuner(t *testing.T) {
	const live = 8 << 20
	for _, test := range []struct {
		name           string
		percent        int
		collector, all float64 // seconds since the last look
		live           uint64
		want           int
	}{
		{"no collection", 100, 0, 0.5, live, 100},
		{"much of the CPU", 100, 0.02, 0.4, live, 200},
		{"much of it, at the limit", 600, 0.02, 0.4, live, 800},
		{"some of it", 200, 0.005, 0.4, live, 200},
		{"next to none", 200, 0.0001, 0.4, live, 150},
		{"next to none, as tight as can be", 41, 0.0001, 0.4, live, percentLow},
		{"a heap that has grown", 400, 0.005, 0.4, 64 << 20, 100},
	} {
		tuner := memoryTuner{percent: test.percent, last: memory{collector: 1, all: 10}}
		if got := tuner.next(memory{collector: 1 + test.collector, all: 10 + test.all, live: test.live}); got != test.want {
			t.Errorf("%s: %d %%, want %d", test.name, got, test.want)
		}
	}
	before, known := cpuSeconds()
	for range 1000 {
		readMemory()
	}
	if after, _ := cpuSeconds(); known && after <= before {
		t.Errorf("CPU time stands still at %v", after)
	}
}
