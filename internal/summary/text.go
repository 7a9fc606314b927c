package summary

import (
	"slices"
	"strconv"
	"strings"

	"volley/internal/metric"
	"volley/internal/threshold"
)

// Text is the end-of-test summary as k6 prints it, from the two empty lines
// before it to the three after it.
func (s *Summary) Text(style Style) string {
	w := writer{style: style, summary: s}
	w.b.WriteString("\n")
	w.thresholds()
	w.heading("TOTAL RESULTS")
	w.section(&s.Total, 4, true)
	for _, g := range s.Groups {
		w.heading("GROUP: " + g.Name)
		w.section(&g, 4, false)
	}
	for _, c := range s.Scenarios {
		w.heading("SCENARIO: " + c.Name)
		w.section(&c, 4, false)
	}
	w.b.WriteString("\n\n")
	return w.b.String()
}

// writer writes the text, block by block; each block ends with an empty line.
type writer struct {
	b       strings.Builder
	style   Style
	summary *Summary
}

// put writes one line.
func (w *writer) put(indent int, parts ...string) {
	pad(&w.b, indent)
	for _, p := range parts {
		w.b.WriteString(p)
	}
	w.b.WriteByte('\n')
}

func (w *writer) heading(title string) {
	w.b.WriteByte('\n')
	w.put(2, "█ ", w.style.paint(bold, title), " ")
	w.b.WriteByte('\n')
}

// thresholds lists the verdicts by metric; a submetric stands under its metric
// if that has thresholds too.
func (w *writer) thresholds() {
	if len(w.summary.Verdicts) == 0 {
		return
	}
	w.heading("THRESHOLDS")
	var subjects []*threshold.Subject
	whole := map[*metric.Metric]bool{}
	for _, v := range w.summary.Verdicts {
		if !slices.Contains(subjects, v.Subject) {
			subjects = append(subjects, v.Subject)
			whole[v.Subject.Metric] = whole[v.Subject.Metric] || v.Subject.Sub == nil
		}
	}
	for _, s := range subjects {
		if s.Sub != nil && whole[s.Metric] {
			continue
		}
		w.verdicts(4, s.Key, s)
		for _, part := range subjects {
			if s.Sub == nil && part.Sub != nil && part.Metric == s.Metric {
				w.verdicts(6, "{"+part.Sub.Suffix+"}", part)
			}
		}
	}
}

func (w *writer) verdicts(indent int, title string, s *threshold.Subject) {
	w.put(indent, title)
	for _, v := range w.summary.Verdicts {
		if v.Subject != s {
			continue
		}
		mark := w.style.paint(green, "✓")
		if !v.OK {
			mark = w.style.paint(red, "✗")
		}
		w.put(indent, mark, " ", w.style.paint(white, "'"+strings.TrimSpace(v.Expression.Source)+"'"), " ",
			w.style.paint(white, v.Expression.Method), "=", w.style.paint(cyan, w.left(v)))
	}
	w.b.WriteByte('\n')
}

// left is the value of a threshold's left hand side.
func (w *writer) left(v threshold.Verdict) string {
	m := v.Subject.Metric
	text := human(v.Value, m.Contains, w.summary.Options.TimeUnit)
	switch {
	case m.Kind == metric.Rate:
		return percent(v.Value)
	case m.Kind == metric.Counter && v.Expression.Method == "rate":
		return text + "/s"
	}
	return text
}

// section writes a section's checks and metrics, and the groups in it.
func (w *writer) section(s *Section, indent int, total bool) {
	w.checks(s, indent)
	w.metrics(s, indent, total)
	for _, g := range s.Groups {
		w.put(indent, "↳ GROUP: ", g.Name, " ")
		w.b.WriteByte('\n')
		w.section(&g, indent+2, false)
	}
}

// checks writes how many checks there were, if there were any or a threshold is
// on them, and then each; without the system tag check there is only the sum.
func (w *writer) checks(s *Section, indent int) {
	at := slices.IndexFunc(s.Metrics, func(m Metric) bool { return m.Name == "checks" })
	if at < 0 {
		return
	}
	var passes, fails float64
	for _, stat := range s.Metrics[at].Stats {
		switch stat.Name {
		case "passes":
			passes = stat.Value
		case "fails":
			fails = stat.Value
		}
	}
	all := passes + fails
	share := func(n float64) string { return percent(n / max(all, 1)) }
	rate := 0.0
	if seconds := w.summary.Elapsed.Seconds(); seconds > 0 {
		rate = all / seconds
	}
	of := " out of " + number(all)
	w.lines([]line{
		{name: "checks_total", value: number(all), extras: []string{number(rate) + "/s"}},
		{name: "checks_succeeded", value: share(passes), extras: []string{number(passes) + of}},
		{name: "checks_failed", value: share(fails), extras: []string{number(fails) + of}},
	}, indent)
	for _, c := range s.Checks {
		if c.Fails == 0 {
			w.put(indent, w.style.paint(green, "✓ "+c.Name))
			continue
		}
		passed, failed := strconv.FormatUint(c.Passes, 10), strconv.FormatUint(c.Fails, 10)
		w.put(indent, w.style.paint(red, "✗ "+c.Name))
		w.put(indent+2, w.style.paint(red, "↳  "+strconv.FormatUint(100*c.Passes/(c.Passes+c.Fails), 10)+
			"% — ✓ "+passed+" / ✗ "+failed))
	}
	w.b.WriteByte('\n')
}

// lines writes a block of lines that share their columns.
func (w *writer) lines(lines []line, indent int) {
	var t table
	for _, l := range lines {
		t.fit(l)
	}
	w.block(&t, lines, indent)
}

func (w *writer) block(t *table, lines []line, indent int) {
	for _, l := range lines {
		pad(&w.b, indent)
		t.append(&w.b, l, w.style)
		w.b.WriteByte('\n')
	}
	w.b.WriteByte('\n')
}

// metrics writes the blocks of metrics, which share their columns.
func (w *writer) metrics(s *Section, indent int, total bool) {
	var t table
	by := map[string][]line{}
	for _, m := range s.Metrics {
		block := blockOf(m.Metric, w.summary.Options.Full)
		if block == "" {
			continue
		}
		for _, row := range append([]Metric{m}, m.Subs...) {
			l := lineOf(row, w.summary.Options.TimeUnit)
			t.fit(l)
			by[block] = append(by[block], l)
		}
	}
	for _, title := range blocks {
		if len(by[title]) > 0 {
			w.put(indent, w.style.paint(bold, title))
			w.block(&t, by[title], indent)
		}
	}
	if total {
		w.generator(&t, indent)
		w.attention(indent)
	}
}

// generator is the generator's own health.
func (w *writer) generator(t *table, indent int) {
	lag := w.summary.Health.LoopLag
	if len(lag) == 0 {
		return
	}
	l := line{name: "loop_lag", trend: lag}
	for _, s := range lag {
		l.texts = append(l.texts, duration(s.Value, w.summary.Options.TimeUnit))
	}
	own := table{name: max(t.name, width(l.name))} // its columns are others than the trends'
	w.put(indent, w.style.paint(bold, "GENERATOR"))
	w.block(&own, []line{l}, indent)
}

func (w *writer) attention(indent int) {
	sentences := w.summary.Health.Sentences()
	if len(sentences) == 0 {
		return
	}
	w.put(indent, w.style.paint(bold, "ATTENTION"))
	for _, s := range sentences {
		w.put(indent, w.style.paint(yellow, s))
	}
	w.b.WriteByte('\n')
}
