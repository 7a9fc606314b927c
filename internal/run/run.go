package run

import (
	"context"
	"errors"
	"time"

	"volley/internal/shard"
	"volley/internal/summary"
	"volley/internal/threshold"
)

// Run carries the test out. It comes back when the test is over, or soon after
// ctx is: then it still tears down and sums up. The Result is there even with
// an error, unless nothing could be begun. Errors (by errors.As or errors.Is):
// *Aborted, *TimedOut, *Failed, ErrInterrupted, what Stop was given, *threshold.Crossed,
// *script.Exception, *OutputFailed.
func (p *Plan) Run(ctx context.Context) (*Result, error) {
	if err := p.Open(); err != nil {
		return nil, err
	}
	t, err := p.open()
	if err != nil {
		return nil, err
	}
	t.life = context.WithoutCancel(ctx)
	load, end := context.WithCancelCause(t.life)
	defer end(nil)
	t.end = end
	p.running.Store(t)
	if early := p.early.Load(); early != nil {
		end(*early)
	}
	unhook := context.AfterFunc(ctx, func() { end(ErrInterrupted) })
	defer unhook()

	stop := t.start()
	fault := t.carryOut(load)
	t.drain()
	p.session.Frames.Close()
	t.ledger.close()
	elapsed := t.elapsed()
	unwritten := t.ledger.feeds.close(time.Now())
	verdicts := p.thresholds.Judge(t.ledger.total, elapsed, true)
	t.final = p.sum(t.ledger.total, elapsed, verdicts, t.setupData())
	close(t.summed)
	result := &Result{Summary: t.final}
	if p.config.MachineSummary {
		result.about = &summary.About{Script: p.test.Script.Text(), Version: p.config.UserAgent, Made: time.Now()}
	}
	if data, err := result.data(); err == nil {
		result.Files = t.handleSummary(t.life, data)
	}
	t.enterStage("finished")
	fault = errors.Join(fault, stop())
	if fault == nil {
		fault = t.failed()
	}
	if crossed := threshold.Cross(verdicts, elapsed); fault == nil && crossed != nil {
		fault = crossed
	}
	return result, errors.Join(fault, unwritten)
}

// carryOut is the test from the first VU to teardown.
func (t *test) carryOut(load context.Context) error {
	users, err := t.births.all(load, t.plan.Layout.VUs)
	if err != nil {
		return err
	}
	if err := t.hold(load); err != nil {
		return err
	}
	if err := t.setup(load); err != nil {
		return err
	}
	t.conduct(load, users)
	err = t.teardown(t.life)
	if fault := context.Cause(load); fault != nil { // also what came while it ran
		return fault
	}
	return err
}

func (t *test) conduct(load context.Context, users []*shard.User) {
	c := newConductor(t, users, time.Now())
	t.conductor.Store(c)
	t.enterStage("running")
	c.run(load)
	if t.instance().Completed == 0 && load.Err() == nil {
		t.plan.config.Log.Warn("No script iterations fully finished, consider making the test duration longer") // k6's words
	}
}

// drainWait is how long the end of a test waits for closing handshakes that are
// still under way.
const drainWait = 2 * time.Second

// drain lets connections that are being closed get their answer.
func (t *test) drain() {
	limit := time.NewTimer(min(drainWait, t.plan.Options.WebsocketCloseTimeout))
	defer limit.Stop()
	beat := time.NewTicker(10 * time.Millisecond)
	defer beat.Stop()
	for {
		answers := make(chan int, len(t.shards))
		for _, s := range t.shards {
			s.Conns(func(n int) { answers <- n })
		}
		sum := 0
		for range t.shards {
			select {
			case n := <-answers:
				sum += n
			case <-limit.C:
				return
			}
		}
		if sum == 0 {
			return
		}
		select {
		case <-beat.C:
		case <-limit.C:
			return
		}
	}
}
