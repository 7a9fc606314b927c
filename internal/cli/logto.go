package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
)

// logTo makes the handler that --log-output and --log-format ask for.
func (s *screen) logTo(where, format string, level slog.Level) (slog.Handler, error) {
	var out io.Writer
	terminal := false
	path, isFile := strings.CutPrefix(where, "file=")
	switch {
	case where == "none":
		return slog.DiscardHandler, nil
	case where == "stderr":
		handler := s.logHandler(level).(*lineHandler)
		out, terminal = handler.out, handler.terminal
	case where == "stdout":
		out, terminal = s.out, s.outTTY
		if terminal {
			out = beside{s}
		}
	case isFile:
		path, rest, _ := strings.Cut(path, ",")
		if named, ok := strings.CutPrefix(rest, "level="); ok {
			if err := level.UnmarshalText([]byte(named)); err != nil {
				return nil, fmt.Errorf("--log-output: %q is not a level: there are debug, info, warn and error", named)
			}
		} else if rest != "" {
			return nil, fmt.Errorf("--log-output: %q is not known: after a file there may be level=NAME", rest)
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if err != nil {
			return nil, fmt.Errorf("open the log: %w", plainPath(err))
		}
		w := newWriter(f)
		s.files = append(s.files, w)
		out = w
	default:
		return nil, fmt.Errorf("--log-output: %q is not known: there are stderr, stdout, none and file=PATH", where)
	}
	switch format {
	case "text":
		return &lineHandler{out: out, level: level, terminal: terminal, colour: terminal && !s.plain, began: s.began}, nil
	case "json":
		return slog.NewJSONHandler(out, &slog.HandlerOptions{Level: level, ReplaceAttr: levelWord}), nil
	case "raw":
		return rawHandler{out, level}, nil
	}
	return nil, fmt.Errorf("--log-format: %q is not known: there are text, json and raw", format)
}

// levelWord writes a level as k6 does: warning, not WARN.
func levelWord(_ []string, a slog.Attr) slog.Attr {
	if level, ok := a.Value.Any().(slog.Level); ok && a.Key == slog.LevelKey {
		a.Value = slog.StringValue(levelName(level))
	}
	return a
}

// rawHandler writes messages and nothing else.
//
// Safe for concurrent use, if its writer is.
type rawHandler struct {
	out   io.Writer
	level slog.Level
}

// Enabled reports whether records of a level are written.
func (h rawHandler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

// Handle writes the message.
func (h rawHandler) Handle(_ context.Context, r slog.Record) error {
	_, err := io.WriteString(h.out, r.Message+"\n")
	return err
}

// WithAttrs ignores attributes.
func (h rawHandler) WithAttrs([]slog.Attr) slog.Handler { return h }

// WithGroup ignores groups.
func (h rawHandler) WithGroup(string) slog.Handler { return h }
