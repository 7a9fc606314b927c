package rest

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"volley/internal/metric"
	"volley/internal/run"
	"volley/internal/summary"
	"volley/internal/threshold"
)

// pretended is a test that does what a test of the API needs.
type pretended struct {
	stage   string
	data    json.RawMessage
	fixed   error // of SetSetupData
	summary *summary.Summary
	stopped error
	resumed bool
}

func (p *pretended) Status() run.Status {
	return run.Status{Stage: p.stage, VUs: 2, MaxVUs: 5, Born: 3}
}
func (p *pretended) Summary() *summary.Summary  { return p.summary }
func (p *pretended) SetupData() json.RawMessage { return p.data }
func (p *pretended) Stop(err error)             { p.stopped = err }

func (p *pretended) SetSetupData(data json.RawMessage) error {
	if p.fixed == nil {
		p.data = data
	}
	return p.fixed
}

func (p *pretended) Resume() error {
	if p.resumed {
		return errors.New("it runs")
	}
	p.resumed, p.stage = true, "running"
	return nil
}

// measurements are those of a test with one metric of each kind, a submetric, a
// check at the root and one in a group.
func measurements(t *testing.T) *summary.Summary {
	t.Helper()
	reg := metric.NewRegistry(metric.Config{})
	for name, kind := range map[string]metric.Kind{"my_counter": metric.Counter, "my_gauge": metric.Gauge, "my_rate": metric.Rate, "my_trend": metric.Trend} {
		if _, err := reg.New(name, kind, metric.ContainsDefault); err != nil {
			t.Fatal(err)
		}
	}
	set, err := threshold.New(reg, map[string][]threshold.Rule{
		"my_trend": {{Expression: "max<5"}, {Expression: "max<50"}}, "my_counter{a:b}": {{Expression: "count>0"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	rec := reg.NewRecorder()
	add := func(name string, value float64, pairs map[string]string) {
		rec.Add(reg.Series(reg.Metric(name), reg.Tags(pairs)), value, 1)
	}
	add("my_counter", 4, map[string]string{"a": "b"})
	add("my_counter", 2, nil)
	add("my_gauge", 7, nil)
	add("my_gauge", math.Inf(1), nil)
	add("my_rate", 1, nil)
	add("my_rate", 0, nil)
	add("my_trend", 10, nil)
	group := func(path, check string) metric.Tags {
		return reg.SystemTag(reg.SystemTag(metric.Tags{}, "group", path), "check", check)
	}
	rec.Add(reg.Series(reg.Builtin.Checks, group("", "one")), 1, 1)
	rec.Add(reg.Series(reg.Builtin.Checks, group("::G", "two")), 0, 1)
	total := reg.NewTotal()
	total.Merge(rec.Swap())
	return summary.Of(summary.Input{Total: total, Elapsed: 2 * time.Second, Asked: set.Subjects(), Verdicts: set.Judge(total, 2*time.Second, true)})
}

// ask sends a request and returns the answer's code and body.
func ask(h http.Handler, method, path, body string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}

// TestAnswers: the answers are k6's; those that are the same there to the letter
// stand here as k6 gave them.
func TestAnswers(t *testing.T) {
	p := &pretended{stage: "running", data: json.RawMessage(`{"v":1}`), summary: measurements(t)}
	h := Handler(Config{Test: p})
	for _, c := range []struct {
		method, path, body string
		code               int
		want               string
	}{
		{"GET", "/v1/status", "", 200, `{"data":{"type":"status","id":"default","attributes":{"status":7,"paused":false,"vus":2,"vus-max":3,"stopped":false,"running":true,"tainted":true}}}`},
		{"GET", "/v1/metrics/my_trend", "", 200, `{"data":{"type":"metrics","id":"my_trend","attributes":{"type":"trend","contains":"default","tainted":true,"sample":{"avg":10,"max":10,"med":10,"min":10,"p(90)":10,"p(95)":10}}}}`},
		{"GET", "/v1/metrics/my_counter", "", 200, `{"data":{"type":"metrics","id":"my_counter","attributes":{"type":"counter","contains":"default","tainted":null,"sample":{"count":6,"rate":3}}}}`},
		{"GET", "/v1/metrics/my_counter%7Ba:b%7D", "", 200, `{"data":{"type":"metrics","id":"my_counter{a:b}","attributes":{"type":"counter","contains":"default","tainted":false,"sample":{"count":4,"rate":2}}}}`},
		{"GET", "/v1/metrics/my_rate", "", 200, `{"data":{"type":"metrics","id":"my_rate","attributes":{"type":"rate","contains":"default","tainted":null,"sample":{"rate":0.5}}}}`},
		{"GET", "/v1/metrics/my_gauge", "", 200, `{"data":{"type":"metrics","id":"my_gauge","attributes":{"type":"gauge","contains":"default","tainted":null,"sample":{"value":null}}}}`},
		{"GET", "/v1/metrics/nope", "", 404, `{"errors":[{"status":"404","title":"Not Found","detail":"No metric with that ID was found"}]}`},
		{"GET", "/v1/groups", "", 200, `{"data":[` +
			`{"type":"groups","id":"d41d8cd98f00b204e9800998ecf8427e","attributes":{"path":"","name":"","checks":[{"id":"ed1afd5bef275c7bbb09879ea3e3b54f","path":"::one","name":"one","passes":1,"fails":0}]},"relationships":{"groups":{"data":[{"type":"groups","id":"ab4f859761e6164c6cf266e9d94e750d"}]},"parent":{"data":null}}},` +
			`{"type":"groups","id":"ab4f859761e6164c6cf266e9d94e750d","attributes":{"path":"::G","name":"G","checks":[{"id":"65269c81989f4c2f5af6739c5d8808b5","path":"::G::two","name":"two","passes":0,"fails":1}]},"relationships":{"groups":{"data":[]},"parent":{"data":{"type":"groups","id":"d41d8cd98f00b204e9800998ecf8427e"}}}}]}`},
		{"GET", "/v1/groups/nope", "", 404, `{"errors":[{"status":"404","title":"Not Found","detail":"No group with that ID was found"}]}`},
		{"GET", "/v1/setup", "", 200, `{"data":{"type":"setupData","id":"default","attributes":{"data":{"v":1}}}}`},
		{"PUT", "/v1/setup", `{"v":5}`, 200, `{"data":{"type":"setupData","id":"default","attributes":{"data":{"v":5}}}}`},
		{"PUT", "/v1/setup", `{`, 400, `{"errors":[{"status":"400","title":"Invalid data","detail":"unexpected EOF"}]}`},
		{"POST", "/v1/setup", "", 501, `{"errors":[{"status":"501","title":"Not Implemented","detail":"volley cannot run setup() again"}]}`},
		{"POST", "/v1/teardown", "", 501, `{"errors":[{"status":"501","title":"Not Implemented","detail":"volley cannot run teardown() before the end"}]}`},
		{"PATCH", "/v1/status", "x", 400, `{"errors":[{"status":"400","title":"Invalid data","detail":"invalid character 'x' looking for beginning of value"}]}`},
		{"PATCH", "/v1/status", `{"data":{"attributes":{"vus":5}}}`, 500, `{"errors":[{"status":"500","title":"Execution config error","detail":"an externally-controlled executor needs to be configured for live configuration updates"}]}`},
		{"PATCH", "/v1/status", `{"data":{"attributes":{"paused":true}}}`, 500, `{"errors":[{"status":"500","title":"Pause error","detail":"a test can be paused before its start only, with --paused"}]}`},
		{"GET", "/ping", "", 200, "ok"},
		{"GET", "/", "", 200, "ok"},
		{"GET", "/debug/pprof/", "", 404, "404 page not found\n"},
		{"DELETE", "/v1/status", "", 405, "Method Not Allowed\n"},
	} {
		if code, got := ask(h, c.method, c.path, c.body); code != c.code || got != c.want {
			t.Errorf("%s %s %s: %d %s, want %d %s", c.method, c.path, c.body, code, got, c.code, c.want)
		}
	}
	if p.stopped != nil {
		t.Errorf("it was stopped: %v", p.stopped)
	}
}

func TestLists(t *testing.T) {
	h := Handler(Config{Test: &pretended{stage: "running", summary: measurements(t)}})
	var list struct{ Data []struct{ Type, ID string } }
	_, body := ask(h, "GET", "/v1/metrics", "")
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Data) != 6 || list.Data[2].ID != "my_counter{a:b}" {
		t.Errorf("%v, %s", err, body)
	}
	none := metric.NewRegistry(metric.Config{}).NewTotal()
	h = Handler(Config{Test: &pretended{stage: "initialising", summary: summary.Of(summary.Input{Total: none})}})
	if _, body := ask(h, "GET", "/v1/metrics", ""); body != `{"data":[]}` {
		t.Errorf("no metrics: %s", body)
	}
	if _, body := ask(h, "GET", "/v1/setup", ""); body != `{"data":{"type":"setupData","id":"default","attributes":{}}}` {
		t.Errorf("no setup data: %s", body)
	}
}

func TestPatchStopped(t *testing.T) {
	p := &pretended{stage: "running", summary: measurements(t)}
	h := Handler(Config{Test: p})
	code, body := ask(h, "PATCH", "/v1/status", `{"data":{"type":"status","id":"default","attributes":{"stopped":true}}}`)
	if code != 200 || !errors.Is(p.stopped, run.ErrStopped) || !strings.Contains(body, `"stopped":true,"running":true`) {
		t.Errorf("%d %s, %v", code, body, p.stopped)
	}
	p.stage = "finished"
	if _, body := ask(h, "GET", "/v1/status", ""); !strings.Contains(body, `"status":10,`) || !strings.Contains(body, `"running":false`) {
		t.Errorf("at its end: %s", body)
	}
}

// TestPatchFinished: what is over is not stopped.
func TestPatchFinished(t *testing.T) {
	h := Handler(Config{Test: &pretended{stage: "finished", summary: measurements(t)}})
	if _, body := ask(h, "PATCH", "/v1/status", `{"data":{"attributes":{"stopped":true}}}`); !strings.Contains(body, `"status":9,`) || !strings.Contains(body, `"stopped":false`) {
		t.Error(body)
	}
}

func TestPatchPaused(t *testing.T) {
	p := &pretended{stage: "paused", summary: measurements(t)}
	h := Handler(Config{Test: p, Paused: true})
	if _, body := ask(h, "GET", "/v1/status", ""); !strings.Contains(body, `"status":4,"paused":true`) || !strings.Contains(body, `"running":false`) {
		t.Error(body)
	}
	const on = `{"data":{"attributes":{"paused":false}}}`
	if code, body := ask(h, "PATCH", "/v1/status", on); code != 200 || !p.resumed || !strings.Contains(body, `"status":7,"paused":false`) {
		t.Errorf("%d %s", code, body)
	}
	if code, body := ask(h, "PATCH", "/v1/status", on); code != 200 { // it is not paused: nothing changes
		t.Errorf("%d %s", code, body)
	}
}

func TestSetupDataTooLate(t *testing.T) {
	h := Handler(Config{Test: &pretended{stage: "running", fixed: errors.New("too late")}})
	if code, body := ask(h, "PUT", "/v1/setup", `1`); code != 409 || !strings.Contains(body, "too late") {
		t.Errorf("%d %s", code, body)
	}
}

func TestProfiling(t *testing.T) {
	h := Handler(Config{Test: &pretended{}, Profiling: true})
	if code, body := ask(h, "GET", "/debug/pprof/", ""); code != 200 || !strings.Contains(body, "goroutine") {
		t.Errorf("%d %s", code, body)
	}
}

// TestListen: the API is there from Listen to Close, and an address that is
// taken is a fault of its own class.
func TestListen(t *testing.T) {
	s, err := Listen(Config{Address: "127.0.0.1:0", Test: &pretended{}})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get("http://" + s.Addr() + "/ping")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if string(body) != "ok" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
	for _, taken := range []string{s.Addr(), "nonsense"} {
		if _, err := Listen(Config{Address: taken}); err == nil {
			t.Errorf("%s can be taken", taken)
		} else if _, is := errors.AsType[*Unavailable](err); !is {
			t.Errorf("%s: %v is no *Unavailable", taken, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if c, err := net.Dial("tcp", s.Addr()); err == nil {
		_ = c.Close()
		t.Error("it is still there")
	}
}
