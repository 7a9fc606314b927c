package output

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"volley/internal/metric"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		words []string
		want  string // as the head of a run shows them, or the error
	}{
		"none":      {nil, ""},
		"defaults":  {[]string{"json", "csv"}, "json (stdout), csv (file.csv)"},
		"files":     {[]string{"json=a.json", "csv=b.csv.gz", "json=c=d,e.json"}, "json (a.json), csv (b.csv.gz), json (c=d,e.json)"},
		"settings":  {[]string{"csv=fileName=-,timeFormat=unix"}, "csv (stdout)"},
		"twice":     {[]string{"json=a", "csv=a"}, "output csv (a): another output writes the same"},
		"unknown":   {[]string{"jsn=a"}, `output "jsn=a": there is no such output: there are csv, json`},
		"empty":     {[]string{""}, `output "": there is no such output: there are csv, json`},
		"not yet":   {[]string{"influxdb=http://h/db"}, `output "influxdb=http://h/db": volley does not have this output of k6's yet: there are csv, json`},
		"all wrong": {[]string{"x", "json=ok", "csv=a=1,b=2"}, "output \"x\": there is no such output: there are csv, json\n" + `output "csv=a=1,b=2": "a" is not a setting: there are fileName, saveInterval, timeFormat` + "\n" + `output "csv=a=1,b=2": "b" is not a setting: there are fileName, saveInterval, timeFormat`},
	} {
		all, err := Parse(c.words, Config{})
		var heads []string
		for _, o := range all {
			heads = append(heads, o.String())
		}
		got := strings.Join(heads, ", ")
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
}

// TestWrite: the same samples arrive in a file, a compressed file and on
// standard output.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	var screen bytes.Buffer
	all, err := Parse([]string{"csv=plain.csv", "csv=small.csv.gz", "csv=-"}, Config{Stdout: &screen})
	if err != nil {
		t.Fatal(err)
	}
	reg := metric.NewRegistry(metric.Config{Needs: metric.NeedSamples})
	rec := reg.NewRecorder()
	for i := range 5000 {
		rec.Add(reg.Series(reg.Builtin.Iterations, metric.Tags{}), 1, metric.Time(i))
	}
	report := metric.Report{At: 1e18, Registry: reg, Batches: []*metric.Batch{rec.Swap()}}
	for _, o := range all {
		if err := o.Open(reg); err != nil {
			t.Fatal(err)
		}
		if err := o.Write(report); err != nil {
			t.Fatal(err)
		}
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
	}
	plain, err := os.ReadFile("plain.csv")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(plain, []byte("\n")); n != 5001 {
		t.Errorf("%d lines, want 5001", n)
	}
	if !bytes.Equal(screen.Bytes(), plain) {
		t.Error("standard output got something else than the file")
	}
	f, err := os.Open("small.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(z); err != nil || !bytes.Equal(unpacked, plain) {
		t.Errorf("the compressed file holds something else: %v", err)
	}
}

func TestOpenFails(t *testing.T) {
	for _, word := range []string{"json=", "csv=", "json=x.gz"} {
		name, _, _ := strings.Cut(word, "=")
		path := filepath.Join(t.TempDir(), "none", "x"+filepath.Ext(word))
		all, err := Parse([]string{name + "=" + path}, Config{})
		if err != nil {
			t.Fatal(err)
		}
		if err := all[0].Open(metric.NewRegistry(metric.Config{})); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: Open = %v, want an error that names the file", word, err)
		}
		if err := all[0].Close(); err != nil {
			t.Errorf("%s: Close = %v", word, err)
		}
	}
}

// lines counts lines and keeps nothing.
type lines int

func (n *lines) Write(p []byte) (int, error) {
	*n += lines(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// TestTwoMillion: none is lost, whatever a buffer holds.
func TestTwoMillion(t *testing.T) {
	for _, name := range Names() {
		var got lines
		all, err := Parse([]string{name + "=-"}, Config{Stdout: &got})
		if name == "csv" {
			all, err = Parse([]string{"csv=fileName=-,saveInterval=1h"}, Config{Stdout: &got})
		}
		if err != nil {
			t.Fatal(err)
		}
		million(t, all[0])
		if want := lines(2_000_000 + 1); got != want { // a head, or a metric's line
			t.Errorf("%s: %d lines, want %d", name, got, want)
		}
	}
}

// million gives an output two million samples of two recorders in ten seconds.
func million(t *testing.T, o *Output) {
	t.Helper()
	reg := metric.NewRegistry(metric.Config{Needs: metric.NeedSamples})
	if err := o.Open(reg); err != nil {
		t.Fatal(err)
	}
	recs := []*metric.Recorder{reg.NewRecorder(), reg.NewRecorder()}
	var all []metric.Series
	for _, status := range []string{"101", "403", ""} {
		all = append(all, reg.Series(reg.Builtin.WSConnecting, reg.With(metric.Tags{}, "status", status)))
	}
	for second := range 10 {
		report := metric.Report{At: metric.Time(second) * 1e9, Registry: reg}
		for _, rec := range recs {
			for i := range 100_000 {
				rec.Add(all[i%len(all)], float64(i)/3, metric.Time(second*1e9+i*10_000))
			}
			report.Batches = append(report.Batches, rec.Swap())
		}
		if err := o.Write(report); err != nil {
			t.Fatal(err)
		}
		for i, rec := range recs {
			rec.Recycle(report.Batches[i])
		}
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}
