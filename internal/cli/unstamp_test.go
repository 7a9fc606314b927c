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
	stampLines = regexp.MustCompile(`(?m)^ *(vus|vus_max|the generator was late)\b.*\n`)
	stampEmpty = regexp.MustCompile(`(?m)^ *ATTENTION\n\n`)
	stampRates = regexp.MustCompile(`[0-9.]+(e[+-]?[0-9]+)?/s\b`)
	stampBytes = regexp.MustCompile(`[0-9.]+ [kMG]?B\b(/s)?`)
	stampTimes = regexp.MustCompile(`\b([0-9.]+(h|ms|m|s|µs|ns))+`)
	stampGaps  = regexp.MustCompile(`(\S) {2,}`)
	logTimes   = regexp.MustCompile(`(?m)^time="[^"]*" `)
	logPaths   = regexp.MustCompile(`file://[^ ]*/`)
)

// unstamp blanks out what differs from run to run: times, rates, sizes, and how
// wide the columns are because of them. The gauges of VUs come once a second,
// so a short run may have none.
func unstamp(text string) string {
	text = stampLines.ReplaceAllString(text, "")
	text = stampEmpty.ReplaceAllString(text, "")
	text = stampRates.ReplaceAllString(text, "RATE")
	text = stampBytes.ReplaceAllString(text, "SIZE")
	text = stampTimes.ReplaceAllString(text, "TIME")
	text = stampGaps.ReplaceAllString(text, "$1 ")
	return text
}

// sentences is a log without times and directories.
func sentences(text string) string {
	text = logTimes.ReplaceAllString(text, "")
	return logPaths.ReplaceAllString(text, "file://DIR/")
}

func TestUnstamp(t *testing.T) {
	got := unstamp(strings.Join([]string{
		"    checks_total.......: 20      96.5/s",
		"    ws_connecting...: avg=1.35ms   min=539.82µs max=1m2.5s",
		"    vus............: 2       min=2       max=2",
		"    data_sent....: 2.2 kB  11 kB/s",
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
