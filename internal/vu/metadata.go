package vu

import (
	"strconv"

	"volley/internal/metric"
)

// numbers says which of its numbers a VU's samples carry: k6's system tags vu
// and iter, which are off by default.
type numbers struct{ vu, iter bool }

// Metadata is what is written beside the VU's samples now; nil for nothing.
func (v *VU) Metadata() *metric.Metadata { return v.metadata }

// SetMetadata replaces it.
func (v *VU) SetMetadata(m *metric.Metadata) { v.metadata = m }

// enterMetadata begins anew in a scenario.
func (v *VU) enterMetadata() {
	reg := v.test.Registry
	v.metadata = nil
	v.numbers = numbers{vu: reg.SystemTagOn("vu"), iter: reg.SystemTagOn("iter")}
}

// number writes down which iteration begins; what the script has set stays.
func (v *VU) number() {
	if v.numbers.vu {
		v.metadata = v.metadata.With("vu", strconv.FormatInt(v.ID, 10))
	}
	if v.numbers.iter {
		v.metadata = v.metadata.With("iter", strconv.FormatInt(v.Iteration.InVU, 10))
	}
}
