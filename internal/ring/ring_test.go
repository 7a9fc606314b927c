package ring

import (
	"math/rand/v2"
	"testing"
)

// TestOrder compares a queue with a slice, whatever is done to it.
func TestOrder(t *testing.T) {
	for _, keep := range []uint32{0, 1, 8} {
		r, chance := Of[int]{Keep: keep}, rand.New(rand.NewPCG(1, uint64(keep)))
		var want []int
		for n := range 100_000 {
			switch act := chance.IntN(1000); {
			case act == 0:
				r.Clear()
				want = nil
			case act < 500+n/20_000*20-40: // first it shrinks, then it grows
				r.Push(n)
				want = append(want, n)
			default:
				first := r.First()
				if (first == nil) != (len(want) == 0) || first != nil && *first != want[0] {
					t.Fatalf("keep %d: First is wrong after %d acts", keep, n)
				}
				got, ok := r.Pop()
				if ok != (len(want) > 0) || ok && got != want[0] {
					t.Fatalf("keep %d: Pop() = %d, %t after %d acts", keep, got, ok, n)
				}
				if ok {
					want = want[1:]
				}
			}
			if r.Len() != len(want) {
				t.Fatalf("keep %d: Len() = %d, want %d", keep, r.Len(), len(want))
			}
		}
	}
}

// TestNeverEmpty: room is for what waits at once, not for what went through.
func TestNeverEmpty(t *testing.T) {
	var r Of[[64]byte]
	r.Push([64]byte{})
	r.Push([64]byte{})
	if n := testing.AllocsPerRun(10_000, func() { r.Pop(); r.Push([64]byte{}) }); n != 0 {
		t.Errorf("an item allocates %v times", n)
	}
	if len(r.items) != 2 {
		t.Errorf("the room of two that wait is %d places", len(r.items))
	}
}

// TestKeep: an empty queue keeps little, and a flood after a flood costs one
// allocation; one after a calm costs what it is.
func TestKeep(t *testing.T) {
	r := Of[*int]{Keep: 8}
	flood := func(n int) {
		for range n {
			r.Push(new(int))
		}
		for range n {
			r.Pop()
		}
	}
	for _, test := range []struct{ items, room int }{
		{1, 1}, {3, 4}, {8, 8}, {1, 8}, {9, 0}, {100, 0}, {1, 0}, {1, 1}, {1000, 0}, {300, 0},
	} {
		flood(test.items)
		if len(r.items) != test.room {
			t.Errorf("after %d items %d places are kept, want %d", test.items, len(r.items), test.room)
		}
	}
	flood(200)
	var one int
	again := func() {
		for range 200 {
			r.Push(&one)
		}
		for range 200 {
			r.Pop()
		}
	}
	if n := testing.AllocsPerRun(100, again); n != 1 {
		t.Errorf("200 items after 200 allocate %v times, want once", n)
	}
	r = Of[*int]{Keep: 8}
	again = func() {
		for range 8 {
			r.Push(&one)
		}
		for range 8 {
			r.Pop()
		}
	}
	if n := testing.AllocsPerRun(100, again); n != 0 {
		t.Errorf("eight items after eight allocate %v times", n)
	}
}

// TestLetsGo: what was taken is not held.
func TestLetsGo(t *testing.T) {
	var r Of[*int]
	r.Push(new(int))
	r.Push(new(int))
	r.Pop()
	r.Pop()
	for n, item := range r.items {
		if item != nil {
			t.Errorf("place %d still holds an item", n)
		}
	}
}
