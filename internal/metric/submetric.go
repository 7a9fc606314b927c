package metric

import (
	"fmt"
	"slices"
	"strings"
)

// Submetric is the part of a metric whose tags match a filter.
//
// Immutable after New.
type Submetric struct {
	Metric *Metric
	Name   string // as the user wrote it, but for spaces at the braces: my_metric{tag:value}
	Suffix string // what stands between the braces
	Filter []Tag

	slot slot
}

// Scope is a group or a scenario, or a group within a scenario. An empty field
// asks for all.
//
// Immutable.
type Scope struct {
	Scenario string
	Group    string // its path, ::a::b
}

// scopesOf is the scopes a tag set belongs to.
func scopesOf(t Tags) []Scope {
	scenario, group := t.Value("scenario"), t.Value("group")
	var all []Scope
	if group != "" {
		all = append(all, Scope{Group: group})
	}
	if scenario != "" {
		all = append(all, Scope{Scenario: scenario})
		if group != "" {
			all = append(all, Scope{scenario, group})
		}
	}
	return all
}

// scopeSlot finds or makes the slot of a scope. The lock is held.
func (r *Registry) scopeSlot(m *Metric, s Scope) slot {
	key := scopeKey{m.Index, s}
	at, known := r.scopes[key]
	if !known {
		at = r.newSlot(m)
		r.scopes[key] = at
	}
	return at
}

// Declare finds a threshold's subject: "metric" or "metric{tag:value,…}". sub
// is nil for a whole metric. Submetrics are declared before the run: it panics
// if there are series already, for they would miss what was counted.
func (r *Registry) Declare(key string) (m *Metric, sub *Submetric, err error) {
	name, filter, has, err := ParseKey(key)
	if err != nil {
		return nil, nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if m = r.byName[name]; m == nil {
		return nil, nil, fmt.Errorf("no metric name %q found", key)
	}
	if !has {
		return m, nil, nil
	}
	suffix := strings.TrimSpace(strings.TrimSuffix(key[len(name)+1:], "}"))
	key = name + "{" + suffix + "}"
	for _, s := range r.subs[m.Index] {
		if s.Name == key {
			return m, s, nil
		}
	}
	if len(r.all) > 0 {
		panic("metric: Declare after the first series")
	}
	sub = &Submetric{Metric: m, Name: key, Suffix: suffix, Filter: filter, slot: r.newSlot(m)}
	r.subs[m.Index] = append(r.subs[m.Index], sub)
	return m, sub, nil
}

// Submetrics are the declared submetrics of a metric, in the order declared.
func (r *Registry) Submetrics(m *Metric) []*Submetric {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.subs[m.Index])
}

// ParseKey takes "metric{tag:value,tag2:value2}" apart; has says whether there
// are braces. Quotes around a tag or its value do not belong to it. The errors
// are k6's.
func ParseKey(key string) (name string, filter []Tag, has bool, err error) {
	open := strings.IndexByte(key, '{')
	switch {
	case open < 0 && !strings.Contains(key, "}"):
		return key, nil, false, nil
	case strings.Count(key, "{") != strings.Count(key, "}"):
		return "", nil, false, malformed(key, "has unmatched opening/close curly brace")
	case !strings.HasSuffix(key, "}"):
		return "", nil, false, malformed(key, "lacks a closing curly brace in its last position")
	case open == 0 || open > strings.IndexByte(key, '}') || strings.Count(key, "{") > 1:
		return "", nil, false, malformed(key, "tag expression is malformed")
	}
	for part := range strings.SplitSeq(key[open+1:len(key)-1], ",") {
		tag, value, ok := strings.Cut(part, ":")
		tag, value = unquote(tag), unquote(value)
		if !ok || tag == "" || value == "" {
			return "", nil, false, malformed(part, "tag expression is malformed")
		}
		filter = append(filter, Tag{tag, value})
	}
	return key[:open], filter, true, nil
}

func malformed(part, what string) error {
	return fmt.Errorf("parsing metric name failed, metric %q %s", part, what)
}

// unquote strips spaces and one layer of quotes.
func unquote(s string) string {
	return strings.Trim(strings.TrimSpace(s), `"'`)
}
