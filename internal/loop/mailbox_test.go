package loop

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// TestPost: letters from many come all, each sender's in order, and wake the
// loop.
func TestPost(t *testing.T) {
	onEngines(t, func(r *rig) {
		const senders, each = 8, 2000
		next := make([]int, senders)
		count := 0
		var wg sync.WaitGroup
		for s := range senders {
			wg.Go(func() {
				for i := range each {
					r.Post(func() {
						if next[s] != i {
							t.Errorf("sender %d: letter %d comes as number %d", s, i, next[s])
						}
						next[s]++
						count++
					})
				}
			})
		}
		limit := time.Now().Add(20 * time.Second)
		for count < senders*each && time.Now().Before(limit) {
			r.tick(limit) // a wake-up that is lost is a test that takes long
		}
		wg.Wait()
		if count != senders*each || time.Now().After(limit) {
			t.Errorf("%d letters", count)
		}
	})
}

// TestPostFromLetter: a letter posted by a letter runs in the next Read, for
// which nobody sleeps.
func TestPostFromLetter(t *testing.T) {
	onEngines(t, func(r *rig) {
		var ran []int
		r.Post(func() {
			ran = append(ran, 1)
			r.Post(func() { ran = append(ran, 3) })
		})
		r.Post(func() { ran = append(ran, 2) })
		r.Read()
		if !slices.Equal(ran, []int{1, 2}) {
			t.Errorf("the first Read ran %v", ran)
		}
		r.Poll(time.Time{})
		r.Read()
		if !slices.Equal(ran, []int{1, 2, 3}) {
			t.Errorf("the second Read made it %v", ran)
		}
	})
}

// TestPostLate: after Close, letters are dropped and nobody is hurt.
func TestPostLate(t *testing.T) {
	onEngines(t, func(r *rig) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 1000 {
					r.Post(func() {})
				}
			})
		}
		r.tick(time.Now())
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		wg.Wait()
		r.Post(func() { t.Error("a letter after Close runs") })
		r.Read()
		if c := r.Connect(ConnectConfig{}, nil); c.Buffered() != 0 || r.Conns() != 0 {
			t.Error("a closed loop connects")
		}
	})
}

func BenchmarkPost(b *testing.B) {
	r := newRig(b, Config{})
	f := func() {}
	b.ReportAllocs()
	for b.Loop() {
		r.Post(f)
		r.Poll(time.Unix(0, 1))
		r.Read()
	}
}
