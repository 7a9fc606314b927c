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
	return vu.Exports{Named: func(name string) sobek.Value {
		switch name {
		case "Counter":
			return i.class(name, metric.Counter)
		case "Gauge":
			return i.class(name, metric.Gauge)
		case "Rate":
			return i.class(name, metric.Rate)
		}
		return i.class(name, metric.Trend)
	}}
}

// instance is what one VU owns.
type instance struct {
	v  *vu.VU
	rt *sobek.Runtime
}
