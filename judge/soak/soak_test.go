//go:build linux

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"volley/extension"
	"volley/judge"
)

// asVolley in the environment makes the test binary be volley.
const asVolley = "VOLLEY_SOAK_RUNS"

// TestMain makes the test binary volley as well.
func TestMain(m *testing.M) {
	if os.Getenv(asVolley) != "" {
		os.Exit(extension.Main())
	}
	os.Exit(m.Run())
}

// TestSoak is the short form of the command.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s := soak{sockets: 200, length: 20 * time.Second, life: 4 * time.Second, volley: []string{self}, env: []string{asVolley + "=1"}, library: "gorilla", tls: true, out: &out}
	res, err := s.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	res.print(&out)
	t.Log("\n" + out.String())
	for _, sentence := range res.wrong {
		t.Error(sentence)
	}
	if len(res.rows) != len(ends) {
		t.Errorf("%d rows of %d ends", len(res.rows), len(ends))
	}
	for _, r := range res.rows {
		if r.sockets == 0 || r.sent == 0 {
			t.Errorf("no sockets ended by %q", r.end)
		}
	}
}

// TestLibrary: a name that is none is refused.
func TestLibrary(t *testing.T) {
	s := soak{library: "guerilla", volley: []string{"false"}}
	if _, err := s.run(t.Context()); err == nil || !strings.Contains(err.Error(), "there are coder and gorilla") {
		t.Error(err)
	}
}

// TestLastWords: what volley says while nobody asks, be it long, is heard before
// it is waited for.
func TestLastWords(t *testing.T) {
	s := soak{}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", `
		head -c 70000 /dev/zero | tr '\0' x >&2
		yes '' | head -n 2000 >&2
		printf '\nx: closed with 1006' >&2`)
	if err := s.begin(cmd); err != nil {
		t.Fatal(err)
	}
	if err := s.end(t.Context(), cmd); err != nil {
		t.Fatal(err)
	}
	if len(s.said.complaints) != 1 {
		t.Errorf("%q", s.said.complaints)
	}
}

// TestCheck: what a row of the report is faulted for.
func TestCheck(t *testing.T) {
	even := row{end: "x", sockets: 2, serverSockets: 2, sent: 9, serverIn: 9, sentBytes: 90, serverInBytes: 90, owed: 3}
	for _, test := range []struct {
		name   string
		change func(r *row)
		exact  string // the fault if the counts must be equal
		loose  string // the fault if they need not
	}{
		{"even", func(*row) {}, "", ""},
		{"a message is lost", func(r *row) { r.serverIn, r.serverInBytes = 8, 80 }, "the counts differ", ""},
		{"bytes are lost", func(r *row) { r.serverInBytes = 89 }, "the counts differ", ""},
		{"too many are lost", func(r *row) { r.serverIn, r.serverInBytes = 5, 50 }, "the counts differ", "4 messages are lost, only 3"},
		{"too many come", func(r *row) { r.received = 1 }, "the counts differ", "more arrived than was sent"},
		{"a socket is lost", func(r *row) { r.serverSockets = 1 }, "2 sockets, the server says 1", "2 sockets, the server says 1"},
		{"the server complains", func(r *row) { r.faults = []string{"a wrong frame"} }, "a wrong frame", "a wrong frame"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := even
			test.change(&r)
			for exact, want := range map[bool]string{true: test.exact, false: test.loose} {
				got := strings.Join(r.check(exact, exact), "; ")
				if want == "" && got != "" || !strings.Contains(got, want) {
					t.Errorf("exact %v: %q, want %q", exact, got, want)
				}
			}
		})
	}
}

// TestSteady: what counts as a leak.
func TestSteady(t *testing.T) {
	const mega = 1 << 20
	quiet := sample{files: 14, goroutines: 15}
	rising := func(step sample) []sample {
		var all []sample
		for i := range 100 {
			all = append(all, sample{files: 2000 + i*step.files, goroutines: 30 + i*step.goroutines, rss: 100*mega + int64(i)*step.rss})
		}
		return all
	}
	for _, test := range []struct {
		name  string
		busy  []sample
		after sample
		want  string
	}{
		{"steady", rising(sample{}), quiet, ""},
		{"descriptors", rising(sample{files: 10}), quiet, "descriptors grow"},
		{"goroutines", rising(sample{goroutines: 3}), quiet, "goroutines grow"},
		{"memory", rising(sample{rss: mega}), quiet, "bytes of memory grow"},
		{"a little memory", rising(sample{rss: mega / 10}), quiet, ""},
		{"descriptors are left", nil, sample{files: 17, goroutines: 15}, "14 descriptors before"},
		{"goroutines are left", nil, sample{files: 14, goroutines: 26}, "15 goroutines before"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(steady(quiet, test.busy, test.after), "; ")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestNewRow joins the two sides by the name of the end.
func TestNewRow(t *testing.T) {
	counts := map[string]float64{"ws_sessions{end:fin}": 3, "ws_sessions{end:reset}": 7, "ws_msgs_sent{end:fin}": 5, "soak_owed{end:fin}": 2}
	got := newRow("fin", counts, judge.Stats{Sockets: 3, In: judge.Tally{Text: 1, Binary: 4}})
	if got.sockets != 3 || got.serverSockets != 3 || got.sent != 5 || got.serverIn != 5 || got.owed != 2 {
		t.Errorf("%+v", got)
	}
}
