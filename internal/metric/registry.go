package metric

import (
	"fmt"
	"slices"
	"sync"
)

// Config is what a registry is asked to keep.
//
// Immutable after New.
type Config struct {
	// SystemTags are the enabled system tags; nil means DefaultSystemTags.
	SystemTags []string
	// MaxTagSets bounds the number of different tag sets; 0 means 100,000. At
	// the limit the tag with the most values is left out of new sets, and
	// Registry.Explosions names it.
	MaxTagSets int
	// Scopes keeps values per group and scenario too, for the full summary.
	Scopes bool
	// Needs are the outputs' needs, or-ed together.
	Needs Need
}

// DefaultSystemTags are the system tags that are on unless the user says
// otherwise.
func DefaultSystemTags() []string {
	return []string{
		"proto", "subproto", "status", "method", "url", "name", "group", "check",
		"error", "error_code", "tls_version", "scenario", "service", "expected_response",
	}
}

// Series is one metric with one tag set: what a sample is added to. Get it once
// and keep it; it is valid for the registry that gave it.
type Series int32

// slot is a place in a Total where values add up: a metric, a submetric, a
// scope of a metric, or a single series.
type slot int32

// series is what the registry knows of a Series.
type series struct {
	metric *Metric
	tags   Tags
	slots  []slot // all it feeds
	own    slot   // the one of its own, if NeedSeries; else -1
}

type seriesKey struct {
	metric int
	set    *tagSet
}

type scopeKey struct {
	metric int
	scope  Scope
}

// Registry knows all metrics, tag sets and series of one run.
//
// Safe for concurrent use.
type Registry struct {
	Builtin Builtin

	mu      sync.RWMutex
	config  Config
	system  map[string]bool
	metrics []*Metric
	byName  map[string]*Metric
	subs    [][]*Submetric // by metric
	slots   []*Metric      // by slot
	scopes  map[scopeKey]slot
	all     []series
	bySet   map[seriesKey]Series

	sets       map[string]*tagSet
	edges      map[edge]*tagSet
	groups     []string
	grouped    map[string]bool
	exploded   map[string]bool
	explosions []Explosion
	room       int // how many sets there may be before a tag goes
}

// NewRegistry makes a registry with k6's and volley's own metrics in it.
func NewRegistry(c Config) *Registry {
	r := &Registry{
		byName: map[string]*Metric{}, scopes: map[scopeKey]slot{}, bySet: map[seriesKey]Series{},
		sets: map[string]*tagSet{}, edges: map[edge]*tagSet{},
		grouped: map[string]bool{}, exploded: map[string]bool{},
	}
	r.Configure(c)
	r.register()
	return r
}

// Configure replaces the configuration: a script creates its metrics before
// its options are known. It panics if there are series already.
func (r *Registry) Configure(c Config) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.all) > 0 {
		panic("metric: Configure after the first series")
	}
	if c.MaxTagSets == 0 {
		c.MaxTagSets = 100_000
	}
	if c.SystemTags == nil {
		c.SystemTags = DefaultSystemTags()
	}
	r.config, r.room = c, c.MaxTagSets
	r.system = make(map[string]bool, len(c.SystemTags))
	for _, key := range c.SystemTags {
		r.system[key] = true
	}
}

// Config is the configuration with its defaults filled in.
func (r *Registry) Config() Config {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.config
}

// New makes a metric, or finds the one that is there. The errors are k6's. A
// script written for k6 may well have, say, a ws_errors of its own: the name is
// then the script's, and volley's metric is only found in Builtin.
func (r *Registry) New(name string, kind Kind, contains Contains) (*Metric, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.byName[name]
	switch {
	case m == nil, m.own:
		return r.add(name, kind, contains), nil
	case m.Kind != kind:
		return nil, fmt.Errorf("metric '%s' already exists but with type %s, instead of %s", name, m.Kind, kind)
	case m.Contains != contains:
		return nil, fmt.Errorf("metric '%s' already exists but with a value type %s, instead of %s", name, m.Contains, contains)
	}
	return m, nil
}

// add makes a metric. The lock is held.
func (r *Registry) add(name string, kind Kind, contains Contains) *Metric {
	m := &Metric{Name: name, Kind: kind, Contains: contains, Index: len(r.metrics)}
	m.slot = r.newSlot(m)
	r.metrics = append(r.metrics, m)
	r.subs = append(r.subs, nil)
	r.byName[name] = m
	return m
}

func (r *Registry) newSlot(m *Metric) slot {
	r.slots = append(r.slots, m)
	return slot(len(r.slots) - 1)
}

// Metric finds a metric by its name; nil if there is none.
func (r *Registry) Metric(name string) *Metric {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.byName[name]
}

// Metrics are all metrics in the order they were made, each name once.
func (r *Registry) Metrics() []*Metric {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.DeleteFunc(slices.Clone(r.metrics), func(m *Metric) bool { return r.byName[m.Name] != m })
}

// Series finds or makes the series of a metric and a tag set.
func (r *Registry) Series(m *Metric, t Tags) Series {
	key := seriesKey{m.Index, t.set}
	r.mu.RLock()
	s, known := r.bySet[key]
	r.mu.RUnlock()
	if known {
		return s
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, known = r.bySet[key]; known {
		return s
	}
	s = Series(len(r.all))
	r.all = append(r.all, r.newSeries(m, t))
	r.bySet[key] = s
	return s
}

// newSeries settles what a series feeds. The lock is held.
func (r *Registry) newSeries(m *Metric, t Tags) series {
	info := series{metric: m, tags: t, slots: []slot{m.slot}, own: -1}
	for _, sub := range r.subs[m.Index] {
		if t.matches(sub.Filter) {
			info.slots = append(info.slots, sub.slot)
		}
	}
	if r.config.Scopes {
		for _, scope := range scopesOf(t) {
			info.slots = append(info.slots, r.scopeSlot(m, scope))
		}
	}
	if r.config.Needs&NeedSeries != 0 {
		info.own = r.newSlot(m)
		info.slots = append(info.slots, info.own)
	}
	return info
}

// SeriesLen is how many series there are; they are numbered from 0.
func (r *Registry) SeriesLen() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.all)
}

// SeriesOf is a series' metric and tags.
func (r *Registry) SeriesOf(s Series) (*Metric, Tags) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.all[s].metric, r.all[s].tags
}

// from is the series from s on. What it returns is never changed.
func (r *Registry) from(s int) []series {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.all[s:len(r.all):len(r.all)]
}

// slotsFrom is the metrics of the slots from n on.
func (r *Registry) slotsFrom(n int) []*Metric {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.slots[n:len(r.slots):len(r.slots)]
}
