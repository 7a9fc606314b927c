package execution

import (
	"github.com/grafana/sobek"

	"volley/internal/vu"
)

// module is what all VUs share: nothing.
type module struct{}

// New returns the module k6/execution.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"instance", "scenario", "test", "vu"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	i.views = map[string]*view{
		"instance": {keys: instanceKeys, check: i.checkInstance, get: i.instanceValue},
		"scenario": {keys: scenarioKeys, check: i.checkScenario, get: i.scenarioValue},
		"test":     {keys: testKeys, check: i.checkNothing, get: i.testValue},
		"vu":       {keys: vuKeys, warned: "tags", check: i.checkVU, get: i.vuValue},
	}
	for _, view := range i.views {
		view.i = i
		view.object = i.rt.NewDynamicObject(view)
	}
	named := func(name string) sobek.Value { return i.views[name].object }
	return vu.Exports{Named: named, Default: i.rt.NewDynamicObject(&root{i})}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime

	views                   map[string]*view
	abort, fail             sobek.Value
	options                 sobek.Value
	metrics, tags, metadata *sobek.Object
}
