package run

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"volley/internal/summary"
)

// TestStop: a test that is stopped tears down and sums up, and says why it ended.
func TestStop(t *testing.T) {
	r := &rig{T: t, shards: 2}
	p := r.planned(`import { sleep } from 'k6';
		export const options = { vus: 3, duration: '1h' };
		export default function () { sleep(1000); }
		export function teardown() { console.log('torn down'); }`)
	synctest.Test(t, func(t *testing.T) {
		go func() {
			time.Sleep(10 * time.Second)
			p.Stop(ErrStopped)
		}()
		result, err := p.Run(context.Background())
		if !errors.Is(err, ErrStopped) || result == nil || result.Summary.Elapsed > 15*time.Second {
			t.Errorf("%v, %v", result, err)
		}
		if !strings.Contains(r.console.text(), "torn down") {
			t.Errorf("the console says %q", r.console.text())
		}
		p.Stop(errors.New("too late")) // and nothing happens
	})
}

// TestStopBefore: one that has not begun ends as soon as it does.
func TestStopBefore(t *testing.T) {
	r := &rig{T: t}
	p := r.planned(`export default function () { console.log('begun'); }`)
	p.Stop(ErrStopped)
	synctest.Test(t, func(t *testing.T) {
		if _, err := p.Run(context.Background()); !errors.Is(err, ErrStopped) || r.console.text() != "" {
			t.Errorf("%v, and the console says %q", err, r.console.text())
		}
	})
}

// TestPaused: a paused test has its VUs, and begins when it is told to; the time
// until then does not count.
func TestPaused(t *testing.T) {
	r := &rig{T: t, flags: map[string]string{"paused": "true"}}
	p := r.planned(`import { sleep } from 'k6';
		export const options = { vus: 2, duration: '10s' };
		export function setup() { return {v: 1}; }
		export default function (data) { sleep(data.v); }`)
	if err := p.SetSetupData(json.RawMessage(`1`)); err == nil {
		t.Error("a test that has not begun has setup data")
	}
	synctest.Test(t, func(t *testing.T) {
		go func() {
			time.Sleep(time.Minute)
			if s := p.Status(); s.Stage != "paused" || s.Born != 2 || s.VUs != 0 || s.Elapsed > time.Second {
				t.Errorf("%+v", s)
			}
			if err := p.SetSetupData(json.RawMessage(`{"v":5}`)); err != nil {
				t.Error(err)
			}
			if err := p.Resume(); err != nil {
				t.Error(err)
			}
			if p.Resume() == nil {
				t.Error("it can be started twice")
			}
			time.Sleep(5500 * time.Millisecond)
			if err := p.SetSetupData(json.RawMessage(`2`)); err == nil {
				t.Error("VUs that have begun take other setup data")
			}
			if got := string(p.SetupData()); got != `{"v":1}` { // setup() has run meanwhile
				t.Errorf("setup data %s", got)
			}
			if s := p.Summary(); count(s.Total.Metrics, "iterations") < 8 || s.Elapsed < 5*time.Second || s.Elapsed > 6*time.Second {
				t.Errorf("after %v: %+v", s.Elapsed, s.Total.Metrics)
			}
		}()
		result, err := p.Run(context.Background())
		if err != nil || result.Summary.Elapsed < 10*time.Second || result.Summary.Elapsed > 11*time.Second {
			t.Errorf("%v, %v", result.Summary.Elapsed, err)
		}
		if p.Summary() != result.Summary {
			t.Error("the last summary is another")
		}
	})
}

// count is what a counter stands at.
func count(metrics []summary.Metric, name string) float64 {
	for _, m := range metrics {
		if m.Name == name {
			return m.Stats[0].Value
		}
	}
	return 0
}

// TestPausedData: data that came from outside is what VUs get if there is no setup().
func TestPausedData(t *testing.T) {
	r := &rig{T: t, flags: map[string]string{"paused": "true", "no-setup": "true"}}
	p := r.planned(`export function setup() { return 'own'; }
		export default function (data) { console.log(data.from); }`)
	synctest.Test(t, func(t *testing.T) {
		go func() {
			time.Sleep(time.Second)
			if err := errors.Join(p.SetSetupData(json.RawMessage(`{"from":"outside"}`)), p.Resume()); err != nil {
				t.Error(err)
			}
		}()
		if _, err := p.Run(context.Background()); err != nil || r.console.text() != "info outside" {
			t.Errorf("%v, and the console says %q", err, r.console.text())
		}
	})
}

// TestSummaryBefore: there is an empty one before the test.
func TestSummaryBefore(t *testing.T) {
	p := (&rig{T: t}).planned(`export default function () {}`)
	if s := p.Summary(); len(s.Total.Metrics) != 0 || p.SetupData() != nil || p.Resume() == nil {
		t.Errorf("%+v", s)
	}
}
