//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// table is what is shown, of whatever kind.
type table struct {
	head []string
	rows [][]string
}

// text writes it for people.
func (t table) text(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range append([][]string{t.head}, t.rows...) {
		fmt.Fprintln(out, strings.Join(row, "\t")+"\t")
	}
	return out.Flush()
}

// markdown writes it for documents.
func (t table) markdown(w io.Writer) error {
	text := "| " + strings.Join(t.head, " | ") + " |\n|" + strings.Repeat("---|", len(t.head)) + "\n"
	for _, row := range t.rows {
		text += "| " + strings.Join(row, " | ") + " |\n"
	}
	_, err := io.WriteString(w, text)
	return err
}

// setting is a line on where and how the report came about, and how quiet it was
// there.
func (r *report) setting() string {
	line := fmt.Sprintf("%s, %d cores; tools on %s, server on %s; %s; windows of %g s", r.Machine, r.Cores, which(r.CPUs), which(r.ServerCPUs), r.Go, r.Seconds)
	var others []float64
	for _, x := range r.Runs {
		if x.Seconds > 0 {
			others = append(others, x.OtherCPU/x.Seconds)
		}
	}
	if len(others) > 0 {
		line += fmt.Sprintf("; all else on the machine took %.0f%% of a core, at most %.0f%%", 100*median(others), 100*slices.Max(others))
	}
	return line
}

func which(cpus []int) string {
	if len(cpus) == 0 {
		return "any core"
	}
	return "core " + strings.Trim(strings.ReplaceAll(fmt.Sprint(cpus), " ", ","), "[]")
}

// writeText writes all tables, for people.
func (r *report) writeText(w io.Writer) error {
	for _, t := range r.Tools {
		fmt.Fprintf(w, "%s: %s\n", t.Name, t.Version)
	}
	fmt.Fprintf(w, "\n%s\n", r.setting())
	for _, t := range append(r.tables(), r.runTable()) {
		if len(t.rows) == 0 {
			continue
		}
		fmt.Fprintln(w)
		if err := t.text(w); err != nil {
			return err
		}
	}
	for _, why := range r.whys() {
		fmt.Fprintf(w, "\n%s\n", why)
	}
	return nil
}

// writeMarkdown writes all tables but that of the runs, for documents.
func (r *report) writeMarkdown(w io.Writer) error {
	for _, t := range r.Tools {
		fmt.Fprintf(w, "%s: %s  \n", t.Name, t.Version)
	}
	fmt.Fprintf(w, "%s, %s\n", r.When.Format(time.DateOnly), r.setting())
	for _, t := range r.tables() {
		if len(t.rows) == 0 {
			continue
		}
		fmt.Fprintln(w)
		if err := t.markdown(w); err != nil {
			return err
		}
	}
	for _, why := range r.whys() {
		fmt.Fprintf(w, "\n%s\n", why)
	}
	return nil
}

// insert puts the Markdown into a document, in place of what stands between the
// mark of the report's mode and the next end.
func (r *report) insert(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	mark := "<!-- bench " + r.Mode + " -->\n"
	before, rest, begins := strings.Cut(string(text), mark)
	_, after, ends := strings.Cut(rest, "<!-- end -->")
	if !begins || !ends {
		return fmt.Errorf("%s has no %q with an <!-- end --> after it", path, strings.TrimSpace(mark))
	}
	var b strings.Builder
	if err := r.writeMarkdown(&b); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(before+mark+"\n"+b.String()+"\n<!-- end -->"+after), 0o644)
}

func (r *report) tables() []table { return []table{r.rowTable(), r.heldTable(), r.crowdTable()} }

// rowTable has a line or two of every workload.
func (r *report) rowTable() table {
	t := table{head: strings.Split("WORKLOAD UNIT PEER VOLLEY RATIO SPREAD PAIRS LEAST BAR WORK SERVER VERDICT", " ")}
	for _, l := range r.Rows {
		t.rows = append(t.rows, []string{l.Workload, l.Unit, number(l.Cost["peer"]), number(l.Cost["volley"]), number(l.Ratio.Median), spread(l.Ratio),
			strconv.Itoa(l.Ratio.Pairs), number(l.Least), number(l.Bar), number(l.Work.Median), percent(l.Server, 1), l.Verdict})
		if l.Aside != "" {
			t.rows = append(t.rows, append([]string{"", l.Aside, number(l.Also["peer"]), number(l.Also["volley"])}, make([]string, 8)...))
		}
	}
	return t
}

// heldTable has a line of everything a tool keeps many of.
func (r *report) heldTable() table {
	t := table{head: []string{"ONE", "TOOL", "RSS kB", "HEAP kB", "STACK kB", "HEAP BY PACKAGE, kB"}}
	for _, x := range r.Held {
		if x.Why != "" {
			continue
		}
		var words []string
		for _, p := range x.Parts {
			words = append(words, p.Package+" "+kB(p.Bytes))
		}
		t.rows = append(t.rows, []string{x.Name, x.Tool, kB(x.RSS), kB(x.Heap), kB(x.Stack), strings.Join(words, ", ")})
	}
	return t
}

// crowdTable has a line of every tool's crowd.
func (r *report) crowdTable() table {
	t := table{head: []string{"TOOL", "PROCESSES", "CONNECTIONS", "OPEN AFTER s", "kB EACH", "LARGEST MB", "CPU WHEN IDLE", "SERVERS' kB EACH"}}
	for _, x := range r.Crowds {
		if x.Why != "" {
			continue
		}
		t.rows = append(t.rows, []string{x.Tool, strconv.Itoa(x.Processes), strconv.FormatInt(x.Connections, 10), number(x.Seconds), number(x.RSS / 1000),
			number(x.Largest / 1e6), percent(x.Idle, 1), number(x.Server / 1000)})
	}
	return t
}

// runTable has a line of every run.
func (r *report) runTable() table {
	t := table{head: []string{"RUN", "TOOL", "PAIR", "COST", "WORK", "WORK/S", "MOST OPEN", "CPU", "SERVER CPU", "OTHERS", "RSS MB", "PEAK MB"}}
	for _, x := range r.Runs {
		if x.Why != "" {
			x.Cost = 0 // void
		}
		t.rows = append(t.rows, []string{x.Workload, x.Tool, strconv.Itoa(x.Pair), number(x.Cost), strconv.FormatInt(x.Units, 10), number(speed(x)),
			fmt.Sprintf("%d/%d", x.Connections.Peak, x.Expected), percent(x.CPU, x.Seconds), percent(x.ServerCPU, x.Seconds), percent(x.OtherCPU, x.Seconds),
			number(float64(x.RSS) / 1e6), number(float64(x.Peak) / 1e6)})
	}
	return t
}

// whys are sentences on what does not count.
func (r *report) whys() (all []string) {
	for _, x := range r.Runs {
		if x.Why != "" {
			all = append(all, fmt.Sprintf("%s, %s, pair %d does not count: %s", x.Workload, x.Tool, x.Pair, x.Why))
		}
	}
	for _, x := range r.Held {
		if x.Why != "" {
			all = append(all, fmt.Sprintf("%s, %s is not known: %s", x.Name, x.Tool, x.Why))
		}
	}
	for _, x := range r.Crowds {
		if x.Why != "" {
			all = append(all, fmt.Sprintf("the crowd of %s does not count: %s", x.Tool, x.Why))
		}
	}
	return all
}

// percent is a share of one core.
func percent(cpu, seconds float64) string {
	if cpu <= 0 || seconds <= 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f%%", 100*cpu/seconds)
}

// kB shows bytes; a difference of two measures that came out below nothing is none.
func kB(bytes float64) string { return number(max(0, bytes/1000)) }

// number has three digits that count; nothing is a dash.
func number(v float64) string {
	switch {
	case v < 0.005:
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
