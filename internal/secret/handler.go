package secret

import (
	"context"
	"log/slog"
)

// handler passes records on without secrets.
//
// Safe for concurrent use, if the next one is.
type handler struct {
	slog.Handler
	k *Keeper
}

// Handler keeps the secrets out of what next gets. A nil Keeper's is next itself.
func (k *Keeper) Handler(next slog.Handler) slog.Handler {
	if k == nil {
		return next
	}
	return handler{next, k}
}

// Handle passes on one record.
func (h handler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, h.k.Redact(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(h.attr(a))
		return true
	})
	return h.Handler.Handle(ctx, clean)
}

// attr is an attribute without secrets. One whose text has none stays what it is.
func (h handler) attr(a slog.Attr) slog.Attr {
	text := a.Value.String()
	if clean := h.k.Redact(text); clean != text {
		a.Value = slog.StringValue(clean)
	}
	return a
}

// WithAttrs returns a handler that adds attrs to every record.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for n, a := range attrs {
		clean[n] = h.attr(a)
	}
	return handler{h.Handler.WithAttrs(clean), h.k}
}

// WithGroup passes on a group.
func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.Handler.WithGroup(name), h.k}
}
