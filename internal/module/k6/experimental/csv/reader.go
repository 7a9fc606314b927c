package csv

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// reader gives the records that the options ask for.
//
// Owned by one goroutine.
type reader struct {
	options
	records *csv.Reader
	header  []string // with objects
	line    int64    // the number of the next record
}

// newReader goes to the first record that is wanted; the options are checked.
func newReader(text string, o options) (*reader, error) {
	r := &reader{options: o, records: csv.NewReader(strings.NewReader(text))}
	r.records.Comma = o.comma
	if o.objects {
		record, err := r.record()
		if err != nil {
			return nil, fmt.Errorf("failed to create a new parser; reason: failed to read the first line; reason: %w", err)
		}
		r.header = record
	}
	r.records.ReuseRecord = true // the header is kept, other records are not
	if o.skipFirst {
		if _, err := r.record(); err != nil {
			return nil, fmt.Errorf("failed to create a new parser; reason: failed to skip the first line; reason: %w", err)
		}
	}
	for r.line < o.from {
		if _, err := r.record(); err != nil {
			return nil, fmt.Errorf("failed to create a new parser; reason: failed to skip lines until line %d; reason: %w", o.from, err)
		}
	}
	return r, nil
}

// record reads one; it is valid until the next is read.
func (r *reader) record() ([]string, error) {
	record, err := r.records.Read()
	if !errors.Is(err, io.EOF) {
		r.line++
	}
	return record, err
}

// next is the next record that is wanted; io.EOF after the last.
func (r *reader) next() ([]string, error) {
	if r.line > r.last() {
		return nil, io.EOF
	}
	return r.record()
}

// all are the remaining records as JSON texts, cut out of one piece of memory.
func (r *reader) all() ([]string, error) {
	var text []byte
	var ends []int
	for {
		record, err := r.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("failed to read record; reason: %w", err)
		}
		text = r.appendJSON(text, record)
		ends = append(ends, len(text))
	}
	whole, begin := string(text), 0
	texts := make([]string, len(ends))
	for n, end := range ends {
		texts[n], begin = whole[begin:end], end
	}
	return texts, nil
}

// appendJSON appends a record as JSON. Of keys that are there twice the engine
// takes the last one.
func (r *reader) appendJSON(text []byte, record []string) []byte {
	brackets := "[]"
	if r.objects {
		brackets = "{}"
	}
	text = append(text, brackets[0])
	for n, field := range record {
		if n > 0 {
			text = append(text, ',')
		}
		if r.objects {
			text = append(appendText(text, r.header[n]), ':')
		}
		text = appendText(text, field)
	}
	return append(text, brackets[1])
}

func appendText(text []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // a string has JSON
	return append(text, quoted...)
}
