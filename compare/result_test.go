package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// here are places that occur in no other text.
var here = places{dir: "/tests/corpus", url: "ws://127.0.0.1:4001", secure: "wss://127.0.0.1:4002", dead: "ws://127.0.0.1:4003", http: "http://127.0.0.1:4004"}

const recordedExport = `{
  "metrics": {
    "a_counter": {"count": 3, "rate": 12.5, "thresholds": {"count>5": true, "count==3": false}},
    "a_gauge": {"value": 2, "min": 1, "max": 5},
    "a_trend": {"avg": 2.5, "max": 4, "count": 4, "p(90)": 3.7},
    "b_trend": {"avg": 2.5, "count": 4},
    "checks": {"passes": 4, "fails": 1, "value": 0.8},
    "data_sent": {"count": 100, "rate": 5},
    "iteration_exceptions": {"count": 1, "rate": 1},
    "vus": {"value": 1, "min": 1, "max": 1}
  },
  "setup_data": {"b": 1, "a": [null]},
  "root_group": {"path": "", "checks": {"c": {"path": "::c", "passes": 1, "fails": 0}},
    "groups": {"g": {"path": "::g", "groups": {}, "checks": {"d": {"path": "::g::d", "passes": 3, "fails": 1}}}}}
}`

func TestLines(t *testing.T) {
	r := raw{
		exit:   99,
		export: []byte(recordedExport),
		stdout: []byte("\n  █ TOTAL RESULTS \n\n    CUSTOM\n    a_counter...: 3   12.5/s\n      { a:b }...: 1 2/s\n\n    GENERATOR\n    loop_lag....: p(50)=1ms\n\n    a_counter\n    ✗ 'count>5' count=3\n\n    ATTENTION\n    1 iteration threw an exception\n\n"),
		stderr: []byte(`{"level":"info","msg":"hello\nworld","source":"console","time":"x"}
{"level":"warn","msg":"careful","error":"why"}
{"level":"error","msg":"Error: bad\n\tat default (file:///tests/corpus/x.js:3:57(9))\n","source":"stacktrace"}
{"level":"error","msg":"Error: bad\n\tat default (file:///tests/corpus/x.js:3:57(9))\n","source":"stacktrace","repeated":2}
{"level":"error","msg":"read tcp 127.0.0.1:5555->127.0.0.1:4001: reset, in /tmp/compare-123/files/out.txt","source":"stacktrace"}
time="2026" level=error msg="no JSON"
`),
		files: map[string][]byte{"b.txt": []byte("one\ntwo"), "a.txt": []byte("ws://127.0.0.1:4003/x\n")},
	}
	s := &script{name: "x.js", values: []string{"a_trend"}, ignore: []string{"b_trend"}}
	got, err := r.lines(s, here)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"exit 99",
		"metric a_counter counter 3",
		"threshold a_counter 'count==3' ok",
		"threshold a_counter 'count>5' crossed",
		"metric a_gauge gauge 2 (1 to 5)",
		"metric a_trend trend avg=2.5 count=4 max=4 p(90)=3.7",
		"metric checks rate 4/1",
		"metric data_sent bytes",
		`setup_data {"a":[null],"b":1}`,
		"check ::c 1/0",
		"group ::g",
		"check ::g::d 3/1",
		"console info: hello⏎world",
		"log error: Error: bad⏎\tat default (DIR/x.js:3:57)",
		"log error: Error: bad⏎\tat default (DIR/x.js:3:57)",
		"log error: Error: bad⏎\tat default (DIR/x.js:3:57)",
		"log error: read tcp OURS->TARGET: reset, in OUT/out.txt",
		"log warning: careful error=why",
		`stderr level=error msg="no JSON"`,
		"screen   █ TOTAL RESULTS",
		"screen     CUSTOM",
		"screen     a_counter",
		"screen       { a:b }",
		"screen     a_counter",
		"screen     ✗ 'count>5'",
		"file a.txt: ws://DEAD/x",
		"file b.txt: one",
		"file b.txt: two",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("lines (- want, + got):\n%s", d)
	}
}

func TestLinesWithoutSummary(t *testing.T) {
	got, err := raw{exit: 107}.lines(&script{}, here)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"exit 107", "no summary"}, got); d != "" {
		t.Errorf("lines (- want, + got):\n%s", d)
	}
	if _, err := (raw{export: []byte("{")}).lines(&script{name: "x.js"}, here); err == nil {
		t.Error("a broken summary is no error")
	}
}

func TestScreenValues(t *testing.T) {
	screen := []byte("    a_gauge...: 5    min=3       max=7\n    other.....: 5  1.5/s\n    a_count...: 7 3.5/s\n")
	want := []string{"screen     a_gauge...: 5 min=3 max=7", "screen     other", "screen     a_count...: 7"}
	if d := cmp.Diff(want, screenLines(screen, true)); d != "" {
		t.Errorf("screen (- want, + got):\n%s", d)
	}
}

func TestLogOrder(t *testing.T) {
	log := []byte(`{"level":"info","msg":"b","source":"console"}
{"level":"info","msg":"a","source":"console"}
{"level":"error","msg":"z"}
{"level":"error","msg":"y"}
`)
	for _, tt := range []struct {
		anyOrder bool
		want     []string
	}{
		{false, []string{"console info: b", "console info: a", "log error: y", "log error: z"}},
		{true, []string{"console info: a", "console info: b", "log error: y", "log error: z"}},
	} {
		if d := cmp.Diff(tt.want, logLines(log, tt.anyOrder)); d != "" {
			t.Errorf("any order %t (- want, + got):\n%s", tt.anyOrder, d)
		}
	}
}
