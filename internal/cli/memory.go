package cli

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// What the collector is tuned to. A test that waits shall be small, one that
// works shall not spend its time collecting.
const (
	memoryBeat   = 500 * time.Millisecond
	percentLow   = 40
	percentFrom  = 100      // at first
	percentBirth = 30       // while VUs are made: between those that stay, garbage leaves gaps
	heapRoom     = 64 << 20 // garbage that a busy test may always have
	shareHigh    = 0.03     // of the CPU used that is the collector's: give it more room
	shareLow     = 0.005    // give it less
	quietBytes   = 1 << 20  // allocated in a beat: nothing much happens
	worthBytes   = 4 << 20  // garbage that is worth giving back
)

// tuneMemory keeps the collector's room in proportion to its share of the CPU
// until ctx ends: while little happens the heap is kept tight and what is free
// goes back to the system, under load it may grow.
func tuneMemory(ctx context.Context) {
	before := debug.SetGCPercent(percentFrom)
	defer debug.SetGCPercent(before)
	beat := time.NewTicker(memoryBeat)
	defer beat.Stop()
	births := time.After(memoryBeat / 10) // a small test has begun by then
	t := memoryTuner{percent: percentFrom, last: readMemory()}
	for {
		select {
		case <-ctx.Done():
			return
		case <-births:
			t.percent = percentBirth
			debug.SetGCPercent(percentBirth)
		case <-beat.C:
			t.step(readMemory())
		}
	}
}

// memory is what the runtime says of itself.
type memory struct {
	collector float64 // CPU seconds so far, as of the last collection
	all       float64 // CPU seconds so far
	live      uint64  // bytes that the last collection left
	allocated uint64  // bytes so far
}

type memoryTuner struct {
	percent   int
	last      memory
	collected uint64 // allocated when the heap was last given back
}

// step looks at what has happened since the last one.
func (t *memoryTuner) step(now memory) {
	percent := t.next(now)
	if percent != t.percent {
		t.percent = percent
		debug.SetGCPercent(percent)
	}
	quiet := now.allocated-t.last.allocated < quietBytes
	if quiet && now.allocated-t.collected > max(worthBytes, now.live/16) {
		debug.FreeOSMemory()
		t.collected = now.allocated
	}
	t.last = now
}

// next is the collector's percentage from now on.
func (t *memoryTuner) next(now memory) int {
	all := now.all - t.last.all
	if all <= 0 || now.collector == t.last.collector { // no collection since
		return t.percent
	}
	most := max(percentFrom, int(heapRoom*100/max(now.live, 1<<20)))
	switch share := (now.collector - t.last.collector) / all; {
	case share > shareHigh:
		return min(t.percent*2, most)
	case share < shareLow:
		return max(t.percent*3/4, percentLow)
	}
	return min(t.percent, most)
}

func readMemory() memory {
	samples := []metrics.Sample{
		{Name: "/cpu/classes/gc/total:cpu-seconds"},
		{Name: "/cpu/classes/user:cpu-seconds"},
		{Name: "/gc/heap/live:bytes"},
		{Name: "/gc/heap/allocs:bytes"},
	}
	metrics.Read(samples)
	collector := samples[0].Value.Float64()
	all, known := cpuSeconds()
	if !known {
		all = collector + samples[1].Value.Float64()
	}
	return memory{
		collector: collector, all: all,
		live: samples[2].Value.Uint64(), allocated: samples[3].Value.Uint64(),
	}
}
