package vutest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/vu"
)

// errSlow ends an iteration that outlives its test.
var errSlow = errors.New("the test is over")

// Hand is one iteration of a script that the test drives by hand: to interrupt
// it somewhere, or to measure it.
//
// Owned by one goroutine.
type Hand struct {
	VU   *vu.VU
	Loop *loop.Loop
	// Outcome is nil until the iteration has ended.
	Outcome *vu.Outcome

	t      testing.TB
	r      *rig
	rec    *metric.Recorder
	cancel context.CancelFunc
	ctx    context.Context
}

// Start runs a script's init context and begins one iteration, on the first of
// the kit's engines. The script's __ENV is Replace. What it began ends with the
// test.
func (k Kit) Start(t testing.TB, source string) *Hand {
	t.Helper()
	engine := loop.Portable
	if len(k.Engines) > 0 {
		engine = k.Engines[0]
	}
	l, err := loop.New(loop.Config{Engine: engine})
	if err != nil {
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "script.js")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	r := newRig(k, sheet{env: maps.Clone(k.Replace)}, l)
	h := &Hand{Loop: l, t: t, r: r}
	h.ctx, h.cancel = context.WithTimeoutCause(context.Background(), limit, errSlow)
	t.Cleanup(h.close)
	if h.VU, err = r.bear(h.ctx, file); err != nil {
		t.Fatal(err)
	}
	h.rec = r.adopt(h.VU)
	h.Iterate("default")
	return h
}

// Iterate begins another iteration, of the named export.
func (h *Hand) Iterate(export string) {
	h.t.Helper()
	h.Outcome = nil
	err := h.VU.Start(vu.Job{
		Fn: func(v *vu.VU) (sobek.Value, error) {
			v.Begin(vu.Iteration{})
			return v.Export(export)
		},
		Done: func(_ *vu.VU, o vu.Outcome) { h.Outcome = &o },
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// Crowd begins the same iteration in n more VUs of the script, on the same loop.
// They are interrupted when the test is over.
func (h *Hand) Crowd(n int) {
	h.t.Helper()
	nursery, err := vu.NewNursery()
	if err != nil {
		h.t.Fatal(err)
	}
	vus := make([]*vu.VU, n)
	for i := range vus {
		if vus[i], err = nursery.Bear(h.ctx, h.r.test, int64(2+i)); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := nursery.Close(); err != nil {
		h.t.Fatal(err)
	}
	for _, v := range vus {
		h.r.enter(v, h.rec)
		err := v.Start(vu.Job{
			Fn:   func(v *vu.VU) (sobek.Value, error) { v.Begin(vu.Iteration{}); return v.Export("default") },
			Done: func(*vu.VU, vu.Outcome) {},
		})
		if err != nil {
			h.t.Fatal(err)
		}
	}
	h.t.Cleanup(func() {
		for _, v := range vus {
			v.Interrupt(errSlow)
		}
		h.Until(func() bool { return !slices.ContainsFunc(vus, (*vu.VU).Busy) })
	})
}

// InUse is the memory of objects that are reachable, in bytes, for what a Crowd
// shares.
func InUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Tick is one turn of the loop that does not wait for anything.
func (h *Hand) Tick() {
	h.Loop.Post(func() {}) // a letter that is there keeps the turn from sleeping
	h.r.tick()
}

// Until turns the loop until done says so. It fails a test that takes too long.
func (h *Hand) Until(done func() bool) {
	h.t.Helper()
	stop := context.AfterFunc(h.ctx, func() { h.Loop.Post(func() {}) })
	defer stop()
	for !done() {
		if h.ctx.Err() != nil {
			h.t.Fatalf("not done after %v; %v", limit, h)
		}
		h.r.tick()
	}
}

// Ended reports whether the iteration has.
func (h *Hand) Ended() bool { return h.Outcome != nil }

// Printed are the lines the script printed so far.
func (h *Hand) Printed() []string { return h.r.printed.every() }

// Logged is what was logged so far.
func (h *Hand) Logged() []string { return h.r.logged.every() }

// Sum is what a metric added up to so far; the key is that of a want metric.
func (h *Hand) Sum(key string) float64 {
	h.t.Helper()
	batch := h.rec.Swap()
	h.r.total.Merge(batch)
	h.rec.Recycle(batch)
	name, filter, _, err := metric.ParseKey(key)
	if err != nil {
		h.t.Fatal(err)
	}
	m := h.r.reg.Metric(name)
	if m == nil {
		h.t.Fatalf("there is no metric %s", name)
	}
	return h.r.sum(m, filter)
}

// String is what the script did, for a failed test.
func (h *Hand) String() string { return fmt.Sprint(h.r) }

func (h *Hand) close() {
	if h.VU != nil && h.Outcome == nil {
		h.VU.Interrupt(errSlow)
	}
	stop := context.AfterFunc(h.ctx, func() { h.Loop.Post(func() {}) })
	defer stop()
	for h.VU != nil && (h.Outcome == nil || h.Loop.Conns() > 0) && h.ctx.Err() == nil {
		h.r.tick()
	}
	h.cancel()
	if err := h.r.close(); err != nil {
		h.t.Error(err)
	}
}
