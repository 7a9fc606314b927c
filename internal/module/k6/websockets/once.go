package websockets

import "sync/atomic"

// once is true for the first caller of a run. A nil one never is.
type once struct{ done atomic.Bool }

func (o *once) first() bool { return o != nil && o.done.CompareAndSwap(false, true) }
