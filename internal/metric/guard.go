package metric

// Explosion says which tag has too many values: a run's memory must not grow
// with, say, the tokens in its URLs.
//
// Immutable.
type Explosion struct {
	Key     string // the tag that is no longer kept on new tag sets
	Values  int    // how many values of it were seen
	TagSets int    // how many tag sets there were
}

// guard is the tags a new set may have. Up to the limit that is all of them.
// At the limit the tag with the most values is dropped from new sets, for good;
// dropping it leaves room for a tenth more, so that what remains can still be
// told apart, and then the next tag goes. At twice the limit nothing is kept.
// The lock is held.
func (r *Registry) guard(tags []Tag) []Tag {
	tags = without(tags, func(key string) bool { return r.exploded[key] })
	if len(tags) == 0 || len(r.sets) < r.room || r.sets[content(tags)] != nil {
		return tags
	}
	if len(r.sets) >= 2*r.config.MaxTagSets {
		return nil
	}
	key, values := r.widest()
	r.exploded[key] = true
	r.room = min(r.room+r.config.MaxTagSets/10+1, 2*r.config.MaxTagSets)
	r.explosions = append(r.explosions, Explosion{Key: key, Values: values, TagSets: len(r.sets)})
	return r.guard(tags)
}

// widest is the tag with the most distinct values among all sets, the first in
// the alphabet of several.
func (r *Registry) widest() (key string, values int) {
	distinct := map[string]map[string]bool{}
	for _, set := range r.sets {
		for _, t := range set.tags {
			if distinct[t.Key] == nil {
				distinct[t.Key] = map[string]bool{}
			}
			distinct[t.Key][t.Value] = true
		}
	}
	for k, seen := range distinct {
		if !r.exploded[k] && (len(seen) > values || len(seen) == values && k < key) {
			key, values = k, len(seen)
		}
	}
	return key, values
}

// Explosions are the tags that had too many values, in the order it was found
// out; empty in a healthy run.
func (r *Registry) Explosions() []Explosion {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return append([]Explosion(nil), r.explosions...)
}
