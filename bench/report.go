//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
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

// setting is a line on where and how the report came about.
func (r *report) setting() string {
	return fmt.Sprintf("%s, %d cores; tools on %s, server on %s; %s; windows of %g s", r.Machine, r.Cores, which(r.CPUs), which(r.ServerCPUs), r.Go, r.Seconds)
}

func which(cpus []int) string {
	if len(cpus) == 0 {
		return "any core"
	}
	return "core " + strings.Trim(strings.ReplaceAll(fmt.Sprint(cpus), " ", ","), "[]")
}

// writeText writes the tables, for people.
func (r *report) writeText(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, t := range r.Tools {
		fmt.Fprintf(w, "%s: %s\n", t.Name, t.Version)
	}
	fmt.Fprintf(w, "\n%s\n\n", r.setting())
	fmt.Fprintln(out, "WORKLOAD\tUNIT\tPEER\tVOLLEY\tRATIO\tSPREAD\tPAIRS\tLEAST\tBAR\tWORK\tSERVER\t\t")
	for _, l := range r.Rows {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t\n", l.Workload, l.Unit, number(l.Cost["peer"]), number(l.Cost["volley"]),
			number(l.Ratio.Median), spread(l.Ratio), l.Ratio.Pairs, number(l.Least), number(l.Bar), number(l.Work.Median), percent(l.Server, 1), l.Verdict)
		if l.Aside != "" {
			fmt.Fprintf(out, "\t%s\t%s\t%s\t\t\t\t\t\t\t\t\t\n", l.Aside, number(l.Also["peer"]), number(l.Also["volley"]))
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return r.writeRuns(w)
}

// writeMarkdown writes the table of workloads, for documents.
func (r *report) writeMarkdown(w io.Writer) error {
	for _, t := range r.Tools {
		fmt.Fprintf(w, "%s: %s  \n", t.Name, t.Version)
	}
	fmt.Fprintf(w, "%s, %s\n\n", r.When.Format(time.DateOnly), r.setting())
	fmt.Fprintln(w, "| Workload | Unit | peer | volley | Ratio | Spread | Pairs | Bar | Work | Server |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|---|")
	for _, l := range r.Rows {
		fmt.Fprintf(w, "| `%s` | %s | %s | %s | **%s** | %s | %d | %s | %s | %s |\n", l.Workload, l.Unit, number(l.Cost["peer"]), number(l.Cost["volley"]),
			number(l.Ratio.Median), spread(l.Ratio), l.Ratio.Pairs, number(l.Bar), number(l.Work.Median), percent(l.Server, 1))
		if l.Aside != "" {
			fmt.Fprintf(w, "| | %s | %s | %s | | | | | | |\n", l.Aside, number(l.Also["peer"]), number(l.Also["volley"]))
		}
	}
	return nil
}

// writeRuns writes a line of every run, and why some do not count.
func (r *report) writeRuns(w io.Writer) error {
	fmt.Fprintln(w)
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "RUN\tTOOL\tPAIR\tCOST\tWORK\tWORK/S\tMOST OPEN\tCPU\tSERVER CPU\tOTHERS\tRSS MB\tPEAK MB\t")
	for _, x := range r.Runs {
		if x.Why != "" {
			x.Cost = 0 // void
		}
		fmt.Fprintf(out, "%s\t%s\t%d\t%s\t%d\t%s\t%d/%d\t%s\t%s\t%s\t%s\t%s\t\n", x.Workload, x.Tool, x.Pair, number(x.Cost), x.Units, number(speed(x)),
			x.Connections.Peak, x.Expected, percent(x.CPU, x.Seconds), percent(x.ServerCPU, x.Seconds), percent(x.OtherCPU, x.Seconds),
			number(float64(x.RSS)/1e6), number(float64(x.Peak)/1e6))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, x := range r.Runs {
		if x.Why != "" {
			fmt.Fprintf(w, "\n%s, %s, pair %d does not count: %s\n", x.Workload, x.Tool, x.Pair, x.Why)
		}
	}
	return nil
}

// percent is a share of one core.
func percent(cpu, seconds float64) string {
	if cpu <= 0 || seconds <= 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f%%", 100*cpu/seconds)
}

// number has three digits that count; nothing is a dash.
func number(v float64) string {
	switch {
	case v == 0:
		return "-"
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.0f", v)
	}
}

func spread(r ratio) string {
	if r.Pairs < 2 {
		return "-"
	}
	return number(r.Low) + "–" + number(r.High)
}
