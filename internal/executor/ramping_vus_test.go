package executor

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"volley/internal/option"
)

// anyRamp is a random ramp with few VUs and times that meet often.
func anyRamp(r *rand.Rand) option.Scenario {
	some := func(n int64) time.Duration { return time.Duration(r.Int64N(n)) * 250 * time.Millisecond }
	s := option.Scenario{
		Name: "a", Kind: option.RampingVUs, Exec: option.DefaultExec, StartTime: some(5),
		GracefulStop: some(9), GracefulRampDown: some(9), VUs: r.Int64N(8),
	}
	for range 1 + r.IntN(5) {
		s.Stages = append(s.Stages, option.Stage{Duration: some(12), Target: r.Int64N(8)})
	}
	if r.IntN(3) == 0 {
		s.Stages[len(s.Stages)-1].Target = 0
	}
	return s
}

// ladder is a ramp told the slow way: every VU that comes and goes, and how long
// each place stays occupied.
type ladder struct {
	at     []time.Duration // when the number changes, in order
	vus    []int64         // to what
	length time.Duration
}

func newLadder(s option.Scenario) ladder {
	l := ladder{at: []time.Duration{0}, vus: []int64{s.VUs}}
	now := s.VUs
	for _, stage := range s.Stages {
		n := max(stage.Target-now, now-stage.Target)
		for k := int64(1); k <= n; k++ {
			// The first whole nanosecond not before k·d/n.
			at := new(big.Int).Mul(big.NewInt(k), big.NewInt(int64(stage.Duration)))
			at.Add(at, big.NewInt(n-1)).Div(at, big.NewInt(n))
			if now < stage.Target {
				now++
			} else {
				now--
			}
			l.at, l.vus = append(l.at, l.length+time.Duration(at.Int64())), append(l.vus, now)
		}
		l.length += stage.Duration
	}
	return l
}

// at is who loops and who is kept at a moment since the scenario's start.
func (l ladder) due(t, grace time.Duration) (vus, kept int64) {
	until := map[int64]time.Duration{} // by place: when it is free
	for i, at := range l.at {
		if at > t {
			break
		}
		for place := l.vus[i]; place < vus; place++ {
			until[place] = at + grace
		}
		for place := vus; place < l.vus[i]; place++ {
			delete(until, place)
		}
		vus = l.vus[i]
	}
	kept = vus
	for place, free := range until {
		if free > t {
			kept = max(kept, place+1)
		}
	}
	return vus, kept
}

// TestRampingVUs compares with the slow way at random times and around every
// change, and asks in any order.
func TestRampingVUs(t *testing.T) {
	times(t, 400, func(r *rand.Rand) {
		s := anyRamp(r)
		e, l := newRampingVUs(s), newLadder(s)
		hard := l.length + s.GracefulStop
		var ask []time.Duration
		for _, at := range l.at {
			ask = append(ask, at-1, at, at+1, at+s.GracefulRampDown-1, at+s.GracefulRampDown, at+s.GracefulRampDown+1)
		}
		for range 100 {
			ask = append(ask, time.Duration(r.Int64N(int64(hard)+2)))
		}
		ask = append(ask, l.length, hard-1, hard)
		r.Shuffle(len(ask), func(i, j int) { ask[i], ask[j] = ask[j], ask[i] })
		for _, at := range ask {
			got := e.Due(s.StartTime + at)
			vus, kept := l.due(at, s.GracefulRampDown)
			want := Due{Phase: Running, VUs: vus, Kept: kept, Next: got.Next}
			switch {
			case at < 0:
				want = Due{Next: s.StartTime}
			case at >= hard:
				want = Due{Phase: Over, Next: Never}
			case at >= l.length && kept == 0:
				want = Due{Phase: Over, Next: Never}
			case at >= l.length:
				want.Phase, want.VUs = Stopping, 0
			}
			if got != want {
				t.Fatalf("%+v at %s: %+v, want %+v", s, at, got, want)
			}
		}
	})
}

// TestRampingVUsNext wakes exactly when something changes, and never otherwise.
func TestRampingVUsNext(t *testing.T) {
	times(t, 400, func(r *rand.Rand) {
		s := anyRamp(r)
		e, l := newRampingVUs(s), newLadder(s)
		var changes []time.Duration
		for _, at := range append(slices.Clone(l.at), l.length, l.length+s.GracefulStop) {
			changes = append(changes, s.StartTime+at, s.StartTime+at+s.GracefulRampDown)
		}
		slices.Sort(changes)
		last := e.Due(0)
		if s.StartTime > 0 && last.Next != s.StartTime {
			t.Fatalf("%+v: waits for %s", s, last.Next)
		}
		for _, at := range slices.Compact(changes) {
			d := e.Due(at)
			same := d
			same.Next = last.Next
			switch {
			case at < last.Next && same != last:
				t.Fatalf("%+v: %+v says nothing changes before, but at %s %+v", s, last, at, d)
			case at == last.Next && same == last:
				t.Fatalf("%+v: %+v wakes for nothing at %s", s, last, at)
			case at > last.Next:
				t.Fatalf("%+v: %+v wakes at no change; the next is at %s", s, last, at)
			}
			last = d
		}
		if last.Phase != Over || last.Next != Never {
			t.Fatalf("%+v: ends as %+v", s, last)
		}
	})
}
