package run

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"volley/internal/metric"
	"volley/internal/output"
)

// disk is an output that is as slow as it is told, and may be full.
type disk struct {
	needs   metric.Need
	slow    time.Duration
	full    int // after that many reports; 0 for never
	stuck   chan struct{}
	closing error

	reports, samples, closed int
	hits                     float64 // of the last total
}

var errDisk = errors.New("write x: no space left on device")

func (d *disk) Needs() metric.Need          { return d.needs }
func (d *disk) Open(*metric.Registry) error { return nil }

func (d *disk) Write(r metric.Report) error {
	if d.stuck != nil {
		<-d.stuck
	}
	time.Sleep(d.slow)
	d.reports++
	for range r.Samples() {
		d.samples++
	}
	if r.Total != nil {
		d.hits = r.Total.Metric(r.Registry.Metric("hits")).Sum
	}
	if d.reports == d.full {
		return errDisk
	}
	return nil
}

func (d *disk) Close() error {
	d.closed++
	return d.closing
}

// onDisks runs a script that takes ten seconds and makes 100 hits, with disks as
// outputs.
func onDisks(t *testing.T, disks []*disk, check func(r *rig, p *Plan, result *Result, err error)) {
	t.Helper()
	r := &rig{T: t, shards: 2}
	p := r.planned(`
		import { sleep } from 'k6';
		import { Counter } from 'k6/metrics';
		const hits = new Counter('hits');
		export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 5, iterations: 20 } } };
		export default function () { hits.add(1); sleep(0.5); }`)
	for _, d := range disks {
		p.outputs = append(p.outputs, &output.Output{Sink: d, Name: "disk", Path: "x"})
	}
	c := p.registry.Config()
	c.Needs = p.needs()
	p.registry.Configure(c)
	synctest.Test(t, func(t *testing.T) {
		result, err := p.Run(context.Background())
		if result == nil {
			t.Fatal(err)
		}
		check(r, p, result, err)
	})
}

// recorded is how many samples a run took.
func recorded(p *Plan) (n uint64) {
	for _, m := range p.registry.Metrics() {
		if !m.Level {
			n += p.running.Load().ledger.total.Metric(m).N
		}
	}
	return n
}

// TestSlowOutput: a disk that needs three seconds for each gets everything in
// the end, and neither the test nor another output waits for it.
func TestSlowOutput(t *testing.T) {
	slow := &disk{needs: metric.NeedSamples, slow: 3 * time.Second}
	quick := &disk{needs: metric.NeedSamples}
	totals := &disk{needs: metric.NeedTotals}
	onDisks(t, []*disk{slow, quick, totals}, func(r *rig, p *Plan, result *Result, err error) {
		if err != nil {
			t.Errorf("Run = %v", err)
		}
		if took := p.Status().Elapsed; took < 30*time.Second {
			t.Errorf("the run ended after %s, before the slow disk can have", took)
		}
		if d := result.Summary; !strings.Contains(export(t, result), `"hits"`) || d == nil {
			t.Error("no summary")
		}
		want := int(recorded(p))
		if want < 300 || slow.samples != want || quick.samples != want {
			t.Errorf("the slow disk got %d samples, the quick one %d, want %d", slow.samples, quick.samples, want)
		}
		if quick.reports != slow.reports || quick.reports < 10 || quick.reports > 12 {
			t.Errorf("%d reports in ten seconds, %d on the slow disk", quick.reports, slow.reports)
		}
		if totals.hits != 100 {
			t.Errorf("an output of totals has %v hits, want 100", totals.hits)
		}
		if n := strings.Count(r.log.text(), "output disk is more than 4 seconds behind: x is slower than the test"); n != 1 {
			t.Errorf("%d warnings of a slow disk, want 1:\n%s", n, r.log.text())
		}
		if slow.closed != 1 || quick.closed != 1 || totals.closed != 1 {
			t.Error("an output was not closed once")
		}
	})
}

// TestFullOutput: an output that fails is told of once, when it happens; the
// test, its summary and the other outputs go on.
func TestFullOutput(t *testing.T) {
	full, good := &disk{needs: metric.NeedSamples, full: 3}, &disk{needs: metric.NeedSamples}
	late := &disk{needs: metric.NeedSamples, closing: errors.New("close x: no space left on device")}
	onDisks(t, []*disk{full, good, late}, func(r *rig, p *Plan, result *Result, err error) {
		var failed *OutputFailed
		if !errors.As(err, &failed) || !failed.Began || !errors.Is(err, errDisk) {
			t.Errorf("Run = %v, want a failed output", err)
		}
		if sum(t, p, "hits") != 100 || !strings.Contains(export(t, result), `"hits"`) {
			t.Error("the test did not go on")
		}
		if full.reports != 3 || full.closed != 1 || good.samples != int(recorded(p)) {
			t.Errorf("the full disk got %d reports, closed %d times; the good one got %d samples of %d", full.reports, full.closed, good.samples, recorded(p))
		}
		const want = "error output disk: write x: no space left on device; the test goes on without it\n" +
			"error output disk: close x: no space left on device; the test goes on without it"
		if got := r.log.text(); got != want {
			t.Errorf("log:\n%s\nwant\n%s", got, want)
		}
	})
}

// TestStuckOutput: what waits for an output is bounded, and one that does not
// come back does not keep the run from ending.
func TestStuckOutput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metric.NewRegistry(metric.Config{Needs: metric.NeedSamples})
		rec, log := reg.NewRecorder(), capture{}
		d := &disk{needs: metric.NeedSamples, stuck: make(chan struct{})}
		p := &Plan{registry: reg, outputs: []*output.Output{{Sink: d, Name: "disk", Path: "x"}}, config: Config{Log: slog.New(&log)}}
		all := newFeeds(p)
		all[0].limit = 35
		all.start()
		back := 0
		for range 6 {
			for range 10 {
				rec.Add(reg.Series(reg.Builtin.Iterations, metric.Tags{}), 1, 1)
			}
			all.add(rec.Swap(), func(*metric.Batch) { back++ })
			all.beat(time.Now())
			synctest.Wait()
		}
		if back != 5 { // all but what the disk holds
			t.Errorf("%d of 6 batches came back", back)
		}
		before := time.Now()
		err := all.close(time.Now())
		if err == nil || err.Error() != "output disk: 40 samples waited for x, which is slower than the test; there is no room for more" {
			t.Errorf("close = %v", err)
		}
		if took := time.Since(before); took != lastWait {
			t.Errorf("close took %s, want %s", took, lastWait)
		}
		close(d.stuck)
		synctest.Wait()
		if back != 6 || d.closed != 1 || strings.Count(log.text(), "\n") != 0 {
			t.Errorf("%d batches came back, closed %d times, log %s", back, d.closed, log.text())
		}
	})
}

// TestNoOutputs: without outputs a batch comes back at once.
func TestNoOutputs(t *testing.T) {
	back := 0
	feeds(nil).add(nil, func(*metric.Batch) { back++ })
	if back != 1 || feeds(nil).close(time.Now()) != nil {
		t.Error("a batch does not come back")
	}
}

// TestLevelsForOutputs: outputs see how many sockets are open, once a second,
// and not each opening and closing.
func TestLevelsForOutputs(t *testing.T) {
	reg := metric.NewRegistry(metric.Config{Needs: metric.NeedSamples})
	l := &ledger{t: &test{plan: &Plan{registry: reg}}, total: reg.NewTotal(), own: reg.NewRecorder()}
	rec, s := reg.NewRecorder(), reg.Series(reg.Builtin.WSOpenSockets, metric.Tags{})
	for _, change := range []float64{1, 1, -1, 1} {
		rec.Add(s, change, 1)
	}
	b := rec.Swap()
	l.total.Merge(b)
	l.levels()
	if n := b.SampleLen() + l.own.Swap().SampleLen(); n != 0 {
		t.Errorf("%d samples without an output, want none", n)
	}
	l.feeds = feeds{{}}
	l.levels()
	for got := range l.own.Swap().Samples() {
		if got.Series != s || got.Value != 2 {
			t.Errorf("sample %+v, want 2 open sockets", got)
		}
		return
	}
	t.Error("no sample")
}
