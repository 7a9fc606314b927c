package executor

import (
	"container/heap"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Share is one of several parts a test is cut into, told by k6's
// executionSegment and executionSegmentSequence: which of its VUs are ours. They
// are dealt out in turns that repeat, so that the parts of any number of VUs add
// up to it, and one that grows never takes back:
//
//	0,1/4,1/2,1   the part 1/2:1   ●   ●   ●   ●   ●   ●
//	              the part 0:1/4     ●       ●       ●
//	              the part 1/4:1/2       ●       ●       ●
//	                         VU      0 1 2 3 4 5 6 7 8 9 …
//
// Immutable after ParseShare.
type Share struct {
	turn   int64
	places []int64 // ours of each turn, ascending
}

// Whole is the share that is everything.
func Whole() Share { return Share{turn: 1, places: []int64{0}} }

// mostPlaces is how finely a test can be cut.
const mostPlaces = 1_000_000

// ParseShare reads a segment and the sequence it is from. A segment is 1/4:1/2,
// 0.2:2/3, or 25% for the first quarter; empty, it is the whole. A sequence is
// where all parts begin and end, such as 0,1/4,1/2,1; empty, what is beside the
// segment is one part before it and one after it.
func ParseShare(segment, sequence string) (Share, error) {
	from, to, err := parseSegment(segment)
	if err != nil {
		return Share{}, fmt.Errorf("execution segment %q: %w", segment, err)
	}
	points, err := parseSequence(sequence, from, to)
	if err != nil {
		return Share{}, fmt.Errorf("execution segment sequence %q: %w", sequence, err)
	}
	mine := slices.IndexFunc(points, func(p *big.Rat) bool { return p.Cmp(from) == 0 })
	if mine < 0 || mine+1 == len(points) || points[mine+1].Cmp(to) != 0 {
		return Share{}, fmt.Errorf("execution segment %q: is not one of the parts of the sequence %q", segment, sequence)
	}
	turn := big.NewInt(1) // the least common multiple of what divides
	for _, p := range points {
		common := new(big.Int).GCD(nil, nil, turn, p.Denom())
		if turn.Mul(turn, common.Div(p.Denom(), common)); turn.Cmp(big.NewInt(mostPlaces)) > 0 {
			return Share{}, fmt.Errorf("execution segment %q: its parts are finer than 1/%d", segment, mostPlaces)
		}
	}
	sizes := make([]int64, len(points)-1)
	for i := range sizes {
		size := new(big.Rat).Sub(points[i+1], points[i])
		sizes[i] = size.Mul(size, new(big.Rat).SetInt(turn)).Num().Int64()
	}
	return deal(turn.Int64(), sizes, mine), nil
}

// Fraction is how much of the whole is ours.
func (s Share) Fraction() float64 { return float64(len(s.places)) / float64(s.turn) }

// Of is how many of a number are ours.
func (s Share) Of(n int64) int64 {
	if n <= 0 {
		return n // Unlimited stays so
	}
	i, _ := slices.BinarySearch(s.places, n%s.turn)
	return n/s.turn*int64(len(s.places)) + int64(i)
}

// Number is the number in the whole of our n-th, both from 0.
func (s Share) Number(n int64) int64 {
	own := int64(len(s.places))
	return n/own*s.turn + s.places[n%own]
}

// deal gives each part its places in a turn: one of size k of n may have its
// i-th from place i·n/k on, and of those that may, the largest goes first, as in
// k6. At every place one may, as the sizes add up to the turn.
func deal(turn int64, sizes []int64, mine int) Share {
	order := make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(sizes[b] - sizes[a]) })
	may := &ranks{}
	later := make([][]int, turn) // ranks, by the place from which on they may
	for rank := range order {
		heap.Push(may, rank)
	}
	s := Share{turn: turn}
	taken := make([]int64, len(sizes))
	for place := range turn {
		for _, rank := range later[place] {
			heap.Push(may, rank)
		}
		rank := heap.Pop(may).(int)
		part := order[rank]
		if part == mine {
			s.places = append(s.places, place)
		}
		taken[part]++
		if next := (taken[part]*turn + sizes[part] - 1) / sizes[part]; next < turn {
			next = max(next, place+1) // it may have had to wait
			later[next] = append(later[next], rank)
		}
	}
	return s
}

// ranks is a heap: the lowest is on top.
//
// Owned by deal.
type ranks []int

func (r ranks) Len() int           { return len(r) }
func (r ranks) Less(i, j int) bool { return r[i] < r[j] }
func (r ranks) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }

func (r *ranks) Push(rank any) { *r = append(*r, rank.(int)) }

func (r *ranks) Pop() any {
	last := len(*r) - 1
	rank := (*r)[last]
	*r = (*r)[:last]
	return rank
}

// parseSegment reads where a segment begins and ends.
func parseSegment(text string) (from, to *big.Rat, err error) {
	from, to = new(big.Rat), big.NewRat(1, 1)
	if text == "" {
		return from, to, nil
	}
	first, last, both := strings.Cut(text, ":")
	if !both {
		first, last = "0", text
	}
	if from, err = parseFraction(first); err != nil {
		return nil, nil, err
	}
	if to, err = parseFraction(last); err != nil {
		return nil, nil, err
	}
	if from.Cmp(to) >= 0 {
		return nil, nil, fmt.Errorf("its end %s is not after its start %s", last, first)
	}
	return from, to, nil
}

// parseSequence reads where all parts begin and end; without a text they are the
// segment and what is beside it.
func parseSequence(text string, from, to *big.Rat) ([]*big.Rat, error) {
	zero, one := new(big.Rat), big.NewRat(1, 1)
	if text == "" {
		points := []*big.Rat{zero, from, to, one}
		return slices.CompactFunc(points, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }), nil
	}
	var points []*big.Rat
	for _, word := range strings.Split(text, ",") {
		p, err := parseFraction(word)
		if err != nil {
			return nil, err
		}
		if n := len(points); n > 0 && points[n-1].Cmp(p) >= 0 {
			return nil, fmt.Errorf("%s is not above what is before it", word)
		}
		points = append(points, p)
	}
	if points[0].Cmp(zero) != 0 || points[len(points)-1].Cmp(one) != 0 || len(points) < 2 {
		return nil, fmt.Errorf("it does not go from 0 to 1")
	}
	return points, nil
}

// parseFraction reads 1/4, 25%, or 0.25.
func parseFraction(text string) (*big.Rat, error) {
	number, percent := strings.CutSuffix(text, "%")
	p, ok := new(big.Rat), false
	if strings.Trim(number, "0123456789./") == "" && len(number) < 40 {
		p, ok = p.SetString(number)
	}
	if !ok {
		return nil, fmt.Errorf("%q is not a fraction such as 1/4, 25%% or 0.25", text)
	}
	if percent {
		p.Quo(p, big.NewRat(100, 1))
	}
	if p.Cmp(big.NewRat(1, 1)) > 0 {
		return nil, fmt.Errorf("%s is above 1", text)
	}
	return p, nil
}
