package shard

import (
	"context"
	"sync/atomic"
	"time"

	"volley/internal/vu"
)

// How long one task may keep a loop, how often that is looked at, and how long
// nothing must happen for the watchdog to doze off.
const (
	taskLimit = 10 * time.Millisecond
	watchBeat = 5 * time.Millisecond
	dozeAfter = 20 // beats
	dozeBeat  = 250 * time.Millisecond
	// goLimit is how long script code may run that Go code called, and seenLimit how
	// often it must have been seen meanwhile: a process that was stopped is not stuck.
	goLimit   = 3 * time.Second
	seenLimit = 100
)

// Watch looks at the shards until ctx ends. A task that has been in JavaScript
// for 10 ms loses its loop to a fresh goroutine; the VU goes on beside it and
// comes back at its next call into Go. Script code that Go code called, and from
// which the loop cannot be taken, is ended after 3 s.
func Watch(ctx context.Context, shards []*Shard) {
	w := &watchdog{shards: shards, seen: make([]watched, len(shards)), bell: make(chan struct{}, 1)}
	for _, s := range shards {
		s.dog.Store(w)
	}
	w.run(ctx)
}

// watchdog is one goroutine for all shards. While nothing runs it dozes, so that
// an idle test costs nothing; a shard that has something to run rings its bell.
// Should a task begin in the very moment it dozes off, it looks again a quarter
// of a second later.
type watchdog struct {
	shards []*Shard
	seen   []watched
	dozing atomic.Bool
	bell   chan struct{}
}

func (w *watchdog) run(ctx context.Context) {
	beat := time.NewTicker(watchBeat)
	defer beat.Stop()
	quiet := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.bell:
			w.dozing.Store(false)
			quiet = 0
			beat.Reset(watchBeat)
		case now := <-beat.C:
			if w.look(now) {
				quiet = 0
			} else {
				quiet++
			}
			switch {
			case quiet == dozeAfter:
				w.dozing.Store(true)
				beat.Reset(dozeBeat)
			case quiet == 0 && w.dozing.Swap(false):
				beat.Reset(watchBeat)
			}
		}
	}
}

// look takes the loops of tasks that are overdue; it reports whether anything
// has run since the last time.
func (w *watchdog) look(now time.Time) (active bool) {
	for i, s := range w.shards {
		seen := &w.seen[i]
		word := s.runner.Lease.Word()
		active = active || word != seen.word || vu.InJavaScript(word)
		if seen.overdue(word, now) && s.runner.Take(seen.word) {
			go s.carry()
		}
		slice := s.runner.Slice()
		active = active || slice != 0
		if seen.stuck(slice, word, now) {
			s.runner.Break(goLimit)
		}
	}
	return active
}

// wake is called by a shard that is about to run something.
func (w *watchdog) wake() {
	if w != nil && w.dozing.Load() {
		select {
		case w.bell <- struct{}{}:
		default:
		}
	}
}

// watched is what was seen of one shard's lease.
type watched struct {
	word  uint64
	since time.Time

	slice int64     // the one under way
	from  time.Time // since when it is seen in Go
	looks int       // since then
}

// overdue reports whether one task has held the loop, in JavaScript, for longer
// than it may. A word seen outside JavaScript says nothing of how long the task
// runs, so that it does not reset the time: only another task's does.
func (w *watched) overdue(word uint64, now time.Time) bool {
	if task(word) != task(w.word) {
		w.since = now
	}
	w.word = word
	return vu.InJavaScript(word) && now.Sub(w.since) >= taskLimit
}

func task(word uint64) uint64 { return word >> 1 }

// stuck reports whether one slice has been outside JavaScript for far too long, and
// reports it again when as much time has passed.
func (w *watched) stuck(slice int64, word uint64, now time.Time) bool {
	if slice == 0 || slice != w.slice || vu.InJavaScript(word) {
		w.slice, w.from, w.looks = slice, now, 0
		return false
	}
	w.looks++
	if w.looks < seenLimit || now.Sub(w.from) < goLimit {
		return false
	}
	w.from, w.looks = now, 0
	return true
}
