package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// stuck are VUs that would never end by themselves: the scenario each is in, what
// it does, and where it is said to be.
var stuck = []struct{ name, body, where string }{
	{"compute_ws", `ws.connect(FAST + '/echo', {}, (s) => {
		s.on('open', () => s.send('x'));
		s.on('message', () => { while (true); });
	});`, "held by ws.connect (open)"},
	{"compute_websockets", `const s = new WebSocket(FAST + '/echo');
		s.onopen = () => s.send('x');
		s.onmessage = () => { while (true); };`, "inside WebSocket ws://"},
	{"compute", `while (true);`, "inside function"},
	{"argument", `new Blob([{ toString() { while (true); } }]);`, "inside function"},
	{"member", `new Event('x', { get bubbles() { while (true); } });`, "inside function"},
	{"number", `AbortSignal.timeout({ valueOf() { while (true); } });`, "inside function"},
	{"iterable", `new Blob({ *[Symbol.iterator]() { while (true); } });`, "inside function"},
	// It hears no interrupt before its end; a slow machine abandons it.
	{"backtrack", `while (true) /^(?=a)(a+)+$/.test('a'.repeat(24) + 'b');`, "inside function"},
	{"sleep_ws", `ws.connect(FAST + '/echo', {}, (s) => {
		s.on('open', () => s.send('x'));
		s.on('message', () => sleep(600));
	});`, "script.js:"},
	{"sleep_websockets", `const s = new WebSocket(FAST + '/echo');
		s.onopen = () => s.send('x');
		s.onmessage = () => sleep(600);`, "script.js:"},
	{"promise", `const s = new WebSocket(FAST + '/echo');
		return new Promise(() => {});`, "held by WebSocket ws://"},
	{"no_close", `const s = new WebSocket(FAST + '/mute');
		s.onopen = () => s.close(1000);`, "(CLOSING)"},
	{"no_answer", `ws.connect(FAST + '/silent', {}, () => {});`, "held by ws.connect (connecting)"},
	{"no_reader", `const big = 'x'.repeat(1 << 20);
		ws.connect(TARGET + '/slow?delay=1m', {}, (s) => {
			s.on('open', () => { for (let i = 0; i < 40; i++) s.send(big); });
		});`, "script.js:"},
}

// stuckScript is a test of all of them at once, beside some that are not stuck.
func stuckScript(duration string) string {
	scenarios, functions := "", ""
	scenario := func(name string, vus int) {
		scenarios += fmt.Sprintf("%s: { executor: 'constant-vus', vus: %d, duration: '%s', gracefulStop: '200ms', exec: '%s' },\n", name, vus, duration, name)
	}
	scenario("well", 3)
	for _, s := range stuck {
		scenario(s.name, 1)
		functions += "export function " + s.name + "() { begun(); " + s.body + " }\n"
	}
	return `
		import ws from 'k6/ws';
		import { sleep } from 'k6';
		import { WebSocket } from 'k6/websockets';
		export const options = { scenarios: { ` + scenarios + ` } };
		function begun() { console.log('begun'); }
		export function well() {
			ws.connect(FAST + '/echo', {}, (s) => {
				s.on('open', () => s.send('x'));
				s.on('message', () => s.close(1000));
			});
			sleep(0.05);
		}
		export function teardown() { console.log('torn down'); }
		` + functions
}

// onTime is how long after its time a test may end: a second each to interrupt,
// to abandon, and two for closing handshakes, and what a busy machine adds.
const onTime = 15 * time.Second

// TestStuckEnds: whatever VUs do, the test ends on time, says who was stuck and
// where, and the others' work is counted.
func TestStuckEnds(t *testing.T) {
	t.Parallel()
	live(t, stuckScript("2s"), func(e *liveEnd) {
		e.then(func() {
			if e.err != nil || e.elapsed > onTime {
				e.Errorf("ended after %v with %v", e.elapsed, e.err)
			}
			if _, completed, interrupted := counted(e.plan); completed < 3 || interrupted < float64(len(stuck)) {
				e.Errorf("%v completed, %v interrupted", completed, interrupted)
			}
			log := strings.Split(e.log.text(), "\n")
			for _, s := range stuck {
				if !slices.ContainsFunc(log, func(line string) bool {
					return strings.Contains(line, "of scenario "+s.name+" is interrupted") && strings.Contains(line, s.where)
				}) {
					e.Errorf("nothing says who is in %s and that it is %q", s.name, s.where)
				}
			}
			if !strings.Contains(e.console.text(), "torn down") {
				e.Error("there was no teardown")
			}
			if e.Failed() {
				e.Log(e.log.text())
			}
		})
	})
}

// TestStuckStops: the same when the user ends the test in the middle.
func TestStuckStops(t *testing.T) {
	t.Parallel()
	live(t, stuckScript("10m"), func(e *liveEnd) {
		ctx, stop := context.WithCancel(context.Background())
		e.Cleanup(stop)
		e.ctx = ctx
		var begun atomic.Int64
		e.console.hear = func(line string) {
			if line == "begun" && begun.Add(1) == int64(len(stuck)) {
				time.AfterFunc(300*time.Millisecond, stop)
			}
		}
		e.then(func() {
			if !errors.Is(e.err, ErrInterrupted) || e.elapsed > onTime {
				e.Errorf("ended after %v with %v", e.elapsed, e.err)
			}
			if _, _, interrupted := counted(e.plan); interrupted < float64(len(stuck)) {
				e.Errorf("%v interrupted: %s", interrupted, e.log.text())
			}
			if !strings.Contains(e.console.text(), "torn down") {
				e.Error("there was no teardown")
			}
		})
	})
}

// within are calls whose argument has a function that never returns, and that is
// called where the loop cannot be taken away.
var within = []struct{ name, body, where string }{
	{"logged", `console.log({ get x() { while (true); } });`, "at x ("},
	{"slept", `sleep({ valueOf() { while (true); } });`, "at valueOf ("},
	{"dialled", `ws.connect({ toString() { while (true); } }, {}, () => {});`, "at toString ("},
}

// TestOverlong: a function of the script's that a built-in one called, and that does
// not return, fails its iteration, says where it was, and the rest goes on.
func TestOverlong(t *testing.T) {
	t.Parallel()
	scenarios, functions := "", ""
	for _, w := range within {
		scenarios += w.name + ": { executor: 'per-vu-iterations', exec: '" + w.name + "' },\n"
		functions += "export function " + w.name + "() { try { " + w.body + " } finally { console.log('caught') } }\n"
	}
	live(t, `
		import ws from 'k6/ws';
		import { sleep } from 'k6';
		export const options = { scenarios: { `+scenarios+` after: { executor: 'per-vu-iterations', exec: 'after', startTime: '500ms' } } };
		`+functions+`
		export function after() { sleep(0.1); console.log('after'); }
		export function teardown() { console.log('torn down'); }`, func(e *liveEnd) {
		e.then(func() {
			if e.err != nil || e.elapsed > time.Minute {
				e.Errorf("ended after %v with %v", e.elapsed, e.err)
			}
			if _, completed, interrupted := counted(e.plan); completed != float64(len(within)+1) || interrupted != 0 {
				e.Errorf("%v completed, %v interrupted", completed, interrupted)
			}
			log := strings.Split(e.log.text(), "\n")
			for _, w := range within {
				if !slices.ContainsFunc(log, func(line string) bool {
					return strings.Contains(line, "did not return within 3s") && strings.Contains(line, w.where)
				}) {
					e.Errorf("nothing says that %s took too long, and where", w.name)
				}
			}
			if console := e.console.text(); console != "info after\ninfo torn down" {
				e.Errorf("printed %q", console)
			}
			if e.Failed() {
				e.Log(e.log.text())
			}
		})
	})
}
