package socket

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"volley/internal/dial"
	"volley/internal/loop"
)

// track is what an address of a made-up network does with a connect.
type track struct {
	after   time.Duration // 0: it never answers
	refuses bool
}

// tracks are the addresses 10.0.0.0 and so on.
type tracks struct {
	list []track

	mu       sync.Mutex // guards what follows
	tried    []int      // in their order
	canceled int
	winner   int // whose connection got a request
	closed   int // that never got one
}

func (k *tracks) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	at := netip.MustParseAddrPort(addr)
	n := int(at.Addr().As4()[3])
	k.note(func() { k.tried = append(k.tried, n) })
	var answer <-chan time.Time
	if k.list[n].after > 0 {
		answer = time.After(k.list[n].after)
	}
	select {
	case <-ctx.Done():
		k.note(func() { k.canceled++ })
		return nil, ctx.Err()
	case <-answer:
	}
	if k.list[n].refuses {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: net.TCPAddrFromAddrPort(at), Err: syscall.ECONNREFUSED}
	}
	here, there := net.Pipe()
	go func() {
		defer func() { _ = there.Close() }()
		b := make([]byte, 1000)
		if _, err := there.Read(b); err != nil {
			k.note(func() { k.closed++ })
			return
		}
		k.note(func() { k.winner = n })
		_, _ = there.Write([]byte("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
		_, _ = there.Read(b)
	}()
	return here, nil
}

func (k *tracks) note(f func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f()
}

// race connects to the tracks in made-up time, and tells how it ended.
func (k *tracks) race(t *testing.T, during func(r *rig, w *witness)) *Failure {
	k.winner = -1
	r := newRig(t, loop.Config{Engine: loop.Portable, Dial: k.dial})
	var addrs []string
	for n := range k.list {
		addrs = append(addrs, "10.0.0."+strconv.Itoa(n))
	}
	w := r.connect("ws://made.up", func(c *Config) { c.Dialer = named(addrs...) })
	if during != nil {
		during(r, w)
	}
	r.turnUntil("fail", w.ended)
	if n := r.loop.Conns(); n != 0 {
		t.Errorf("%d connections are left", n)
	}
	if err := r.loop.Close(); err != nil {
		t.Error(err)
	}
	synctest.Wait()
	return w.failure
}

// TestRace: of several addresses the first that answers is taken, as dial does
// off the loop (RFC 8305 §5). The server refuses the upgrade, so that the time
// of the failure is that of the connection.
func TestRace(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name     string
		list     []track
		winner   int
		took     time.Duration
		tried    int
		canceled int
		err      string
	}{
		{"the first answers", []track{{after: 10 * ms}, {}}, 0, 10 * ms, 1, 0, ""},
		{"the first is silent", []track{{}, {after: 10 * ms}}, 1, 260 * ms, 2, 1, ""},
		{"the first refuses", []track{{after: 5 * ms, refuses: true}, {after: 10 * ms}}, 1, 15 * ms, 2, 0, ""},
		{"the first is slow and wins", []track{{after: 300 * ms}, {after: 100 * ms}}, 0, 300 * ms, 2, 1, ""},
		{"the first is slower", []track{{after: 900 * ms}, {after: 100 * ms}}, 1, 350 * ms, 2, 1, ""},
		{"two are silent", []track{{}, {}, {after: 10 * ms}}, 2, 510 * ms, 3, 2, ""},
		{"a refusal does not wait", []track{{}, {after: 10 * ms, refuses: true}, {after: 10 * ms}}, 2, 270 * ms, 3, 1, ""},
		{"all refuse", []track{{after: 400 * ms, refuses: true}, {after: 10 * ms, refuses: true}}, -1, 400 * ms, 2, 0, "dial tcp 10.0.0.0:80: connection refused"},
		{"all are silent", []track{{}, {}, {}}, -1, 30500 * ms, 3, 3, "dial tcp 10.0.0.0:80: i/o timeout"},
		{"one refuses, one is silent", []track{{after: ms, refuses: true}, {}}, -1, 30001 * ms, 2, 1, "dial tcp 10.0.0.0:80: connection refused"},
		{"four at a time", []track{{}, {}, {}, {}, {after: 10 * ms}}, 4, 30010 * ms, 5, 4, ""},
		{"too many", make([]track, 20), -1, 60 * time.Second, 8, 8, "dial tcp 10.0.0.0:80: i/o timeout"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				k := &tracks{list: test.list}
				f := k.race(t, nil)
				if took := f.End.Sub(f.Start); took != test.took || f.Phases.Connect != test.took {
					t.Errorf("after %v, phases %+v, want %v", took, f.Phases, test.took)
				}
				if k.winner != test.winner || len(k.tried) != test.tried || k.canceled != test.canceled {
					t.Errorf("%+v, want the winner %d, %d tried, %d canceled", k, test.winner, test.tried, test.canceled)
				}
				if test.winner >= 0 && (f.Code != "status-404" || f.Remote.Addr().As4()[3] != byte(test.winner)) {
					t.Errorf("failure %+v", f)
				}
				if test.winner < 0 && (f.Phase != PhaseTCP || f.Err.Error() != test.err || f.Remote.String() != "10.0.0.0:80") {
					t.Errorf("failure %+v, want %s", f, test.err)
				}
			})
		})
	}
}

// TestRaceGivenUp: nothing goes on when the attempt is given up.
func TestRaceGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &tracks{list: make([]track, 3)}
		f := k.race(t, func(r *rig, w *witness) {
			r.turnUntil("two are tried", func() bool { synctest.Wait(); return len(k.tried) == 2 })
			w.Close(1000, "")
		})
		if f.Code != "given-up" || k.canceled != 2 || len(k.tried) != 2 {
			t.Errorf("%+v, %+v", f, k)
		}
	})
}

// TestRaceOnDescriptors: an address that drops packets, as a listener does whose
// queue is full, does not keep one that answers, on either engine.
func TestRaceOnDescriptors(t *testing.T) {
	full, fill := jam(t)
	at := serveOn(t, "tcp", netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), full.Port()).String(), nil, func(p *peer) {
		p.write(p.accept())
		p.rest()
	})
	defer fill()
	onEngines(t, func(r *rig) {
		for _, order := range [][]string{{full.Addr().String(), "127.0.0.1"}, {"127.0.0.1", full.Addr().String()}} {
			w := r.opened("ws://made.up:"+strconv.Itoa(int(full.Port())), func(c *Config) { c.Dialer = named(order...) })
			if got := w.opening.Remote.String(); got != at {
				r.Errorf("connected to %s, want %s", got, at)
			}
			if n := r.loop.Conns(); n != 1 {
				r.Errorf("%d connections, want 1", n)
			}
			w.Drop()
			w.waitFor("close")
		}
		w := r.connect("ws://made.up:"+strconv.Itoa(int(full.Port())), func(c *Config) {
			c.Dialer, c.HandshakeTimeout = named(full.Addr().String(), full.Addr().String()), 400*time.Millisecond
		})
		r.until("fail", w.ended)
		if f := w.failure; f.Phase != PhaseTCP || f.Code != dial.Code(context.DeadlineExceeded) {
			r.Errorf("failure %+v", f)
		}
	})
}
