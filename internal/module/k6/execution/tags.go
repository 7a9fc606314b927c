package execution

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// tags is exec.vu.metrics.tags: the tags of the VU's samples from now on.
type tags struct{ i *instance }

func (i *instance) tagsObject() *sobek.Object {
	if i.tags == nil {
		i.tags = i.rt.NewDynamicObject(&tags{i})
	}
	return i.tags
}

// Get is a tag's value.
func (t *tags) Get(key string) sobek.Value {
	value, ok := t.i.v.Tags().Lookup(key)
	if !ok {
		return nil
	}
	return t.i.rt.ToValue(value)
}

// Set sets a tag; values are strings, numbers or booleans.
func (t *tags) Set(key string, value sobek.Value) bool {
	text, ok := vu.TagText(value)
	if !ok {
		t.i.v.ThrowType("invalid value for metric tag '%s': only String, Boolean and Number types are accepted as a metric tag values", key)
	}
	v := t.i.v
	v.SetTags(v.Test().Registry.With(v.Tags(), key, text))
	return true
}

// Has reports whether the tag is set.
func (t *tags) Has(key string) bool {
	_, ok := t.i.v.Tags().Lookup(key)
	return ok
}

// Delete takes a tag away.
func (t *tags) Delete(key string) bool {
	v := t.i.v
	v.SetTags(v.Test().Registry.Without(v.Tags(), key))
	return true
}

// Keys are the tags that are set.
func (t *tags) Keys() []string {
	var keys []string
	for key := range t.i.v.Tags().Each() {
		keys = append(keys, key)
	}
	return keys
}

// metadata is exec.vu.metrics.metadata: what is written beside each sample and
// makes no series.
type metadata struct{ i *instance }

func (i *instance) metadataObject() *sobek.Object {
	if i.metadata == nil {
		i.metadata = i.rt.NewDynamicObject(&metadata{i})
	}
	return i.metadata
}

// Get is a value.
func (m *metadata) Get(key string) sobek.Value {
	value, ok := m.i.v.Metadata().Lookup(key)
	if !ok {
		return nil
	}
	return m.i.rt.ToValue(value)
}

// Set sets a value.
func (m *metadata) Set(key string, value sobek.Value) bool {
	text, ok := vu.TagText(value)
	if !ok {
		m.i.v.ThrowType("invalid value for metric metadata '%s': only String, Boolean and Number types are accepted as a metric metadata value", key)
	}
	m.i.v.SetMetadata(m.i.v.Metadata().With(key, text))
	return true
}

// Has reports whether the value is set.
func (m *metadata) Has(key string) bool {
	_, ok := m.i.v.Metadata().Lookup(key)
	return ok
}

// Delete takes a value away.
func (m *metadata) Delete(key string) bool {
	m.i.v.SetMetadata(m.i.v.Metadata().Without(key))
	return true
}

// Keys are the values that are set.
func (m *metadata) Keys() (keys []string) {
	for key := range m.i.v.Metadata().Each() {
		keys = append(keys, key)
	}
	return keys
}

var (
	_ sobek.DynamicObject = (*tags)(nil)
	_ sobek.DynamicObject = (*metadata)(nil)
)
