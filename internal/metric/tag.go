package metric

import (
	"iter"
	"slices"
	"strings"
)

// Tag is one key and its value.
//
// Immutable.
type Tag struct{ Key, Value string }

// Tags is an interned set of tags: two with the same content are equal (==).
// The zero Tags is the empty set. New ones come from Registry.With.
//
// Safe for concurrent use.
type Tags struct{ set *tagSet }

// tagSet is the one copy of a set.
type tagSet struct {
	tags []Tag // sorted by key
}

// Value is a tag's value, "" if there is none.
func (t Tags) Value(key string) string {
	v, _ := t.Lookup(key)
	return v
}

// Lookup is a tag's value and whether it is there.
func (t Tags) Lookup(key string) (string, bool) {
	if t.set == nil {
		return "", false
	}
	for _, tag := range t.set.tags {
		if tag.Key == key {
			return tag.Value, true
		}
	}
	return "", false
}

// Each yields the tags, sorted by key.
func (t Tags) Each() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		if t.set == nil {
			return
		}
		for _, tag := range t.set.tags {
			if !yield(tag.Key, tag.Value) {
				return
			}
		}
	}
}

// Len is how many tags there are.
func (t Tags) Len() int {
	if t.set == nil {
		return 0
	}
	return len(t.set.tags)
}

// String is the tags as key:value, separated by commas.
func (t Tags) String() string {
	var b strings.Builder
	for k, v := range t.Each() {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(k)
		b.WriteByte(':')
		b.WriteString(v)
	}
	return b.String()
}

// matches says whether all of the filter's tags are in the set.
func (t Tags) matches(filter []Tag) bool {
	for _, f := range filter {
		if v, ok := t.Lookup(f.Key); !ok || v != f.Value {
			return false
		}
	}
	return true
}

// with is a sorted copy of tags with one more, or one replaced.
func with(tags []Tag, tag Tag) []Tag {
	i, found := slices.BinarySearchFunc(tags, tag.Key, byKey)
	if found {
		next := slices.Clone(tags)
		next[i] = tag
		return next
	}
	next := make([]Tag, 0, len(tags)+1)
	next = append(next, tags[:i]...)
	next = append(next, tag)
	return append(next, tags[i:]...)
}

// without is tags without those whose key is dropped; tags itself if none is.
func without(tags []Tag, drop func(key string) bool) []Tag {
	if !slices.ContainsFunc(tags, func(t Tag) bool { return drop(t.Key) }) {
		return tags
	}
	var next []Tag
	for _, t := range tags {
		if !drop(t.Key) {
			next = append(next, t)
		}
	}
	return next
}

func byKey(t Tag, key string) int { return strings.Compare(t.Key, key) }

// content is the set as one string, the key it is interned by. Lengths are not
// needed: a zero byte ends each part, and one inside a part is doubled.
func content(tags []Tag) string {
	var b strings.Builder
	for _, t := range tags {
		for _, part := range []string{t.Key, t.Value} {
			b.WriteString(strings.ReplaceAll(part, "\x00", "\x00\x01"))
			b.WriteString("\x00\x00")
		}
	}
	return b.String()
}
