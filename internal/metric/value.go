package metric

// Value is what the samples of a metric add up to, whole or in part. Which
// fields mean something depends on the metric's kind; N always does.
//
// Owned by one loop.
type Value struct {
	N        uint64  // samples; of a rate: how many there are in all
	Sum      float64 // of a counter, the count; of a rate, how many passed
	Last     float64 // of a gauge
	Min, Max float64 // of a gauge
	At       Time    // of a gauge's last
	Trend    *Sketch // of a trend; nil before its first value
}

// Rate is the share of samples that passed, 0 to 1; 0 without samples.
func (v *Value) Rate() float64 {
	if v.N == 0 {
		return 0
	}
	return v.Sum / float64(v.N)
}

// add is one sample of anything but a trend.
func (v *Value) add(m *Metric, x float64, at Time) {
	v.N++
	switch {
	case m.Kind == Counter:
		v.Sum += x
	case m.Kind == Rate:
		if x != 0 {
			v.Sum++
		}
	case m.Level:
		v.Last += x
		v.Min, v.Max = min(v.Min, v.Last), max(v.Max, v.Last)
		v.At = max(v.At, at)
	default:
		v.set(x, at)
	}
}

// set is one value of a gauge. Of two at the same instant the larger is the
// last one, so that the order of merging does not show.
func (v *Value) set(x float64, at Time) {
	if v.N == 1 {
		v.Last, v.Min, v.Max, v.At = x, x, x, at
		return
	}
	v.Min, v.Max = min(v.Min, x), max(v.Max, x)
	if at > v.At || at == v.At && x > v.Last {
		v.Last, v.At = x, at
	}
}

// merge adds what another counted after, or beside, this one.
func (v *Value) merge(m *Metric, o *Value) {
	if o.N == 0 {
		return
	}
	first := v.N == 0
	v.N += o.N
	v.Sum += o.Sum
	switch {
	case m.Kind == Trend:
		if o.Trend != nil {
			v.mergeTrend(o.Trend)
		}
	case m.Level:
		// o's extremes are relative to the level it began with. Of several
		// shards they are taken against the others' level as last merged.
		v.Min, v.Max = min(v.Min, v.Last+o.Min), max(v.Max, v.Last+o.Max)
		v.Last += o.Last
		v.At = max(v.At, o.At)
	case m.Kind == Gauge && first:
		v.Last, v.Min, v.Max, v.At = o.Last, o.Min, o.Max, o.At
	case m.Kind == Gauge:
		v.Min, v.Max = min(v.Min, o.Min), max(v.Max, o.Max)
		if o.At > v.At || o.At == v.At && o.Last > v.Last {
			v.Last, v.At = o.Last, o.At
		}
	}
}

func (v *Value) mergeTrend(s *Sketch) {
	if v.Trend == nil {
		v.Trend = new(Sketch)
	}
	v.Trend.Merge(s)
}
