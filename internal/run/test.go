package run

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/shard"
	"volley/internal/summary"
	"volley/internal/vu"
)

// test is a Plan while it is carried out.
//
// Owned by the goroutine of Plan.Run, but for what is atomic.
type test struct {
	plan   *Plan
	shards []*shard.Shard
	births *births
	ledger *ledger

	runTags metric.Tags // the user's own
	tags    metric.Tags // runTags and the root group
	began   time.Time

	life      context.Context // of the whole test
	stage     atomic.Value    // string
	conductor atomic.Pointer[conductor]
	end       context.CancelCauseFunc                 // ends the load
	aborts    atomic.Pointer[context.CancelCauseFunc] // ends the single function under way

	resume       chan struct{} // closed when a paused test may begin
	heldAt, held atomic.Int64  // when it was paused, and for how long
	final        *summary.Summary
	summed       chan struct{} // closed once there is final

	mu    sync.Mutex
	fault error  // the first that makes the test fail without ending it
	data  []byte // what setup() returned
}

// open makes the shards of a test; they do nothing yet.
func (p *Plan) open() (*test, error) {
	engine, err := loop.ParseEngine(p.config.Engine)
	if err != nil {
		return nil, err
	}
	t := &test{plan: p, began: time.Now(), resume: make(chan struct{}), summed: make(chan struct{})}
	t.stage.Store("initialising")
	n := p.config.Shards
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	for i := range n {
		s, err := shard.New(shard.Config{Index: i, Loop: loop.Config{Engine: engine, Dial: p.config.Dial}, Registry: p.registry})
		if err != nil {
			for _, s := range t.shards {
				s.Start()
				s.Stop()
				err = errors.Join(err, s.Close())
			}
			return nil, err
		}
		t.shards = append(t.shards, s)
	}
	t.runTags = p.registry.Tags(p.Options.Tags)
	t.tags = p.registry.SystemTag(t.runTags, "group", "")
	t.births = newBirths(p.test, p.share, t.shards)
	t.ledger = newLedger(t)
	return t, nil
}

// start sets the shards and everything beside them going; the function it
// returns ends all that.
func (t *test) start() (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	var beside sync.WaitGroup
	for _, s := range t.shards {
		s.Start()
	}
	beside.Go(func() { shard.Watch(ctx, t.shards) })
	t.ledger.feeds.start()
	beside.Go(t.ledger.run)
	return func() error {
		fault := t.births.close()
		cancel()
		beside.Wait()
		for _, s := range t.shards {
			s.Stop()
		}
		for _, s := range t.shards {
			fault = errors.Join(fault, s.Close())
		}
		return fault
	}
}

// abort ends the load, and whatever single function runs, because of err. Safe
// for concurrent use.
func (t *test) abort(err error) {
	t.end(err)
	if cancel := t.aborts.Load(); cancel != nil {
		(*cancel)(err)
	}
}

// fail makes the test fail without ending it. Safe for concurrent use.
func (t *test) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fault == nil {
		t.fault = err
	}
}

func (t *test) failed() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.fault
}

func (t *test) enterStage(name string) { t.stage.Store(name) }

func (t *test) stopping() { t.enterStage("stopping") }

// active is how many VUs run a scenario now. Safe for concurrent use.
func (t *test) active() (n int64) {
	if c := t.conductor.Load(); c != nil {
		for _, s := range c.scenes {
			n += s.pool.Looping()
		}
	}
	return n
}

// instance is what exec.instance shows. Safe for concurrent use.
func (t *test) instance() vu.Instance {
	i := vu.Instance{Elapsed: t.elapsed(), Initialized: t.births.ready.Load()}
	if c := t.conductor.Load(); c != nil {
		for _, s := range c.scenes {
			_, completed, interrupted, _ := s.pool.Counts()
			i.Completed += completed
			i.Interrupted += interrupted
			i.Active += s.pool.Looping()
		}
	}
	return i
}

// status is the test at this moment. Safe for concurrent use.
func (t *test) status() Status {
	i := t.instance()
	s := Status{
		Stage: t.stage.Load().(string), Elapsed: i.Elapsed, VUs: i.Active,
		MaxVUs: max(i.Initialized, t.plan.Layout.VUs), Born: i.Initialized,
		Completed: i.Completed, Interrupted: i.Interrupted, Wire: t.ledger.wire(),
	}
	if c := t.conductor.Load(); c != nil {
		now := time.Since(c.began)
		for _, scene := range c.scenes {
			s.Scenarios = append(s.Scenarios, scene.status(now))
		}
	}
	return s
}
