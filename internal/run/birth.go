package run

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"volley/internal/executor"
	"volley/internal/shard"
	"volley/internal/vu"
)

// births makes VUs beside the load: each runs its init context in a nursery, at
// most one per core at a time, and is then handed to a shard.
//
// Safe for concurrent use.
type births struct {
	test   *vu.Test
	share  executor.Share
	shards []*shard.Shard
	slots  chan *vu.Nursery // nil ones have not been opened
	number atomic.Int64     // of the last VU
	ready  atomic.Int64
	under  sync.WaitGroup
}

func newBirths(t *vu.Test, share executor.Share, shards []*shard.Shard) *births {
	b := &births{test: t, share: share, shards: shards, slots: make(chan *vu.Nursery, len(shards))}
	for range shards {
		b.slots <- nil
	}
	return b
}

// in runs f with a nursery, as soon as one is free.
func (b *births) in(ctx context.Context, f func(*vu.Nursery) error) error {
	var n *vu.Nursery
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case n = <-b.slots:
	}
	defer func() { b.slots <- n }()
	if n == nil {
		opened, err := vu.NewNursery()
		if err != nil {
			return err
		}
		n = opened
	}
	return f(n)
}

// one makes the VU of a number and hands it to its shard.
func (b *births) one(ctx context.Context, number int64) (u *shard.User, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, initLimit, &TimedOut{Stage: "init", After: initLimit})
	defer cancel()
	err = b.in(ctx, func(n *vu.Nursery) error {
		v, err := n.Bear(ctx, b.test, number)
		if err != nil {
			return err
		}
		if number > 0 {
			v.InTest = b.share.Number(number-1) + 1
		}
		u = b.shards[int(number)%len(b.shards)].Adopt(v)
		return nil
	})
	return u, err
}

// all makes as many VUs as a test begins with, and gives them by their numbers.
func (b *births) all(ctx context.Context, count int64) ([]*shard.User, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		wg    sync.WaitGroup
		users = make([]*shard.User, count)
	)
	for range min(int64(len(b.shards)), count) {
		wg.Go(func() {
			for {
				number := b.number.Add(1)
				if number > count || ctx.Err() != nil {
					return
				}
				u, err := b.one(ctx, number)
				if err != nil {
					cancel(err)
					return
				}
				b.ready.Add(1)
				users[number-1] = u
			}
		})
	}
	wg.Wait()
	b.number.Store(count)
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return users, nil
}

// more makes one VU while the test runs and gives it to ready, from another
// goroutine.
func (b *births) more(ctx context.Context, ready func(*shard.User, error)) {
	number := b.number.Add(1)
	b.under.Go(func() {
		u, err := b.one(ctx, number)
		if err == nil {
			b.ready.Add(1)
		}
		ready(u, err)
	})
}

// close waits for the births under way and closes the nurseries.
func (b *births) close() error {
	b.under.Wait()
	var faults []error
	for range cap(b.slots) {
		if n := <-b.slots; n != nil {
			faults = append(faults, n.Close())
		}
	}
	return errors.Join(faults...)
}
