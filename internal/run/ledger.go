package run

import (
	"slices"
	"sync"
	"time"

	"volley/internal/metric"
	"volley/internal/shard"
	"volley/internal/summary"
	"volley/internal/threshold"
)

// ledger merges what the shards counted, once a second, judges it, and keeps
// the numbers that are shown while the test runs. It never waits for a shard: a
// batch that is late is merged when it comes.
//
// Owned by one goroutine, but for dropped, wire and close.
type ledger struct {
	t     *test
	total *metric.Total

	mu  sync.Mutex
	own *metric.Recorder // what no shard counts: vus, vus_max, dropped_iterations

	feeds feeds // the outputs

	asks     chan chan *summary.Summary
	verdicts []threshold.Verdict // of the last judgement

	batches chan batch
	waiting []bool // by shard: a batch is on its way
	end     chan struct{}
	ended   chan struct{}

	shown  sync.Mutex
	last   Wire
	before counts
	at     time.Time
}

// batch is what one shard counted.
type batch struct {
	from int
	*metric.Batch
}

// counts are the running totals of which the last second's rates are made.
type counts struct{ opened, sent, received, in, out float64 }

func newLedger(t *test) *ledger {
	return &ledger{
		t: t, total: t.plan.registry.NewTotal(), own: t.plan.registry.NewRecorder(),
		feeds:   newFeeds(t.plan),
		asks:    make(chan chan *summary.Summary),
		batches: make(chan batch, len(t.shards)), waiting: make([]bool, len(t.shards)),
		end: make(chan struct{}), ended: make(chan struct{}), at: time.Now(),
	}
}

// dropped counts iterations that never began.
func (l *ledger) dropped(tags metric.Tags, n int64) {
	l.sample(l.t.plan.registry.Builtin.DroppedIterations, tags, float64(n))
}

func (l *ledger) sample(m *metric.Metric, tags metric.Tags, value float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.own.Add(l.t.plan.registry.Series(m, tags), value, metric.At(time.Now()))
}

// run keeps the ledger until close.
func (l *ledger) run() {
	defer close(l.ended)
	// k6: these two are always there, as zero if nothing was on the wire.
	l.sample(l.t.plan.registry.Builtin.DataSent, l.t.runTags, 0)
	l.sample(l.t.plan.registry.Builtin.DataReceived, l.t.runTags, 0)
	beat := time.NewTicker(time.Second)
	defer beat.Stop()
	late := false // the last second has not been judged
	for {
		select {
		case <-beat.C:
			if late { // a shard is behind: judge without it
				l.second()
			}
			l.gauges()
			l.collect()
			late = true
		case b := <-l.batches:
			l.merge(b)
			if late && !slices.Contains(l.waiting, true) {
				l.second()
				late = false
			}
		case answer := <-l.asks:
			answer <- l.t.plan.sum(l.total, l.t.elapsed(), l.verdicts, l.t.setupData())
		case <-l.end:
			l.settle()
			return
		}
	}
}

// close merges what is left and ends the ledger. The total may then be read.
func (l *ledger) close() {
	close(l.end)
	<-l.ended
}

// collect asks every shard for what it counted, but those that have not
// answered the last time.
func (l *ledger) collect() {
	for i, s := range l.t.shards {
		if !l.waiting[i] {
			l.waiting[i] = true
			s.Collect(func(b *metric.Batch) { l.batches <- batch{i, b} }) // there is room for one of each
		}
	}
	l.collectOwn()
}

// collectOwn merges what no shard counted.
func (l *ledger) collectOwn() {
	l.mu.Lock()
	full := l.own.Swap()
	l.mu.Unlock()
	l.total.Merge(full)
	l.feeds.add(full, l.recycle)
}

// recycle takes the ledger's own batch back.
func (l *ledger) recycle(b *metric.Batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.own.Recycle(b)
}

func (l *ledger) merge(b batch) {
	l.waiting[b.from] = false
	l.total.Merge(b.Batch)
	l.feeds.add(b.Batch, l.t.shards[b.from].Recycle)
}

// lastWait is how long the end of a test waits for a shard's last numbers.
const lastWait = 3 * time.Second

// settle takes in what is on its way, then asks everybody once more.
func (l *ledger) settle() {
	limit := time.NewTimer(lastWait)
	defer limit.Stop()
	if l.drain(limit.C) {
		l.collect()
		if l.drain(limit.C) {
			l.levels()
			l.collectOwn()
			return
		}
	}
	l.t.plan.config.Log.Error("a shard does not answer: what it counted last is not in the summary")
}

// drain merges until nobody is waited for; false if that takes too long.
func (l *ledger) drain(limit <-chan time.Time) bool {
	for slices.Contains(l.waiting, true) {
		select {
		case b := <-l.batches:
			l.merge(b)
		case <-limit:
			return false
		}
	}
	return true
}

// gauges are k6's once-a-second samples.
func (l *ledger) gauges() {
	b := &l.t.plan.registry.Builtin
	l.sample(b.VUs, l.t.runTags, float64(l.t.active()))
	l.sample(b.VUsMax, l.t.runTags, float64(l.t.births.ready.Load()))
	l.levels()
}

// levels shows the outputs what the metrics stand at whose samples are changes.
func (l *ledger) levels() {
	if len(l.feeds) == 0 {
		return
	}
	now := metric.At(time.Now())
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range l.t.plan.registry.Metrics() {
		if m.Level {
			l.total.Each(m, func(s metric.Series, _ metric.Tags, v *metric.Value) { l.own.Show(s, v.Last, now) })
		}
	}
}

// second judges what has been merged, and shows it.
func (l *ledger) second() {
	elapsed := l.t.elapsed()
	l.show()
	l.feeds.beat(time.Now())
	l.verdicts = l.t.plan.thresholds.Judge(l.total, elapsed, false)
	if crossed := threshold.Cross(l.verdicts, elapsed); crossed != nil && crossed.Abort {
		l.t.end(crossed)
	}
}

// show makes the numbers of the last second.
func (l *ledger) show() {
	b := &l.t.plan.registry.Builtin
	now := time.Now()
	seconds := max(now.Sub(l.at).Seconds(), 1e-3)
	sum := func(m *metric.Metric) float64 { return l.total.Metric(m).Sum }
	is := counts{
		opened: sum(b.WSSessions), sent: sum(b.WSMessagesSent), received: sum(b.WSMessagesReceived),
		in: sum(b.DataReceived), out: sum(b.DataSent),
	}
	w := Wire{
		Open:   l.total.Metric(b.WSOpenSockets).Last,
		Opened: (is.opened - l.before.opened) / seconds, Sent: (is.sent - l.before.sent) / seconds,
		Received: (is.received - l.before.received) / seconds,
		BytesIn:  (is.in - l.before.in) / seconds, BytesOut: (is.out - l.before.out) / seconds,
		Errors: l.faults(), Lag: worst(l.t.shards),
	}
	l.before, l.at = is, now
	l.shown.Lock()
	l.last = w
	l.shown.Unlock()
}

func worst(shards []*shard.Shard) (lag time.Duration) {
	for _, s := range shards {
		lag = max(lag, s.Lag())
	}
	return lag
}

// faults are the errors so far by phase and code, the most frequent first.
func (l *ledger) faults() []Fault {
	var list []Fault
	l.total.Each(l.t.plan.registry.Builtin.WSErrors, func(_ metric.Series, tags metric.Tags, v *metric.Value) {
		phase, code := tags.Value("phase"), tags.Value("code")
		for i := range list {
			if list[i].Phase == phase && list[i].Code == code {
				list[i].Count += v.Sum
				return
			}
		}
		list = append(list, Fault{Phase: phase, Code: code, Count: v.Sum})
	})
	slices.SortStableFunc(list, func(a, b Fault) int { return int(b.Count - a.Count) })
	return list
}

// wire is what happened on the sockets lately. Safe for concurrent use.
func (l *ledger) wire() Wire {
	l.shown.Lock()
	defer l.shown.Unlock()
	return l.last
}
