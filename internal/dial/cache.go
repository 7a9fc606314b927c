package dial

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// cache keeps the answers of a resolver for a while, and lets those who ask for
// one name at the same time wait for one answer. Failures are not kept.
// Safe for concurrent use.
type cache struct {
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	ttl     time.Duration // below 0: nothing is kept

	mu    sync.RWMutex
	known map[string]*answer
}

// answer is what a resolver says of one name. Before done is closed it belongs
// to the one who asks; afterwards only turn changes.
type answer struct {
	done  chan struct{}
	addrs []netip.Addr
	err   error
	until time.Time
	gone  bool          // the one who asked left before the answer came
	turn  atomic.Uint32 // uses so far, for the round robin
}

func (c *cache) open(dns DNS, resolve func(context.Context, string) ([]netip.Addr, error)) {
	c.resolve, c.ttl, c.known = resolve, dns.TTL, map[string]*answer{}
	if c.ttl == 0 {
		c.ttl = DefaultTTL
	}
}

// fresh is the answer in the cache, or nil.
func (c *cache) fresh(host string) *answer {
	c.mu.RLock()
	a := c.known[strings.ToLower(host)]
	c.mu.RUnlock()
	if a == nil {
		return nil
	}
	select {
	case <-a.done:
	default:
		return nil
	}
	if a.err != nil || time.Now().After(a.until) {
		return nil
	}
	return a
}

// ask returns the answer in the cache, or gets one.
func (c *cache) ask(ctx context.Context, host string) (*answer, error) {
	if c.ttl < 0 {
		a := &answer{}
		a.addrs, a.err = c.query(ctx, host)
		return a, a.err
	}
	for {
		a, mine := c.join(host)
		if mine {
			a.addrs, a.err = c.query(ctx, host)
			c.settle(ctx, host, a)
			return a, a.err
		}
		select {
		case <-a.done:
		case <-ctx.Done():
			return nil, lookupEnded(ctx, host)
		}
		if !a.gone {
			return a, a.err
		}
	}
}

// join returns the answer for a host that is fresh or on its way; with none,
// a new one, which the caller must settle.
func (c *cache) join(host string) (a *answer, mine bool) {
	name := strings.ToLower(host)
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.known[name]
	if old != nil {
		select {
		case <-old.done:
			if time.Now().Before(old.until) {
				return old, false
			}
		default:
			return old, false
		}
	}
	a = &answer{done: make(chan struct{})}
	if old != nil {
		a.turn.Store(old.turn.Load())
	}
	c.known[name] = a
	return a, true
}

// settle publishes an answer.
func (c *cache) settle(ctx context.Context, host string, a *answer) {
	if a.err != nil {
		a.gone = ctx.Err() != nil
		c.mu.Lock()
		delete(c.known, strings.ToLower(host))
		c.mu.Unlock()
	} else if a.until = time.Now().Add(c.ttl); c.ttl == Forever {
		a.until = time.Now().AddDate(1000, 0, 0)
	}
	close(a.done)
}

func (c *cache) query(ctx context.Context, host string) ([]netip.Addr, error) {
	addrs, err := c.resolve(ctx, host)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, lookupEnded(ctx, host)
	case err != nil:
		return nil, err
	case len(addrs) == 0:
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return addrs, nil
}

// lookupEnded is the error of a lookup whose context is over.
func lookupEnded(ctx context.Context, host string) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	return &net.DNSError{Err: "i/o timeout", Name: host, IsTimeout: true}
}
