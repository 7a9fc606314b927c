//go:build unix

package cli

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
)

// apiOf waits until a started volley, which logs debug messages, says where its
// API is.
func (s *started) apiOf(t *testing.T) string {
	t.Helper()
	const says = "the REST API is at "
	s.await(t, says)
	line := s.rest[len(s.rest)-1]
	return strings.Trim(line[strings.Index(line, says)+len(says):], `" `)
}

// ask sends a request and returns the answer's body.
func ask(t *testing.T, method, url, body string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestAPIStops: a test that is stopped through its API tears down, sums up and
// ends with 103.
func TestAPIStops(t *testing.T) {
	t.Parallel()
	s := start(t, longTest, "run", "-v", "-a", "127.0.0.1:0")
	api := s.apiOf(t)
	s.await(t, "begun")
	s.await(t, "begun") // both VUs
	if got := ask(t, "GET", api+"/v1/status", ""); !strings.Contains(got, `"status":7,"paused":false,"vus":2,"vus-max":2,"stopped":false`) {
		t.Errorf("status: %s", got)
	}
	if got := ask(t, "PATCH", api+"/v1/status", `{"data":{"attributes":{"stopped":true}}}`); !strings.Contains(got, `"stopped":true`) {
		t.Errorf("stopped: %s", got)
	}
	if code := s.code(t); code != exitStopped {
		t.Errorf("exit code %d, want %d", code, exitStopped)
	}
	if !strings.Contains(s.stdout.String(), "█ TOTAL RESULTS") {
		t.Errorf("there is no summary:\n%s", s.stdout.String())
	}
	if log := strings.Join(s.rest, "\n"); !strings.Contains(log, "torn down") || !strings.Contains(log, `level=error msg="test run stopped from REST API"`) {
		t.Errorf("the log is\n%s", log)
	}
}

// TestAPIStartsAndLingers: a paused test waits for the API, and --linger keeps
// the API until Ctrl-C, which is no fault then.
func TestAPIStartsAndLingers(t *testing.T) {
	t.Parallel()
	s := start(t, "export default function () {}", "run", "-v", "-a", "127.0.0.1:0", "--paused", "--linger", "--profiling-enabled")
	api := s.apiOf(t)
	s.await(t, "Execution is paused, waiting for resume or interrupt...")
	if got := ask(t, "GET", api+"/v1/status", ""); !strings.Contains(got, `"status":4,"paused":true`) {
		t.Errorf("status: %s", got)
	}
	if got := ask(t, "PATCH", api+"/v1/status", `{"data":{"attributes":{"paused":false}}}`); !strings.Contains(got, `"paused":false`) {
		t.Errorf("resumed: %s", got)
	}
	s.await(t, "--linger keeps volley until Ctrl-C")
	if got := ask(t, "GET", api+"/v1/status", ""); !strings.Contains(got, `"status":9,"paused":false`) {
		t.Errorf("status: %s", got)
	}
	if got := ask(t, "GET", api+"/v1/metrics/iterations", ""); !strings.Contains(got, `"sample":{"count":1,"rate":`) {
		t.Errorf("iterations: %s", got)
	}
	if got := ask(t, "GET", api+"/debug/pprof/", ""); !strings.Contains(got, "goroutine") {
		t.Errorf("profiles: %s", got)
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := s.code(t); code != exitOK {
		t.Errorf("exit code %d, want %d: %s", code, exitOK, s.rest)
	}
}
