package summary

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"volley/internal/metric"
)

// object is a JSON object; its keys come out sorted.
type object map[string]any

// Data is what handleSummary() gets, as JSON.
func (s *Summary) Data() ([]byte, error) {
	data := object{
		"options": object{
			"summaryTrendStats": s.Options.TrendStats,
			"summaryTimeUnit":   s.Options.TimeUnit,
			"noColor":           s.Options.NoColor,
		},
		"state": object{
			"isStdOutTTY":       s.StdoutTTY,
			"isStdErrTTY":       s.StderrTTY,
			"testRunDurationMs": float64(s.Elapsed) / float64(time.Millisecond),
		},
		"metrics":    s.metrics(dataMetric),
		"root_group": dataGroup(s.Root),
	}
	if s.SetupData != nil {
		data["setup_data"] = s.SetupData
	}
	return encode(data, "")
}

// Export is the file of --summary-export.
func (s *Summary) Export() ([]byte, error) {
	data := object{
		"metrics":    s.metrics(exportMetric),
		"root_group": exportGroup(s.Root),
	}
	if s.SetupData != nil {
		data["setup_data"] = s.SetupData
	}
	return encode(data, "    ")
}

// encode writes JSON in which thresholds stay readable: < is not \u003c.
func encode(data object, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(data); err != nil {
		return nil, fmt.Errorf("write the summary as JSON: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// metrics is all metrics and submetrics by name.
func (s *Summary) metrics(convert func(Metric) object) object {
	all := object{}
	for _, m := range s.Total.Metrics {
		all[m.Name] = convert(m)
		for _, sub := range m.Subs {
			all[sub.Name] = convert(sub)
		}
	}
	return all
}

func dataMetric(m Metric) object {
	values := object{}
	for _, stat := range m.Stats {
		values[stat.Name] = finite(stat.Value)
	}
	o := object{"type": m.Metric.Kind.String(), "contains": m.Metric.Contains.String(), "values": values}
	if len(m.Verdicts) > 0 {
		thresholds := object{}
		for _, v := range m.Verdicts {
			thresholds[v.Expression.Source] = object{"ok": v.OK}
		}
		o["thresholds"] = thresholds
	}
	return o
}

// exportMetric is flat; a rate is called value, and a threshold is true when it
// was crossed.
func exportMetric(m Metric) object {
	o := object{}
	for _, stat := range m.Stats {
		name := stat.Name
		if m.Metric.Kind == metric.Rate && name == "rate" {
			name = "value"
		}
		o[name] = finite(stat.Value)
	}
	if len(m.Verdicts) > 0 {
		thresholds := object{}
		for _, v := range m.Verdicts {
			thresholds[v.Expression.Source] = !v.OK
		}
		o["thresholds"] = thresholds
	}
	return o
}

func dataGroup(g *Group) object {
	groups, checks := make([]object, 0, len(g.Groups)), make([]object, 0, len(g.Checks))
	for _, inner := range g.Shown() {
		groups = append(groups, dataGroup(inner))
	}
	for _, c := range g.Checks {
		checks = append(checks, checkObject(c))
	}
	return object{"name": g.Name, "path": g.Path, "id": g.ID(), "groups": groups, "checks": checks}
}

func exportGroup(g *Group) object {
	groups, checks := object{}, object{}
	for _, inner := range g.Shown() {
		groups[inner.Name] = exportGroup(inner)
	}
	for _, c := range g.Checks {
		checks[c.Name] = checkObject(c)
	}
	return object{"name": g.Name, "path": g.Path, "id": g.ID(), "groups": groups, "checks": checks}
}

func checkObject(c Check) object {
	return object{"name": c.Name, "path": c.Path(), "id": c.ID(), "passes": c.Passes, "fails": c.Fails}
}

// id is k6's: a name for a path, not a secret.
func id(path string) string {
	sum := md5.Sum([]byte(path))
	return hex.EncodeToString(sum[:])
}

// finite is a value as JSON can hold it: null for infinities.
func finite(v float64) any {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return nil
	}
	return v
}
