package metric

// Recorder is where one loop counts.
//
// Owned by one loop.
type Recorder struct {
	reg  *Registry
	now  *Batch
	free []*Batch
}

// NewRecorder makes a recorder of the registry's series.
func (r *Registry) NewRecorder() *Recorder {
	return &Recorder{reg: r, now: newBatch(r)}
}

// Add records one value: an array store for counters, gauges and rates, a
// bucket each for what a trend feeds. It allocates only when it meets a series
// for the first time.
func (r *Recorder) Add(s Series, v float64, at Time) {
	b := r.now
	if int(s) >= len(b.cells) {
		b.grow()
	}
	c := &b.cells[s]
	if c.value.N == 0 {
		b.touched = append(b.touched, s)
	}
	if c.metric.Kind == Trend {
		c.value.N++
		for _, at := range c.slots {
			b.trends[at].Add(v)
		}
	} else {
		c.value.add(c.metric, v, at)
	}
	if b.raw.on && !c.metric.Level {
		b.raw.sample(Sample{Series: s, At: at, Value: v})
	}
}

// AddWith is Add of a sample that has metadata; nil is none.
func (r *Recorder) AddWith(s Series, v float64, at Time, m *Metadata) {
	r.Add(s, v, at)
	if m != nil && r.now.raw.on && !r.now.cells[s].metric.Level {
		r.now.raw.note(m)
	}
}

// Show keeps a raw sample that counts for nothing: the level of a Level metric,
// whose changes are no values an output could use.
func (r *Recorder) Show(s Series, v float64, at Time) {
	if r.now.raw.on {
		r.now.raw.sample(Sample{Series: s, At: at, Value: v})
	}
}

// Swap hands over what was counted since the last Swap. The batch belongs to
// the caller until it is given to Recycle.
func (r *Recorder) Swap() *Batch {
	full := r.now
	if n := len(r.free); n > 0 {
		r.now, r.free = r.free[n-1], r.free[:n-1]
	} else {
		r.now = newBatch(r.reg)
	}
	return full
}

// maxFree is how many empty batches are kept: one to count in while another is
// away. More come back only after an output was slow.
const maxFree = 2

// Recycle takes a batch back for another turn.
func (r *Recorder) Recycle(b *Batch) {
	if len(r.free) < maxFree {
		b.reset()
		r.free = append(r.free, b)
	}
}

// Batch is what one recorder counted between two swaps.
//
// Owned by one loop, or by whoever Swap gave it to.
type Batch struct {
	reg     *Registry
	cells   []cell
	touched []Series  // the cells that are not empty
	trends  []*Sketch // by slot; nil where no series of a trend feeds
	raw     sampling
}

// cell is one series' place in a batch.
type cell struct {
	value  Value
	metric *Metric
	slots  []slot // what a trend feeds
}

func newBatch(r *Registry) *Batch {
	return &Batch{reg: r, raw: sampling{on: r.Config().Needs&NeedSamples != 0}}
}

// grow makes room for all series there are by now.
func (b *Batch) grow() {
	for _, info := range b.reg.from(len(b.cells)) {
		c := cell{metric: info.metric}
		if info.metric.Kind == Trend {
			c.slots = info.slots
			for _, at := range info.slots {
				b.trend(at)
			}
		}
		b.cells = append(b.cells, c)
	}
	if cap(b.touched) < len(b.cells) {
		b.touched = append(make([]Series, 0, cap(b.cells)), b.touched...)
	}
}

// trend makes the sketch of a slot.
func (b *Batch) trend(at slot) {
	for int(at) >= len(b.trends) {
		b.trends = append(b.trends, nil)
	}
	if b.trends[at] == nil {
		b.trends[at] = new(Sketch)
	}
}

// reset empties a batch and keeps its memory.
func (b *Batch) reset() {
	for _, s := range b.touched {
		c := &b.cells[s]
		for _, at := range c.slots {
			b.trends[at].Reset()
		}
		c.value = Value{}
	}
	b.touched = b.touched[:0]
	b.raw.reset()
}
