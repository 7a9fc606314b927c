package vu

import (
	"runtime"
	"testing"
)

// TestMemory measures what one VU keeps. What a script that the engine evaluates
// as a module keeps beyond the plain one is the engine's: Promise and its
// methods, and the promises of the evaluation.
func TestMemory(t *testing.T) {
	const plain = `export const options = {vus: 1}; export default function () { return 1 }`
	for name, c := range map[string]struct {
		src  string
		most int64
	}{
		"plain":           {plain, 10 << 10},
		"top-level await": {plain + "; await null", 30 << 10},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, c.src)
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
			t.Logf("after an iteration %d bytes more", (heap()-before)/n)
			runtime.KeepAlive(vus)
			if each > c.most {
				t.Errorf("a VU keeps %d bytes, more than %d", each, c.most)
			}
		})
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
