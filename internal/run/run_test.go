package run

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"volley/internal/option"
	"volley/internal/script"
	"volley/internal/summary"
	"volley/internal/threshold"
)

// TestClosedScenarios: exact counts in made-up time, with any number of shards.
func TestClosedScenarios(t *testing.T) {
	for _, shards := range []int{1, 2, 7} {
		for _, test := range []struct {
			name, options, body              string
			iterations, dropped, interrupted float64
			elapsed                          time.Duration
		}{
			{"nothing asked for", `{}`, ``, 1, 0, 0, 0},
			{"shared", `{vus: 4, iterations: 30}`, `sleep(1)`, 30, 0, 0, 8 * time.Second},
			{"shared, too slow", `{scenarios: {a: {executor: 'shared-iterations', vus: 2, iterations: 10, maxDuration: '3500ms', gracefulStop: '0s'}}}`,
				`sleep(1)`, 6, 2, 2, 3500 * time.Millisecond},
			{"per VU", `{scenarios: {a: {executor: 'per-vu-iterations', vus: 5, iterations: 4}}}`, `sleep(__VU)`, 20, 0, 0, 20 * time.Second},
			{"constant", `{vus: 3, duration: '10s'}`, `sleep(2)`, 15, 0, 0, 10 * time.Second},
			{"an hour of it", `{vus: 10, duration: '1h'}`, `sleep(10)`, 3600, 0, 0, time.Hour},
			{"graceful stop", `{scenarios: {a: {executor: 'constant-vus', vus: 3, duration: '5s', gracefulStop: '2s'}}}`, `sleep(4)`, 3, 0, 3, 7 * time.Second},
			{"least duration", `{vus: 1, iterations: 5, minIterationDuration: '3s'}`, ``, 5, 0, 0, 15 * time.Second},
			{"two scenarios", `{scenarios: {
				a: {executor: 'per-vu-iterations', vus: 2, iterations: 3},
				b: {executor: 'constant-vus', vus: 1, duration: '4s', startTime: '10s', exec: 'other', env: {X: 'b'}, tags: {t: 'b'}},
			}}`, `sleep(1)`, 10, 0, 0, 14 * time.Second},
		} {
			t.Run(fmt.Sprintf("%s, %d shards", test.name, shards), func(t *testing.T) {
				r := &rig{T: t, shards: shards}
				r.run(`import { sleep } from 'k6';
					export const options = `+test.options+`;
					export default function () { `+test.body+` }
					export function other() { if (__ENV.X !== 'b') throw new Error('env ' + __ENV.X); sleep(1); }`,
					func(p *Plan, result *Result, err error) {
						if err != nil {
							t.Error(err)
						}
						_, _, interrupted := counted(p)
						if got, dropped := sum(t, p, "iterations"), sum(t, p, "dropped_iterations"); got != test.iterations || dropped != test.dropped || interrupted != test.interrupted {
							t.Errorf("%v iterations, %v dropped, %v interrupted", got, dropped, interrupted)
						}
						if e := result.Summary.Elapsed; e < test.elapsed || e > test.elapsed+100*time.Millisecond {
							t.Errorf("took %v, want %v", e, test.elapsed)
						}
						if n := sum(t, p, "iteration_exceptions"); n != 0 {
							t.Errorf("%v exceptions: %s", n, r.log.text())
						}
					})
			})
		}
	}
}

func counted(p *Plan) (started, completed, interrupted float64) {
	for _, s := range p.running.Load().conductor.Load().scenes {
		a, b, c, _ := s.pool.Counts()
		started, completed, interrupted = started+float64(a), completed+float64(b), interrupted+float64(c)
	}
	return started, completed, interrupted
}

// TestNumbers: every VU and iteration number comes up exactly as often as it
// must, whichever shard it lives on.
func TestNumbers(t *testing.T) {
	for _, shards := range []int{1, 2, 7} {
		r := &rig{T: t, shards: shards}
		r.run(`import exec from 'k6/execution';
			import { sleep } from 'k6';
			export const options = { scenarios: {
				shared: { executor: 'shared-iterations', vus: 4, iterations: 12 },
				each: { executor: 'per-vu-iterations', vus: 3, iterations: 2, exec: 'each' },
				rate: { executor: 'constant-arrival-rate', rate: 5, duration: '4s', preAllocatedVUs: 5, exec: 'rate' } } };
			export default function () { console.log('shared', exec.scenario.iterationInTest); console.log('VU', __VU, exec.vu.idInTest); sleep(1); }
			export function rate() { console.log('rate', exec.scenario.iterationInTest); console.log('VU', __VU, exec.vu.idInTest); sleep(0.9); }
			export function each() { console.log('each', exec.scenario.name, exec.vu.iterationInScenario, __ITER); console.log('VU', __VU, exec.vu.idInTest); sleep(1); }`,
			func(p *Plan, _ *Result, err error) {
				if err != nil {
					t.Error(err)
				}
				text := r.console.text() + "\n"
				want := func(line string, times int) { // 0 for at least once
					if n := strings.Count(text, line+"\n"); n == 0 || times > 0 && n != times {
						t.Errorf("%d shards: %q comes %d times", shards, line, n)
					}
				}
				for i := range 12 {
					want(fmt.Sprintf("shared %d", i), 1)
				}
				for i := range 20 {
					want(fmt.Sprintf("rate %d", i), 1)
				}
				for i := range 2 {
					want(fmt.Sprintf("each each %d %d", i, i), 3)
				}
				for id := range 12 { // all that were made had something to do
					want(fmt.Sprintf("VU %d %d", id+1, id+1), 0)
				}
			})
	}
}

// TestTurns: VUs begin in the order of their numbers, and whoever has waited longest
// is next.
func TestTurns(t *testing.T) {
	r := &rig{T: t}
	p := r.planned(`import exec from 'k6/execution';
		const later = (startTime, vus) => ({ executor: 'per-vu-iterations', vus, startTime });
		export const options = { scenarios: { a: later('0s', 2), b: later('1s', 2), c: later('2s', 1),
			d: { executor: 'constant-arrival-rate', startTime: '3s', rate: 1, duration: '5s', preAllocatedVUs: 3 } } };
		export default function () { console.log(exec.scenario.name, exec.vu.idInTest, __ITER); }`)
	synctest.Test(t, func(t *testing.T) {
		if _, err := p.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.ReplaceAll(r.console.text(), "info ", ""), "\n")
		slices.SortStableFunc(got, func(a, b string) int { return strings.Compare(a[:3], b[:3]) }) // two of one scenario begin at once
		for i, want := range []string{"a 1 0", "a 2 0", "b 3 0", "b 4 0", "c 5 0", "d 6 0", "d 6 1", "d 7 0", "d 7 1", "d 8 0"} {
			if i >= len(got) || got[i] != want {
				t.Fatalf("%q, want %q at %d", got, want, i)
			}
		}
	})
}

// TestStages: setup, teardown and handleSummary have their say, in order.
func TestStages(t *testing.T) {
	r := &rig{T: t, shards: 2}
	r.run(`import { sleep } from 'k6';
		export const options = { vus: 2, iterations: 2 };
		export async function setup() { sleep(1); await null; return { n: 5, list: [1, 2] }; }
		export default function (data) { console.log('iteration', data.n, data.list.length); }
		export function teardown(data) { console.log('teardown', data.n); }
		export function handleSummary(data) { return { stdout: 'hello ' + data.metrics.iterations.values.count + ' ' + data.setup_data.n, 'x.bin': new Uint8Array([1, 2]).buffer }; }`,
		func(p *Plan, result *Result, err error) {
			if err != nil {
				t.Error(err)
			}
			if got := r.console.text(); got != "info iteration 5 2\ninfo iteration 5 2\ninfo teardown 5" {
				t.Errorf("console:\n%s", got)
			}
			if got := string(result.Files["stdout"]); got != "hello 2 5" || string(result.Files["x.bin"]) != "\x01\x02" {
				t.Errorf("files %q", result.Files)
			}
		})
}

// TestEnds: each way a test ends early, its error, and that it still tears down
// and sums up.
func TestEnds(t *testing.T) {
	const tail = `
		export function teardown() { console.log('torn down'); }`
	for _, test := range []struct {
		name, source string
		err          func(error) bool
		torn         bool
		elapsed      time.Duration
	}{
		{"abort", `import exec from 'k6/execution'; import { sleep } from 'k6';
			export const options = { vus: 3, duration: '1h' };
			export default function () { sleep(10); if (__VU === 2) exec.test.abort('enough'); sleep(1000); }`,
			func(err error) bool {
				var a *Aborted
				return errors.As(err, &a) && err.Error() == "test aborted: enough"
			}, true, 10 * time.Second},
		{"fail", `import exec from 'k6/execution';
			export default function () { exec.test.fail('bad'); }`,
			func(err error) bool { var f *Failed; return errors.As(err, &f) && f.Message == "bad" }, true, 0},
		{"threshold crossed", `import { check, sleep } from 'k6';
			export const options = { iterations: 3, thresholds: { checks: ['rate>0.9'] } };
			export default function () { sleep(1); check(1, { no: () => false }); }`,
			func(err error) bool { var c *threshold.Crossed; return errors.As(err, &c) && !c.Abort }, true, 3 * time.Second},
		{"threshold aborts", `import { check, sleep } from 'k6';
			export const options = { vus: 2, duration: '1h', thresholds: { checks: [{ threshold: 'rate>0.9', abortOnFail: true, delayAbortEval: '20s' }] } };
			export default function () { sleep(1); check(1, { no: () => false }); }`,
			func(err error) bool { var c *threshold.Crossed; return errors.As(err, &c) && c.Abort }, true, 20 * time.Second},
		{"setup throws", `export function setup() { throw new Error('mine'); } export default function () { console.log('never'); }`,
			func(err error) bool { return strings.Contains(err.Error(), "mine") }, false, 0},
		{"setup takes too long", `import { sleep } from 'k6'; export const options = { setupTimeout: '5s' };
			export function setup() { sleep(100); } export default function () { console.log('never'); }`,
			func(err error) bool { var l *TimedOut; return errors.As(err, &l) && l.Stage == "setup" }, false, 5 * time.Second},
		{"exceptions are no failure", `export const options = { iterations: 3 }; export default function () { throw new Error('mine'); }`,
			func(err error) bool { return err == nil }, true, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &rig{T: t, shards: 2}
			r.run(test.source+tail, func(p *Plan, result *Result, err error) {
				if !test.err(err) {
					t.Errorf("error %v", err)
				}
				if torn := strings.Contains(r.console.text(), "torn down"); torn != test.torn || strings.Contains(r.console.text(), "never") {
					t.Errorf("console %q", r.console.text())
				}
				if e := result.Summary.Elapsed; e < test.elapsed || e > test.elapsed+1100*time.Millisecond {
					t.Errorf("took %v, want %v", e, test.elapsed)
				}
				if result.Summary.Text(summary.Style{}) == "" {
					t.Error("no summary")
				}
			})
		})
	}
}

// TestStopped: a test stopped from outside tears down and sums up.
func TestStopped(t *testing.T) {
	r := &rig{T: t}
	p := r.planned(`import { sleep } from 'k6';
		export const options = { vus: 3, duration: '1h' };
		export default function () { sleep(7); }
		export function teardown() { console.log('torn down'); }`)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		result, err := p.Run(ctx)
		if !errors.Is(err, ErrInterrupted) || r.console.text() != "info torn down" {
			t.Errorf("error %v, console %q", err, r.console.text())
		}
		if n := sum(t, p, "iterations"); n != 3 || result.Summary.Elapsed > 11*time.Second {
			t.Errorf("%v iterations in %v", n, result.Summary.Elapsed)
		}
	})
}

// TestStoppedShows: a scenario that is cut short shows where it was, and one that
// was yet to begin still waits.
func TestStoppedShows(t *testing.T) {
	r := &rig{T: t}
	p := r.planned(`import { sleep } from 'k6';
		const idle = { executor: 'constant-vus', vus: 1, duration: '1h', gracefulStop: '0s' };
		export const options = { scenarios: {
			half: { ...idle, duration: '20s' }, over: { ...idle, duration: '2s' }, later: { ...idle, startTime: '15s' },
			three: { executor: 'per-vu-iterations', vus: 1, iterations: 4, gracefulStop: '0s' },
		} };
		export default function () { sleep(3); }
		export function teardown() { sleep(60); }`)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if _, err := p.Run(ctx); !errors.Is(err, ErrInterrupted) {
			t.Error(err)
		}
		for _, s := range p.Status().Scenarios {
			want := map[string]struct {
				state    State
				fraction float64
				time     string
			}{
				"half": {Cut, 0.5, "10.0s/20s"}, "over": {Cut, 1, "2s"}, "later": {Waiting, 0, "05.0s"}, "three": {Cut, 0.75, "00m10.0s/10m0s"},
			}[s.Name]
			if fraction := math.Round(s.Fraction*100) / 100; s.State != want.state || fraction != want.fraction || s.Columns[1] != want.time {
				t.Errorf("%s is %+v, want %+v", s.Name, s, want)
			}
		}
	})
}

// TestStoppedInSetup: what setup() did not finish, teardown() does not undo.
func TestStoppedInSetup(t *testing.T) {
	r := &rig{T: t}
	p := r.planned(`import { sleep } from 'k6';
		export function setup() { console.log('setting up'); sleep(60); }
		export default function () { console.log('never'); }
		export function teardown() { console.log('never'); }`)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		result, err := p.Run(ctx)
		if !errors.Is(err, ErrInterrupted) || result == nil || r.console.text() != "info setting up" {
			t.Errorf("error %v, result %v, console %q", err, result, r.console.text())
		}
	})
}

// TestStoppedInTeardown: a teardown that has begun is finished, whatever ends the
// test meanwhile, and the error says what that was.
func TestStoppedInTeardown(t *testing.T) {
	const script = `import { sleep } from 'k6';
		import { Counter } from 'k6/metrics';
		const c = new Counter('tears');
		export const options = { iterations: 1, thresholds: { tears: [{ threshold: 'count<1', abortOnFail: %s }] } };
		export default function () {}
		export function teardown() { c.add(%s); sleep(20); console.log('torn down'); }`
	for name, test := range map[string]struct {
		abort, add string
		limit      time.Duration
		want       func(error) bool
	}{
		"by a signal":    {"false", "0", 10 * time.Second, func(err error) bool { return errors.Is(err, ErrInterrupted) }},
		"by a threshold": {"true", "1", time.Hour, func(err error) bool { _, is := errors.AsType[*Crossed](err); return is }},
	} {
		t.Run(name, func(t *testing.T) {
			r := &rig{T: t}
			p := r.planned(fmt.Sprintf(script, test.abort, test.add))
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(context.Background(), test.limit)
				defer cancel()
				if _, err := p.Run(ctx); !test.want(err) || r.console.text() != "info torn down" {
					t.Errorf("error %v, console %q", err, r.console.text())
				}
			})
		})
	}
}

// TestBadInput: each fault has a sentence and a class, and nothing is started.
func TestBadInput(t *testing.T) {
	for _, test := range []struct{ name, source, err string }{
		{"no exports", `const x = 1; export {};`, "the script exports no function"},
		{"no default", `export function other() {}`, `option "scenarios.default.exec": "default" is not a function that the script exports`},
		{"wrong type", `export const options = { vus: 'many' }; export default function () {}`, `option "vus"`},
		{"unknown metric", `export const options = { thresholds: { nope: ['count>1'] } }; export default function () {}`, "nope"},
		{"a threshold beside another fault", `export const options = { vus: -1, thresholds: { nope: ['count>1'] } }; export default function () {}`, "nope"},
		{"a module that k6 has", `import { browser } from 'k6/browser'; export default function () {}`, "speaks WebSockets and HTTP only"},
		{"several at once", `export const options = { vus: -1, duration: 'x' }; export default function () {}`, `option "duration"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &rig{T: t}
			_, err := r.prepare(test.source)
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Fatalf("error %v, want %s", err, test.err)
			}
			var invalid option.Invalid
			var exception *script.Exception
			if !errors.As(err, &invalid) && !errors.As(err, &exception) && !errors.Is(err, ErrNoExports) {
				t.Errorf("%v is of no class", err)
			}
		})
	}
}

// TestOpenScenarios: arrivals begin when they are due, whoever is free; what
// finds nobody is dropped.
func TestOpenScenarios(t *testing.T) {
	for _, shards := range []int{1, 2, 7} {
		for _, test := range []struct {
			name, scenario, body           string
			started, dropped, vus, elapsed float64
		}{
			{"constant", `{executor: 'constant-arrival-rate', rate: 10, duration: '30s', preAllocatedVUs: 5}`, `sleep(0.25)`, 300, 0, 5, 30.15},
			{"an hour", `{executor: 'constant-arrival-rate', rate: 2, duration: '1h', preAllocatedVUs: 3}`, `sleep(1)`, 7200, 0, 3, 3600.5},
			{"too few VUs", `{executor: 'constant-arrival-rate', rate: 10, duration: '10s', preAllocatedVUs: 2, gracefulStop: '1s'}`, `sleep(0.45)`, 40, 60, 2, 10.2},
			{"more VUs on demand", `{executor: 'constant-arrival-rate', rate: 10, duration: '10s', preAllocatedVUs: 1, maxVUs: 8}`, `sleep(0.55)`, 95, 5, 6, 10.45},
			{"a ramp", `{executor: 'ramping-arrival-rate', startRate: 0, timeUnit: '1s', stages: [{duration: '10s', target: 20}, {duration: '5s', target: 20}, {duration: '10s', target: 0}], preAllocatedVUs: 4}`, `sleep(0.1)`, 300, 0, 4, 25},
			{"ramping VUs", `{executor: 'ramping-vus', startVUs: 0, stages: [{duration: '10s', target: 10}, {duration: '10s', target: 10}, {duration: '10s', target: 0}], gracefulRampDown: '5s'}`, `sleep(1)`, -1, 0, 10, 30},
		} {
			t.Run(fmt.Sprintf("%s, %d shards", test.name, shards), func(t *testing.T) {
				r := &rig{T: t, shards: shards}
				r.run(`import { sleep } from 'k6';
					export const options = { scenarios: { a: `+test.scenario+` } };
					export default function () { `+test.body+` }`,
					func(p *Plan, result *Result, err error) {
						if err != nil {
							t.Error(err)
						}
						got, dropped := sum(t, p, "iterations"), sum(t, p, "dropped_iterations")
						if test.started >= 0 && (got != test.started || dropped != test.dropped) {
							t.Errorf("%v iterations, %v dropped", got, dropped)
						}
						if n := float64(p.running.Load().births.ready.Load()); n != test.vus {
							t.Errorf("%v VUs", n)
						}
						if e := result.Summary.Elapsed.Seconds(); e < test.elapsed-0.5 || e > test.elapsed+1.5 {
							t.Errorf("took %v s, want about %v", e, test.elapsed)
						}
						if late := p.running.Load().ledger.total.Metric(p.registry.Builtin.IterationStartDelay).Trend; late != nil && late.Max() > 1 {
							t.Errorf("an arrival was %v ms late", late.Max())
						}
					})
			})
		}
	}
}

// TestSegments: the parts of a test add up to it, and no number comes twice.
func TestSegments(t *testing.T) {
	seen := map[string]int{}
	total := 0.0
	for _, segment := range []string{"0:1/3", "1/3:2/3", "2/3:1"} {
		r := &rig{T: t, shards: 2, flags: map[string]string{"execution-segment": segment, "execution-segment-sequence": "0,1/3,2/3,1"}}
		r.run(`import exec from 'k6/execution';
			import { sleep } from 'k6';
			export const options = { scenarios: {
				a: { executor: 'shared-iterations', vus: 7, iterations: 50 },
				b: { executor: 'constant-arrival-rate', rate: 10, duration: '5s', preAllocatedVUs: 7 } } };
			export default function () { console.log(exec.scenario.name + ' ' + exec.scenario.iterationInTest); sleep(0.5); }`,
			func(p *Plan, _ *Result, err error) {
				if err != nil {
					t.Error(err)
				}
				total += sum(t, p, "iterations")
				for line := range strings.SplitSeq(r.console.text(), "\n") {
					seen[line]++
				}
			})
	}
	if total != 100 || len(seen) != 100 {
		t.Errorf("%v iterations, %d different numbers", total, len(seen))
	}
}
