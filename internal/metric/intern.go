package metric

import (
	"maps"
	"slices"
)

// edge is one step from a set to a larger one; known steps cost one look-up
// under the read lock.
type edge struct {
	from *tagSet
	tag  Tag
}

// With is t with one more tag; a tag with the same key is replaced. When the
// run has too many tag sets the answer may lack the tag that exploded: see
// Config.MaxTagSets.
func (r *Registry) With(t Tags, key, value string) Tags {
	tag := Tag{key, value}
	r.mu.RLock()
	set, known := r.edges[edge{t.set, tag}]
	r.mu.RUnlock()
	if known {
		return Tags{set}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return Tags{r.step(t.set, tag)}
}

// SystemTag is With for k6's system tags: t unchanged if the tag is not
// enabled. vu and iter never are tags of a series: k6 keeps them as metadata
// of single samples.
func (r *Registry) SystemTag(t Tags, key, value string) Tags {
	if !r.SystemTagOn(key) || key == "vu" || key == "iter" {
		return t
	}
	return r.With(t, key, value)
}

// SystemTagOn says whether a system tag is enabled.
func (r *Registry) SystemTagOn(key string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.system[key]
}

// Without is t without one tag.
func (r *Registry) Without(t Tags, key string) Tags {
	if _, ok := t.Lookup(key); !ok {
		return t
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return Tags{r.intern(without(t.set.tags, func(k string) bool { return k == key }))}
}

// Tags is a set from a map.
func (r *Registry) Tags(tags map[string]string) Tags {
	var t Tags
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		t = r.With(t, key, tags[key])
	}
	return t
}

// Groups are the values of the tag group in the order they were first seen,
// without the root's "".
func (r *Registry) Groups() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.groups)
}

// step finds or makes the set one tag further. The lock is held.
func (r *Registry) step(from *tagSet, tag Tag) *tagSet {
	e := edge{from, tag}
	if set, known := r.edges[e]; known {
		return set
	}
	tags := with((Tags{from}).tags(), tag)
	if set := r.sets[content(tags)]; set != nil {
		r.edges[e] = set
		return set
	}
	set, whole := r.make(tags)
	if whole { // a step that was cut short is not remembered: there may be millions
		r.edges[e] = set
	}
	return set
}

// intern finds or makes the set of these tags. The lock is held.
func (r *Registry) intern(tags []Tag) *tagSet {
	if len(tags) == 0 {
		return nil
	}
	if set := r.sets[content(tags)]; set != nil {
		return set
	}
	set, _ := r.make(tags)
	return set
}

// make makes a set that is not there yet, or finds the set that stands for it
// if there are too many. The lock is held.
func (r *Registry) make(tags []Tag) (set *tagSet, whole bool) {
	kept := r.guard(tags)
	if len(kept) == 0 {
		return nil, false
	}
	key := content(kept)
	if set = r.sets[key]; set == nil {
		set = &tagSet{tags: kept}
		r.sets[key] = set
		r.noteGroup(set)
	}
	return set, len(kept) == len(tags)
}

// noteGroup keeps the order in which groups were first seen.
func (r *Registry) noteGroup(set *tagSet) {
	group := (Tags{set}).Value("group")
	if group != "" && !r.grouped[group] {
		r.grouped[group] = true
		r.groups = append(r.groups, group)
	}
}

func (t Tags) tags() []Tag {
	if t.set == nil {
		return nil
	}
	return t.set.tags
}
