package json

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"volley/internal/metric"
)

// sink is the output.
//
// Owned by one goroutine.
type sink struct {
	config Config
	reg    *metric.Registry
	out    io.WriteCloser
	buf    []byte
	fault  error // of the first write that failed

	stamp metric.Stamp
	lines []line // by series
	known []bool // by metric: its Metric line has been written
}

// line is what all samples of a series share; head is nil if there was none yet.
type line struct{ head, tail []byte }

// New makes the output; Open opens its file.
func New(c Config) metric.Sink {
	return &sink{config: c, stamp: metric.Stamp{Zone: c.Zone}}
}

// Needs is every sample.
func (s *sink) Needs() metric.Need { return metric.NeedSamples }

// Open opens the file.
func (s *sink) Open(reg *metric.Registry) (err error) {
	s.reg = reg
	s.out, err = s.config.Create(s.config.Path)
	return err
}

// flushAt is how much is written at once.
const flushAt = 64 << 10

// Write writes what is new.
func (s *sink) Write(r metric.Report) error {
	for sample, m := range r.Samples() {
		s.point(sample, m)
		if len(s.buf) >= flushAt {
			if err := s.flush(); err != nil {
				return err
			}
		}
	}
	return s.flush()
}

// Close closes the file.
func (s *sink) Close() error {
	if s.out == nil {
		return nil
	}
	return errors.Join(s.flush(), s.out.Close())
}

// flush writes what there is. After a fault nothing more is written: a line
// that was cut short must be the last one.
func (s *sink) flush() error {
	if s.fault != nil || len(s.buf) == 0 {
		return nil
	}
	_, s.fault = s.out.Write(s.buf)
	s.buf = s.buf[:0]
	return s.fault
}

// point appends a sample's line.
func (s *sink) point(p metric.Sample, m *metric.Metadata) {
	if int(p.Series) >= len(s.lines) || s.lines[p.Series].head == nil {
		s.meet(p.Series)
	}
	l := &s.lines[p.Series]
	b := append(s.buf, l.head...)
	b = s.stamp.Append(b, p.At, true)
	b = append(b, `","value":`...)
	b = appendValue(b, p.Value)
	b = append(b, l.tail...)
	if m != nil {
		b = appendMetadata(b, m)
	}
	s.buf = append(b, "}}\n"...)
}

// appendValue appends a number as k6 writes it.
func appendValue(b []byte, v float64) []byte {
	switch n := int64(v); {
	case float64(n) == v && n > -1e5 && n < 1e5 && n != 0:
		return strconv.AppendInt(b, n, 10) // most are 1
	case math.IsInf(v, 0) || math.IsNaN(v):
		return append(b, "null"...)
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

// meet renders what the samples of a series share.
func (s *sink) meet(of metric.Series) {
	m, tags := s.reg.SeriesOf(of)
	for int(of) >= len(s.lines) {
		s.lines = append(s.lines, line{})
	}
	for m.Index >= len(s.known) {
		s.known = append(s.known, false)
	}
	if !s.known[m.Index] {
		s.known[m.Index] = true
		s.buf = append(s.buf, s.metricLine(m)...)
	}
	l := &s.lines[of]
	l.head = append([]byte(`{"metric":`), text(m.Name)...)
	l.head = append(l.head, `,"type":"Point","data":{"time":"`...)
	pairs := map[string]string{}
	for key, value := range tags.Each() {
		pairs[key] = value
	}
	l.tail = append([]byte(`,"tags":`), text(pairs)...)
}

// appendMetadata writes the pairs of one sample: of ten thousand VUs in turn,
// hardly two samples have the same.
func appendMetadata(b []byte, m *metric.Metadata) []byte {
	sep := `,"metadata":{`
	for key, value := range m.Each() {
		b = append(b, sep...)
		b = append(appendText(b, key), ':')
		b = appendText(b, value)
		sep = ","
	}
	return append(b, '}')
}

// appendText appends a string as JSON.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return append(b, text(s)...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// metricLine describes a metric.
func (s *sink) metricLine(m *metric.Metric) []byte {
	type submetric struct {
		Name   string            `json:"name"`
		Suffix string            `json:"suffix"`
		Tags   map[string]string `json:"tags"`
	}
	var subs []submetric
	for _, sub := range s.reg.Submetrics(m) {
		one := submetric{Name: sub.Name, Suffix: sub.Suffix, Tags: map[string]string{}}
		for _, tag := range sub.Filter {
			one.Tags[tag.Key] = tag.Value
		}
		subs = append(subs, one)
	}
	thresholds := []string{}
	if s.config.Thresholds != nil {
		thresholds = append(thresholds, s.config.Thresholds(m.Name)...)
	}
	name := string(text(m.Name))
	return fmt.Appendf(nil, `{"type":"Metric","data":{"name":%s,"type":"%s","contains":"%s","thresholds":%s,"submetrics":%s},"metric":%s}`+"\n",
		name, m.Kind, m.Contains, plain(thresholds), text(subs), name)
}

// text is a value as JSON. Strings, and maps and structs of strings, always have
// one.
func text(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("output/json: " + err.Error())
	}
	return b
}

// plain is text that leaves < and > as they are: k6 does so with thresholds.
func plain(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("output/json: " + err.Error())
	}
	return bytes.TrimSpace(b.Bytes())
}
