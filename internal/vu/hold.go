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

// companyKey is where a VU keeps the list of what only accompanies its job.
type companyKey struct{}

// Accompany lists a holder that does not keep the VU's job alive, such as the
// timer of an AbortSignal: it is told to let go, by Interrupt, when the job has
// ended. h.Release takes it off the list before. Without a job there is nothing
// to accompany, and it is told at once.
func (v *VU) Accompany(h *Hold, holder Holder) {
	switch {
	case h.v != nil:
		return
	case v.job == nil:
		holder.Interrupt()
		return
	}
	v.job.company = true
	head := v.Local(companyKey{}, func() any { return &Hold{} }).(*Hold)
	h.v, h.holder = v, holder
	h.prev, h.next = head, head.next
	if h.next != nil {
		h.next.prev = h
	}
	head.next = h
}

// dismiss tells the job's company that it is over.
func (v *VU) dismiss() {
	head, ok := v.locals[companyKey{}].(*Hold)
	for ok && head.next != nil {
		h := head.next
		holder := h.holder
		h.unlink()
		holder.Interrupt()
	}
}

// Release takes the hold away; the job ends if it was the last. It does nothing
// for one that does not hold.
func (h *Hold) Release() {
	v := h.v
	if v == nil {
		return
	}
	h.unlink()
	if v.held.next == nil && !v.stepping && !v.parked && v.job != nil && v.job.interrupted == nil {
		v.settle()
	}
}

// unlink takes the hold out of its list, without a look at the job.
func (h *Hold) unlink() {
	h.prev.next = h.next
	if h.next != nil {
		h.next.prev = h.prev
	}
	*h = Hold{}
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
