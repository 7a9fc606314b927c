package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"volley/internal/run"
)

// progress shows a run while it goes: bars that are redrawn on a terminal, a
// plain line a second elsewhere.
//
// Owned by one goroutine.
type progress struct {
	out      io.Writer
	terminal bool
	width    int // of the terminal; 0 if that is not known
	height   int
	frame    []byte // what stands on the terminal now
	drawn    bool
	last     time.Duration
}

// show draws the status. On a terminal the cursor rests at the top of what was
// drawn, so that whatever comes next writes over it.
func (p *progress) show(s run.Status) {
	lines := p.lines(s)
	if !p.terminal {
		if s.Elapsed < p.last+time.Second && p.drawn {
			return
		}
		p.drawn, p.last = true, s.Elapsed
		fmt.Fprintln(p.out, strings.Join(lines, "\n"))
		return
	}
	p.drawn = true
	lines = crop(lines, p.height)
	var b bytes.Buffer
	b.WriteString("\r\x1b[J")
	for _, line := range lines {
		b.WriteString(clip(line, p.width))
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "\x1b[%dA", len(lines))
	p.frame = b.Bytes()
	_, _ = p.out.Write(p.frame) // a terminal that is gone must not end the test
}

// wipe takes away what was drawn on a terminal.
func (p *progress) wipe() {
	if p.terminal && p.drawn {
		io.WriteString(p.out, "\r\x1b[J")
	}
}

// done draws the last status for good, without what passed in its last second.
func (p *progress) done(s run.Status) {
	clear := ""
	if p.terminal && p.drawn {
		clear = "\r\x1b[J"
	}
	lines := append([]string{statusLine(s)}, bars(s.Scenarios)...)
	fmt.Fprintln(p.out, clear+"\n"+strings.Join(lines, "\n"))
}

func (p *progress) lines(s run.Status) []string {
	if s.Stage == "initialising" {
		return []string{fmt.Sprintf("initialising, %d/%d VUs ready", s.Born, s.MaxVUs)}
	}
	return append([]string{statusLine(s), wireLine(s.Wire)}, bars(s.Scenarios)...)
}

// statusLine is k6's first line.
func statusLine(s run.Status) string {
	return fmt.Sprintf("%s (%s), %d/%d VUs, %d complete and %d interrupted iterations",
		s.Stage, clock(s.Elapsed), s.VUs, s.MaxVUs, s.Completed, s.Interrupted)
}

// bars are the scenarios' lines, their columns one below the other.
func bars(scenarios []run.ScenarioStatus) []string {
	name, widths := 0, [3]int{}
	for _, s := range scenarios {
		name = max(name, utf8.RuneCountInString(s.Name))
		for i, text := range s.Columns {
			widths[i] = max(widths[i], utf8.RuneCountInString(text))
		}
	}
	lines := make([]string, len(scenarios))
	for i, s := range scenarios {
		line := fmt.Sprintf("%-*s %s [%s]", name, s.Name, marks[s.State], bar(s.Fraction))
		for i, text := range s.Columns {
			line += fmt.Sprintf("  %-*s", widths[i], text)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// wireLine is what k6 does not show: what happens on the sockets.
func wireLine(w run.Wire) string {
	errors := "no errors"
	if len(w.Errors) > 0 {
		parts := make([]string, 0, 3)
		more := 0.0
		for i, fault := range w.Errors {
			if i >= 3 {
				more += fault.Count
				continue
			}
			parts = append(parts, strings.TrimRight(fmt.Sprintf("%s %s %s", short(fault.Count), fault.Phase, fault.Code), " "))
		}
		errors = "errors: " + strings.Join(parts, ", ")
		if more > 0 {
			errors += fmt.Sprintf(", %s others", short(more))
		}
	}
	return fmt.Sprintf("sockets %s open, %s/s connects | messages %s/s out, %s/s in | lag %s | %s",
		short(w.Open), short(w.Opened), short(w.Sent), short(w.Received), w.Lag.Round(10*time.Microsecond), errors)
}

// barWidth is how many marks a full bar has.
const barWidth = 38

var marks = map[run.State]string{run.Waiting: "•", run.Running: " ", run.Stopping: "↓", run.Cut: "✗", run.Done: "✓"}

// bar is a share of the whole, drawn.
func bar(fraction float64) string {
	full := min(max(int(fraction*barWidth+0.5), 0), barWidth)
	body := strings.Repeat("=", full)
	if full > 0 && full < barWidth {
		body = body[:full-1] + ">"
	}
	return body + strings.Repeat("-", barWidth-full)
}

// clock is a duration as k6's status line has it: 00m01.0s.
func clock(d time.Duration) string {
	tenths := d.Round(100 * time.Millisecond)
	hours := tenths / time.Hour
	minutes := tenths % time.Hour / time.Minute
	seconds := (tenths % time.Minute).Seconds()
	if hours > 0 {
		return fmt.Sprintf("%02dh%02dm%04.1fs", hours, minutes, seconds)
	}
	return fmt.Sprintf("%02dm%04.1fs", minutes, seconds)
}

// short is a number a person takes in at a glance.
func short(n float64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1fM", n/1e6)
	case n >= 1e4:
		return fmt.Sprintf("%.1fk", n/1e3)
	}
	return fmt.Sprintf("%.0f", n)
}

// crop leaves out the lines that a terminal has no rows for: the cursor could not
// go back up over them.
func crop(lines []string, height int) []string {
	if height <= 1 || len(lines) < height {
		return lines
	}
	kept := height - 2
	return append(lines[:kept:kept], fmt.Sprintf("… and %d more", len(lines)-kept))
}

// clip cuts a line to the terminal's width, so that the number of rows drawn is
// known.
func clip(line string, width int) string {
	if width <= 0 {
		return line
	}
	runes := []rune(line)
	if len(runes) <= width {
		return line
	}
	return string(runes[:width-1]) + "…"
}
