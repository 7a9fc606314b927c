package csv

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// options are how a file is read. They are comparable: with a path they are the
// key of what was parsed.
type options struct {
	comma     rune
	from, to  int64 // the first and the last record, from 0; to 0: to the end
	skipFirst bool
	objects   bool
}

// readOptions reads a script's options.
func readOptions(rt *sobek.Runtime, value sobek.Value) (o options, err error) {
	o.comma = ','
	if vu.Nothing(value) {
		return o, nil
	}
	obj := value.ToObject(rt)
	if v := obj.Get("delimiter"); !vu.Nothing(v) {
		text := v.String()
		c, size := utf8.DecodeRuneInString(text)
		if size == 0 || size != len(text) {
			return o, errors.New("delimiter must be a single character")
		}
		o.comma = c
	}
	if v := obj.Get("skipFirstLine"); v != nil {
		o.skipFirst = v.ToBoolean()
	}
	if v := obj.Get("asObjects"); v != nil {
		o.objects = v.ToBoolean()
	}
	if v := obj.Get("fromLine"); !vu.Nothing(v) {
		o.from = v.ToInteger()
	}
	if v := obj.Get("toLine"); !vu.Nothing(v) {
		o.to = v.ToInteger()
	}
	if o.to > 0 && o.from >= o.to {
		return o, errors.New("fromLine must be less than or equal to toLine")
	}
	return o, nil
}

// check finds options that are wrong together.
func (o options) check() error {
	why := ""
	switch {
	case o.from < 0:
		why = fmt.Sprintf("the 'fromLine' option must be greater than or equal to 0; got %d", o.from)
	case o.to < 0:
		why = fmt.Sprintf("the 'toLine' option must be greater than or equal to 0; got %d", o.to)
	case o.objects && o.skipFirst:
		why = "the 'header' option cannot be enabled when 'skipFirstLine' is true"
	case o.objects && o.from > 0:
		why = "the 'header' option cannot be enabled when 'fromLine' is set to a value greater than 0"
	default:
		return nil
	}
	return fmt.Errorf("failed to create a new parser; reason: %s", why)
}

// last is the last record that is wanted.
func (o options) last() int64 {
	if o.to == 0 {
		return math.MaxInt64
	}
	return o.to
}
