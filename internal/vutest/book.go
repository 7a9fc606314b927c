package vutest

import (
	"context"
	"log/slog"
	"slices"
	"sync"
)

// book is what a script logged, by level.
//
// Safe for concurrent use.
type book struct {
	mu    sync.Mutex
	lines map[slog.Level][]string
	all   []string
}

// Enabled, Handle, WithAttrs and WithGroup make a book a slog.Handler.
func (b *book) Enabled(context.Context, slog.Level) bool { return true }
func (b *book) WithAttrs([]slog.Attr) slog.Handler       { return b }
func (b *book) WithGroup(string) slog.Handler            { return b }
func (b *book) Handle(_ context.Context, r slog.Record) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lines == nil {
		b.lines = map[slog.Level][]string{}
	}
	b.lines[r.Level] = append(b.lines[r.Level], r.Message)
	b.all = append(b.all, r.Message)
	return nil
}

// at is what was logged at a level, and every is all of it, in order.
func (b *book) at(level slog.Level) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.lines[level])
}

func (b *book) every() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.all)
}
