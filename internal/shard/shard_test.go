package shard

import (
	"sync"
	"testing"
	"time"

	"volley/internal/vu"
)

// TestTake: the next iteration goes to whoever asks first, within the limits.
func TestTake(t *testing.T) {
	for _, test := range []struct {
		name          string
		shared, perVU int64
		did           int64
		want          []int64 // numbers given out before the first refusal
	}{
		{"shared", 3, Unlimited, 0, []int64{0, 1, 2}},
		{"per VU, none left", Unlimited, 2, 2, nil},
		{"per VU, some left", Unlimited, 2, 1, []int64{0, 1, 2, 3, 4}},
		{"none to do", 0, Unlimited, 0, nil},
		{"time only", Unlimited, Unlimited, 1000, []int64{0, 1, 2, 3, 4}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := NewPool(&vu.Scenario{}, test.shared, test.perVU)
			var got []int64
			for range 5 {
				if n, ok := p.take(test.did); ok {
					got = append(got, n)
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("took %v, want %v", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("took %v, want %v", got, test.want)
				}
			}
			if started, _, _, _ := p.Counts(); started != int64(len(got)) {
				t.Errorf("%d started, %d taken", started, len(got))
			}
		})
	}
	stopped := NewPool(&vu.Scenario{}, Unlimited, Unlimited)
	stopped.Stop()
	if _, ok := stopped.take(0); ok {
		t.Error("took an iteration of a stopped pool")
	}
	late := NewPool(&vu.Scenario{}, Unlimited, Unlimited)
	late.Until = time.Now().Add(-time.Nanosecond)
	if _, ok := late.take(0); ok {
		t.Error("took an iteration after the time")
	}
}

// TestTakeTogether: no number comes twice and none is left out, however many ask
// at once.
func TestTakeTogether(t *testing.T) {
	const total, askers = 10_000, 8
	p := NewPool(&vu.Scenario{}, total, Unlimited)
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := make([]int, total)
	for range askers {
		wg.Go(func() {
			for {
				n, ok := p.take(0)
				if !ok {
					return
				}
				mu.Lock()
				seen[n]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for n, times := range seen {
		if times != 1 {
			t.Fatalf("iteration %d was given out %d times", n, times)
		}
	}
}

// TestInTest: a part of a test has its own numbers in the whole.
func TestInTest(t *testing.T) {
	p := NewPool(&vu.Scenario{}, Unlimited, Unlimited)
	if got := p.InTest(7); got != 7 {
		t.Errorf("InTest(7) = %d", got)
	}
	p.Number = func(n int64) int64 { return 3*n + 1 }
	if got := p.InTest(7); got != 22 {
		t.Errorf("InTest(7) = %d, want 22", got)
	}
}

// TestOverdue: only one and the same task that is in JavaScript for the whole of
// its time is overdue.
func TestOverdue(t *testing.T) {
	const js = 1 // the bit of a word read in JavaScript
	begin := time.Unix(1000, 0)
	type look struct {
		at   time.Duration
		word uint64
		want bool
	}
	for name, looks := range map[string][]look{
		"one long task": {{0, 8 | js, false}, {5 * time.Millisecond, 8 | js, false}, {10 * time.Millisecond, 8 | js, true}},
		"another task each time": {
			{0, 8 | js, false}, {9 * time.Millisecond, 10 | js, false}, {18 * time.Millisecond, 12 | js, false}, {27 * time.Millisecond, 14 | js, false}},
		"long, but in Go when looked at": {{0, 8 | js, false}, {20 * time.Millisecond, 8, false}},
		"in Go for a moment in between":  {{0, 8 | js, false}, {5 * time.Millisecond, 8, false}, {11 * time.Millisecond, 8 | js, true}},
	} {
		var w watched
		for _, l := range looks {
			if got := w.overdue(l.word, begin.Add(l.at)); got != l.want {
				t.Errorf("%s: overdue after %v: %v", name, l.at, got)
			}
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, test := range []struct {
		where   string
		holders []string
		more    int
		want    string
	}{
		{"waiting", nil, 0, "waiting"},
		{"at x.js:3:1", []string{"WebSocket ws://a (OPEN)"}, 0, "at x.js:3:1, held by WebSocket ws://a (OPEN)"},
		{"waiting", []string{"a", "b"}, 3, "waiting, held by a, b and 3 more"},
	} {
		if got := describe(test.where, test.holders, test.more); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// TestStuckInGo: only one and the same slice that is outside JavaScript for the whole
// of the time, and was seen often in it, is stuck, and it is told of once in that time.
func TestStuckInGo(t *testing.T) {
	const js = 1
	begin := time.Unix(1000, 0)
	run := func(every time.Duration, slice func(n int) int64, word func(n int) uint64) (told []time.Duration) {
		var w watched
		for n := 0; time.Duration(n)*every <= 3*goLimit; n++ {
			at := time.Duration(n) * every
			if w.stuck(slice(n), word(n), begin.Add(at)) {
				told = append(told, at)
			}
		}
		return told
	}
	same := func(int) int64 { return 7 }
	inGo := func(int) uint64 { return 8 }
	for name, test := range map[string]struct {
		every time.Duration
		slice func(int) int64
		word  func(int) uint64
		want  int
	}{
		"one slice":           {watchBeat, same, inGo, 3},
		"another each time":   {watchBeat, func(n int) int64 { return int64(n + 1) }, inGo, 0},
		"none":                {watchBeat, func(int) int64 { return 0 }, inGo, 0},
		"in JavaScript":       {watchBeat, same, func(int) uint64 { return 8 | js }, 0},
		"now and then":        {watchBeat, same, func(n int) uint64 { return 8 | uint64(n%100/99) }, 0},
		"the process stopped": {goLimit, same, inGo, 0},
	} {
		if told := run(test.every, test.slice, test.word); len(told) != test.want {
			t.Errorf("%s: told at %v", name, told)
		}
	}
}
