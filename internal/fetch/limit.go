package fetch

import (
	"context"
	"sync"
	"time"
)

// Limit spaces requests of a whole run evenly: k6's option rps.
// Safe for concurrent use.
type Limit struct {
	mu    sync.Mutex
	every time.Duration
	next  time.Time
}

// NewLimit allows perSecond requests a second.
func NewLimit(perSecond int64) *Limit {
	return &Limit{every: time.Second / time.Duration(max(perSecond, 1))}
}

// Wait returns when it is the caller's turn, or ctx is over.
func (l *Limit) Wait(ctx context.Context) error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	now := time.Now()
	if l.next.Before(now) {
		l.next = now
	}
	wait := l.next.Sub(now)
	l.next = l.next.Add(l.every)
	l.mu.Unlock()
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
