package run

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"volley/internal/metric"
	"volley/internal/summary"
	"volley/internal/threshold"
)

// ErrStopped is the error of a test that was stopped through its REST API.
var ErrStopped = errors.New("test run stopped from REST API") // k6's words

// Stop ends the load because of err: the test then tears down, or goes on tearing
// down, and sums up; Run returns err. It does nothing to a test that is torn down.
func (p *Plan) Stop(err error) {
	if t := p.running.Load(); t != nil {
		t.end(err)
		return
	}
	p.early.CompareAndSwap(nil, &err)
	if t := p.running.Load(); t != nil { // it began meanwhile, and may not have looked
		t.end(err)
	}
}

// Resume starts a test that was told to wait before its start (option paused).
// The error says that there is none.
func (p *Plan) Resume() error {
	if !p.Options.Paused || !p.resumed.CompareAndSwap(false, true) {
		return errors.New("the test does not wait for its start")
	}
	if t := p.running.Load(); t != nil {
		close(t.resume)
	}
	return nil
}

// hold waits until somebody resumes a test that is to begin paused.
func (t *test) hold(load context.Context) error {
	if !t.plan.Options.Paused || t.plan.resumed.Load() {
		return nil
	}
	t.enterStage("paused")
	// k6's words.
	t.plan.config.Log.Info("Execution is paused, waiting for resume or interrupt...")
	before := max(time.Since(t.began), 1) // 0 would be never
	t.heldAt.Store(int64(before))
	select {
	case <-t.resume:
	case <-load.Done():
		return context.Cause(load)
	}
	t.held.Store(int64(time.Since(t.began) - before))
	return nil
}

// elapsed is how long the test has taken so far; the time it was held does not
// count. Safe for concurrent use.
func (t *test) elapsed() time.Duration {
	whole := time.Since(t.began)
	held := time.Duration(t.held.Load())
	if at := time.Duration(t.heldAt.Load()); at > 0 && held == 0 {
		return at
	}
	return whole - held
}

// SetupData is what setup() returned, as JSON; nil if there is nothing.
func (p *Plan) SetupData() json.RawMessage {
	if t := p.running.Load(); t != nil {
		return t.setupData()
	}
	return nil
}

// SetSetupData gives VUs and teardown() other data than setup() returned, before
// any VU has begun. The error says that it is too late, or too early.
func (p *Plan) SetSetupData(data json.RawMessage) error {
	t := p.running.Load()
	switch {
	case t == nil:
		return errors.New("the test has not begun")
	case t.conductor.Load() != nil:
		return errors.New("the VUs have their data already: it can be replaced while the test is paused only")
	}
	t.keepData(data)
	return nil
}

func (t *test) setupData() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.data
}

func (t *test) keepData(data []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = data
}

// Summary is what the test has come to so far, or at its end.
func (p *Plan) Summary() *summary.Summary {
	t := p.running.Load()
	if t == nil {
		return p.sum(p.registry.NewTotal(), 0, nil, nil)
	}
	answer := make(chan *summary.Summary, 1)
	select {
	case t.ledger.asks <- answer:
		return <-answer
	case <-t.summed: // nobody keeps the ledger any more
		return t.final
	}
}

// sum sums a total up.
func (p *Plan) sum(total *metric.Total, elapsed time.Duration, verdicts []threshold.Verdict, data []byte) *summary.Summary {
	asked := p.thresholds.Subjects()
	if p.Options.NoThresholds {
		asked = nil
	}
	return summary.Of(summary.Input{
		Total: total, Elapsed: elapsed, Asked: asked, Verdicts: verdicts, SetupData: data,
		Options: summary.Options{
			TrendStats: p.Options.SummaryTrendStats, TimeUnit: p.Options.SummaryTimeUnit,
			NoColor: p.config.NoColor, Full: p.config.SummaryFull,
		},
		StdoutTTY: p.config.StdoutTTY, StderrTTY: p.config.StderrTTY,
	})
}

// ScriptURL is the script's name in stack traces: a file URL.
func (p *Plan) ScriptURL() string { return p.test.Script.URL() }
