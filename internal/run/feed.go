package run

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"volley/internal/metric"
	"volley/internal/output"
)

// feed hands what was counted to one output, on a goroutine of its own: an
// output that is slow delays nobody. Nothing is lost and nothing waits: what a
// slow disk has not taken yet stays in memory, with a word to the user; beyond
// feedLimit the output has failed.
//
//	ledger ──add, beat──► queue ──► Sink.Write ──► parcel.release ──► shard
//
// Safe for concurrent use.
type feed struct {
	out   *output.Output
	reg   *metric.Registry
	log   *slog.Logger
	total *metric.Total // nil if the output needs samples only
	limit int           // samples that may wait
	done  chan struct{}

	mu      sync.Mutex
	more    sync.Cond
	next    []*parcel // since the last beat
	queue   []seconds
	waiting int // samples in next and queue, and in the output's hands
	warned  bool
	closed  bool
	fault   *OutputFailed
}

// seconds is what an output gets at once.
type seconds struct {
	at      metric.Time
	parcels []*parcel
}

// The bounds of what may wait for an output. A sample is 24 bytes.
const (
	feedWarn  = 4            // seconds
	feedLimit = 1 << 30 / 24 // samples
)

// parcel is a batch on its way through all feeds; the last one gives it back.
type parcel struct {
	batch *metric.Batch
	left  atomic.Int32
	back  func(*metric.Batch)
}

func (p *parcel) release() {
	if p.left.Add(-1) == 0 {
		p.back(p.batch)
	}
}

// feeds are all outputs of a run.
type feeds []*feed

// newFeeds makes a feed of each output; carry them on goroutines of their own.
func newFeeds(p *Plan) (all feeds) {
	for _, o := range p.outputs {
		f := &feed{out: o, reg: p.registry, log: p.config.Log, limit: feedLimit, done: make(chan struct{})}
		f.more.L = &f.mu
		if o.Needs() != metric.NeedSamples {
			f.total = p.registry.NewTotal()
		}
		all = append(all, f)
	}
	return all
}

// start carries all feeds.
func (all feeds) start() {
	for _, f := range all {
		go f.carry()
	}
}

// add hands out a batch; back gets it when nobody needs it any more. The batch
// must not be changed until then.
func (all feeds) add(b *metric.Batch, back func(*metric.Batch)) {
	if len(all) == 0 {
		back(b)
		return
	}
	p := &parcel{batch: b, back: back}
	p.left.Store(int32(len(all)))
	for _, f := range all {
		f.add(p)
	}
}

// beat lets the outputs write what has been added.
func (all feeds) beat(at time.Time) {
	for _, f := range all {
		f.beat(metric.At(at))
	}
}

// close waits until everything is written. The error joins those of all outputs
// that failed during the run.
func (all feeds) close(at time.Time) error {
	all.beat(at)
	var faults []error
	for _, f := range all {
		if fault := f.close(); fault != nil {
			faults = append(faults, fault)
		}
	}
	return errors.Join(faults...)
}

func (f *feed) add(p *parcel) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fault != nil {
		p.release()
		return
	}
	f.next = append(f.next, p)
	f.waiting += p.batch.SampleLen()
}

func (f *feed) beat(at metric.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fault != nil {
		return
	}
	if f.waiting > f.limit {
		f.fail(fmt.Errorf("%d samples waited for %s, which is slower than the test; there is no room for more", f.waiting, f.out.Path))
		return
	}
	f.queue = append(f.queue, seconds{at, f.next})
	f.next = nil
	if len(f.queue) > feedWarn && !f.warned {
		f.warned = true
		f.log.Warn(fmt.Sprintf("output %s is more than %d seconds behind: %s is slower than the test; what is not written yet waits in memory", f.out.Name, feedWarn, f.out.Path))
	}
	f.more.Signal()
}

// carry writes until close.
func (f *feed) carry() {
	defer close(f.done)
	for {
		s, ok := f.take()
		if !ok {
			break
		}
		err := f.write(s)
		f.settle(s, err)
	}
	if err := f.out.Close(); err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.fail(err)
	}
}

// take waits for something to write.
func (f *feed) take() (s seconds, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for len(f.queue) == 0 && !f.closed {
		f.more.Wait()
	}
	if len(f.queue) == 0 {
		return seconds{}, false
	}
	s = f.queue[0]
	f.queue[0] = seconds{}
	f.queue = f.queue[1:]
	return s, true
}

func (f *feed) write(s seconds) error {
	r := metric.Report{At: s.at, Registry: f.reg, Total: f.total}
	for _, p := range s.parcels {
		r.Batches = append(r.Batches, p.batch)
		if f.total != nil {
			f.total.Merge(p.batch)
		}
	}
	return f.out.Write(r)
}

// settle gives back what was written, or could not be.
func (f *feed) settle(s seconds, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range s.parcels {
		f.waiting -= p.batch.SampleLen()
		p.release()
	}
	if err != nil {
		f.fail(err)
	}
}

// fail ends the output, and says so, once. The lock is held.
func (f *feed) fail(err error) {
	if f.fault != nil {
		return
	}
	f.fault = &OutputFailed{Output: f.out.Name, Err: err, Began: true}
	f.log.Error(f.fault.Error() + "; the test goes on without it")
	for _, s := range append(f.queue, seconds{parcels: f.next}) {
		for _, p := range s.parcels {
			p.release()
		}
	}
	f.queue, f.next, f.waiting = nil, nil, 0
}

// close writes what is left. One that has failed, and may be stuck, is waited
// for only so long.
func (f *feed) close() *OutputFailed {
	f.mu.Lock()
	f.closed = true
	f.more.Signal()
	failed := f.fault != nil
	f.mu.Unlock()
	if failed {
		limit := time.NewTimer(lastWait)
		defer limit.Stop()
		select {
		case <-f.done:
		case <-limit.C:
		}
	} else {
		<-f.done
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fault
}
