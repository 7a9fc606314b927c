package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// lineHandler writes log records as k6 does: coloured and short on a terminal,
// logfmt elsewhere.
//
// Safe for concurrent use, if its writer is.
type lineHandler struct {
	out      io.Writer
	level    slog.Leveler
	terminal bool
	colour   bool
	began    time.Time
	attrs    []slog.Attr
}

// Enabled reports whether records of a level are written.
func (h *lineHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= h.level.Level()
}

// Handle writes one record as one line.
func (h *lineHandler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	if h.terminal {
		h.short(&b, r)
	} else {
		fmt.Fprintf(&b, "time=%s level=%s msg=%s", strconv.Quote(r.Time.Format(time.RFC3339)), levelName(r.Level), logfmt(r.Message))
	}
	write := func(a slog.Attr) bool {
		text := a.Value.String()
		if !h.terminal {
			text = logfmt(text)
		}
		fmt.Fprintf(&b, " %s=%s", h.paint(r.Level, a.Key), text)
		return true
	}
	for _, a := range h.attrs {
		write(a)
	}
	r.Attrs(write)
	b.WriteByte('\n')
	_, err := io.WriteString(h.out, b.String())
	return err
}

// logfmt is a value as k6 writes it: in quotes unless it is a plain word.
func logfmt(text string) string {
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._/@^+", c) >= 0:
		default:
			return strconv.Quote(text)
		}
	}
	return text
}

// short is a record for a person: level, seconds since the start, the text.
func (h *lineHandler) short(b *strings.Builder, r slog.Record) {
	name := strings.ToUpper(levelName(r.Level))
	if len(name) > 4 {
		name = name[:4]
	}
	fmt.Fprintf(b, "%s[%04d] %-44s", h.paint(r.Level, name), int(r.Time.Sub(h.began).Seconds()), strings.TrimRight(r.Message, "\n"))
}

func (h *lineHandler) paint(level slog.Level, text string) string {
	if !h.colour {
		return text
	}
	code := "36"
	switch {
	case level >= slog.LevelError:
		code = "31"
	case level >= slog.LevelWarn:
		code = "33"
	case level < slog.LevelInfo:
		code = "37"
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func levelName(level slog.Level) string {
	switch {
	case level >= slog.LevelError:
		return "error"
	case level >= slog.LevelWarn:
		return "warning"
	case level >= slog.LevelInfo:
		return "info"
	}
	return "debug"
}

// WithAttrs returns a handler that adds attrs to every record.
func (h *lineHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	with := *h
	with.attrs = append(append([]slog.Attr(nil), h.attrs...), attrs...)
	return &with
}

// WithGroup ignores groups: log lines are flat.
func (h *lineHandler) WithGroup(string) slog.Handler { return h }
