package shard

import (
	"sync/atomic"
	"time"

	"volley/internal/loop"
	"volley/internal/metric"
)

// How often a shard measures how late its own loop is: while it runs anything,
// and while it idles.
const (
	lagBeat = 20 * time.Millisecond
	lagIdle = 250 * time.Millisecond
)

// lag measures the generator's own health: a timer that is due every 20 ms and
// notes how much later the loop came to it. A message waits as long.
type lag struct {
	timer  loop.Timer
	shard  *Shard
	series metric.Series
	due    time.Time
	busy   bool         // something has run since the last beat
	worst  atomic.Int64 // since it was last asked for
}

func (l *lag) init(s *Shard) {
	l.shard = s
	l.series = s.reg.Series(s.reg.Builtin.LoopLag, metric.Tags{})
	l.timer.Init(l.beat)
	// Armed by a letter: the loop is not ours before it runs.
	s.loop.Post(func() { l.arm(time.Now()) })
}

func (l *lag) arm(now time.Time) {
	l.due = now.Add(lagIdle)
	if l.busy {
		l.due = now.Add(lagBeat)
	}
	l.busy = false
	l.shard.loop.Arm(&l.timer, l.due)
}

func (l *lag) beat() {
	now := time.Now()
	late := now.Sub(l.due)
	l.shard.rec.Add(l.series, float64(late)/float64(time.Millisecond), metric.At(now))
	if int64(late) > l.worst.Load() { // nobody else raises it
		l.worst.Store(int64(late))
	}
	l.arm(now)
}

func (l *lag) stop() { l.shard.loop.Disarm(&l.timer) }
