package cli

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"volley/internal/run"
)

// recording is an output that keeps everything.
type recording struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (m *recording) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.b.Write(p)
}

func (m *recording) String() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.b.String()
}

// terminalScreen is a screen whose two outputs are one terminal.
func terminalScreen(out io.Writer) *screen {
	w := newWriter(out)
	return &screen{out: w, err: w, outTTY: true, errTTY: true, plain: true, began: time.Now(), size: func() (int, int) { return 80, 24 }}
}

// TestLogAboveBars: a log line on a terminal replaces the bars, which follow it
// at once.
func TestLogAboveBars(t *testing.T) {
	var out recording
	s := terminalScreen(&out)
	log := slog.New(s.logHandler(slog.LevelInfo))
	log.Info("before")
	s.show(sample())
	log.Warn("between")
	s.finish(sample())
	log.Info("after")
	s.close()
	frame := frameOf(t)
	want := []string{
		"INFO[0000] before", "\n", frame, "\r\x1b[J", "WARN[0000] between", "\n", frame, "\r\x1b[J", "\nrunning (", "\nINFO[0000] after",
	}
	rest := out.String()
	for _, part := range want {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Fatalf("%q is missing in its place, in %q", part, out.String())
		}
		rest = after
	}
}

// frameOf is the sample as drawn on a terminal of 80 columns.
func frameOf(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	p := progress{out: &b, terminal: true, width: 80, height: 24}
	p.show(sample())
	return b.String()
}

// TestPlainLog: elsewhere than on a terminal log lines are logfmt.
func TestPlainLog(t *testing.T) {
	var out bytes.Buffer
	h := &lineHandler{out: &out, level: slog.LevelInfo}
	log := slog.New(h).With("scenario", "a b")
	log.Error("it's \"bad\"", "n", 3)
	log.Debug("unseen")
	_, rest, _ := strings.Cut(out.String(), " ")
	if want := `level=error msg="it's \"bad\"" scenario="a b" n=3` + "\n"; rest != want {
		t.Errorf("got %q, want %q", rest, want)
	}
}

// TestJoin: of equal lines in one second the first is written at once and the
// others are counted.
func TestJoin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out recording
		j := newJoiner(rawHandler{&out, slog.LevelInfo})
		log := slog.New(j)
		for range 10_000 {
			log.Error("no route")
		}
		log.Error("no route", "to", "b")
		log.Warn("no route")
		if got, want := out.String(), "no route\nno route\nno route\n"; got != want {
			t.Errorf("at once: %q, want %q", got, want)
		}
		time.Sleep(2 * time.Second) // of the bubble
		synctest.Wait()
		log.Error("no route") // a new second, a new line
		j.flush()
		if got := strings.Count(out.String(), "no route\n"); got != 5 {
			t.Errorf("%d lines, want 5: three kinds, one count, one of the next second:\n%s", got, out.String())
		}
	})
}

// TestJoinKinds: no more than joinLimit kinds of lines are kept apart.
func TestJoinKinds(t *testing.T) {
	var out recording
	j := newJoiner(rawHandler{&out, slog.LevelInfo})
	log := slog.New(j)
	for i := range joinLimit + 10 {
		log.Info("kind", "i", i)
	}
	j.flush()
	if got := strings.Count(out.String(), "kind\n"); got != joinLimit {
		t.Errorf("%d lines, want %d", got, joinLimit)
	}
	if !strings.Contains(out.String(), "10 more messages of other kinds") {
		t.Errorf("the rest is not counted: %s", out.String())
	}
}

// stuck is an output that takes nothing until it is let go.
type stuck struct {
	recording
	free chan struct{}
}

func (s *stuck) Write(p []byte) (int, error) {
	<-s.free
	return s.recording.Write(p)
}

// TestWriterNeverBlocks: an output that takes nothing costs lines, not time.
func TestWriterNeverBlocks(t *testing.T) {
	out := &stuck{free: make(chan struct{})}
	w := newWriter(out)
	const lines = 3 * writerLines
	for range lines { // would hang here
		if n, err := w.Write([]byte("line\n")); n != 5 || err != nil {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}
	close(out.free)
	w.close()
	text := out.String()
	kept := strings.Count(text, "line\n")
	if kept < writerLines || kept >= lines || !strings.Contains(text, "lines were dropped here") {
		t.Errorf("%d of %d lines were kept, and at the end %q", kept, lines, text[max(0, len(text)-80):])
	}
}

// gone is an output whose reader has left.
type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// TestWriterFailsOnce: a file that is full is told of once and gets no more.
func TestWriterFailsOnce(t *testing.T) {
	w := newWriter(gone{})
	var told []error
	w.failed = func(err error) { told = append(told, err) }
	for range 10 {
		_, _ = w.Write([]byte("x"))
		w.flush()
	}
	w.close()
	if len(told) != 1 || told[0].Error() != "broken pipe" {
		t.Errorf("it told of %v", told)
	}
}

func TestLogfmt(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "word": "word", "a/b-c_d.e@f^g+1": "a/b-c_d.e@f^g+1", "two words": `"two words"`, "a=b": `"a=b"`,
		"ä": `"ä"`, "x\n": `"x\n"`, `"`: `"\""`,
	} {
		if got := logfmt(text); got != want {
			t.Errorf("logfmt(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestWriterOutlivesItsReader(t *testing.T) {
	w := newWriter(gone{})
	for range 10 {
		if n, err := w.Write([]byte("x")); n != 1 || err != nil {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}
	w.close()
}

func TestLogTo(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ where, format, want string }{
		{"file=" + dir + "/a.log", "raw", "hello\nsecret\n"},
		{"file=" + dir + "/b.log,level=error", "raw", ""},
		{"file=" + dir + "/e.log,level=warning", "raw", ""},
		{"file=" + dir + "/c.log,level=info", "json", `{"level":"info","msg":"hello","n":1,"time":"`},
		{"file=" + dir + "/d.log", "text", `level=info msg=hello n=1` + "\n"},
	} {
		s := terminalScreen(io.Discard)
		h, err := s.logTo(c.where, c.format, slog.LevelDebug)
		if err != nil {
			t.Errorf("%s: %v", c.where, err)
			continue
		}
		slog.New(h).Info("hello", "n", 1)
		slog.New(h).Debug("secret")
		s.close()
		path, _, _ := strings.Cut(strings.TrimPrefix(c.where, "file="), ",")
		got, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(got), c.want) || c.want == "" && len(got) > 0 {
			t.Errorf("%s, %s: %q, %v; want %q", c.where, c.format, got, err, c.want)
		}
	}
	s := terminalScreen(io.Discard)
	for _, bad := range [][2]string{{"nowhere", "text"}, {"stderr", "xml"}, {"file=" + dir + "/no/x", "text"}, {"file=x,level=loud", "text"}, {"file=x,y", "text"}} {
		if _, err := s.logTo(bad[0], bad[1], slog.LevelInfo); err == nil {
			t.Errorf("logTo(%q, %q) is accepted", bad[0], bad[1])
		}
	}
	if h, err := s.logTo("none", "text", slog.LevelInfo); err != nil || h.Enabled(t.Context(), slog.LevelError) {
		t.Errorf("none: %v, %v", h, err)
	}
	s.close()
}

// TestShowAndSettle: what is drawn is taken away before an error is written.
func TestShowAndSettle(t *testing.T) {
	var out recording
	s := terminalScreen(&out)
	s.show(run.Status{Stage: "initialising"})
	s.settle()
	s.settle()
	s.close()
	if !strings.HasSuffix(out.String(), "\x1b[1A\r\x1b[J") {
		t.Errorf("it ends with %q", out.String())
	}
}
