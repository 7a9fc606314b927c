package vu

// ring is a queue that grows and keeps what it has grown to, up to a limit
// above which an emptied one is given back.
type ring[T any] struct {
	items      []T
	head, size int
}

const ringKeep = 256

func (r *ring[T]) len() int { return r.size }

func (r *ring[T]) push(item T) {
	if r.size == len(r.items) {
		r.grow()
	}
	r.items[(r.head+r.size)&(len(r.items)-1)] = item
	r.size++
}

func (r *ring[T]) pop() (item T, ok bool) {
	if r.size == 0 {
		return item, false
	}
	var zero T
	item = r.items[r.head]
	r.items[r.head] = zero
	r.head = (r.head + 1) & (len(r.items) - 1)
	r.size--
	if r.size == 0 {
		r.head = 0
		if len(r.items) > ringKeep {
			r.items = nil
		}
	}
	return item, true
}

func (r *ring[T]) clear() { *r = ring[T]{} }

// grow doubles the ring; its length stays a power of two, so that an index
// wraps with a mask.
func (r *ring[T]) grow() {
	bigger := make([]T, max(2, 2*len(r.items)))
	for i := range r.size {
		bigger[i] = r.items[(r.head+i)&(len(r.items)-1)]
	}
	r.items, r.head = bigger, 0
}
