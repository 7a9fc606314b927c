package option

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The bounds of scenarios. k6 has the first two.
const (
	leastDuration = time.Second
	mostVUs       = 100_000_000
	// mostDuration keeps the sums of a scenario's times within what a Duration
	// can hold.
	mostDuration = 50 * 365 * 24 * time.Hour
)

var nameForm = regexp.MustCompile(`^[0-9a-zA-Z_-]+$`)

// check finds all that is wrong with the merged options.
func (o *Options) check(faults *[]error) {
	for _, f := range table {
		if o.Given(f.Name) {
			f.value.verify(o, reader{path: f.Name, source: o.Origin(f.Name), faults: faults})
		}
	}
	for _, s := range o.Scenarios {
		if s.Kind != "" { // else it has been found out while reading
			checker{s, o, faults}.check()
		}
	}
}

// checker checks one scenario.
type checker struct {
	Scenario
	options *Options
	faults  *[]error
}

// fault notes what is wrong with a key of the scenario, in the words of the
// user: a shortcut's keys are the options it was made from.
func (c checker) fault(key, value, why string) {
	r := reader{path: "scenarios." + c.Name + "." + key, source: c.origin, faults: c.faults}
	if c.short {
		switch key {
		case "maxDuration":
			key = "duration"
		case "startVUs":
			key = "vus"
		case "iterations":
			if !c.options.Given("iterations") {
				key = "vus"
			}
		}
		name, _, _ := strings.Cut(key, ".") // "stages.0.target" came with stages
		r.path, r.source = key, c.options.Origin(name)
	}
	r.fault(value, why)
}

func (c checker) check() {
	if !nameForm.MatchString(c.Name) {
		r := reader{path: "scenarios", source: c.origin, faults: c.faults}
		r.fault(strconv.Quote(c.Name), "is not a name: only digits, Latin letters, _ and - are allowed")
	}
	if c.Exec == "" {
		c.fault("exec", "", "is empty")
	}
	c.span("startTime", c.StartTime, 0)
	c.span("gracefulStop", c.GracefulStop, 0)
	switch c.Kind {
	case SharedIterations, PerVUIterations:
		c.iterations()
	case ConstantVUs:
		c.vus("vus", c.VUs, 1)
		c.duration()
	case RampingVUs:
		c.ramp()
	case ConstantArrivalRate, RampingArrivalRate:
		c.arrivals()
	}
}

// span checks a time.
func (c checker) span(key string, d, least time.Duration) {
	switch {
	case d < least && least == 0:
		c.fault(key, d.String(), "is below 0")
	case d < least:
		c.fault(key, d.String(), "is below "+least.String())
	case d > mostDuration:
		c.fault(key, d.String(), "is longer than 50 years")
	}
}

// duration checks a duration that must be given.
func (c checker) duration() {
	if !c.Given("duration") {
		c.fault("duration", "", "is missing")
		return
	}
	c.span("duration", c.Duration, leastDuration)
}

// vus checks a number of VUs.
func (c checker) vus(key string, n, least int64) {
	switch {
	case n < least:
		c.fault(key, strconv.FormatInt(n, 10), fmt.Sprintf("is below %d", least))
	case n > mostVUs:
		c.fault(key, strconv.FormatInt(n, 10), fmt.Sprintf("is above %d", mostVUs))
	}
}

func (c checker) iterations() {
	c.vus("vus", c.VUs, 1)
	switch {
	case c.Iterations < 1 && (c.VUs >= 1 || c.options.Given("iterations")):
		c.fault("iterations", strconv.FormatInt(c.Iterations, 10), "is below 1")
	case c.Kind == SharedIterations && c.Iterations < c.VUs && c.VUs >= 1:
		c.fault("iterations", strconv.FormatInt(c.Iterations, 10), fmt.Sprintf("is below the number of VUs, %d", c.VUs))
	}
	c.span("maxDuration", c.MaxDuration, leastDuration)
}

func (c checker) ramp() {
	c.vus("startVUs", c.VUs, 0)
	c.span("gracefulRampDown", c.GracefulRampDown, 0)
	most := c.stages(mostVUs)
	if most < 1 && c.VUs < 1 && len(c.Stages) > 0 {
		c.fault("stages", "", "never have a VU: startVUs and all targets are 0")
	}
}

func (c checker) arrivals() {
	if c.Kind == ConstantArrivalRate {
		switch {
		case !c.Given("rate"):
			c.fault("rate", "", "is missing")
		case c.Rate < 1:
			c.fault("rate", strconv.FormatInt(c.Rate, 10), "is below 1")
		}
		c.duration()
	} else {
		if c.Rate < 0 {
			c.fault("startRate", strconv.FormatInt(c.Rate, 10), "is below 0")
		}
		c.stages(1 << 62)
	}
	if c.TimeUnit <= 0 {
		c.fault("timeUnit", c.TimeUnit.String(), "is not above 0")
	}
	if !c.Given("preAllocatedVUs") {
		c.fault("preAllocatedVUs", "", "is missing")
		return
	}
	c.vus("preAllocatedVUs", c.PreAllocatedVUs, 0)
	switch {
	case c.MaxVUs < c.PreAllocatedVUs:
		c.fault("maxVUs", strconv.FormatInt(c.MaxVUs, 10), fmt.Sprintf("is below preAllocatedVUs, %d", c.PreAllocatedVUs))
	default:
		c.vus("maxVUs", c.MaxVUs, 1)
	}
}

// stages checks the legs of a ramp and returns the highest target.
func (c checker) stages(mostTarget int64) (highest int64) {
	if len(c.Stages) == 0 {
		c.fault("stages", "", "are missing")
	}
	var sum time.Duration
	for i, stage := range c.Stages {
		key := fmt.Sprintf("stages.%d.", i)
		switch {
		case stage.Target < 0:
			c.fault(key+"target", strconv.FormatInt(stage.Target, 10), "is below 0")
		case stage.Target > mostTarget:
			c.fault(key+"target", strconv.FormatInt(stage.Target, 10), fmt.Sprintf("is above %d", mostTarget))
		}
		c.span(key+"duration", stage.Duration, 0)
		sum += min(max(stage.Duration, 0), mostDuration)
		if sum > mostDuration {
			c.fault("stages", "", "are longer than 50 years")
			return highest
		}
		highest = max(highest, stage.Target)
	}
	return highest
}
