package option

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Short names, so that a row of the table stays a row.
type (
	span   = time.Duration
	raw    = json.RawMessage
	prefix = netip.Prefix
)

// reader is where a value is being read: what it is called in faults, who wrote
// it, and where the faults go.
type reader struct {
	path   string
	source Source
	faults *[]error
}

// at is the reader of something inside the value.
func (r reader) at(key string) reader {
	r.path += "." + key
	return r
}

// fault notes what is wrong with a value.
func (r reader) fault(value, why string) {
	*r.faults = append(*r.faults, Invalid{Field: r.path, Value: shown(value), Origin: r.source.Text, Why: why})
}

// kind is how options of one Go type are read, checked and written.
type kind[T any] struct {
	word  string                        // for --help
	json  func(r reader, value raw) T   // from scripts and files
	text  func(r reader, word string) T // from flags and variables; nil: they cannot give it
	join  func(a, b T) T                // how several flags become one value; nil: the last counts
	check func(r reader, value T)       // after merging; nil: anything goes
	show  func(value T) any             // for JSON; nil: as it is
	blank any                           // what JSON shows if it was not given
}

// slot is a kind tied to a field of Options.
type slot interface {
	name() string
	read(o *Options, r reader, value raw)
	parse(o *Options, r reader, words []string)
	copy(dst, src *Options)
	verify(o *Options, r reader)
	shown(o *Options) any
	absent() any
}

type bound[T any] struct {
	kind[T]
	field func(*Options) *T
}

// bind ties a kind to a field of Options.
func bind[T any](k kind[T], field func(*Options) *T) slot { return bound[T]{k, field} }

func (b bound[T]) name() string { return b.word }

func (b bound[T]) read(o *Options, r reader, value raw) { *b.field(o) = b.json(r, value) }

func (b bound[T]) parse(o *Options, r reader, words []string) {
	if b.text == nil {
		r.fault("", "can be given in a script or a config file only")
		return
	}
	for i, word := range words {
		value := b.text(r, word)
		if i > 0 && b.join != nil {
			value = b.join(*b.field(o), value)
		}
		*b.field(o) = value
	}
}

func (b bound[T]) copy(dst, src *Options) { *b.field(dst) = *b.field(src) }

func (b bound[T]) verify(o *Options, r reader) {
	if b.check != nil {
		b.check(r, *b.field(o))
	}
}

func (b bound[T]) shown(o *Options) any {
	if b.show != nil {
		return b.show(*b.field(o))
	}
	return *b.field(o)
}

func (b bound[T]) absent() any { return b.blank }

// least is a kind with a least value.
func least[T cmp.Ordered](k kind[T], n T) kind[T] {
	k.check = func(r reader, value T) {
		if value < n {
			r.fault(fmt.Sprint(value), fmt.Sprintf("is below %v", n))
		}
	}
	return k
}

// oneOf is the kind with a fixed set of values.
func (k kind[T]) oneOf(values ...T) kind[T] {
	names := make([]string, 0, len(values))
	for _, v := range values {
		if name := fmt.Sprint(v); name != "" {
			names = append(names, name)
		}
	}
	k.check = func(r reader, value T) {
		if !slices.ContainsFunc(values, func(v T) bool { return any(v) == any(value) }) {
			r.fault(strconv.Quote(fmt.Sprint(value)), "is not one of "+strings.Join(names, ", "))
		}
	}
	return k
}
