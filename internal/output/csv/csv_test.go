package csv

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
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

var errFull = errors.New("write x.csv: no space left on device")

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

const noon = metric.Time(1_795_608_000_000_000_000)

// newRig opens an output with an argument.
func newRig(t testing.TB, argument string, tags ...string) *rig {
	t.Helper()
	c, err := ParseConfig(argument, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{Registry: metric.NewRegistry(metric.Config{Needs: metric.NeedSamples, SystemTags: tags}), file: &file{}}
	c.Zone = time.FixedZone("", 3600)
	c.Create = func(string) (io.WriteCloser, error) { return r.file, nil }
	r.Sink = New(c)
	if err := r.Open(r.Registry); err != nil {
		t.Fatal(err)
	}
	r.rec = r.NewRecorder()
	return r
}

// write hands over what was counted by then.
func (r *rig) write(at time.Duration) error {
	b := r.rec.Swap()
	err := r.Write(metric.Report{At: noon + metric.Time(at), Registry: r.Registry, Batches: []*metric.Batch{b}})
	r.rec.Recycle(b)
	return err
}

// fill counts a bit of everything.
func fill(t testing.TB, r *rig) {
	t.Helper()
	trend, err := r.New("my_trend", metric.Trend, metric.ContainsTime)
	if err != nil {
		t.Fatal(err)
	}
	base := r.Tags(map[string]string{"group": "::a, b", "scenario": "default", "run": "r1"})
	for i, v := range []float64{0, 1, -3, 1234567, 1e20, 1e-7, 0.0000005, 0.1, 1.0 / 3, 2.5, -0.1, math.Inf(1), math.Inf(-1), math.Copysign(0, -1)} {
		r.rec.Add(r.Series(trend, base), v, noon+metric.Time(i*500_000_000+i))
	}
	odd := r.With(r.With(base, `quo"te`, "new\nline <&> ü \u2028"), "vu", "x")
	meta := (*metric.Metadata)(nil).With("vu", "1").With("iter", "0")
	r.rec.AddWith(r.Series(trend, odd), 2, noon+1, meta)
	r.rec.AddWith(r.Series(r.Builtin.DataSent, metric.Tags{}), 512, noon+10, meta.With("x", `"<,`))
	r.rec.AddWith(r.Series(r.Builtin.DataSent, metric.Tags{}), 513, noon+20, meta)
	r.rec.Add(r.Series(r.Builtin.Checks, r.With(base, "check", `"is" 101`)), 1, noon+100)
	r.rec.Add(r.Series(r.Builtin.VUs, metric.Tags{}), 7, noon+120_000)
}

func TestGolden(t *testing.T) {
	for name, c := range map[string]struct {
		argument string
		tags     []string
	}{
		"default":      {"x.csv", nil},
		"rfc3339":      {"timeFormat=rfc3339", []string{"scenario", "vu", "iter", "ip", "no_such_tag", "scenario"}},
		"rfc3339_nano": {"timeFormat=rfc3339_nano", []string{}},
		"unix_milli":   {"timeFormat=unix_milli", []string{"group", "check"}},
	} {
		r := newRig(t, c.argument, c.tags...)
		fill(t, r)
		if err := r.write(time.Second); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil || r.file.closed != 1 {
			t.Errorf("Close = %v, closed %d times", err, r.file.closed)
		}
		golden := "testdata/" + name + ".golden"
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
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestReadBack: the standard library's reader finds what was counted.
func TestReadBack(t *testing.T) {
	r := newRig(t, "timeFormat=unix_nano")
	fill(t, r)
	if err := r.write(time.Second); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&r.file.Buffer).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+19 || len(rows[0]) != 3+14+2 {
		t.Fatalf("%d rows of %d fields", len(rows), len(rows[0]))
	}
	for _, row := range rows[1:] {
		at, err := strconv.ParseInt(row[1], 10, 64)
		if _, bad := strconv.ParseFloat(row[2], 64); bad != nil || err != nil || at < int64(noon) {
			t.Errorf("row %q", row)
		}
	}
	odd := rows[15]
	got := strings.Join([]string{odd[0], odd[7], odd[17], odd[18]}, "|")
	if want := "my_trend|::a, b|quo\"te=new\nline <&> ü \u2028&run=r1&vu=x|iter=0&vu=1"; got != want {
		t.Errorf("the odd row reads %q, want %q", got, want)
	}
}

// TestAnyText: tags and metadata come back as they were, whatever is in them. A
// reader makes one line end of two, as RFC 4180 has it.
func TestAnyText(t *testing.T) {
	r := newRig(t, "")
	same := func(tag, meta string) bool {
		r.file.Reset()
		r.rec.AddWith(r.Series(r.Builtin.VUs, r.With(r.With(metric.Tags{}, "name", tag), "x", tag)), 1, noon, (*metric.Metadata)(nil).With("a", "1").With("m", meta))
		if err := r.write(time.Second); err != nil {
			t.Fatal(err)
		}
		r.Sink.(*sink).saved = 0
		row, err := csv.NewReader(&r.file.Buffer).Read()
		if err != nil || len(row) != 19 {
			t.Error(row, err)
			return false
		}
		ends := strings.NewReplacer("\r\n", "\n")
		return row[9] == ends.Replace(tag) && row[17] == "x="+ends.Replace(tag) && row[18] == "a=1&m="+ends.Replace(meta)
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"", "a", `"`, `\`, `\.`, "a,b", "a\r\nb", "a\rb", " lead", "ü", "&=", "a\nb"} {
		if !same(text, "value") || !same("value", text) {
			t.Errorf("%q does not come back", text)
		}
	}
}

// TestSaveInterval: rows wait until it is time, a full buffer does not.
func TestSaveInterval(t *testing.T) {
	r := newRig(t, "saveInterval=3s")
	add := func(n int) {
		for range n {
			r.rec.Add(r.Series(r.Builtin.Iterations, metric.Tags{}), 1, noon)
		}
	}
	rows := func() int { return strings.Count(r.file.String(), "\n") - 1 }
	for second, want := range []int{1, 1, 1, 4, 4} { // the first report is due at once
		add(1)
		if err := r.write(time.Duration(second) * time.Second); err != nil {
			t.Fatal(err)
		}
		if got := rows(); got != want {
			t.Errorf("second %d: %d rows are written, want %d", second, got, want)
		}
	}
	add(10_000)
	if err := r.write(5 * time.Second); err != nil {
		t.Fatal(err)
	}
	if got := rows(); got < 8000 || got == 10_005 {
		t.Errorf("%d of 10,005 rows are written before time, want most", got)
	}
	if err := r.Close(); err != nil || rows() != 10_005 {
		t.Errorf("Close = %v; %d rows are written, want 10,005", err, rows())
	}
}

func TestFullDisk(t *testing.T) {
	r := newRig(t, "")
	r.file.room = r.file.Len() + 10
	fill(t, r)
	if err := r.write(time.Second); !errors.Is(err, errFull) {
		t.Errorf("Write on a full disk = %v", err)
	}
	r.file.room = 0
	before := r.file.Len()
	if err := r.Close(); err != nil || r.file.Len() != before {
		t.Errorf("Close = %v and wrote %d bytes", err, r.file.Len()-before)
	}
}

func TestParseConfig(t *testing.T) {
	set := func(pairs ...string) func(string) (string, string) {
		return func(name string) (string, string) {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return "K6_" + name, pairs[i+1]
				}
			}
			return "", ""
		}
	}
	const names = "fileName, saveInterval, timeFormat"
	for name, c := range map[string]struct {
		argument string
		env      func(string) (string, string)
		want     string // file, interval and format, or the error
	}{
		"nothing":          {"", nil, "file.csv 1s unix"},
		"a file":           {"a,b.csv", nil, "a,b.csv 1s unix"},
		"all":              {"fileName=x.csv.gz,saveInterval=250ms,timeFormat=rfc3339", nil, "x.csv.gz 250ms rfc3339"},
		"bare number":      {"saveInterval=1500", nil, "file.csv 1.5s unix"},
		"environment":      {"", set("CSV_FILENAME", "e.csv", "CSV_SAVE_INTERVAL", "5s", "CSV_TIME_FORMAT", "unix_nano"), "e.csv 5s unix_nano"},
		"argument first":   {"timeFormat=unix", set("CSV_FILENAME", "e.csv", "CSV_TIME_FORMAT", "nonsense"), "e.csv 1s unix"},
		"unknown":          {"bar=1", nil, `"bar" is not a setting: there are ` + names},
		"not a format":     {"timeFormat=foo", nil, `timeFormat: "foo" is not a time format: there are rfc3339, rfc3339_nano, unix, unix_micro, unix_milli, unix_nano`},
		"from a variable":  {"", set("CSV_TIME_FORMAT", "foo"), `K6_CSV_TIME_FORMAT: "foo" is not a time format: there are rfc3339, rfc3339_nano, unix, unix_micro, unix_milli, unix_nano`},
		"zero":             {"saveInterval=0s", nil, `saveInterval: "0s" is not a duration above zero, such as 500ms or 10s`},
		"no duration":      {"saveInterval=soon", nil, `saveInterval: "soon" is not a duration above zero, such as 500ms or 10s`},
		"no value":         {"fileName=", nil, "fileName has no value"},
		"all that's wrong": {"x=1,timeFormat=,saveInterval=-1", nil, `"x" is not a setting: there are ` + names + "\ntimeFormat has no value\n" + `saveInterval: "-1" is not a duration above zero, such as 500ms or 10s`},
	} {
		got, err := ParseConfig(c.argument, c.env)
		text := fmt.Sprint(got.Path, " ", got.SaveInterval, " ", got.TimeFormat)
		if err != nil {
			text = err.Error()
		}
		if text != c.want {
			t.Errorf("%s: %s, want %s", name, text, c.want)
		}
	}
}

// TestAllocations: series that are known cost no memory.
func TestAllocations(t *testing.T) {
	r := newRig(t, "timeFormat=rfc3339_nano")
	fill(t, r)
	report := metric.Report{Registry: r.Registry, Batches: []*metric.Batch{r.rec.Swap()}}
	s, meta := r.Sink.(*sink), (*metric.Metadata)(nil).With("vu", "1").With("iter", "0")
	plain := func() {
		s.buf = s.buf[:0]
		for sample := range report.Samples() {
			s.row(sample, meta)
		}
	}
	plain()
	if n := testing.AllocsPerRun(20, plain); n > 2 { // the iterator's own
		t.Errorf("writing 19 known rows allocates %v times", n)
	}
}

// BenchmarkRow is one sample of a series with a WebSocket's tags.
func BenchmarkRow(b *testing.B) {
	for _, value := range []float64{1, 12.345678} {
		b.Run(fmt.Sprint(value), func(b *testing.B) {
			r := newRig(b, "")
			tags := r.Tags(map[string]string{"group": "", "scenario": "default", "status": "101", "subproto": "", "url": "ws://127.0.0.1:8080/echo"})
			s := r.Sink.(*sink)
			p := metric.Sample{Series: r.Series(r.Builtin.WSMessagesReceived, tags), Value: value}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				p.At = noon + metric.Time(i*1000)
				s.row(p, nil)
				if len(s.buf) > flushAt {
					s.buf = s.buf[:0]
				}
			}
		})
	}
}
