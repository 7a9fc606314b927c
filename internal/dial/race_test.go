package dial

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// track is a made-up network: how long each address takes, and what comes of it.
type track struct {
	after           time.Duration // 0: it never answers
	refuses         bool
	begun, over     time.Duration // when it was tried, and when that ended
	tried, canceled bool
	closed          atomic.Bool
}

// run is a race on tracks, in made-up time: who won, when, and the error.
func run(t *testing.T, tracks []*track, limit time.Duration) (winner int, took time.Duration, err error) {
	start := time.Now()
	var underWay, most atomic.Int32
	d := New(Config{Connect: func(ctx context.Context, _, addr string) (net.Conn, error) {
		n := netip.MustParseAddrPort(addr).Addr().As4()[3]
		k := tracks[n]
		k.tried, k.begun = true, time.Since(start)
		most.Store(max(most.Load(), underWay.Add(1)))
		defer func() { underWay.Add(-1); k.over = time.Since(start) }()
		var answer <-chan time.Time
		if k.after > 0 {
			answer = time.After(k.after)
		}
		select {
		case <-ctx.Done():
			k.canceled = true
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
		case <-answer:
		}
		if k.refuses {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: net.TCPAddrFromAddrPort(netip.MustParseAddrPort(addr)), Err: syscall.ECONNREFUSED}
		}
		return &racer{track: k, place: int(n)}, nil
	}})
	var addrs []netip.AddrPort
	for n := range tracks {
		addrs = append(addrs, netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, 0, byte(n)}), 80))
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	conn, at, err := d.race(ctx, netip.Addr{}, addrs)
	took = time.Since(start)
	winner = -1
	if err == nil {
		winner = conn.(*racer).place
		if at != addrs[winner] {
			t.Errorf("winner %d, address %s", winner, at)
		}
	}
	synctest.Wait()
	if most.Load() > MaxAttempts {
		t.Errorf("%d attempts at the same time, want at most %d", most.Load(), MaxAttempts)
	}
	return winner, took, err
}

type racer struct {
	net.Conn
	*track
	place int
}

func (r *racer) Close() error { r.closed.Store(true); return nil }

// TestRace: RFC 8305 §5.
func TestRace(t *testing.T) {
	const ms = time.Millisecond
	for _, test := range []struct {
		name   string
		tracks []*track
		winner int
		took   time.Duration
		err    string
	}{
		{"the first answers", []*track{{after: 10 * ms}, {after: 10 * ms}}, 0, 10 * ms, ""},
		{"the first is silent", []*track{{}, {after: 10 * ms}}, 1, 260 * ms, ""},
		{"the first refuses", []*track{{after: 5 * ms, refuses: true}, {after: 10 * ms}}, 1, 15 * ms, ""},
		{"the first is slow and wins", []*track{{after: 300 * ms}, {after: 100 * ms}}, 0, 300 * ms, ""},
		{"the first is slower", []*track{{after: 900 * ms}, {after: 100 * ms}}, 1, 350 * ms, ""},
		{"two are silent", []*track{{}, {}, {after: 10 * ms}}, 2, 510 * ms, ""},
		{"the refusal of one does not wait", []*track{{}, {after: 10 * ms, refuses: true}, {after: 10 * ms}}, 2, 270 * ms, ""},
		{"all refuse", []*track{{after: 400 * ms, refuses: true}, {after: 10 * ms, refuses: true}}, -1, 400 * ms, "dial tcp 10.0.0.0:80: connection refused"},
		{"not more than four", []*track{{}, {}, {}, {}, {after: 10 * ms}}, -1, 10 * time.Second, "dial tcp: context deadline exceeded"},
		{"the fifth when one ends", []*track{{}, {}, {after: time.Second, refuses: true}, {}, {after: 10 * ms}}, 4, 1510 * ms, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				winner, took, err := run(t, test.tracks, 10*time.Second)
				if winner != test.winner || took != test.took || (err == nil) != (test.err == "") || err != nil && err.Error() != test.err {
					t.Errorf("winner %d after %v, %v, want %d after %v, %s", winner, took, err, test.winner, test.took, test.err)
				}
				time.Sleep(time.Minute) // made-up: whoever is left behind shows up
				for n, k := range test.tracks {
					if k.tried && n != winner && !k.refuses && !k.canceled && !k.closed.Load() {
						t.Errorf("address %d, which lost, is still there", n)
					}
					if k.closed.Load() && n == winner {
						t.Errorf("the winner is closed")
					}
				}
			})
		})
	}
}

// TestRaceCanceled: nothing goes on when nobody waits any more.
func TestRaceCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tracks := []*track{{}, {}, {}}
		_, took, err := run(t, tracks, 300*time.Millisecond)
		if took != 300*time.Millisecond || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: %v", took, err)
		}
		if !tracks[0].canceled || !tracks[1].canceled || tracks[2].tried {
			t.Errorf("tracks %+v %+v %+v", tracks[0], tracks[1], tracks[2])
		}
	})
}
