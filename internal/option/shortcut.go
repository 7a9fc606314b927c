package option

import (
	"cmp"
	"fmt"
	"slices"
)

// shortcuts are the options that say how long or how often a test runs. They
// stand together: whoever gives one of them speaks for all four.
var shortcuts = []string{"duration", "iterations", "stages", "scenarios"}

// wipe forgets what lower layers said about the length of the test, if the layer
// says anything. The warning is empty unless scenarios were lost.
func (o *Options) wipe(l Layer) (warning string) {
	var by Source
	for _, name := range shortcuts {
		if s, given := l.given[name]; given && by.Text == "" {
			by = s
			if l.source.Level != Script && l.source.Level != File {
				by.Text = s.Text
			} else {
				by.Text = "`" + name + "` of " + s.Text
			}
		}
	}
	if by.Text == "" {
		return ""
	}
	if o.Given("scenarios") && len(o.Scenarios) > 0 {
		warning = fmt.Sprintf("%s overrides the scenarios of %s entirely", by.Text, o.Origin("scenarios").Text)
	}
	o.Duration, o.Iterations, o.Stages, o.Scenarios = 0, 0, nil, nil
	for _, name := range shortcuts {
		delete(o.trail, name)
	}
	return warning
}

// expand turns the shortcuts into scenarios, so that nobody after this needs to
// know them:
//
//	nothing                          per-vu-iterations, 1 VU, 1 iteration
//	iterations (+ vus, + duration)   shared-iterations, maxDuration = duration or 10m
//	duration   (+ vus)               constant-vus
//	stages     (+ vus)               ramping-vus, startVUs = vus
//	vus alone                        shared-iterations, one iteration for each
func (o *Options) expand(faults *[]error) (warnings []string) {
	o.conflict(faults)
	s := newScenario("default", PerVUIterations, Source{})
	switch {
	case o.Given("iterations"):
		s = o.shortcut(SharedIterations, "iterations")
		s.Iterations = o.Iterations
		if o.Given("duration") {
			s.MaxDuration, s.given["maxDuration"] = o.Duration, true
		}
	case o.Given("duration"):
		s = o.shortcut(ConstantVUs, "duration")
		s.Duration = o.Duration
	case o.Given("stages") && len(o.Stages) > 0:
		s = o.shortcut(RampingVUs, "stages")
		s.Stages = o.Stages
		if s.given["vus"] {
			s.given["startVUs"] = true
		}
	case o.Given("vus") && !o.Given("stages"):
		if o.Given("scenarios") && len(o.Scenarios) > 0 {
			warnings = append(warnings, fmt.Sprintf("vus (from %s) without duration, iterations or stages overrides the scenarios of %s: %d VUs do one iteration each",
				o.Origin("vus").Text, o.Origin("scenarios").Text, o.VUs))
		}
		s = o.shortcut(SharedIterations, "vus")
		s.Iterations, s.given["iterations"] = o.VUs, true
	case o.Given("scenarios") && len(o.Scenarios) > 0:
		o.Scenarios = slices.Clone(o.Scenarios)
		slices.SortFunc(o.Scenarios, func(a, b Scenario) int {
			return cmp.Or(cmp.Compare(a.StartTime, b.StartTime), cmp.Compare(a.Name, b.Name))
		})
		return warnings
	default:
		for _, name := range []string{"stages", "scenarios"} {
			if o.Given(name) {
				warnings = append(warnings, fmt.Sprintf("%s is empty (from %s): one VU runs one iteration", name, o.Origin(name).Text))
			}
		}
	}
	o.Scenarios = []Scenario{s}
	return warnings
}

// shortcut is the scenario default, made from an option.
func (o *Options) shortcut(k Kind, from string) Scenario {
	s := newScenario("default", k, o.Origin(from))
	s.short = true
	s.VUs = o.VUs
	s.given[from] = true
	s.given["vus"] = o.Given("vus")
	return s
}

// conflict finds options that say how long a test runs in two ways. Only
// iterations and duration go together.
func (o *Options) conflict(faults *[]error) {
	var given []string
	for _, name := range shortcuts {
		if o.Given(name) {
			given = append(given, name)
		}
	}
	if len(given) < 2 || len(given) == 2 && given[0] == "duration" && given[1] == "iterations" {
		return
	}
	for i, name := range given[1:] {
		if name == "iterations" {
			continue
		}
		r := reader{path: name, source: o.Origin(name), faults: faults}
		r.fault("", "cannot be given together with "+given[i])
	}
}
