package summary

import (
	"strings"
	"unicode/utf8"

	"volley/internal/metric"
)

// line is one row of a section: a name, and its values in columns.
type line struct {
	name   string // with the indent of a submetric
	value  string // of anything but a trend
	extras []string
	trend  []Stat // of a trend, with their texts
	texts  []string
}

// table lays out lines that share their columns. A name is followed by dots up
// to the longest name and three more. Values of all but trends stand in columns
// of their own, trends in others.
type table struct {
	name   int
	value  int
	extras []int
	trends []int
}

func (t *table) fit(l line) {
	t.name = max(t.name, width(l.name))
	t.value = max(t.value, width(l.value))
	t.extras = fit(t.extras, l.extras)
	cells := make([]string, len(l.trend))
	for i := range l.trend {
		cells[i] = l.cell(i)
	}
	t.trends = fit(t.trends, cells)
}

func fit(widths []int, cells []string) []int {
	for i, cell := range cells {
		if i == len(widths) {
			widths = append(widths, 0)
		}
		widths[i] = max(widths[i], width(cell))
	}
	return widths
}

func (l line) cell(i int) string { return l.trend[i].Name + "=" + l.texts[i] }

// append writes a line without its end.
func (t *table) append(b *strings.Builder, l line, s Style) {
	b.WriteString(l.name)
	b.WriteString(s.paint(dimWhite, strings.Repeat(".", t.name-width(l.name)+3)+":"))
	b.WriteByte(' ')
	if len(l.trend) > 0 {
		t.appendTrend(b, l, s)
		return
	}
	b.WriteString(s.paint(cyan, l.value))
	pad(b, t.value-width(l.value))
	for i, extra := range l.extras {
		b.WriteByte(' ')
		b.WriteString(s.paint(dimCyan, extra))
		if len(l.extras) > 1 { // as k6: columns only where there are several
			pad(b, t.extras[i]-width(extra))
		}
	}
}

func (t *table) appendTrend(b *strings.Builder, l line, s Style) {
	for i, stat := range l.trend {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(stat.Name + "=" + s.paint(cyan, l.texts[i]))
		if i < len(t.trends) {
			pad(b, t.trends[i]-width(l.cell(i)))
		}
	}
}

func pad(b *strings.Builder, n int) {
	for ; n > 0; n-- {
		b.WriteByte(' ')
	}
}

func width(s string) int { return utf8.RuneCountInString(s) }

// lineOf is a metric's line.
func lineOf(m Metric, unit string) line {
	l := line{name: m.Name}
	if m.Suffix != "" {
		l.name = "  { " + m.Suffix + " }"
	}
	text := func(i int) string { return human(m.Stats[i].Value, m.Metric.Contains, unit) }
	switch m.Metric.Kind {
	case metric.Counter:
		l.value, l.extras = text(0), []string{text(1) + "/s"}
	case metric.Gauge:
		l.value, l.extras = text(0), []string{"min=" + text(1), "max=" + text(2)}
	case metric.Rate:
		passes, fails := m.Stats[1].Value, m.Stats[2].Value
		l.value = percent(m.Stats[0].Value)
		l.extras = []string{number(passes) + " out of " + number(passes+fails)}
	default:
		l.trend = m.Stats
		for i, stat := range m.Stats {
			if stat.Name == "count" { // not a time, whatever the trend contains
				l.texts = append(l.texts, number(stat.Value))
			} else {
				l.texts = append(l.texts, text(i))
			}
		}
	}
	return l
}
