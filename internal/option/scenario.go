package option

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind is how a scenario's iterations are spread over time, by k6's name of the
// executor.
type Kind string

// The kinds of scenarios.
const (
	SharedIterations    Kind = "shared-iterations"
	PerVUIterations     Kind = "per-vu-iterations"
	ConstantVUs         Kind = "constant-vus"
	RampingVUs          Kind = "ramping-vus"
	ConstantArrivalRate Kind = "constant-arrival-rate"
	RampingArrivalRate  Kind = "ramping-arrival-rate"
)

// Kinds are all kinds, in the order of k6's documentation.
func Kinds() []Kind {
	return []Kind{SharedIterations, PerVUIterations, ConstantVUs, RampingVUs, ConstantArrivalRate, RampingArrivalRate}
}

// Scenario is one scenario as data, its defaults filled in. Fields that its
// kind does not have are zero.
//
// Immutable.
type Scenario struct {
	Name         string
	Kind         Kind
	StartTime    time.Duration
	GracefulStop time.Duration
	Exec         string            // the exported function to call
	Env          map[string]string // laid over __ENV
	Tags         map[string]string

	VUs         int64         // closed kinds; how many VUs begin for ramping-vus
	Iterations  int64         // of all VUs (shared-iterations) or of each (per-vu-iterations)
	Duration    time.Duration // constant-vus, constant-arrival-rate
	MaxDuration time.Duration // the iterations kinds

	Stages           []Stage
	GracefulRampDown time.Duration

	Rate            int64 // iterations per TimeUnit; at the start for ramping-arrival-rate
	TimeUnit        time.Duration
	PreAllocatedVUs int64
	MaxVUs          int64

	// given are the keys the user wrote, for JSON and for checks.
	given   map[string]bool
	options json.RawMessage
	short   bool // made from vus, duration, iterations or stages
	origin  Source
}

// Stage is one leg of a ramp: the way to Target takes Duration.
//
// Immutable.
type Stage struct {
	Duration time.Duration
	Target   int64
}

// The defaults of scenarios.
const (
	DefaultGracefulStop     = 30 * time.Second
	DefaultGracefulRampDown = 30 * time.Second
	DefaultMaxDuration      = 10 * time.Minute
	DefaultTimeUnit         = time.Second
	DefaultExec             = "default"
)

// Given reports whether the user wrote the key of the scenario, so that a value
// equal to its default can be told from none.
func (s Scenario) Given(key string) bool { return s.given[key] }

// Origin is where the scenario came from.
func (s Scenario) Origin() Source { return s.origin }

// keys are what a scenario of each kind may have, besides what all have, in the
// order they are written.
var keys = map[Kind][]string{
	SharedIterations:    {"vus", "iterations", "maxDuration"},
	PerVUIterations:     {"vus", "iterations", "maxDuration"},
	ConstantVUs:         {"vus", "duration"},
	RampingVUs:          {"startVUs", "stages", "gracefulRampDown"},
	ConstantArrivalRate: {"rate", "timeUnit", "duration", "preAllocatedVUs", "maxVUs"},
	RampingArrivalRate:  {"startRate", "timeUnit", "stages", "preAllocatedVUs", "maxVUs"},
}

// newScenario is a scenario of which nothing is known but its kind.
func newScenario(name string, k Kind, origin Source) Scenario {
	s := Scenario{
		Name: name, Kind: k, GracefulStop: DefaultGracefulStop, Exec: DefaultExec,
		given: map[string]bool{}, origin: origin,
	}
	switch k {
	case SharedIterations, PerVUIterations:
		s.VUs, s.Iterations, s.MaxDuration = 1, 1, DefaultMaxDuration
	case ConstantVUs:
		s.VUs = 1
	case RampingVUs:
		s.VUs, s.GracefulRampDown = 1, DefaultGracefulRampDown
	case ConstantArrivalRate, RampingArrivalRate:
		s.TimeUnit = DefaultTimeUnit
	}
	return s
}

// readScenario reads one scenario of a script.
func readScenario(r reader, name string, value raw) Scenario {
	var head struct{ Executor *json.RawMessage }
	switch err := json.Unmarshal(value, &head); {
	case err != nil:
		r.fault(string(value), "is not an object")
		return Scenario{Name: name}
	case head.Executor == nil:
		r.at("executor").fault("", "is missing")
		return Scenario{Name: name}
	}
	word, ok := asString(*head.Executor)
	if !ok {
		r.at("executor").fault(string(*head.Executor), "is not a string")
		return Scenario{Name: name}
	}
	k := Kind(word)
	if keys[k] == nil {
		r.at("executor").fault(strconv.Quote(string(k)), "is not an executor; there are "+kindNames())
		return Scenario{Name: name}
	}
	s := newScenario(name, k, r.source)
	readObject(r, value, func(key string, r reader, value raw) bool {
		known := s.readCommon(key, r, value) || slices.Contains(keys[k], key) && s.readOwn(key, r, value)
		s.given[key] = known
		return known
	})
	if !s.Given("maxVUs") {
		s.MaxVUs = s.PreAllocatedVUs
	}
	return s
}

// readCommon reads a key that all kinds have.
func (s *Scenario) readCommon(key string, r reader, value raw) bool {
	switch key {
	case "executor":
	case "startTime":
		s.StartTime = readDuration(r, value)
	case "gracefulStop":
		s.GracefulStop = readDuration(r, value)
	case "exec":
		s.Exec = readString(r, value)
	case "env":
		s.Env = readTexts(r, value)
	case "tags":
		s.Tags = readTexts(r, value)
	case "options": // of the browser, which is not there
		s.options = slices.Clone(value)
	default:
		return false
	}
	return true
}

// readOwn reads a key of the scenario's kind.
func (s *Scenario) readOwn(key string, r reader, value raw) bool {
	switch key {
	case "vus", "startVUs":
		s.VUs = integer.json(r, value)
	case "iterations":
		s.Iterations = integer.json(r, value)
	case "duration":
		s.Duration = readDuration(r, value)
	case "maxDuration":
		s.MaxDuration = readDuration(r, value)
	case "stages":
		s.Stages = readStages(r, value)
	case "gracefulRampDown":
		s.GracefulRampDown = readDuration(r, value)
	case "rate", "startRate":
		s.Rate = integer.json(r, value)
	case "timeUnit":
		s.TimeUnit = readDuration(r, value)
	case "preAllocatedVUs":
		s.PreAllocatedVUs = integer.json(r, value)
	case "maxVUs":
		s.MaxVUs = integer.json(r, value)
	default:
		return false
	}
	return true
}

func kindNames() string {
	names := make([]string, 0, len(keys))
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// json is the scenario as scripts see it: null for what was not given.
func (s Scenario) json() json.RawMessage {
	values := map[string]any{
		"startTime": s.StartTime.String(), "gracefulStop": s.GracefulStop.String(), "exec": s.Exec, "env": s.Env, "tags": s.Tags,
		"vus": s.VUs, "startVUs": s.VUs, "iterations": s.Iterations, "duration": s.Duration.String(), "maxDuration": s.MaxDuration.String(),
		"stages": shownStages(s.Stages), "gracefulRampDown": s.GracefulRampDown.String(), "rate": s.Rate, "startRate": s.Rate,
		"timeUnit": s.TimeUnit.String(), "preAllocatedVUs": s.PreAllocatedVUs, "maxVUs": s.MaxVUs, "options": s.options,
	}
	var o object
	o.add("executor", s.Kind)
	for _, key := range slices.Concat([]string{"startTime", "gracefulStop", "env", "exec", "tags", "options"}, keys[s.Kind]) {
		switch {
		case s.given[key]:
			o.add(key, values[key])
		case key != "options":
			o.add(key, nil)
		}
	}
	return o.bytes()
}
