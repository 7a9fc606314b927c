package vu

import (
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/grafana/sobek"

	"volley/internal/loop"
	"volley/internal/metric"
	"volley/internal/ring"
	"volley/internal/script"
)

// Stage is the part of a test a VU runs in; some calls are allowed in some
// stages only.
type Stage uint8

// The stages of a test, in order.
const (
	Init Stage = iota
	Setup
	Iterating
	Teardown
	Summing // handleSummary
)

// Test is what all VUs of a run share, given by run. Immutable after the first
// VU was born; its functions are safe for concurrent use.
type Test struct {
	Registry *metric.Registry
	Script   *script.Script
	Modules  map[string]Module
	// Globals are the names that a script finds without importing them, beside
	// those of this package, and how each is made for a VU that first reads it.
	Globals map[string]func(*VU) sobek.Value
	Env     map[string]string
	// Log takes faults and warnings, Console what scripts print. Neither blocks.
	Log, Console *slog.Logger
	// Throw makes warnings of the modules exceptions (k6's option throw).
	Throw bool
	// NoCookiesReset keeps a VU's cookies between iterations.
	NoCookiesReset bool
	// Options is the JSON of exec.test.options.
	Options func() []byte
	// Instance is a snapshot of this process's VUs and iterations.
	Instance func() Instance
	// Abort ends the whole test; Fail marks it failed and lets it go on.
	Abort, Fail func(message string)

	json codec
}

// Instance is what exec.instance shows.
type Instance struct {
	Elapsed                time.Duration
	Completed, Interrupted int64
	Active, Initialized    int64
}

// Scenario is what a VU's script may know of the scenario it runs.
// Immutable; Progress is safe for concurrent use.
type Scenario struct {
	Name, Executor string
	Began          time.Time
	Progress       func() float64
	// Tags are the run's and the scenario's, with the system tag scenario.
	Tags metric.Tags
	Env  map[string]string
	Exec string
}

// Iteration numbers one iteration. In k6's words: InTest is unique over the
// test, InInstance over this process, both count within the scenario; InVU
// counts all iterations of the VU, and InScenario those it did in the scenario.
type Iteration struct {
	InTest, InInstance, InVU, InScenario int64
}

// VU is one virtual user. Owned by one loop.
type VU struct {
	// ID is the VU's number, from 1; 0 in the init context, setup and teardown.
	ID int64
	// InTest is its number in the whole test, of which this process may run a
	// part only.
	InTest int64
	// Scenario and Iteration are set by Begin for each iteration.
	Scenario  *Scenario
	Iteration Iteration
	Stage     Stage

	test   *Test
	rt     *sobek.Runtime
	runner *Runner
	rec    *metric.Recorder
	tags   metric.Tags // what a sample gets: run, scenario, group, the script's own
	group  string

	metadata *metric.Metadata // what a sample gets beside its tags
	numbers  numbers

	instance   *script.Instance
	top        *sobek.Promise // the script's top level, while it runs
	exportName string
	exportFn   sobek.Callable
	dataJSON   []byte
	data       sobek.Value
	env        env
	jar        *Jar
	locals     map[any]any

	queue     ring.Of[Task]
	task      Task // the one under way, or the last
	fiber     *fiber
	service   *service // the innermost wait in Serve
	word      uint64   // of the lease, while JavaScript runs
	parked    bool     // waits inside a call, or lost
	lost      bool     // runs JavaScript without the lease
	waking    bool     // Unpark was called
	scheduled bool     // stands in the runner's ready queue
	stepping  bool     // inside step, maybe parked there
	turn      uint64   // how many tasks have begun
	inJS      bool
	dead      bool        // abandoned
	broken    atomic.Bool // by Break, and not taken back yet

	job        *running
	held       Hold // head of the list
	timers     map[int64]*timer
	lastTimer  int64
	iterations int64 // begun, over all scenarios
	rejected   []*sobek.Promise
}

// newVU makes a VU with the globals every script has. It lives on r's loop.
func newVU(t *Test, r *Runner, id int64) *VU {
	v := &VU{ID: id, InTest: id, test: t, runner: r, rt: sobek.New()}
	v.rt.SetPromiseRejectionTracker(v.trackRejection)
	v.rt.SetRandSource(rand.Float64)
	v.rt.SetFieldNameMapper(goNames{})
	v.rt.SetMaxCallStackSize(stackLimit)
	v.env = env{rt: v.rt, vars: t.Env}
	v.grow(v.rt.GlobalObject(), globals{v})
	t.json.install(v)
	v.defineAsyncIterator()
	return v
}

// Adopt moves an idle VU to another loop, which owns it from then on.
func (v *VU) Adopt(r *Runner, rec *metric.Recorder) {
	v.runner, v.rec = r, rec
}

// Runtime is the VU's engine. Calls that execute script code go through Call or Do.
func (v *VU) Runtime() *sobek.Runtime { return v.rt }

// Loop is the loop the VU lives on.
func (v *VU) Loop() *loop.Loop { return v.runner.loop }

// Test is what the VU shares with the others of its run.
func (v *VU) Test() *Test { return v.test }

// String names the VU for a message.
func (v *VU) String() string {
	if v.Scenario == nil {
		return fmt.Sprintf("VU %d", v.ID)
	}
	return fmt.Sprintf("VU %d of scenario %s", v.ID, v.Scenario.Name)
}

// Where says what the VU is doing: the place in its script where it waits, or,
// when it computes and cannot be asked, the task it is in.
func (v *VU) Where() string {
	switch {
	case !v.stepping:
		return "waiting for events"
	case v.lost || !v.parked:
		if named, ok := v.task.(fmt.Stringer); ok {
			return "inside " + named.String()
		}
		if v.Scenario != nil {
			return "inside function " + v.Scenario.Exec
		}
		return "inside the script"
	}
	var frames [8]sobek.StackFrame
	for _, f := range v.rt.CaptureCallStack(0, frames[:0]) {
		if f.SrcName() != "<native>" {
			p := f.Position()
			return fmt.Sprintf("at %s:%d:%d", f.SrcName(), p.Line, p.Column)
		}
	}
	return "waiting"
}

// Stuck reports whether the VU is in JavaScript that does not come back.
func (v *VU) Stuck() bool { return v.lost }

// Tags are the tags of the VU's samples now.
func (v *VU) Tags() metric.Tags { return v.tags }

// SetTags replaces them.
func (v *VU) SetTags(t metric.Tags) { v.tags = t }

// Group is the path of the group the VU is in, "" at the root.
func (v *VU) Group() string { return v.group }

// EnterGroup moves the VU into a group and returns how to leave it.
func (v *VU) EnterGroup(path string) (leave func()) {
	group, tags := v.group, v.tags
	v.group = path
	v.tags = v.test.Registry.SystemTag(v.tags, "group", path)
	return func() { v.group, v.tags = group, tags }
}

// Sample records one value now, if the VU is in a stage that records.
func (v *VU) Sample(s metric.Series, value float64, at time.Time) {
	if v.rec != nil {
		v.rec.AddWith(s, value, metric.At(at), v.metadata)
	}
}

// Series is the VU's series of a metric with its tags of now.
func (v *VU) Series(m *metric.Metric) metric.Series {
	return v.test.Registry.Series(m, v.tags)
}

// Recorder is where the VU's loop counts; nil in the init context.
func (v *VU) Recorder() *metric.Recorder { return v.rec }

// Enter puts an idle VU into a scenario: its tags and its environment.
func (v *VU) Enter(s *Scenario) {
	own := v.Scenario != nil && len(v.Scenario.Env) > 0
	v.Scenario, v.Stage = s, Iterating
	v.tags, v.group = s.Tags, ""
	v.enterMetadata()
	if own || len(s.Env) > 0 {
		vars := maps.Clone(v.test.Env)
		if vars == nil {
			vars = map[string]string{}
		}
		maps.Copy(vars, s.Env)
		v.env = env{rt: v.rt, vars: vars, copied: true}
	}
}

// Begin prepares the VU for an iteration: its numbers, and a fresh cookie jar.
// InVU is counted here.
func (v *VU) Begin(i Iteration) {
	i.InVU = v.iterations
	v.iterations++
	v.Iteration = i
	v.number()
	if !v.test.NoCookiesReset {
		v.jar = nil
	}
}

// EndIteration counts an iteration that came to its end.
func (v *VU) EndIteration(o Outcome) {
	b := &v.test.Registry.Builtin
	v.Sample(v.Series(b.Iterations), 1, o.Ended)
	v.Sample(v.Series(b.IterationDuration), float64(o.Ended.Sub(o.Began))/float64(time.Millisecond), o.Ended)
}

// Meter is a Holder that counts something as it happens, such as the bytes of a
// socket, and is asked for it once a second.
type Meter interface {
	Holder
	Report(at time.Time)
}

// Report asks everything the VU holds for what it counted.
func (v *VU) Report(at time.Time) {
	for h := v.held.next; h != nil; h = h.next {
		if m, ok := h.holder.(Meter); ok {
			m.Report(at)
		}
	}
}

// Local is a value a package keeps for this VU, made when first asked for. The
// key is of a type of the package's own.
func (v *VU) Local(key any, make func() any) any {
	if value, ok := v.locals[key]; ok {
		return value
	}
	value := make()
	if v.locals == nil {
		v.locals = map[any]any{}
	}
	v.locals[key] = value
	return value
}

// stackLimit is how deep calls may nest: about as deep as in Node.js. A function that
// calls itself for ever would take all memory; so its iteration fails, with what no
// script can catch.
const stackLimit = 10_000
