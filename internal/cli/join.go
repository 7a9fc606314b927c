package cli

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// joinLimit is how many different messages a second may have before the rest is
// only counted.
const joinLimit = 64

// joiner joins equal records: the first of a kind is written at once, the others
// of the same second become one line with their count. Ten thousand VUs that
// fail in the same way are one fact.
//
// Safe for concurrent use.
type joiner struct {
	next slog.Handler
	*joined
}

type joined struct {
	mu    sync.Mutex
	seen  map[string]*repeated
	order []*repeated
	more  int // of kinds beyond the limit
	timer *time.Timer
}

type repeated struct {
	record slog.Record
	count  int
}

func newJoiner(next slog.Handler) *joiner {
	return &joiner{next: next, joined: &joined{seen: map[string]*repeated{}}}
}

// Enabled is the next handler's.
func (j *joiner) Enabled(ctx context.Context, level slog.Level) bool {
	return j.next.Enabled(ctx, level)
}

// Handle writes the record or counts it.
func (j *joiner) Handle(ctx context.Context, r slog.Record) error {
	key := recordKey(r)
	j.mu.Lock()
	defer j.mu.Unlock()
	if same := j.seen[key]; same != nil {
		same.count++
		return nil
	}
	if j.timer == nil {
		j.timer = time.AfterFunc(time.Second, j.second)
	}
	if len(j.seen) >= joinLimit {
		j.more++
		return nil
	}
	first := &repeated{record: r.Clone()}
	j.seen[key] = first
	j.order = append(j.order, first)
	return j.next.Handle(ctx, r)
}

func recordKey(r slog.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s", r.Level, r.Message)
	r.Attrs(func(a slog.Attr) bool {
		b.WriteByte(' ')
		b.WriteString(a.String())
		return true
	})
	return b.String()
}

// second ends the second that began with its first record.
func (j *joiner) second() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.flushLocked()
}

// flush writes what has been counted and not said yet.
func (j *joiner) flush() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.timer != nil {
		j.timer.Stop()
	}
	j.flushLocked()
}

func (j *joiner) flushLocked() {
	j.timer = nil
	ctx := context.Background()
	for _, same := range j.order {
		if same.count > 0 {
			r := same.record.Clone()
			r.Time = time.Now()
			r.AddAttrs(slog.Int("repeated", same.count))
			_ = j.next.Handle(ctx, r)
		}
	}
	if j.more > 0 {
		r := slog.NewRecord(time.Now(), slog.LevelWarn, fmt.Sprintf("%d more messages of other kinds came in the last second", j.more), 0)
		_ = j.next.Handle(ctx, r)
	}
	clear(j.seen)
	j.order, j.more = nil, 0
}

// WithAttrs returns a joiner of the same messages with more attributes.
func (j *joiner) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &joiner{next: j.next.WithAttrs(attrs), joined: j.joined}
}

// WithGroup ignores groups.
func (j *joiner) WithGroup(string) slog.Handler { return j }
