package execution

import (
	"time"

	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// The properties of the views, in k6's order.
var (
	instanceKeys = []string{"vusActive", "vusInitialized", "currentTestRunDuration", "iterationsCompleted", "iterationsInterrupted"}
	scenarioKeys = []string{"name", "executor", "startTime", "progress", "iterationInInstance", "iterationInTest"}
	vuKeys       = []string{"idInInstance", "idInTest", "iterationInInstance", "iterationInScenario", "tags", "metrics"}
	metricsKeys  = []string{"tags", "metadata"}
)

func (i *instance) checkNothing() {}

func (i *instance) checkInstance() {
	if i.v.Stage != vu.Setup && i.v.Stage != vu.Iterating {
		i.v.Throwf("getting instance information in the init context is not supported")
	}
}

func (i *instance) instanceValue(key string) sobek.Value {
	snapshot := i.v.Test().Instance()
	switch key {
	case "vusActive":
		return i.rt.ToValue(snapshot.Active)
	case "vusInitialized":
		return i.rt.ToValue(snapshot.Initialized)
	case "currentTestRunDuration":
		return i.rt.ToValue(float64(snapshot.Elapsed) / float64(time.Millisecond))
	case "iterationsCompleted":
		return i.rt.ToValue(snapshot.Completed)
	case "iterationsInterrupted":
		return i.rt.ToValue(snapshot.Interrupted)
	}
	return nil
}

func (i *instance) checkScenario() {
	if i.v.Stage != vu.Iterating || i.v.Scenario == nil {
		i.v.Throwf("getting scenario information outside of the VU context is not supported")
	}
}

func (i *instance) scenarioValue(key string) sobek.Value {
	s := i.v.Scenario
	switch key {
	case "name":
		return i.rt.ToValue(s.Name)
	case "executor":
		return i.rt.ToValue(s.Executor)
	case "startTime":
		return i.rt.ToValue(s.Began.UnixMilli())
	case "progress":
		return i.rt.ToValue(s.Progress())
	case "iterationInInstance":
		return i.rt.ToValue(i.v.Iteration.InInstance)
	case "iterationInTest":
		return i.rt.ToValue(i.v.Iteration.InTest)
	}
	return nil
}

func (i *instance) checkVU() {
	if i.v.Stage == vu.Init {
		i.v.Throwf("getting VU information in the init context is not supported")
	}
}

func (i *instance) vuValue(key string) sobek.Value {
	switch key {
	case "idInInstance":
		return i.rt.ToValue(i.v.ID)
	case "idInTest":
		return i.rt.ToValue(i.v.InTest)
	case "iterationInInstance":
		return i.rt.ToValue(i.v.Iteration.InVU)
	case "iterationInScenario":
		return i.rt.ToValue(i.v.Iteration.InScenario)
	case "tags":
		return i.tagsObject()
	case "metrics":
		return i.metricsObject()
	}
	return nil
}

func (i *instance) metricsObject() *sobek.Object {
	if i.metrics == nil {
		w := &view{i: i, keys: metricsKeys, check: i.checkVU, get: i.metricsValue}
		i.metrics = i.rt.NewDynamicObject(w)
	}
	return i.metrics
}

func (i *instance) metricsValue(key string) sobek.Value {
	switch key {
	case "tags":
		return i.tagsObject()
	case "metadata":
		return i.metadataObject()
	}
	return nil
}
