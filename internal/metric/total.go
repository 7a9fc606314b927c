package metric

// Total is what a run, or a part of it, added up to.
//
// Owned by one loop: the goroutine that merges, and reads.
type Total struct {
	reg    *Registry
	values []Value // by slot
	series []Value // by series; trends have N only
}

// NewTotal makes an empty total of the registry's series.
func (r *Registry) NewTotal() *Total { return &Total{reg: r} }

// Registry is the registry whose series are counted.
func (t *Total) Registry() *Registry { return t.reg }

// Merge adds a batch of the same registry.
func (t *Total) Merge(b *Batch) {
	all := t.grow()
	for _, s := range b.touched {
		c := &b.cells[s]
		t.series[s].merge(c.metric, &c.value)
		for _, at := range all[s].slots {
			t.values[at].merge(c.metric, &c.value)
		}
	}
	for at, sketch := range b.trends {
		if sketch != nil && sketch.Count() > 0 {
			t.values[at].mergeTrend(sketch)
		}
	}
}

// Add adds another total of the same registry: a run's shards and stages may
// be totalled apart.
func (t *Total) Add(o *Total) {
	all := t.grow()
	metrics := t.reg.slotsFrom(0)
	for s := range o.series {
		t.series[s].merge(all[s].metric, &o.series[s])
	}
	for at := range o.values {
		t.values[at].merge(metrics[at], &o.values[at])
	}
}

// grow makes room for all series and slots there are by now.
func (t *Total) grow() []series {
	all := t.reg.from(0)
	slots := t.reg.slotsFrom(0)
	t.series = append(t.series, make([]Value, len(all)-len(t.series))...)
	t.values = append(t.values, make([]Value, len(slots)-len(t.values))...)
	return all
}

// Metric is what a metric added up to. Like all reads it never returns nil;
// the value is valid until the next Merge and must not be changed.
func (t *Total) Metric(m *Metric) *Value { return t.at(m.slot) }

// Submetric is what a submetric added up to.
func (t *Total) Submetric(s *Submetric) *Value { return t.at(s.slot) }

// Scope is what a metric added up to in a group or scenario; empty unless the
// registry keeps scopes.
func (t *Total) Scope(m *Metric, s Scope) *Value {
	t.reg.mu.RLock()
	at, known := t.reg.scopes[scopeKey{m.Index, s}]
	t.reg.mu.RUnlock()
	if !known {
		return &Value{}
	}
	return t.at(at)
}

func (t *Total) at(s slot) *Value {
	if int(s) >= len(t.values) {
		return &Value{}
	}
	return &t.values[s]
}

// Series is what a single series added up to. A trend's distribution is there
// only if an output needs it (NeedSeries).
func (t *Total) Series(s Series) *Value {
	if int(s) >= len(t.series) {
		return &Value{}
	}
	if own := t.reg.from(int(s))[0].own; own >= 0 {
		return t.at(own)
	}
	return &t.series[s]
}

// Each calls f for every series of a metric that has samples, in the order
// they were first seen.
func (t *Total) Each(m *Metric, f func(s Series, tags Tags, v *Value)) {
	for i, info := range t.reg.from(0) {
		if i >= len(t.series) {
			return
		}
		if info.metric == m && t.series[i].N > 0 {
			f(Series(i), info.tags, t.Series(Series(i)))
		}
	}
}
