package json

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"volley/internal/metric"
)

var update = flag.Bool("update", false, "rewrite golden files")

// file is a file in memory that may have an end.
type file struct {
	bytes.Buffer
	room   int // 0 for no end
	closed int
}

var errFull = errors.New("write x.json: no space left on device")

func (f *file) Write(p []byte) (int, error) {
	if f.room > 0 && f.Len()+len(p) > f.room {
		n, _ := f.Buffer.Write(p[:f.room-f.Len()])
		return n, errFull
	}
	return f.Buffer.Write(p)
}

func (f *file) Close() error {
	f.closed++
	return nil
}

// rig is an output and what counts into it.
type rig struct {
	metric.Sink
	*metric.Registry
	rec  *metric.Recorder
	file *file
}

func newRig(t testing.TB, c Config) *rig {
	t.Helper()
	r := &rig{Registry: metric.NewRegistry(metric.Config{Needs: metric.NeedSamples}), file: &file{}}
	c.Path, c.Zone = "x.json", time.UTC
	c.Create = func(path string) (io.WriteCloser, error) {
		if path != "x.json" {
			return nil, fmt.Errorf("open %s: not that one", path)
		}
		return r.file, nil
	}
	r.Sink = New(c)
	return r
}

func (r *rig) metric(t testing.TB, name string, kind metric.Kind, contains metric.Contains) *metric.Metric {
	t.Helper()
	m, err := r.New(name, kind, contains)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// write hands over what was counted.
func (r *rig) write() error {
	b := r.rec.Swap()
	err := r.Write(metric.Report{Registry: r.Registry, Batches: []*metric.Batch{b}})
	r.rec.Recycle(b)
	return err
}

const noon = metric.Time(1_795_608_000_000_000_000)

// fill counts a bit of everything.
func fill(t testing.TB, r *rig) {
	t.Helper()
	trend := r.metric(t, "my_trend", metric.Trend, metric.ContainsTime)
	if _, _, err := r.Declare("my_trend{a:b}"); err != nil {
		t.Fatal(err)
	}
	if err := r.Open(r.Registry); err != nil {
		t.Fatal(err)
	}
	r.rec = r.NewRecorder()
	base := r.Tags(map[string]string{"group": "", "scenario": "default"})
	for i, v := range []float64{0, 1, -3, 99999, 100000, 1234567, 1e20, 1e21, 1e-6, 1e-7, 0.1, 1.0 / 3, -0.1, 5e-324, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.Copysign(0, -1)} {
		r.rec.Add(r.Series(trend, base), v, noon+metric.Time(i*500_000_000))
	}
	odd := r.With(r.With(base, `quo"te`, "new\nline <&> ü \u2028"), "a", "b")
	meta := (*metric.Metadata)(nil).With("vu", "1").With("iter", "0")
	r.rec.AddWith(r.Series(trend, odd), 2, noon+1, meta)
	r.rec.AddWith(r.Series(r.Builtin.DataSent, metric.Tags{}), 512, noon+10, meta.With("x", `"<`))
	r.rec.AddWith(r.Series(r.Builtin.DataSent, metric.Tags{}), 513, noon+20, meta)
	r.rec.Add(r.Series(r.Builtin.Checks, r.With(base, "check", "is 101")), 1, noon+100)
	r.rec.Add(r.Series(r.Builtin.VUs, metric.Tags{}), 7, noon+120_000)
}

func TestGolden(t *testing.T) {
	r := newRig(t, Config{Thresholds: func(name string) []string {
		if name == "my_trend" {
			return []string{"p(95)<3", "avg>=1"}
		}
		return nil
	}})
	fill(t, r)
	if err := r.write(); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil || r.file.closed != 1 {
		t.Errorf("Close = %v, closed %d times", err, r.file.closed)
	}
	const golden = "testdata/samples.golden"
	if *update {
		if err := os.WriteFile(golden, r.file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.file.String(); got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestEveryLineIsJSON: whoever reads lines of JSON can read all of them, and
// finds what was counted.
func TestEveryLineIsJSON(t *testing.T) {
	r := newRig(t, Config{})
	fill(t, r)
	if err := r.write(); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	points := 0
	for line := range strings.Lines(r.file.String()) {
		var any struct {
			Metric, Type string
			Data         struct {
				Time time.Time
				Tags map[string]string
			}
		}
		if err := json.Unmarshal([]byte(line), &any); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		switch {
		case any.Type == "Metric":
			known[any.Metric] = true
		case any.Type != "Point" || !known[any.Metric] || any.Data.Tags == nil || any.Data.Time.Before(noon.Time()):
			t.Errorf("a point of what no line described, without tags or of another day: %s", line)
		default:
			points++
		}
	}
	if points != 23 || len(known) != 4 {
		t.Errorf("%d points of %d metrics, want 23 of 4", points, len(known))
	}
}

// TestAnyText: tags and metadata come back as they were, whatever is in them.
func TestAnyText(t *testing.T) {
	r := newRig(t, Config{})
	if err := r.Open(r.Registry); err != nil {
		t.Fatal(err)
	}
	r.rec = r.NewRecorder()
	same := func(key, value string) bool {
		r.file.Reset()
		r.rec.AddWith(r.Series(r.Builtin.VUs, r.With(metric.Tags{}, key, value)), 1, noon, (*metric.Metadata)(nil).With(key, value).With(value, key))
		if err := r.write(); err != nil {
			t.Fatal(err)
		}
		text := r.file.String()
		var p struct {
			Data struct{ Tags, Metadata map[string]string }
		}
		if err := json.Unmarshal([]byte(text[strings.LastIndexByte(strings.TrimSpace(text), '\n')+1:]), &p); err != nil {
			t.Error(err)
		}
		return p.Data.Tags[key] == value && p.Data.Metadata[value] == key && (key == value || p.Data.Metadata[key] == value)
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"", "a", `"`, `\`, "<&>", "\x00\n\x7f", "ü", "\u2028", "-0_z~ "} {
		if !same(text, "value") || !same("key", text) {
			t.Errorf("%q does not come back", text)
		}
	}
}

// TestFullDisk: the first error is told, the lines before it stay, and nothing
// comes after the one that was cut short.
func TestFullDisk(t *testing.T) {
	r := newRig(t, Config{})
	fill(t, r)
	if err := r.write(); err != nil {
		t.Fatal(err)
	}
	r.file.room = r.file.Len() + 10
	r.rec.Add(r.Series(r.Builtin.Checks, metric.Tags{}), 1, noon)
	if err := r.write(); !errors.Is(err, errFull) {
		t.Errorf("Write on a full disk = %v", err)
	}
	r.file.room = 0
	before := r.file.Len()
	if err := r.Close(); err != nil || r.file.Len() != before {
		t.Errorf("Close = %v and wrote %d bytes", err, r.file.Len()-before)
	}
}

func TestOpenFails(t *testing.T) {
	r := newRig(t, Config{})
	s := New(Config{Path: "y.json", Create: r.Sink.(*sink).config.Create})
	if err := s.Open(r.Registry); err == nil || err.Error() != "open y.json: not that one" {
		t.Errorf("Open = %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close of what was never opened = %v", err)
	}
}

// TestAllocations: series that are known cost no memory.
func TestAllocations(t *testing.T) {
	r := newRig(t, Config{})
	fill(t, r)
	report := metric.Report{Registry: r.Registry, Batches: []*metric.Batch{r.rec.Swap()}}
	s, meta := r.Sink.(*sink), (*metric.Metadata)(nil).With("vu", "1").With("iter", "0")
	plain := func() {
		s.buf = s.buf[:0]
		for sample := range report.Samples() {
			s.point(sample, meta)
		}
	}
	plain()
	if n := testing.AllocsPerRun(20, plain); n > 2 { // the iterator's own
		t.Errorf("writing 23 known points allocates %v times", n)
	}
}

// BenchmarkPoint is one sample of a series with seven tags.
func BenchmarkPoint(b *testing.B) {
	r := newRig(b, Config{})
	if err := r.Open(r.Registry); err != nil {
		b.Fatal(err)
	}
	tags := r.Tags(map[string]string{"group": "", "scenario": "default", "status": "101", "subproto": "", "url": "ws://127.0.0.1:8080/echo"})
	s := r.Sink.(*sink)
	p := metric.Sample{Series: r.Series(r.Builtin.WSMessagesReceived, tags), Value: 1}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.At = noon + metric.Time(i*1000)
		s.point(p, nil)
		if len(s.buf) > flushAt {
			s.buf = s.buf[:0]
		}
	}
}
