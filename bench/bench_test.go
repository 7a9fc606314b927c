//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain makes this program the server, or a tool that can only run
// startup.js, when it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-serve" {
		main()
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "run" {
		os.Exit(pretend(os.Args[2:]))
	}
	os.Exit(m.Run())
}

// pretend opens one connection and closes it, as startup.js asks; anything
// else is an error.
func pretend(args []string) int {
	if filepath.Base(args[len(args)-1]) != "startup.js" {
		fmt.Fprintln(os.Stderr, "level=error msg=\"no such script\"\nbye")
		return 107
	}
	i := slices.IndexFunc(args, func(a string) bool { return strings.HasPrefix(a, "URL=") })
	conn, _, err := websocket.DefaultDialer.Dial(strings.TrimPrefix(args[i], "URL="), nil)
	if err != nil {
		return 1
	}
	if conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, "")) != nil {
		return 1
	}
	_, _, err = conn.ReadMessage()
	if !websocket.IsCloseError(err, 1000) {
		return 1
	}
	return 0
}

// trialOf runs a trial of this program as the tool.
func trialOf(t *testing.T, name string) result {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := unpack(folder); err != nil {
		t.Fatal(err)
	}
	w, err := chosen(workloads, regexp.MustCompile("^"+name+"$"))
	if err != nil {
		t.Fatal(err)
	}
	set := settings{seconds: 0.1, vus: 1, rate: 1000, folder: folder, cpus: ours()[:1]}
	return try(t.Context(), set, w[len(w)-1], tool{Name: "volley", Path: self, flags: flags["volley"]}, 1)
}

func TestTrial(t *testing.T) {
	got := trialOf(t, "startup")
	if got.Why != "" || got.Cost <= 0 || got.Cost > 60_000 || got.ProcessCPU <= 0 || got.Connections.Closes != starts {
		t.Errorf("a start that went well: %+v", got)
	}
}

func TestTrialThatFails(t *testing.T) {
	for _, name := range []string{"echo-ws", "receive-ws", "churn-ws", "idle-ws", "baseline"} {
		got := trialOf(t, name)
		if !strings.Contains(got.Why, "exit status 107") || !strings.Contains(got.Why, "no such script") {
			t.Errorf("%s: it does not count because %q, want the exit status and what the tool said", name, got.Why)
		}
	}
}

func TestCPUTime(t *testing.T) {
	before, err := cpuTime(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for start := time.Now(); time.Since(start) < 5*time.Millisecond; {
		continue // use some
	}
	after, err := cpuTime(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if after <= before {
		t.Errorf("cpu time went from %v to %v", before, after)
	}
	if _, err := cpuTime(1 << 22); err == nil {
		t.Error("a process that cannot be has a cpu time")
	}
}

func TestParseMemory(t *testing.T) {
	tests := []struct {
		name, text string
		want       memory
		ok         bool
	}{
		{"as Linux writes it", "Name:\tk6\nVmHWM:\t   43008 kB\nVmRSS:\t   42100 kB\nThreads:\t9\n", memory{42100 << 10, 43008 << 10}, true},
		{"ended", "Name:\tk6\nState:\tZ (zombie)\n", memory{}, false},
		{"not a number", "VmHWM:\t x kB\nVmRSS:\t 1 kB\n", memory{}, false},
		{"another unit", "VmHWM:\t 1 MB\nVmRSS:\t 1 kB\n", memory{}, false},
	}
	for _, tt := range tests {
		got, err := parseMemory(strings.NewReader(tt.text))
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("%s: got %v, %v, want %v, ok %v", tt.name, got, err, tt.want, tt.ok)
		}
	}
	if m, err := memoryOf(os.Getpid()); err != nil || m.rss < 1<<20 || m.peak < m.rss {
		t.Errorf("this process: %+v, %v", m, err)
	}
}

func TestParseBusy(t *testing.T) {
	tests := []struct {
		name, text string
		want       time.Duration
		ok         bool
	}{
		{"as Linux writes it", "cpu  100 20 30 4000 500 6 7 8 900 0\ncpu0 1 1\n", 1710 * time.Millisecond, true},
		{"one core's line", "cpu0 100 20 30 4000 500 6 7 8 900 0\n", 0, false},
		{"short", "cpu 1 2 3\n", 0, false},
		{"not a number", "cpu 100 x 30 4000 500 6 7 8 900 0\n", 0, false},
	}
	for _, tt := range tests {
		if got, err := parseBusy(tt.text); got != tt.want || (err == nil) != tt.ok {
			t.Errorf("%s: got %v, %v, want %v, ok %v", tt.name, got, err, tt.want, tt.ok)
		}
	}
	if busy, err := busyTime(); err != nil || busy <= 0 {
		t.Errorf("this machine: %v, %v", busy, err)
	}
}

func TestMedian(t *testing.T) {
	tests := []struct {
		values []float64
		want   float64
	}{
		{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1}, 5}, {[]float64{5, 1, 9}, 5}, {[]float64{8, 1, 4, 2}, 3},
	}
	for _, tt := range tests {
		before := slices.Clone(tt.values)
		if got := median(tt.values); got != tt.want {
			t.Errorf("median(%v) = %v, want %v", tt.values, got, tt.want)
		}
		if !slices.Equal(before, tt.values) {
			t.Errorf("median reordered %v into %v", before, tt.values)
		}
	}
}

// runs are four pairs: the third lost its peer, the fourth its volley.
func runs() []result {
	var all []result
	for pair, cost := range [][2]float64{{80, 20}, {90, 30}, {100, 20}, {70, 10}} {
		peer := result{Workload: "echo-ws", Unit: "µs/message", Tool: "peer", Pair: pair + 1, Cost: cost[0], Units: 1000, Seconds: 2, CPU: 1, ServerCPU: 0.5, Expected: 100}
		volley := peer
		volley.Tool, volley.Cost = "volley", cost[1]
		all = append(all, volley, peer)
	}
	all[5].Why = "connections open: 3 of 100"
	all[6].Why = "it ended too early"
	return all
}

func TestRatio(t *testing.T) {
	cost := func(r result) float64 { return r.Cost }
	if got, want := ratioOf(runs(), "peer", "volley", cost), (ratio{Median: 3.5, Low: 3, High: 4, Pairs: 2}); got != want {
		t.Errorf("ratio %+v, want %+v", got, want)
	}
	if got := ratioOf(runs()[:1], "peer", "volley", cost); got != (ratio{}) {
		t.Errorf("half a pair has the ratio %+v", got)
	}
}

func TestVerdict(t *testing.T) {
	tests := []struct {
		ratio, work, least, bar float64
		want                    string
	}{
		{0, 0, 2, 3, "no ratio"}, {1.9, 0, 2, 3, "TOO LITTLE"}, {2, 0, 2, 3, "below the bar"}, {3, 0, 2, 3, "ok"}, {5, 0, 0, 0, "-"}, {2, 0, 0, 3, "TOO LITTLE"},
		{3, 0.9, 2, 3, "ok"}, {3, 0.89, 2, 3, "LESS WORK"}, {3, 0.89, 0, 0, "LESS WORK"},
	}
	for _, tt := range tests {
		r := row{Least: tt.least, Bar: tt.bar}
		if tt.ratio > 0 {
			r.Ratio = ratio{Median: tt.ratio, Pairs: 1}
		}
		if tt.work > 0 {
			r.Work = ratio{Median: tt.work, Pairs: 1}
		}
		if got := verdict(r); got != tt.want {
			t.Errorf("ratio %v with bars %v and %v: %q, want %q", tt.ratio, tt.least, tt.bar, got, tt.want)
		}
	}
}

func TestReport(t *testing.T) {
	r := report{Machine: "A processor", Go: "go1", Cores: 4, CPUs: []int{0, 1, 2}, ServerCPUs: []int{3}, Seconds: 2, Tools: []tool{{Name: "volley", Version: "v0"}, {Name: "peer", Version: "v1"}}, Runs: runs()}
	for i, name := range []string{"volley", "peer"} {
		size := int64(10e6) * int64(1+i)
		r.Runs = append(r.Runs,
			result{Workload: "baseline", Unit: "MB", Tool: name, Pair: 1, Cost: float64(size) / 1e6, Units: 1, RSS: size},
			result{Workload: "idle-ws", Unit: perConnection, Tool: name, Pair: 1, Cost: float64(3*size) / 1e6, Units: 1000, RSS: 3 * size, Expected: 1000},
			result{Workload: "startup", Unit: "ms", Tool: name, Pair: 1, Cost: float64(5 * (1 + 3*i)), Units: 1, ProcessCPU: 0.05},
			result{Workload: "samples", Unit: perSample, Tool: name, Pair: 1, Cost: float64(1 + i), Units: 1e6, Seconds: 1, CPU: 1, Peak: 5 * size})
	}
	list, err := chosen(workloads, regexp.MustCompile("^(echo-ws|idle-ws|startup|samples)$"))
	if err != nil {
		t.Fatal(err)
	}
	r.Held = []held{
		{Name: "VU", Tool: "volley", RSS: 10_000, Heap: 6_700, Stack: -3, Parts: []part{{"grafana/sobek", 5_600}, {"vu", 640}}},
		{Name: "VU", Tool: "peer", Why: "it ended too early"},
	}
	r.Crowds = []crowd{
		{Tool: "volley", Processes: 5, Connections: 90_000, Seconds: 26, RSS: 3_860, Largest: 77e6, Server: 820, Idle: 0.03},
		{Tool: "peer", Why: "connections open: 3 of 18000"},
	}
	r.summarize(list)
	var text, markdown bytes.Buffer
	if err := errors.Join(r.writeText(&text), r.writeMarkdown(&markdown)); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/report.golden", text.String())
	golden(t, "testdata/markdown.golden", markdown.String())

	file := filepath.Join(t.TempDir(), "report.json")
	if err := r.save(file); err != nil {
		t.Fatal(err)
	}
	back, err := readReport(file)
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := back.writeText(&again); err != nil || again.String() != text.String() {
		t.Errorf("a report that was written and read, %v:\n%s", err, cmp.Diff(text.String(), again.String()))
	}
}

func TestInsert(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	const page = "# Page\n\n<!-- bench curve -->\nold\n<!-- end -->\n\nbetween\n\n<!-- bench scale -->\n<!-- end -->\nafter\n"
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	r := report{Mode: "curve", Tools: []tool{{Name: "volley", Version: "v0"}}}
	for range 2 { // twice is once
		if err := r.insert(file); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.writeMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(page, "old\n", "\n"+b.String()+"\n", 1); string(got) != want {
		t.Errorf("the page is\n%s\nwant\n%s", got, want)
	}
	r.Mode = "memory"
	if err := r.insert(file); err == nil || !strings.Contains(err.Error(), "<!-- bench memory -->") {
		t.Errorf("a page without the mark: %v", err)
	}
}

// golden compares with a file, or rewrites it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		name, args string
		ok         bool
	}{
		{"nothing", "", true}, {"cores", "-cpus 0,1 -server-cpus 2", true}, {"bad core", "-cpus 0,x", false}, {"core below 0", "-server-cpus -1", false}, {"bad pattern", "-run (", false}, {"no pairs", "-pairs 0", false},
		{"a word", "echo-ws", false}, {"no time", "-seconds 0", false},
	}
	for _, tt := range tests {
		if _, err := parse(strings.Fields(tt.args)); (err == nil) != tt.ok {
			t.Errorf("%s: %v, want ok %v", tt.name, err, tt.ok)
		}
	}
}

func TestChosen(t *testing.T) {
	for pattern, want := range map[string]string{
		"^echo-ws$": "echo-ws", "many": "baseline idle-many", "drip": "drip-ws drip-websockets", "^(base|idle-w)": "baseline idle-ws idle-websockets",
		"nothing": "",
	} {
		list, err := chosen(workloads, regexp.MustCompile(pattern))
		var names []string
		for _, w := range list {
			names = append(names, w.name)
		}
		if got := strings.Join(names, " "); got != want || (err == nil) != (want != "") {
			t.Errorf("-run %s: %q, %v, want %q", pattern, got, err, want)
		}
	}
	list, err := chosen(workloads, nil)
	if err != nil || slices.ContainsFunc(list, func(w workload) bool { return w.asked }) {
		t.Errorf("what runs unless asked otherwise: %v, %v", list, err)
	}
}

func TestWorkloads(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range append(curve(), workloads...) {
		if seen[w.name] {
			t.Errorf("two workloads are named %s", w.name)
		}
		seen[w.name] = true
		if _, err := scripts.ReadFile("script/" + w.script); err != nil {
			t.Errorf("%s: %v", w.name, err)
		}
		if w.bar > 0 && w.bar < w.least || w.measure == nil {
			t.Errorf("%s: bar %v, least %v, measured %v", w.name, w.bar, w.least, w.measure != nil)
		}
	}
}

func TestTools(t *testing.T) {
	got := tool{flags: flags["volley"]}.args("x.js", []string{"A=1", "B=2"})
	if want := []string{"run", "--quiet", "-e", "A=1", "-e", "B=2", "x.js"}; !slices.Equal(got, want) {
		t.Errorf("args %q, want %q", got, want)
	}
	if _, err := newTool(context.Background(), "peer", "/no/such/program"); err == nil || !strings.Contains(err.Error(), "-peer") {
		t.Errorf("a program that is not there: %v", err)
	}
}

func TestTail(t *testing.T) {
	var said tail
	for i := range 2000 {
		fmt.Fprintln(&said, "line "+strconv.Itoa(i))
	}
	if len(said.b) > 8<<10 || said.last() != "line 1999" {
		t.Errorf("%d bytes kept, the last line is %q", len(said.b), said.last())
	}
	fmt.Fprint(&said, "an Error here\nand on\n")
	if said.last() != "an Error here" {
		t.Errorf("the telling line is %q", said.last())
	}
	var crash tail
	fmt.Fprintln(&crash, "SIGSEGV: segmentation violation")
	for i := range 2000 {
		fmt.Fprintln(&crash, "line "+strconv.Itoa(i))
	}
	if got := crash.last(); got != "SIGSEGV: segmentation violation" {
		t.Errorf("the telling line of a crash is %q", got)
	}
	if got := crash.all(); !strings.HasPrefix(got, "SIGSEGV") || !strings.HasSuffix(got, "line 1999\n") || len(got) > 13<<10 {
		t.Errorf("%d bytes are kept of a crash, %.20q to %q", len(got), got, got[len(got)-10:])
	}
}
