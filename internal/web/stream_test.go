package web

import (
	"runtime"
	"testing"

	"volley/internal/loop"
)

// TestStreamMemory bounds what a VU keeps that touches the Streams standard: the
// figure is the one the package's documentation gives.
func TestStreamMemory(t *testing.T) {
	const n, most = 50, 320 << 10
	kept := func(script string) int64 {
		k := kit()
		k.Engines = []loop.Engine{loop.Portable}
		h := k.Start(t, script)
		h.Until(h.Ended)
		before := heap()
		h.Crowd(n)
		h.Until(func() bool { h.Loop.Post(func() {}); return len(h.Printed()) == n+1 })
		return (heap() - before) / n
	}
	plain := kept(`export default function () { console.log(Promise.name); }`)
	streams := kept(`export default function () { console.log(Promise.name, ReadableStream.name); }`)
	t.Logf("a VU keeps %d bytes, and %d with streams", plain, streams)
	if streams-plain > most {
		t.Errorf("streams cost a VU %d bytes, more than %d", streams-plain, most)
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkStream is a chunk written to a transform stream and read from it.
func BenchmarkStream(b *testing.B) {
	k := kit()
	k.Engines = []loop.Engine{loop.Portable}
	h := k.Start(b, `
		const { readable, writable } = new TransformStream();
		const writer = writable.getWriter();
		const reader = readable.getReader();
		export default async function () {
			for (let i = 0; i < 1000; i++) { writer.write(i); await reader.read(); }
		}`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/chunk")
}
