package metrics

import (
	"github.com/grafana/sobek"

	"volley/internal/metric"
	"volley/internal/vu"
)

// module is what all VUs share: nothing, the registry is the run's.
type module struct{}

// New returns the module k6/metrics.
func New() vu.Module { return module{} }

// Names are what a script may import.
func (module) Names() []string { return []string{"Counter", "Gauge", "Rate", "Trend"} }

// New makes a VU's instance.
func (module) New(v *vu.VU) vu.Exports {
	i := &instance{v: v, rt: v.Runtime()}
	return vu.Exports{Named: map[string]sobek.Value{
		"Counter": i.class("Counter", metric.Counter),
		"Gauge":   i.class("Gauge", metric.Gauge),
		"Rate":    i.class("Rate", metric.Rate),
		"Trend":   i.class("Trend", metric.Trend),
	}}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}
