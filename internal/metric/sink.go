package metric

// Need is what an output wants to be told; no more than all outputs need
// together is kept.
type Need uint8

// What an output may need. Totals per metric, submetric and check are always
// kept.
const (
	NeedTotals  Need = 0
	NeedSeries  Need = 1 << 0 // trends per tag set too
	NeedSamples Need = 1 << 1 // every sample as it was taken
)

// Sample is one value as it was recorded.
//
// Immutable.
type Sample struct {
	Series Series
	At     Time
	Value  float64
}

// Report is what an output gets once a second.
//
// Owned by one loop.
type Report struct {
	At       Time
	Registry *Registry
	Total    *Total   // since the start of the run; valid until Write returns
	Samples  []Sample // since the last report, if needed; valid until Write returns
}

// Sink is an output. It is called by one goroutine, the one that merges.
//
// Owned by one loop.
type Sink interface {
	// Needs is asked before the run.
	Needs() Need
	// Write takes what is new. An error ends the output, not the run.
	Write(Report) error
	// Close writes what is left; Write is not called again.
	Close() error
}
