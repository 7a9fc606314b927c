package k6

import (
	"errors"
	"testing"
	"time"

	"volley/internal/vu"
	"volley/internal/vutest"
)

// TestSleepInterrupted ends a long sleep: nothing of the script runs after it.
func TestSleepInterrupted(t *testing.T) {
	h := vutest.Kit{Modules: map[string]vu.Module{"k6": New()}}.Start(t, `
		import { sleep, group } from 'k6';
		export default function () {
			console.log('before');
			try { group('g', () => sleep(3600)); } finally { console.log('never'); }
		}`)
	h.Until(func() bool { return len(h.Printed()) == 1 })
	began := time.Now()
	over := errors.New("the time is over")
	h.VU.Interrupt(over)
	h.Until(h.Ended)
	if took := time.Since(began); took > time.Minute {
		t.Errorf("the sleep ended after %v", took)
	}
	if !errors.Is(h.Outcome.Interrupted, over) {
		t.Errorf("Interrupted = %v, want %v", h.Outcome.Interrupted, over)
	}
	if lines := h.Printed(); len(lines) != 1 {
		t.Errorf("printed %q after the interrupt", lines[1:])
	}
}

// BenchmarkCheck is one iteration of a thousand checks.
func BenchmarkCheck(b *testing.B) {
	h := vutest.Kit{Modules: map[string]vu.Module{"k6": New()}}.Start(b, `
		import { check } from 'k6';
		const checks = { 'is two': (v) => v === 2 };
		export default function () { for (let i = 0; i < 1000; i++) check(2, checks); }`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/check")
}
