package cli

import (
	"flag"
	"regexp"
	"strings"
	"testing"
)

// update rewrites golden files.
var update = flag.Bool("update", false, "rewrite the golden files")

var (
	stampLines = regexp.MustCompile(`(?m)^ *(vus|vus_max|ws_open_sockets|the generator was late)\b.*\n`)
	stampLag   = regexp.MustCompile(`(?m)^ *GENERATOR\n *loop_lag\b.*\n\n`)
	stampEmpty = regexp.MustCompile(`(?m)^ *ATTENTION\n\n`)
	stampRates = regexp.MustCompile(`[0-9.]+(e[+-]?[0-9]+)?/s\b`)
	stampBytes = regexp.MustCompile(`[0-9.]+ [kMG]?B\b(/s)?`)
	stampTimes = regexp.MustCompile(`\b([0-9.]+(h|ms|m|s|µs|ns))+`)
	stampGaps  = regexp.MustCompile(`(\S) {2,}`)
	stampEnds  = regexp.MustCompile(`(?m) +$`)
	logPlaces  = regexp.MustCompile(`(:\d+:\d+)\(\d+\)`)
	logTimes   = regexp.MustCompile(`(?m)^time="[^"]*" `)
)

// unstamp blanks out what differs from run to run: times, rates, sizes, and how
// wide the columns are because of them. Gauges are left out: how many VUs and
// sockets there were at once is a matter of timing; and so is whether a loop had
// a timer to be late for.
func unstamp(text string) string {
	text = stampLines.ReplaceAllString(text, "")
	text = stampLag.ReplaceAllString(text, "")
	text = stampEmpty.ReplaceAllString(text, "")
	text = stampRates.ReplaceAllString(text, "RATE")
	text = stampBytes.ReplaceAllString(text, "SIZE")
	text = stampTimes.ReplaceAllString(text, "TIME")
	text = stampGaps.ReplaceAllString(text, "$1 ")
	return stampEnds.ReplaceAllString(text, "")
}

// sentences is a log without times, and without the engine's own addresses behind
// the places in a script.
func sentences(text string) string {
	return logPlaces.ReplaceAllString(logTimes.ReplaceAllString(text, ""), "$1")
}

func TestUnstamp(t *testing.T) {
	got := unstamp(strings.Join([]string{
		"    checks_total.......: 20      96.5/s",
		"    ws_connecting...: avg=1.35ms   min=539.82µs max=1m2.5s",
		"    vus............: 2       min=2       max=2",
		"    data_sent....: 2.2 kB  11 kB/s",
		"    GENERATOR",
		"    loop_lag....: p(50)=1ms p(99)=2ms  ",
		"",
		"    ATTENTION",
		"    the generator was late: of its timers 1% ran 12ms or more after they were due",
		"",
		"    done",
	}, "\n"))
	want := strings.Join([]string{
		"    checks_total.......: 20 RATE",
		"    ws_connecting...: avg=TIME min=TIME max=TIME",
		"    data_sent....: SIZE SIZE",
		"    done",
	}, "\n")
	if got != want {
		t.Errorf("unstamp = %q, want %q", got, want)
	}
}
