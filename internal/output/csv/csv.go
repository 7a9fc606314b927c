package csv

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

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
	saved  metric.Time // when rows were last written
	fault  error       // of the first write that failed

	columns []string // tags that have one
	append  appendTime
	stamp   metric.Stamp
	rows    []row // by series
}

// row is what all samples of a series share; head is nil if there was none yet.
type row struct{ head, tail []byte }

// appendTime appends the time of a sample.
type appendTime func(s *metric.Stamp, b []byte, t metric.Time) []byte

// formats are k6's ways to write a time.
var formats = map[string]appendTime{
	"unix":         unix(time.Second),
	"unix_milli":   unix(time.Millisecond),
	"unix_micro":   unix(time.Microsecond),
	"unix_nano":    unix(time.Nanosecond),
	"rfc3339":      func(s *metric.Stamp, b []byte, t metric.Time) []byte { return s.Append(b, t, false) },
	"rfc3339_nano": func(s *metric.Stamp, b []byte, t metric.Time) []byte { return s.Append(b, t, true) },
}

func unix(unit time.Duration) appendTime {
	return func(_ *metric.Stamp, b []byte, t metric.Time) []byte {
		return strconv.AppendInt(b, int64(t)/int64(unit), 10)
	}
}

// New makes the output; Open opens its file. The configuration is one that
// ParseConfig made.
func New(c Config) metric.Sink {
	return &sink{config: c, append: formats[c.TimeFormat], stamp: metric.Stamp{Zone: c.Zone}}
}

// Needs is every sample.
func (s *sink) Needs() metric.Need { return metric.NeedSamples }

// Open opens the file and writes the head of the table.
func (s *sink) Open(reg *metric.Registry) (err error) {
	s.reg, s.columns = reg, columns(reg.Config().SystemTags)
	if s.out, err = s.config.Create(s.config.Path); err != nil {
		return err
	}
	head := append([]string{"metric_name", "timestamp", "metric_value"}, s.columns...)
	s.buf = append(s.buf, fields(append(head, "extra_tags", "metadata")...)+"\n"...)
	return s.flush()
}

// columns are the system tags that have a column of their own: those k6 has, but
// those that are metadata.
func columns(enabled []string) (tags []string) {
	known := append(metric.DefaultSystemTags(), "ip", "ocsp_status")
	for _, tag := range enabled {
		if slices.Contains(known, tag) && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	return tags
}

// flushAt is how much is written at once.
const flushAt = 64 << 10

// early is how much sooner than its time a report may come.
const early = 100 * time.Millisecond

// Write writes what is new, or keeps it until it is time.
func (s *sink) Write(r metric.Report) error {
	for sample, m := range r.Samples() {
		s.row(sample, m)
		if len(s.buf) >= flushAt {
			if err := s.flush(); err != nil {
				return err
			}
		}
	}
	if time.Duration(r.At-s.saved) < s.config.SaveInterval-early {
		return nil
	}
	s.saved = r.At
	return s.flush()
}

// Close writes what is left and closes the file.
func (s *sink) Close() error {
	if s.out == nil {
		return nil
	}
	return errors.Join(s.flush(), s.out.Close())
}

// flush writes what there is. After a fault nothing more is written: a row that
// was cut short must be the last one.
func (s *sink) flush() error {
	if s.fault != nil || len(s.buf) == 0 {
		return nil
	}
	_, s.fault = s.out.Write(s.buf)
	s.buf = s.buf[:0]
	return s.fault
}

// row appends a sample's row.
func (s *sink) row(p metric.Sample, m *metric.Metadata) {
	if int(p.Series) >= len(s.rows) || s.rows[p.Series].head == nil {
		s.meet(p.Series)
	}
	r := &s.rows[p.Series]
	b := append(s.buf, r.head...)
	b = s.append(&s.stamp, b, p.At)
	b = append(b, ',')
	b = appendValue(b, p.Value)
	b = append(b, r.tail...)
	if m != nil {
		b = appendMetadata(b, m)
	}
	s.buf = append(b, '\n')
}

// appendValue appends a number with six places, as k6 does.
func appendValue(b []byte, v float64) []byte {
	if n := int64(v); float64(n) == v && n > -1e15 && n < 1e15 && (n != 0 || !math.Signbit(v)) {
		return append(strconv.AppendInt(b, n, 10), ".000000"...) // most are 1
	}
	return strconv.AppendFloat(b, v, 'f', 6, 64)
}

// meet renders what the samples of a series share.
func (s *sink) meet(of metric.Series) {
	m, tags := s.reg.SeriesOf(of)
	for int(of) >= len(s.rows) {
		s.rows = append(s.rows, row{})
	}
	tail := make([]string, 0, len(s.columns)+1)
	for _, key := range s.columns {
		tail = append(tail, tags.Value(key))
	}
	var extra []string
	for key, value := range tags.Each() {
		if !slices.Contains(s.columns, key) {
			extra = append(extra, key+"="+value)
		}
	}
	tail = append(tail, strings.Join(extra, "&"))
	s.rows[of] = row{head: []byte(m.Name + ","), tail: []byte("," + fields(tail...) + ",")}
}

// appendMetadata writes the pairs of one sample: of ten thousand VUs in turn,
// hardly two samples have the same.
func appendMetadata(b []byte, m *metric.Metadata) []byte {
	from := len(b)
	for key, value := range m.Each() {
		if len(b) > from {
			b = append(b, '&')
		}
		b = append(append(b, key...), '=')
		b = append(b, value...)
	}
	if plain(b[from:]) {
		return b
	}
	return append(b[:from], fields(string(b[from:]))...)
}

// plain reports whether a field surely needs no quotes.
func plain(field []byte) bool {
	for _, c := range field {
		if c <= ' ' || c > '~' || c == '"' || c == ',' || c == '\\' {
			return false
		}
	}
	return true
}

// fields is a part of a row.
func fields(words ...string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.Write(words); err != nil {
		panic("output/csv: " + err.Error()) // a Builder takes everything
	}
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}
