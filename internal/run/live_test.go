package run

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"volley/internal/target"
	"volley/internal/wstest"
)

// The tests of this file run in real time, with real connections: they are about
// what one VU does to the others. Their limits are wide: a busy machine keeps
// them, a loop that stands still does not.

// live runs a script on both engines, on two shards, against two servers of its
// own: FAST/path of wstest, and TARGET/path of target.
func live(t *testing.T, source string, check func(e *liveEnd)) {
	t.Helper()
	for _, engine := range []string{"descriptors", "portable"} {
		t.Run(engine, func(t *testing.T) {
			e := &liveEnd{fast: wstest.New(t), target: serveTarget(t)}
			e.rig = &rig{T: t, shards: 2, change: func(c *Config) { c.Engine = engine }}
			e.rig.env = map[string]string{"FAST": e.fast.URL, "TARGET": "ws://" + e.target.Addr()}
			e.watch()
			check(e)
			e.run(source)
			for _, f := range e.after {
				f()
			}
		})
	}
}

// liveEnd is what a live run left.
type liveEnd struct {
	*rig
	fast   *wstest.Server
	target *target.Server
	after  []func()
	ctx    context.Context // of the run; nil: nobody ends it

	plan    *Plan
	result  *Result
	err     error
	elapsed time.Duration

	spinning atomic.Int64 // VUs that were told to spin and are not done
	watched  atomic.Int64 // connections of /watched that are open
	over     chan struct{}
	mu       sync.Mutex // guards during
	during   []int      // messages of each watched connection while others spun
}

// then has f run after the test's end.
func (e *liveEnd) then(f func()) { e.after = append(e.after, f) }

func (e *liveEnd) run(source string) {
	e.Helper()
	plan, err := e.prepare("const FAST = __ENV.FAST, TARGET = __ENV.TARGET;\n" + source)
	if err != nil {
		if strings.Contains(err.Error(), "open a loop on descriptors") {
			e.Skip(err)
		}
		e.Fatal(err)
	}
	began := time.Now()
	e.plan = plan
	ctx := e.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	e.result, e.err = plan.Run(ctx)
	e.elapsed = time.Since(began)
	if e.result == nil {
		e.Fatal(e.err)
	}
}

// watch adds two behaviours. /watched echoes and counts what it echoes while
// somebody spins; /spin waits for eight watched connections, tells its client to
// spin, and waits for an answer. When all spinners have answered, the watched
// connections are closed.
func (e *liveEnd) watch() {
	e.over = make(chan struct{})
	e.fast.Handle("/watched", func(p *wstest.Peer) {
		p.Upgrade()
		e.watched.Add(1)
		go func() {
			<-e.over
			p.Close(1000, "")
		}()
		n := 0
		for {
			op, text, err := p.Read()
			if err != nil {
				break
			}
			if e.spinning.Load() > 0 {
				n++
			}
			p.Write(op, text)
		}
		e.mu.Lock()
		e.during = append(e.during, n)
		e.mu.Unlock()
	})
	var spun sync.Once
	e.fast.Handle("/spin", func(p *wstest.Peer) {
		p.Upgrade()
		for limit := time.Now().Add(10 * time.Second); e.watched.Load() < 8 && time.Now().Before(limit); {
			runtime.Gosched() // until all who are to be watched are there
		}
		e.spinning.Add(1)
		p.Write(wstest.Text, "spin")
		_, _, _ = p.Read()
		if e.spinning.Add(-1) == 0 {
			spun.Do(func() { close(e.over) })
		}
		p.Drain()
	})
	e.Cleanup(func() { spun.Do(func() { close(e.over) }) })
}

// serveTarget starts a target that ends with the test.
func serveTarget(t *testing.T) *target.Server {
	t.Helper()
	s, err := target.New(target.Config{Addr: "127.0.0.1:0", TLSAddr: target.Off})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Listen(); err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve(context.Background()) }()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestSpinners: while two VUs compute for two seconds, in a handler of either
// module, the others' messages go on, and a server that drops whoever leaves its
// pings unanswered drops nobody, not even those who compute.
func TestSpinners(t *testing.T) {
	const source = `
		import ws from 'k6/ws';
		import { WebSocket } from 'k6/websockets';
		const once = (exec, vus) => ({ executor: 'per-vu-iterations', vus, iterations: 1, exec, maxDuration: '20s' });
		export const options = { scenarios: {
			a: once('watched', 4), b: once('watchedWS', 4), c: once('pinged', 4), d: once('spinSocket', 1), e: once('spinWS', 1),
		} };
		function spin() {
			for (const end = Date.now() + 2000; Date.now() < end;) { for (let i = 0; i < 1e4; i++); }
			return 'done';
		}
		const unexpected = (code) => { if (code !== 1000) console.log('closed with ' + code); };
		export function watched() {
			const socket = new WebSocket(FAST + '/watched');
			socket.onopen = () => socket.send('x');
			socket.onmessage = (e) => setTimeout(() => { if (socket.readyState === 1) socket.send(e.data); }, 5);
			const pinged = new WebSocket(TARGET + '/ping?every=600ms');
			socket.onclose = (e) => { unexpected(e.code); pinged.close(1000); };
			pinged.onclose = (e) => unexpected(e.code);
		}
		export function watchedWS() {
			ws.connect(FAST + '/watched', {}, (socket) => {
				socket.on('open', () => socket.send('x'));
				socket.on('message', (data) => socket.setTimeout(() => socket.send(data), 5));
				socket.on('close', unexpected);
			});
		}
		export function pinged() {
			ws.connect(TARGET + '/ping?every=600ms', {}, (socket) => {
				socket.on('open', () => socket.setTimeout(() => socket.close(1000), 2500));
				socket.on('close', unexpected);
			});
		}
		export function spinSocket() {
			const pinged = new WebSocket(TARGET + '/ping?every=600ms');
			pinged.onclose = (e) => unexpected(e.code);
			const socket = new WebSocket(FAST + '/spin');
			socket.onmessage = () => { socket.send(spin()); socket.close(1000); pinged.close(1000); };
		}
		export function spinWS() {
			ws.connect(FAST + '/spin', {}, (socket) => {
				socket.on('message', () => { socket.send(spin()); socket.close(1000); });
			});
		}`
	live(t, source, func(e *liveEnd) {
		e.then(func() {
			if e.err != nil || e.console.text() != "" {
				e.Errorf("%v; the scripts say %q; the log %q", e.err, e.console.text(), e.log.text())
			}
			if got := sum(e.T, e.plan, "iterations"); got != 14 {
				e.Errorf("%v iterations, want 14: %s", got, e.log.text())
			}
			if s := e.target.Stats(); s.Dropped != 0 || s.Pongs < 9*3 {
				e.Errorf("%d connections were dropped, %d pongs came", s.Dropped, s.Pongs)
			}
			e.mu.Lock()
			defer e.mu.Unlock()
			if len(e.during) != 8 || slices.Min(e.during) < 20 {
				e.Errorf("while two VUs computed, the others exchanged %v messages", e.during)
			}
		})
	})
}

// TestSleepers: while a VU sleeps, in a handler or in its iteration, its messages
// wait, in order, and pings are answered all the same.
func TestSleepers(t *testing.T) {
	const source = `
		import ws from 'k6/ws';
		import { sleep } from 'k6';
		import { WebSocket } from 'k6/websockets';
		const once = (exec) => ({ executor: 'per-vu-iterations', vus: 2, iterations: 1, exec, maxDuration: '20s' });
		export const options = { scenarios: { a: once('inHandler'), b: once('inHandlerWS'), c: once('inIteration') } };
		const URL = TARGET + '/ping?every=600ms';
		const all = '12345';
		const tell = (who, heard, slept) => console.log(who + ' ' + heard + ' ' + (slept >= 2000));
		function talk(socket, who, begun, first) {
			let heard = '';
			socket.onmessage = (e) => {
				if (!heard) first();
				heard += e.data;
				if (heard.length === all.length) { tell(who, heard, Date.now() - begun); socket.close(1000); }
			};
			socket.onclose = (e) => { if (e.code !== 1000) console.log(who + ' closed with ' + e.code); };
			return () => { for (const c of all) socket.send(c); };
		}
		export function inHandler() {
			const socket = new WebSocket(URL);
			socket.onopen = talk(socket, 'handler', Date.now(), () => sleep(2));
		}
		export function inIteration() {
			const begun = Date.now(), socket = new WebSocket(URL);
			socket.onopen = talk(socket, 'iteration', begun, () => {});
			sleep(2);
		}
		export function inHandlerWS() {
			const begun = Date.now();
			let heard = '';
			ws.connect(URL, {}, (socket) => {
				socket.on('open', () => { for (const c of all) socket.send(c); });
				socket.on('message', (data) => {
					if (!heard) sleep(2);
					heard += data;
					if (heard.length === all.length) { tell('ws', heard, Date.now() - begun); socket.close(1000); }
				});
				socket.on('close', (code) => { if (code !== 1000) console.log('ws closed with ' + code); });
			});
		}`
	live(t, source, func(e *liveEnd) {
		e.then(func() {
			lines := strings.Split(e.console.text(), "\n")
			slices.Sort(lines)
			want := "info handler 12345 true,info handler 12345 true,info iteration 12345 true," +
				"info iteration 12345 true,info ws 12345 true,info ws 12345 true"
			if got := strings.Join(lines, ","); got != want {
				e.Errorf("the scripts say %q, want %q; the log %q", got, want, e.log.text())
			}
			if s := e.target.Stats(); s.Dropped != 0 || s.Pongs < 6*3 || e.err != nil {
				e.Errorf("%d connections were dropped, %d pongs came; %v", s.Dropped, s.Pongs, e.err)
			}
		})
	})
}

// TestConnectsBesideLoad: sessions begin and end while all other VUs echo as fast
// as they can.
func TestConnectsBesideLoad(t *testing.T) {
	const source = `
		import ws from 'k6/ws';
		import { WebSocket } from 'k6/websockets';
		export const options = { scenarios: {
			load: { executor: 'constant-vus', vus: 16, duration: '1500ms', gracefulStop: '0s', exec: 'echo' },
			visits: { executor: 'constant-arrival-rate', rate: 50, duration: '1s', startTime: '300ms', preAllocatedVUs: 50, exec: 'visit' },
		} };
		export function echo() {
			const socket = new WebSocket(TARGET + '/echo');
			socket.onopen = () => socket.send('x');
			socket.onmessage = (e) => socket.send(e.data);
		}
		export function visit() {
			const answer = ws.connect(FAST + '/echo', {}, (socket) => {
				socket.on('open', () => socket.send('x'));
				socket.on('message', () => socket.close(1000));
			});
			if (answer.status !== 101) throw new Error('status ' + answer.status);
		}`
	live(t, source, func(e *liveEnd) {
		e.then(func() {
			if e.err != nil {
				e.Error(e.err)
			}
			dropped, late := sum(e.T, e.plan, "dropped_iterations"), sum(e.T, e.plan, "iteration_exceptions")
			if n := e.fast.Accepted(); n != 50 || dropped != 0 || late != 0 {
				e.Errorf("%d visits, %v dropped, %v with exceptions: %s", n, dropped, late, e.log.text())
			}
			if in := e.target.Stats().In; in < 1000 {
				e.Errorf("the load was %d messages", in)
			}
		})
	})
}

// TestLeavesNothing: a thousand connections at once, closed cleanly, leave no
// goroutine and no descriptor behind.
func TestLeavesNothing(t *testing.T) {
	const source = `
		import { WebSocket } from 'k6/websockets';
		export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 20, iterations: 1, maxDuration: '20s' } } };
		export default function () {
			let open = 0;
			const sockets = [];
			for (let i = 0; i < 50; i++) {
				const socket = new WebSocket(FAST + '/idle');
				socket.onopen = () => { if (++open === 50) setTimeout(() => sockets.forEach((s) => s.close(1000)), 300); };
				sockets.push(socket);
			}
		}`
	live(t, source, func(e *liveEnd) {
		var clean, most atomic.Int64
		e.fast.Handle("/idle", func(p *wstest.Peer) {
			p.Upgrade()
			for n := int64(e.fast.Open()); ; {
				if old := most.Load(); n <= old || most.CompareAndSwap(old, n) {
					break
				}
			}
			if op, code, _ := p.Read(); op == wstest.Close && code == "\x03\xe8" {
				clean.Add(1)
			}
		})
		goroutines, files := runtime.NumGoroutine(), descriptors()
		e.then(func() {
			if e.err != nil || clean.Load() != 1000 || most.Load() != 1000 {
				e.Errorf("%d clean closes, %d at once at most, want 1000 of each: %v, %s", clean.Load(), most.Load(), e.err, e.log.text())
			}
			// A few goroutines may be the servers' own, begun meanwhile; TestMain is exact.
			for limit := time.Now().Add(10 * time.Second); e.fast.Open() > 0 || runtime.NumGoroutine() > goroutines+5 || descriptors() > files; runtime.Gosched() {
				if time.Now().After(limit) {
					e.Fatalf("%d goroutines and %d descriptors, before the run %d and %d",
						runtime.NumGoroutine(), descriptors(), goroutines, files)
				}
			}
		})
	})
}

// TestAnswerWhileBusy: a script that does nothing but ask for the server's answer
// gets it, though its VU's loop goes on without it meanwhile. What the two share is
// the race detector's to judge.
func TestAnswerWhileBusy(t *testing.T) {
	live(t, `
		import { WebSocket } from 'k6/websockets';
		export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 2, iterations: 1, maxDuration: '30s' } } };
		export default function () {
			const ws = new WebSocket(FAST + '/echo');
			while (ws.response === null) if (ws.idleTimeout !== 0) throw new Error('it is 0');
			console.log(ws.response.status, ws.readyState);
			ws.onopen = () => ws.close(1000);
		}`, func(e *liveEnd) {
		e.then(func() {
			if got, want := e.console.text(), "info 101 0\ninfo 101 0"; e.err != nil || got != want {
				e.Errorf("%v, printed %q, want %q", e.err, got, want)
			}
		})
	})
}
