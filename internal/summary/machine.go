package summary

import (
	"slices"
	"time"

	"volley/internal/metric"
)

// About is what the machine-readable summary says of its origin.
//
// Immutable.
type About struct {
	Script  string // its text
	Version string // of the program that ran it
	Made    time.Time
}

// machineVersion is the version of the form that Machine writes.
const machineVersion = "1.0.0"

// Machine is k6's newer form of the summary, --new-machine-readable-summary: the
// file of --summary-export as well as what handleSummary() gets. It has neither
// thresholds nor groups.
func (s *Summary) Machine(about About) ([]byte, error) {
	return encode(object{
		"version": machineVersion,
		"metadata": object{
			"k6_version":   about.Version, // the name that readers look for
			"generated_at": about.Made.UTC().Format(time.RFC3339Nano),
		},
		"config": object{"script": about.Script, "execution": "local", "duration": s.Elapsed.Seconds()},
		"results": object{
			"checks":  s.machineChecks(),
			"metrics": s.machineMetrics(),
		},
	}, "    ")
}

// machineChecks are the checks of the whole run, and three metrics made of them.
func (s *Summary) machineChecks() object {
	metrics, results := []object{}, []object{}
	var passes, fails uint64
	for _, c := range s.Total.Checks {
		passes, fails = passes+c.Passes, fails+c.Fails
		results = append(results, object{"name": c.Name, "passes": c.Passes, "fails": c.Fails})
	}
	if total := passes + fails; total > 0 {
		share := func(part uint64) object {
			return object{"matches": part, "total": total, "rate": float64(part) / float64(total)}
		}
		row := func(name string, kind metric.Kind, values object) object {
			return object{"name": name, "type": kind.String(), "contains": metric.ContainsDefault.String(), "values": values}
		}
		metrics = append(metrics,
			row("checks_total", metric.Counter, object{"count": total}),
			row("checks_failed", metric.Rate, share(fails)),
			row("checks_succeeded", metric.Rate, share(passes)))
	}
	return object{"metrics": metrics, "results": results}
}

// machineMetrics are all metrics but those of checks and groups, each followed by
// its submetrics.
func (s *Summary) machineMetrics() []object {
	all := []object{}
	for _, m := range s.Total.Metrics {
		if m.Metric.Builtin && slices.Contains([]string{"checks", "group_duration"}, m.Name) {
			continue
		}
		all = append(all, machineMetric(m))
		for _, sub := range m.Subs {
			all = append(all, machineMetric(sub))
		}
	}
	return all
}

func machineMetric(m Metric) object {
	stat := map[string]float64{}
	for _, s := range m.Stats {
		stat[s.Name] = s.Value
	}
	values := object{}
	switch m.Metric.Kind {
	case metric.Counter:
		values["count"] = finite(stat["count"])
	case metric.Rate:
		values["matches"], values["total"], values["rate"] = stat["passes"], stat["passes"]+stat["fails"], stat["rate"]
	case metric.Trend:
		names := map[string]string{"p(90)": "p90", "p(95)": "p95"}
		for _, s := range m.Fixed {
			name := names[s.Name]
			if name == "" {
				name = s.Name
			}
			values[name] = finite(s.Value)
		}
	default:
		for name, value := range stat {
			values[name] = finite(value)
		}
	}
	return object{"name": m.Name, "type": m.Metric.Kind.String(), "contains": m.Metric.Contains.String(), "values": values}
}
