package cli

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"

	"volley/internal/run"
)

// screen is what a person sees of volley: two outputs, either of which may be a
// terminal, a file or a slow pipe; live progress on the first one, and log lines
// that do not run into it.
//
// Safe for concurrent use.
type screen struct {
	out, err       *writer
	outTTY, errTTY bool
	plain          bool // no colours
	began          time.Time
	size           func() (width, height int)
	files          []*writer // logs and console outputs
	lokis          []*loki

	mu   sync.Mutex
	bars *progress // nil if there are none
}

func newScreen(stdout, stderr *os.File, env environment) *screen {
	dumb := false
	if value, _ := env.lookup("TERM"); value == "dumb" {
		dumb = true
	}
	terminal := func(f *os.File) bool { return !dumb && term.IsTerminal(int(f.Fd())) }
	s := &screen{
		out: newWriter(stdout), err: newWriter(stderr),
		outTTY: terminal(stdout), errTTY: terminal(stderr),
		plain: env.plain(), began: time.Now(),
	}
	s.size = func() (int, int) {
		width, height, err := term.GetSize(int(stdout.Fd()))
		if err != nil {
			return 0, 0
		}
		return width, height
	}
	return s
}

// whole writes what a command was asked for to the standard output: all of it,
// however slow, and with an error if it does not fit. Who reads only its beginning
// has what he wants.
func (s *screen) whole(text []byte) error {
	s.out.flush()
	if _, err := s.out.out.Write(text); err != nil && !hungUp(err) {
		return err
	}
	return nil
}

// hungUp reports whether an output's reader has gone, as that of volley run | head.
func hungUp(err error) bool { return errors.Is(err, syscall.EPIPE) }

// tell makes log hear when the standard output takes no more.
func (s *screen) tell(log *slog.Logger) {
	s.out.failed = func(err error) {
		if !hungUp(err) {
			log.Error(err.Error() + "; the rest of it is lost")
		}
	}
}

// show draws a test's status.
func (s *screen) show(status run.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bars == nil {
		s.bars = &progress{out: s.out, terminal: s.outTTY}
	}
	if s.outTTY {
		s.bars.width, s.bars.height = s.size()
	}
	s.bars.show(status)
}

// finish draws a test's last status for good.
func (s *screen) finish(status run.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bars == nil {
		s.bars = &progress{out: s.out, terminal: s.outTTY}
	}
	s.bars.done(status)
	s.bars = nil
}

// settle takes the bars away, if there are any.
func (s *screen) settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bars != nil {
		s.bars.wipe()
		s.bars = nil
	}
}

// abandon leaves the terminal usable for a process that ends now, without
// waiting for anything.
func (s *screen) abandon() {
	if s.outTTY && s.mu.TryLock() {
		_, _ = s.out.out.Write([]byte("\r\x1b[J"))
	}
}

// close waits until all outputs have taken everything.
func (s *screen) close() {
	for _, l := range s.lokis {
		l.close()
	}
	for _, f := range s.files { // before those that may have to tell of a full one
		f.close()
	}
	s.out.close()
	s.err.close()
}

// logHandler writes log lines to the error output.
func (s *screen) logHandler(level slog.Level) slog.Handler {
	var out io.Writer = s.err
	if s.errTTY && s.outTTY {
		out = beside{s}
	}
	return &lineHandler{out: out, level: level, terminal: s.errTTY, colour: s.errTTY && !s.plain, began: s.began}
}

// beside writes log lines where the bars are: above them.
type beside struct{ *screen }

// Write puts whole lines above the bars.
func (b beside) Write(lines []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bars == nil || len(b.bars.frame) == 0 {
		return b.out.Write(lines)
	}
	_, err := b.out.Write(bytes.Join([][]byte{[]byte("\r\x1b[J"), lines, b.bars.frame}, nil))
	return len(lines), err
}
