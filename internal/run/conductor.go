package run

import (
	"context"
	"time"

	"volley/internal/executor"
	"volley/internal/shard"
)

// conductor is the one door from what should happen to what does: it asks every
// executor what is due, claims idle VUs, posts starts to their shards, and ends
// what is over. It never waits for a shard: what they have to say comes by
// letter.
//
// Owned by one goroutine, but for post.
type conductor struct {
	t      *test
	began  time.Time
	idle   queue
	scenes []*scene

	letters mailbox
	cut     error // set once everything is to end at once
}

func newConductor(t *test, users []*shard.User, began time.Time) *conductor {
	c := &conductor{t: t, began: began, idle: queue{users}, letters: newMailbox()}
	for _, e := range t.plan.Layout.Executors {
		c.scenes = append(c.scenes, c.newScene(e))
	}
	return c
}

// run conducts the test to its end. It returns soon after ctx is over too, at
// the latest when the VUs that do not come back have been abandoned.
func (c *conductor) run(ctx context.Context) {
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	over := ctx.Done()
	for {
		select {
		case <-alarm.C:
		case <-c.letters.more:
		case <-over:
			over = nil
			c.cut = context.Cause(ctx)
			c.t.stopping()
		}
		for _, letter := range c.letters.take() {
			letter()
		}
		next, going := c.turn(time.Since(c.began))
		if !going {
			return
		}
		alarm.Reset(max(next-time.Since(c.began), 0))
	}
}

// turn brings every scene to where it should be now. It returns when to come
// again at the latest, and whether anything is left to do.
func (c *conductor) turn(now time.Duration) (next time.Duration, going bool) {
	next = executor.Never
	for _, s := range c.scenes {
		if s.done.Load() {
			continue
		}
		next = min(next, s.turn(now))
		going = going || !s.done.Load()
	}
	return next, going
}

// queue are VUs that wait for work. They take it in turn, as in k6: scripts give
// users and rooms by the number of a VU, and log in on its first iteration.
type queue struct{ users []*shard.User }

func (q *queue) put(u *shard.User) { q.users = append(q.users, u) }

// take is who has waited longest; nil if nobody waits.
func (q *queue) take() *shard.User {
	if len(q.users) == 0 {
		return nil
	}
	u := q.users[0]
	q.users[0] = nil
	q.users = q.users[1:]
	return u
}

// free takes a VU back. One that was abandoned is replaced, so that a later
// scenario finds as many as it was promised.
func (c *conductor) free(u *shard.User) {
	if !u.Lost() {
		c.idle.put(u)
		return
	}
	if c.cut == nil {
		c.bear(c.idle.put)
	}
}

// bear makes one more VU in the background; ready is called by the conductor.
func (c *conductor) bear(ready func(*shard.User)) {
	c.t.births.more(c.t.life, func(u *shard.User, err error) {
		c.letters.post(func() {
			switch {
			case err == nil:
				ready(u)
			case c.cut == nil:
				c.t.plan.config.Log.Error("a VU could not be initialised: " + err.Error())
			}
		})
	})
}
