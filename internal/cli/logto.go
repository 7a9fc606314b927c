package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"
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
	case where == "loki" || strings.HasPrefix(where, "loki=") || strings.HasPrefix(where, "loki,"):
		c, err := parseLoki(where, level)
		if err != nil {
			return nil, err
		}
		onScreen := slog.New(s.logHandler(slog.LevelInfo))
		l := newLoki(c, func(err error) { onScreen.Error("send the log to Loki: " + err.Error() + "; this is not said again") })
		s.lokis = append(s.lokis, l)
		return l, nil
	case isFile:
		path, rest, _ := strings.Cut(path, ",")
		var err error
		if level, err = fileLevel(rest, level); err != nil {
			return nil, err
		}
		onScreen := slog.New(s.logHandler(slog.LevelInfo))
		if out, err = s.openFile(path, "the log", onScreen); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("--log-output: %q is not known: there are stderr, stdout, none, file=PATH and loki", where)
	}
	if format == "text" {
		return &lineHandler{out: out, level: level, terminal: terminal, colour: terminal && !s.plain, began: s.began}, nil
	}
	return s.inFile(out, format, level)
}

// consoleTo makes the handler that writes what scripts print to a file, as
// --console-output asks for. k6: there the lines do not say where they are from.
func (s *screen) consoleTo(path, format string, level slog.Level, log *slog.Logger) (slog.Handler, error) {
	out, err := s.openFile(path, "the console output", log)
	if err != nil {
		return nil, err
	}
	next, err := s.inFile(out, format, level)
	if err != nil {
		return nil, err
	}
	return bare{next}, nil
}

// inFile writes records in a format where nobody is watching.
func (s *screen) inFile(out io.Writer, format string, level slog.Level) (slog.Handler, error) {
	switch format {
	case "text":
		return &lineHandler{out: out, level: level, began: s.began}, nil
	case "json":
		return jsonHandler{out, level}, nil
	case "raw":
		return rawHandler{out, level}, nil
	}
	return nil, fmt.Errorf("--log-format: %q is not known: there are text, json and raw", format)
}

// openFile opens a file that lines are added to until the process ends. When it
// cannot take one, log is told so once.
func (s *screen) openFile(path, what string, log *slog.Logger) (io.Writer, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", what, plainPath(err))
	}
	w := newWriter(f)
	w.failed = func(err error) {
		log.Error(fmt.Sprintf("write %s: %v; the rest of it is lost", what, plainPath(err)))
	}
	s.files = append(s.files, w)
	return w, nil
}

// fileLevel reads what stands behind the path of --log-output: the lowest level
// that is written there.
func fileLevel(rest string, level slog.Level) (slog.Level, error) {
	if rest == "" {
		return level, nil
	}
	named, ok := strings.CutPrefix(rest, "level=")
	if !ok {
		return 0, fmt.Errorf("--log-output: %q is not known: after a file there may be level=NAME", rest)
	}
	switch strings.ToLower(named) {
	case "trace", "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn", "warning":
		return slog.LevelWarn, nil
	case "error", "fatal", "panic":
		return slog.LevelError, nil
	}
	return 0, fmt.Errorf("--log-output: %q is not a level: there are debug, info, warning and error", named)
}

// jsonHandler writes a record as k6 does: a line with an object, its keys sorted.
//
// Safe for concurrent use, if its writer is.
type jsonHandler struct {
	out   io.Writer
	level slog.Level
}

// Enabled reports whether records of a level are written.
func (h jsonHandler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

// Handle writes the record.
func (h jsonHandler) Handle(_ context.Context, r slog.Record) error {
	record := map[string]any{}
	r.Attrs(func(a slog.Attr) bool {
		record[a.Key] = a.Value.Any()
		return true
	})
	record["time"], record["level"], record["msg"] = r.Time.Format(time.RFC3339), levelName(r.Level), r.Message
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(record); err != nil {
		return err
	}
	_, err := h.out.Write(b.Bytes())
	return err
}

// WithAttrs ignores attributes: nobody here gives a logger any.
func (h jsonHandler) WithAttrs([]slog.Attr) slog.Handler { return h }

// WithGroup ignores groups.
func (h jsonHandler) WithGroup(string) slog.Handler { return h }

// bare passes records on without their attributes.
//
// Safe for concurrent use, if the next handler is.
type bare struct{ slog.Handler }

// Handle passes a record on.
func (h bare) Handle(ctx context.Context, r slog.Record) error {
	return h.Handler.Handle(ctx, slog.NewRecord(r.Time, r.Level, r.Message, r.PC))
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
