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

// TestRampingVUsText compares with what k6 prints.
func TestRampingVUsText(t *testing.T) {
	for fields, want := range map[string]string{
		`"executor": "ramping-vus", "startVUs": 1, "stages": [{"duration": "10s", "target": 10}, {"duration": "20s", "target": 0}]`:                                               `Up to 10 looping VUs for 30s over 2 stages (gracefulRampDown: 30s, gracefulStop: 30s)`,
		`"executor": "ramping-vus", "startVUs": 12, "gracefulRampDown": "0s", "gracefulStop": "0s", "stages": [{"duration": "10s", "target": 10}]`:                                `Up to 12 looping VUs for 10s over 1 stages (gracefulRampDown: 0s)`,
		`"executor": "ramping-vus", "startVUs": 12, "gracefulRampDown": "3s", "gracefulStop": "3s", "startTime": "2s", "exec": "x", "stages": [{"duration": "1s", "target": 10}]`: `Up to 12 looping VUs for 1s over 1 stages (gracefulRampDown: 3s, exec: x, startTime: 2s, gracefulStop: 3s)`,
	} {
		if got := layOut(t, fields).Description(); got != want {
			t.Errorf("{%s}\nhave %s\nwant %s", fields, got, want)
		}
	}
	const fields = `"executor": "ramping-vus", "startTime": "62s", "stages": [{"duration": "61s", "target": 12}, {"duration": "2s", "target": 9}]`
	for _, test := range []struct {
		now    time.Duration
		counts Counts
		want   Progress
	}{
		{900 * time.Millisecond, Counts{}, Progress{0, "waiting", "1m01.1s", ""}},
		{62*time.Second + 31500*time.Millisecond, Counts{VUs: 5}, Progress{0.5, "05/12 VUs", "0m31.5s/1m03.0s", ""}},
		{126 * time.Second, Counts{VUs: 3}, Progress{1, "03/12 VUs", "1m3s", ""}},
		{200 * time.Second, Counts{Done: true, At: 127 * time.Second}, Progress{1, "00/12 VUs", "1m3s", ""}},
		{200 * time.Second, Counts{Done: true, At: 62*time.Second + 31500*time.Millisecond}, Progress{0.5, "00/12 VUs", "0m31.5s/1m03.0s", ""}},
	} {
		if got := layOut(t, fields).Progress(test.now, test.counts); got != test.want {
			t.Errorf("at %s: %+v, want %+v", test.now, got, test.want)
		}
	}
}

// TestRampingVUsSpan ends where k6 says the test may end: when nobody is left,
// at the latest after gracefulStop.
func TestRampingVUsSpan(t *testing.T) {
	const down = `"executor": "ramping-vus", "stages": [{"duration": "10s", "target": 10}, {"duration": "10s", "target": 0}], `
	for fields, hard := range map[string]time.Duration{
		down + `"gracefulRampDown": "2s"`:                        22 * time.Second,
		down + `"gracefulRampDown": "0s"`:                        20 * time.Second,
		down + `"gracefulRampDown": "30s", "gracefulStop": "1s"`: 21 * time.Second,
		`"executor": "ramping-vus", "stages": [{"duration": "10s", "target": 5}], "gracefulRampDown": "0s", "gracefulStop": "2s"`:                              12 * time.Second,
		`"executor": "ramping-vus", "stages": [{"duration": "2s", "target": 0}, {"duration": "3s", "target": 0}], "gracefulRampDown": "4s", "startTime": "1s"`: 7 * time.Second,
	} {
		if got := layOut(t, fields).Span().Hard; got != hard {
			t.Errorf("{%s}: interrupts at %s, want %s", fields, got, hard)
		}
	}
}

// TestRampingVUsNeeds never tells less than is kept at any moment, nor more but
// where a jump takes away what was just added.
func TestRampingVUsNeeds(t *testing.T) {
	times(t, 300, func(r *rand.Rand) {
		s := anyRamp(r)
		e := newRampingVUs(s)
		needs := e.Needs()
		if needs[0].From != s.StartTime || needs[len(needs)-1] != (Need{From: e.Span().Hard}) {
			t.Fatalf("%+v: needs %v", s, needs)
		}
		for i, n := range needs[:len(needs)-1] {
			until := needs[i+1].From
			if n.From >= until || n.Max != n.VUs {
				t.Fatalf("%+v: needs %v", s, needs)
			}
			for _, at := range []time.Duration{n.From, n.From + time.Duration(r.Int64N(int64(until-n.From))), until - 1} {
				if kept := e.Due(at).Kept; n.VUs < kept || n.VUs > kept && until-n.From > 1 {
					t.Fatalf("%+v: at %s keeps %d, but needs %d", s, at, kept, n.VUs)
				}
			}
		}
	})
}

// TestRampingVUsJump makes also those ready that are there for no time, as k6
// does.
func TestRampingVUsJump(t *testing.T) {
	e := layOut(t, `"executor": "ramping-vus", "gracefulRampDown": "0s", "gracefulStop": "0s",
		"stages": [{"duration": "1s", "target": 7}, {"duration": "0s", "target": 3}, {"duration": "5s", "target": 3}]`)
	if vus, most := peak([]Executor{e}); vus != 7 || most != 7 {
		t.Errorf("needs %d to %d VUs, want 7", vus, most)
	}
	for at, want := range map[time.Duration]int64{time.Second - 1: 6, time.Second: 3} {
		if d := e.Due(at); d.VUs != want || d.Kept != want {
			t.Errorf("at %s: %+v, want %d VUs", at, d, want)
		}
	}
}

// TestRampingVUsManyNeeds tells those of a high ramp in few words, and still all
// of them.
func TestRampingVUsManyNeeds(t *testing.T) {
	e := newRampingVUs(option.Scenario{
		Kind: option.RampingVUs, GracefulRampDown: time.Minute, GracefulStop: time.Second,
		Stages: []option.Stage{{Duration: time.Hour, Target: 1e8}, {Duration: time.Hour, Target: 3}},
	})
	needs := e.Needs()
	if len(needs) > exactNeeds+2 {
		t.Errorf("%d needs", len(needs))
	}
	most := int64(0)
	for i, n := range needs[:len(needs)-1] {
		most = max(most, n.VUs)
		for _, at := range []time.Duration{n.From, needs[i+1].From - 1} {
			if kept := e.Due(at).Kept; n.VUs < kept || n.VUs > kept+1e8/1000 {
				t.Fatalf("at %s keeps %d, but needs %d", at, kept, n.VUs)
			}
		}
	}
	if most != 1e8 {
		t.Errorf("needs %d at most", most)
	}
}
