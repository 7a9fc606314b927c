package metric

import "iter"

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

// Report is what an output gets once a second.
//
// Owned by one loop.
type Report struct {
	At       Time
	Registry *Registry
	// Total is since the start of the run; nil for an output that needs samples
	// only. Valid until Write returns.
	Total *Total
	// Batches is what was counted since the last report, by whoever counted it.
	// Valid until Write returns; other outputs read them at the same time.
	Batches []*Batch
}

// Samples yields the raw samples and their metadata: those of one recorder in
// the order taken, one recorder after the other.
func (r Report) Samples() iter.Seq2[Sample, *Metadata] {
	return func(yield func(Sample, *Metadata) bool) {
		for _, b := range r.Batches {
			for s, m := range b.Samples() {
				if !yield(s, m) {
					return
				}
			}
		}
	}
}

// Sink is an output. Its functions are called by one goroutine at a time, which
// is nobody else's: a Sink may be as slow as its disk.
//
// Owned by one loop.
type Sink interface {
	// Needs is asked before the run.
	Needs() Need
	// Open makes ready for a run whose metrics and options are settled. An error
	// keeps the run from starting.
	Open(*Registry) error
	// Write takes what is new. An error ends the output, not the run.
	Write(Report) error
	// Close writes what is left; Write is not called again. It may be called
	// after an error, and after Open was not.
	Close() error
}
