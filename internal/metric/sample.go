package metric

import (
	"iter"
	"slices"
)

// Sample is one value as it was recorded.
//
// Immutable.
type Sample struct {
	Series Series
	note   int32 // its metadata's place in the batch, from 1; 0 for none
	At     Time
	Value  float64
}

// Metadata is what is written beside single samples and makes no series of its
// own: k6's vu and iter, and what a script sets. The nil Metadata is empty.
//
// Immutable.
type Metadata struct{ pairs []Tag } // sorted by key

// With is m with one more pair; one with the same key is replaced.
func (m *Metadata) With(key, value string) *Metadata {
	return &Metadata{with(m.all(), Tag{key, value})}
}

// Without is m without one key.
func (m *Metadata) Without(key string) *Metadata {
	pairs := without(m.all(), func(k string) bool { return k == key })
	if len(pairs) == 0 {
		return nil
	}
	return &Metadata{pairs}
}

// Lookup is a key's value and whether it is there.
func (m *Metadata) Lookup(key string) (string, bool) {
	at, found := slices.BinarySearchFunc(m.all(), key, byKey)
	if !found {
		return "", false
	}
	return m.pairs[at].Value, true
}

// Each yields the pairs, sorted by key.
func (m *Metadata) Each() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, pair := range m.all() {
			if !yield(pair.Key, pair.Value) {
				return
			}
		}
	}
}

func (m *Metadata) all() []Tag {
	if m == nil {
		return nil
	}
	return m.pairs
}

// chunkLen is how many samples lie in one piece of memory: a batch grows
// without moving what it has, so that no sample ever waits for a copy.
const chunkLen = 4096

// sampling is the raw samples of a batch.
type sampling struct {
	on     bool
	chunks [][]Sample // all but the last are full
	spare  [][]Sample // empty
	notes  []*Metadata
}

// sample keeps one.
func (b *sampling) sample(s Sample) {
	last := len(b.chunks) - 1
	if last < 0 || len(b.chunks[last]) == chunkLen {
		b.chunks = append(b.chunks, b.chunk())
		last++
	}
	b.chunks[last] = append(b.chunks[last], s)
}

func (b *sampling) chunk() []Sample {
	if n := len(b.spare); n > 0 {
		c := b.spare[n-1]
		b.spare = b.spare[:n-1]
		return c
	}
	return make([]Sample, 0, chunkLen)
}

// note gives the sample kept last its metadata. Samples of one VU come in a row,
// mostly.
func (b *sampling) note(m *Metadata) {
	if n := len(b.notes); n == 0 || b.notes[n-1] != m {
		b.notes = append(b.notes, m)
	}
	c := b.chunks[len(b.chunks)-1]
	c[len(c)-1].note = int32(len(b.notes))
}

// reset forgets the samples and keeps a share of their memory: one second that
// was busy is no reason to hold its memory to the end.
func (b *sampling) reset() {
	used := len(b.chunks)
	for _, c := range b.chunks {
		b.spare = append(b.spare, c[:0])
	}
	if keep := used + used/4 + 1; len(b.spare) > keep {
		clear(b.spare[keep:])
		b.spare = b.spare[:keep]
	}
	clear(b.chunks)
	clear(b.notes)
	b.chunks, b.notes = b.chunks[:0], b.notes[:0]
}

// SampleLen is how many raw samples there are.
func (b *Batch) SampleLen() int {
	n := len(b.raw.chunks)
	if n == 0 {
		return 0
	}
	return (n-1)*chunkLen + len(b.raw.chunks[n-1])
}

// Samples yields the raw samples in the order taken, each with its metadata, if
// the registry's configuration needs them.
func (b *Batch) Samples() iter.Seq2[Sample, *Metadata] {
	return func(yield func(Sample, *Metadata) bool) {
		for _, chunk := range b.raw.chunks {
			for _, s := range chunk {
				var m *Metadata
				if s.note > 0 {
					m = b.raw.notes[s.note-1]
				}
				if !yield(s, m) {
					return
				}
			}
		}
	}
}
