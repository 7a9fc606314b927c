package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"volley/internal/run"
)

// sample is a test under way.
func sample() run.Status {
	return run.Status{
		Stage: "running", Elapsed: 61 * time.Second, VUs: 3, MaxVUs: 12, Completed: 41, Interrupted: 1,
		Scenarios: []run.ScenarioStatus{
			{Name: "a", State: run.Done, Fraction: 1, Columns: [3]string{"2 VUs", "00m00.0s/10m0s", "4/4 shared iters"}},
			{Name: "chat", State: run.Running, Fraction: 0.25, Columns: [3]string{"10 VUs", "0.5s/2s"}},
			{Name: "late", State: run.Waiting, Columns: [3]string{"waiting", "1.0s"}},
		},
		Wire: run.Wire{
			Open: 12, Opened: 3, Sent: 1_234_567, Received: 12_345, Lag: 1234 * time.Microsecond,
			Errors: []run.Fault{{Phase: "tcp", Code: "refused", Count: 7}, {Phase: "timeout", Count: 2}, {Phase: "a", Count: 1}, {Phase: "b", Count: 1}, {Phase: "c", Count: 1}},
		},
	}
}

func TestProgressLines(t *testing.T) {
	p := progress{}
	want := []string{
		"running (01m01.0s), 3/12 VUs, 41 complete and 1 interrupted iterations",
		"sockets 12 open, 3/s connects | messages 1.2M/s out, 12.3k/s in | lag 1.23ms | errors: 7 tcp refused, 2 timeout, 1 a, 2 others",
		"a    ✓ [======================================]  2 VUs    00m00.0s/10m0s  4/4 shared iters",
		"chat   [=========>----------------------------]  10 VUs   0.5s/2s",
		"late • [--------------------------------------]  waiting  1.0s",
	}
	if diff := cmp.Diff(want, p.lines(sample())); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	waiting := run.Status{Stage: "initialising", Born: 3, MaxVUs: 12}
	if diff := cmp.Diff([]string{"initialising, 3/12 VUs ready"}, p.lines(waiting)); diff != "" {
		t.Error(diff)
	}
}

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "00m00.0s", 1949 * time.Millisecond: "00m01.9s", 59_960 * time.Millisecond: "01m00.0s", 61 * time.Second: "01m01.0s",
		3*time.Hour + 4*time.Minute + 500*time.Millisecond: "03h04m00.5s",
	} {
		if got := clock(d); got != want {
			t.Errorf("clock(%s) = %s, want %s", d, got, want)
		}
	}
}

// TestPlainProgress: where nothing can be redrawn, there is a line a second.
func TestPlainProgress(t *testing.T) {
	var out bytes.Buffer
	p := progress{out: &out}
	for i := range 31 {
		p.show(run.Status{Stage: "running", Elapsed: time.Duration(i) * 100 * time.Millisecond})
	}
	if got := strings.Count(out.String(), "running ("); got != 4 { // at 0, 1, 2 and 3 s
		t.Errorf("%d status lines in 3 s, want 4:\n%s", got, out.String())
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Errorf("there are escapes in %q", out.String())
	}
}

// TestTerminalProgress: what is drawn fits the terminal, so that the cursor gets
// back to where it began.
func TestTerminalProgress(t *testing.T) {
	for _, size := range []struct{ width, height int }{{40, 24}, {120, 4}, {20, 2}, {0, 0}} {
		var out bytes.Buffer
		p := progress{out: &out, terminal: true, width: size.width, height: size.height}
		p.show(sample())
		text, clears := strings.CutPrefix(out.String(), "\r\x1b[J")
		if !clears {
			t.Errorf("%v: %q does not begin by clearing", size, out.String())
		}
		lines := strings.Split(text, "\n")
		rows := len(lines) - 1
		if up := fmt.Sprintf("\x1b[%dA", rows); lines[rows] != up {
			t.Errorf("%v: ends with %q, want %q", size, lines[rows], up)
		}
		if size.height > 0 && rows >= size.height {
			t.Errorf("%v: %d rows", size, rows)
		}
		for _, line := range lines[:rows] {
			if n := utf8.RuneCountInString(line); size.width > 0 && n > size.width {
				t.Errorf("%v: %q is %d wide", size, line, n)
			}
		}
	}
}

func TestShort(t *testing.T) {
	for n, want := range map[float64]string{0: "0", 9999: "9999", 12_345: "12.3k", 1_234_567: "1.2M"} {
		if got := short(n); got != want {
			t.Errorf("short(%v) = %s, want %s", n, got, want)
		}
	}
}
