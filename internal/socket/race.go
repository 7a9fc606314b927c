package socket

import (
	"net/netip"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
)

// race connects to several addresses of one host, and takes the first that
// answers (RFC 8305 §5): dial.Dialer does the same off the loop.
//
//	0 ms   250 ms   500 ms
//	A──────────────────✗      begun in order; the next when one fails,
//	       B─────────✓        or is silent for dial.AttemptDelay
//	               C──┘       who loses is closed
//
// Owned by one loop.
type race struct {
	s       *Socket
	addrs   []netip.AddrPort
	begun   int       // addresses, in order
	runners []*runner // that are under way
	next    time.Time // when the next one begins
	err     error     // of the most preferred address that failed
	worst   int       // its place
}

// runner is one connection of a race; until it has won, what happens to it is
// the race's affair.
type runner struct {
	race  *race
	place int
	conn  *loop.Conn
	until time.Time
}

func newRace(s *Socket, addrs []netip.AddrPort) *race {
	r := &race{s: s, addrs: addrs, worst: len(addrs)}
	r.begin()
	r.arm()
	return r
}

// begin begins with the next address, if there is one and not too many are under
// way.
func (r *race) begin() {
	if r.begun == len(r.addrs) || len(r.runners) == dial.MaxAttempts {
		return
	}
	w, now := r.s.way, time.Now()
	k := &runner{race: r, place: r.begun, until: w.soon(now.Add(w.config.Dialer.Timeout()))}
	w.remote = r.addrs[r.begun]
	r.begun++
	r.next = now.Add(dial.AttemptDelay)
	r.runners = append(r.runners, k)
	k.conn = r.s.loop.Connect(loop.ConnectConfig{Addr: r.addrs[k.place], Local: w.target.Local}, k)
}

// arm sets the timer to what comes first.
func (r *race) arm() {
	first := r.s.way.deadline
	for _, k := range r.runners {
		if k.until.Before(first) {
			first = k.until
		}
	}
	if r.begun < len(r.addrs) && len(r.runners) < dial.MaxAttempts && r.next.Before(first) {
		first = r.next
	}
	r.s.loop.Arm(&r.s.timer, first)
}

// expired is the timer: somebody took too long, or the next may begin.
func (r *race) expired() {
	now := time.Now()
	for i := len(r.runners) - 1; i >= 0; i-- {
		if k := r.runners[i]; !now.Before(k.until) {
			k.conn.Drop()
			if r.failed(k, connectTimeout(r.addrs[k.place])); r.s.way == nil {
				return
			}
		}
	}
	if !now.Before(r.next) {
		r.begin()
	}
	r.arm()
}

// failed takes a runner out. The next begins at once; if there is none, and none
// is under way, the race is lost.
func (r *race) failed(k *runner, err error) {
	r.remove(k)
	if k.place < r.worst {
		r.err, r.worst = err, k.place
	}
	if time.Now().Before(r.s.way.deadline) {
		r.begin()
	}
	if len(r.runners) > 0 {
		return
	}
	w := r.s.way
	w.race, w.remote = nil, r.addrs[r.worst]
	r.s.connected(r.err)
}

func (r *race) remove(k *runner) {
	for i, other := range r.runners {
		if other == k {
			r.runners = append(r.runners[:i], r.runners[i+1:]...)
			return
		}
	}
}

// abandon ends every connection under way.
func (r *race) abandon() {
	for _, k := range r.runners {
		k.conn.Drop()
	}
	r.runners = nil
}

// OnConnect ends the race if it is a victory.
func (k *runner) OnConnect(err error) {
	r := k.race
	if err != nil {
		if r.failed(k, err); r.s.way != nil && r.s.way.race == r {
			r.arm()
		}
		return
	}
	s := r.s
	r.remove(k)
	r.abandon()
	s.way.race, s.way.remote, s.conn = nil, r.addrs[k.place], k.conn
	k.conn.Rebind((*sink)(s))
	s.connected(nil)
}

// OnRead, OnDrain and OnEnd are never heard: whoever is connected has another
// sink.
func (k *runner) OnRead([]byte, time.Time) {}

// OnDrain is as OnRead.
func (k *runner) OnDrain() {}

// OnEnd is as OnRead.
func (k *runner) OnEnd(error) {}
