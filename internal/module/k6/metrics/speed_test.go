package metrics

import (
	"testing"

	"volley/internal/vu"
	"volley/internal/vutest"
)

// BenchmarkAdd is one iteration of a thousand values of a trend.
func BenchmarkAdd(b *testing.B) {
	for name, call := range map[string]string{"plain": "t.add(i)", "tagged": "t.add(i, tags)"} {
		b.Run(name, func(b *testing.B) {
			h := vutest.Kit{Modules: map[string]vu.Module{"k6/metrics": New()}}.Start(b, `
				import { Trend } from 'k6/metrics';
				const t = new Trend('my_trend');
				const tags = { kind: 'a' };
				export default function () { for (let i = 0; i < 1000; i++) `+call+`; }`)
			h.Until(h.Ended)
			b.ReportAllocs()
			for b.Loop() {
				h.Iterate("default")
				h.Until(h.Ended)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/value")
		})
	}
}
