package vu

import (
	"runtime"
	"testing"
)

// vuBytes is the most a VU of a trivial script may keep. Nine tenths of what it
// does keep is the engine's, for a module: Promise and its methods, and the
// promises of the module's own evaluation.
const vuBytes = 28 << 10

// TestMemory measures what one VU keeps.
func TestMemory(t *testing.T) {
	r := newRig(t, `export const options = {vus: 1}; export default function () { return 1 }`)
	r.bear(0)
	const n = 200
	vus := make([]*VU, n)
	before := heap()
	for i := range vus {
		vus[i] = r.bear(int64(i))
	}
	each := (heap() - before) / n
	t.Logf("a VU keeps %d bytes", each)
	before = heap()
	for _, v := range vus {
		r.start(v, "default")
	}
	r.finish(n)
	t.Logf("after an iteration %d bytes more", (int64(heap())-int64(before))/n)
	runtime.KeepAlive(vus)
	if each > vuBytes {
		t.Errorf("a VU keeps %d bytes, more than %d", each, vuBytes)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
