//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// median is the middle of some values, the mean of the two middle ones of an
// even number; 0 of none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// ratio is a ratio over pairs: its middle and its spread.
type ratio struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Pairs  int     `json:"pairs"`
}

// ratioOf divides pair by pair, of those pairs where both runs count.
func ratioOf(results []result, over, under string, value func(result) float64) ratio {
	byPair := map[int]map[string]float64{}
	for _, r := range results {
		if r.Why != "" || value(r) <= 0 {
			continue
		}
		if byPair[r.Pair] == nil {
			byPair[r.Pair] = map[string]float64{}
		}
		byPair[r.Pair][r.Tool] = value(r)
	}
	var all []float64
	for _, p := range byPair {
		if p[over] > 0 && p[under] > 0 {
			all = append(all, p[over]/p[under])
		}
	}
	if len(all) == 0 {
		return ratio{}
	}
	return ratio{Median: median(all), Low: slices.Min(all), High: slices.Max(all), Pairs: len(all)}
}

// row is a workload's line in the report.
type row struct {
	Workload string             `json:"workload"`
	Unit     string             `json:"unit"`
	Cost     map[string]float64 `json:"cost"`            // median per tool
	Aside    string             `json:"aside,omitempty"` // what Also is
	Also     map[string]float64 `json:"also,omitempty"`  // median per tool
	Ratio    ratio              `json:"ratio"`
	Work     ratio              `json:"work"`   // volley's pace by the peer's
	Server   float64            `json:"server"` // its share of one core, at its most
	Least    float64            `json:"least,omitempty"`
	Bar      float64            `json:"bar,omitempty"`
	Verdict  string             `json:"verdict"`
}

// report is all that a bench found.
type report struct {
	Mode       string    `json:"mode"` // workloads, curve, tsung, memory or scale
	When       time.Time `json:"when"`
	Go         string    `json:"go"`
	Machine    string    `json:"machine"`
	Cores      int       `json:"cores"`
	CPUs       []int     `json:"cpus,omitempty"`        // the tools were kept to
	ServerCPUs []int     `json:"server_cpus,omitempty"` // the server was
	Seconds    float64   `json:"seconds"`
	Tools      []tool    `json:"tools"`
	Rows       []row     `json:"rows"`
	Runs       []result  `json:"runs"`
	Held       []held    `json:"held,omitempty"`
	Crowds     []crowd   `json:"crowds,omitempty"`
}

// summarize makes a row of every workload's runs.
func (r *report) summarize(list []workload) {
	base := map[string]float64{}
	for _, t := range r.Tools {
		base[t.Name] = median(r.values("baseline", t.Name, func(x result) float64 { return float64(x.RSS) }))
	}
	for _, w := range list {
		line := row{Workload: w.name, Unit: w.unit, Cost: map[string]float64{}, Also: map[string]float64{}, Least: w.least, Bar: w.bar}
		for _, t := range r.Tools {
			if costs := r.values(w.name, t.Name, func(x result) float64 { return x.Cost }); len(costs) > 0 {
				line.Cost[t.Name] = median(costs)
			}
			var also []float64
			switch {
			case w.unit == perConnection && base[t.Name] > 0:
				line.Aside = "less baseline"
				also = r.values(w.name, t.Name, func(x result) float64 { return (float64(x.RSS) - base[t.Name]) / 1000 / float64(x.Units) })
			case w.unit == "ms":
				line.Aside = "ms of CPU in all"
				also = r.values(w.name, t.Name, func(x result) float64 { return x.ProcessCPU * 1000 })
			case w.unit == perSample:
				line.Aside = "MB at its most"
				also = r.values(w.name, t.Name, func(x result) float64 { return float64(x.Peak) / 1e6 })
			}
			if len(also) > 0 {
				line.Also[t.Name] = median(also)
			}
		}
		mine := slices.DeleteFunc(slices.Clone(r.Runs), func(x result) bool { return x.Workload != w.name })
		line.Ratio = ratioOf(mine, "peer", "volley", func(x result) float64 { return x.Cost })
		line.Work = ratioOf(mine, "volley", "peer", speed)
		for _, x := range mine {
			if x.Why == "" && x.Seconds > 0 {
				line.Server = max(line.Server, x.ServerCPU/x.Seconds)
			}
		}
		line.Verdict = verdict(line)
		r.Rows = append(r.Rows, line)
	}
}

// values are those of the runs that count.
func (r *report) values(workload, tool string, value func(result) float64) []float64 {
	var all []float64
	for _, x := range r.Runs {
		if x.Workload == workload && x.Tool == tool && x.Why == "" {
			all = append(all, value(x))
		}
	}
	return all
}

// speed is the work of a run in a second; 0 where it has no pace.
func speed(x result) float64 {
	if !strings.HasPrefix(x.Unit, "µs/") || x.Seconds <= 0 {
		return 0
	}
	return float64(x.Units) / x.Seconds
}

// verdict judges a row's ratio by its bars. A tool that does much less work in the
// same time cannot be called cheaper.
func verdict(r row) string {
	switch {
	case r.Ratio.Pairs == 0:
		return "no ratio"
	case r.Work.Pairs > 0 && r.Work.Median < share:
		return "LESS WORK"
	case r.Bar == 0:
		return "-"
	case r.Ratio.Median >= r.Bar:
		return "ok"
	case r.Ratio.Median >= r.Least && r.Least > 0:
		return "below the bar"
	default:
		return "TOO LITTLE"
	}
}

// save writes everything to a file, for programs and for -from.
func (r *report) save(path string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("-json: %w", err)
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// readReport reads what save wrote.
func readReport(path string) (*report, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("-from: %w", err)
	}
	r := &report{}
	if err := json.Unmarshal(text, r); err != nil {
		return nil, fmt.Errorf("-from: %s is not what -json writes: %w", path, err)
	}
	return r, nil
}
