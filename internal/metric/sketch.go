package metric

import (
	"math"
	"slices"
)

// ExactLimit is how many values a Sketch keeps as they are.
const ExactLimit = 1024

// Sketch is a distribution of any float64 values in bounded memory.
//
// Up to ExactLimit values it is exact. Beyond, it counts values in buckets
// that are the top bits of the float64: sign, exponent, and the first nine
// bits of the fraction. A bucket is as wide as 1/512 of its power of two, so
// its middle is at most 1/1024 < 0.1 % away from any value in it. Count, sum,
// smallest and largest stay exact. (Values nearer to zero than 2.2e-308 count
// as the bucket they fall in, with an absolute error below that.)
//
// What a sketch says does not depend on the order in which values were added
// or sketches merged, but for the last bits of the sum.
//
// Owned by one loop.
type Sketch struct {
	n        uint64
	sum      float64
	min, max float64

	exact    []float64 // the values, while there are few
	sorted   bool
	bucketed bool

	pages []page // sorted by key
	last  int    // the page last used: neighbours in time are neighbours in value
}

// page is one power of two with one sign, of which a run needs few.
type page struct {
	key    int
	n      uint64
	counts *[pageSize]uint64
}

const (
	fraction = 52 - 9 // the bits of a float64 below the bucket
	pageSize = 1 << 9
	signBit  = 1 << 63
)

// Add adds a value. NaN is not a value.
func (s *Sketch) Add(v float64) {
	if v != v {
		return
	}
	s.count(1, v, v, v)
	if !s.bucketed {
		if len(s.exact) < ExactLimit {
			s.exact = append(s.exact, v)
			s.sorted = false
			return
		}
		s.spill()
	}
	s.bucket(v)
}

// Merge adds all values of another sketch, which stays as it is.
func (s *Sketch) Merge(o *Sketch) {
	if o.n == 0 {
		return
	}
	s.count(o.n, o.sum, o.min, o.max)
	if !s.bucketed && !o.bucketed && len(s.exact)+len(o.exact) <= ExactLimit {
		s.exact = append(s.exact, o.exact...)
		s.sorted = false
		return
	}
	s.spill()
	for _, v := range o.exact {
		s.bucket(v)
	}
	for i := range o.pages {
		from := &o.pages[i]
		if from.n == 0 {
			continue
		}
		to := &s.pages[s.page(from.key)]
		to.n += from.n
		for b, n := range from.counts {
			to.counts[b] += n
		}
	}
}

func (s *Sketch) count(n uint64, sum, least, most float64) {
	if s.n == 0 {
		s.min, s.max = least, most
	}
	s.n += n
	s.sum += sum
	s.min, s.max = min(s.min, least), max(s.max, most)
}

// spill leaves exactness for good.
func (s *Sketch) spill() {
	for _, v := range s.exact {
		s.bucket(v)
	}
	s.exact, s.bucketed = s.exact[:0], true
}

// bucket counts one value in its bucket.
func (s *Sketch) bucket(v float64) {
	bits := math.Float64bits(v)
	if v == 0 {
		bits = 0 // -0 too
	}
	exponent := int(bits >> 52 & 0x7ff)
	key := 2048 + exponent
	if bits&signBit != 0 {
		key = 2047 - exponent
	}
	i := s.last
	if i >= len(s.pages) || s.pages[i].key != key {
		i = s.page(key)
		s.last = i
	}
	p := &s.pages[i]
	p.n++
	p.counts[bits>>fraction&(pageSize-1)]++
}

// page finds or makes a page.
func (s *Sketch) page(key int) int {
	i, found := slices.BinarySearchFunc(s.pages, key, func(p page, key int) int { return p.key - key })
	if !found {
		s.pages = slices.Insert(s.pages, i, page{key: key, counts: new([pageSize]uint64)})
	}
	return i
}

// middle is the value a bucket stands for.
func middle(key, bucket int) float64 {
	exponent, sign := key-2048, uint64(0)
	if key < 2048 {
		exponent, sign = 2047-key, signBit
	}
	bits := sign | uint64(exponent)<<52 | uint64(bucket)<<fraction
	switch {
	case bits == 0:
		return 0
	case exponent == 2047:
		return math.Float64frombits(sign | uint64(exponent)<<52)
	}
	return math.Float64frombits(bits | 1<<(fraction-1))
}

// Reset empties the sketch and keeps its memory.
func (s *Sketch) Reset() {
	for i := range s.pages {
		if p := &s.pages[i]; p.n > 0 {
			p.n = 0
			*p.counts = [pageSize]uint64{}
		}
	}
	*s = Sketch{exact: s.exact[:0], pages: s.pages}
}

// Count is how many values there are.
func (s *Sketch) Count() uint64 { return s.n }

// Sum is the sum of all values.
func (s *Sketch) Sum() float64 { return s.sum }

// Avg is their mean; 0 without values.
func (s *Sketch) Avg() float64 {
	if s.n == 0 {
		return 0
	}
	return s.sum / float64(s.n)
}

// Min is the smallest value; 0 without values.
func (s *Sketch) Min() float64 { return s.min }

// Max is the largest value; 0 without values.
func (s *Sketch) Max() float64 { return s.max }

// Exact says whether all values are kept as they are.
func (s *Sketch) Exact() bool { return !s.bucketed }

// Percentile is the value below which p percent of the values lie, p from 0 to
// 100, with k6's linear interpolation between neighbours; 0 without values.
func (s *Sketch) Percentile(p float64) float64 {
	if s.n == 0 {
		return 0
	}
	rank := max(0, min(1, p/100)) * float64(s.n-1)
	below := math.Floor(rank)
	low := s.at(uint64(below))
	if rank == below {
		return low
	}
	high := s.at(uint64(below) + 1)
	if low == high { // infinities have no difference
		return low
	}
	return low + (high-low)*(rank-below)
}

// at is the value of a rank, from 0.
func (s *Sketch) at(rank uint64) float64 {
	switch {
	case rank == 0:
		return s.min
	case rank >= s.n-1:
		return s.max
	case !s.bucketed:
		if !s.sorted {
			slices.Sort(s.exact)
			s.sorted = true
		}
		return s.exact[rank]
	}
	for _, p := range s.pages {
		if rank >= p.n {
			rank -= p.n
			continue
		}
		for i := range pageSize {
			bucket := i
			if p.key < 2048 { // of negative numbers the largest bucket is the smallest
				bucket = pageSize - 1 - i
			}
			if n := p.counts[bucket]; rank >= n {
				rank -= n
				continue
			}
			return max(s.min, min(s.max, middle(p.key, bucket)))
		}
	}
	return s.max
}
