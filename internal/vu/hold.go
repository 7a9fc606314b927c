package vu

import "slices"

// Holder is something pending that keeps a VU's job alive: a socket, a timer.
type Holder interface {
	// End asks it to finish by itself, soon: the job failed. Its last events
	// are still delivered.
	End()
	// Interrupt lets go at once: no event comes after it.
	Interrupt()
	// String says who it is, for the list of what still held the loop.
	String() string
}

// Hold is the place of one Holder in its VU's list. It is embedded in what
// holds, so that holding allocates nothing.
//
// Owned by one loop.
type Hold struct {
	v          *VU
	holder     Holder
	prev, next *Hold
}

// Hold keeps the VU's job alive until h.Release.
func (v *VU) Hold(h *Hold, holder Holder) {
	if h.v != nil {
		return
	}
	h.v, h.holder = v, holder
	h.prev, h.next = &v.held, v.held.next
	if h.next != nil {
		h.next.prev = h
	}
	v.held.next = h
}

// Release takes the hold away; the job ends if it was the last. It does nothing
// for one that does not hold.
func (h *Hold) Release() {
	v := h.v
	if v == nil {
		return
	}
	h.prev.next = h.next
	if h.next != nil {
		h.next.prev = h.prev
	}
	*h = Hold{}
	if v.held.next == nil && !v.stepping && !v.parked && v.job != nil && v.job.interrupted == nil {
		v.settle()
	}
}

// eachHeld calls f for every holder, the oldest first; f may release any of them.
func (v *VU) eachHeld(f func(Holder)) {
	var all []Holder
	for h := v.held.next; h != nil; h = h.next {
		all = append(all, h.holder)
	}
	for _, holder := range slices.Backward(all) {
		f(holder)
	}
}

// Holders names what still keeps the VU's job alive, at most limit of them.
func (v *VU) Holders(limit int) (names []string, more int) {
	for h := v.held.next; h != nil; h = h.next {
		if len(names) == limit {
			more++
			continue
		}
		names = append(names, h.holder.String())
	}
	return names, more
}
