package ring

import "math/bits"

// Of is a queue of Ts: Push at its end, Pop from its front. The zero value is
// empty.
//
// Owned by one loop.
type Of[T any] struct {
	// Keep is how many places stay when the queue gets empty; more are given
	// back. 0 is 256.
	Keep uint32

	items      []T // as many as a power of two, so that an index wraps with a mask
	head, size uint32
	most       uint32 // waited at once since the queue was last empty
}

const (
	defaultKeep = 256
	leastRoom   = 1
	mostAgain   = 256 // places that are made at once because so many were of use
)

// Len is how many items wait.
func (r *Of[T]) Len() int { return int(r.size) }

// Push puts an item behind those that wait.
func (r *Of[T]) Push(item T) {
	if int(r.size) == len(r.items) {
		r.grow()
	}
	r.items[(r.head+r.size)&uint32(len(r.items)-1)] = item
	r.size++
	r.most = max(r.most, r.size)
}

// First is the item that Pop would take, nil without one. It is valid until the
// next Push or Pop.
func (r *Of[T]) First() *T {
	if r.size == 0 {
		return nil
	}
	return &r.items[r.head]
}

// Pop takes the item that waits longest; ok is false without one.
func (r *Of[T]) Pop() (item T, ok bool) {
	if r.size == 0 {
		return item, false
	}
	var zero T
	item = r.items[r.head]
	r.items[r.head] = zero
	r.head = (r.head + 1) & uint32(len(r.items)-1)
	r.size--
	if r.size == 0 {
		r.empty()
	}
	return item, true
}

// Clear drops all items, and all room.
func (r *Of[T]) Clear() { *r = Of[T]{Keep: r.Keep} }

// empty gives room back, if it is more than an empty queue keeps.
func (r *Of[T]) empty() {
	keep := r.Keep
	if keep == 0 {
		keep = defaultKeep
	}
	r.head = 0
	if uint32(len(r.items)) > keep {
		r.items = nil // most stays, for grow
		return
	}
	r.most = 0
}

// grow doubles the room. That of a queue which gave its room back is what was of
// use last time.
func (r *Of[T]) grow() {
	room := 2 * uint32(len(r.items))
	if room == 0 {
		room = 1 << bits.Len32(min(max(r.most, leastRoom), mostAgain)-1)
		r.most = 0
	}
	bigger := make([]T, room)
	n := copy(bigger, r.items[r.head:])
	copy(bigger[n:], r.items[:r.head])
	r.items, r.head = bigger, 0
}
