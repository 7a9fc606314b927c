package rest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"sync"
	"time"

	"volley/internal/run"
	"volley/internal/summary"
)

// Test is what the API shows and steers; *run.Plan is one. All of it may be
// called from any goroutine.
type Test interface {
	Status() run.Status
	Summary() *summary.Summary
	SetupData() json.RawMessage
	SetSetupData(data json.RawMessage) error
	Stop(err error)
	Resume() error
}

// Config says what to serve and where.
//
// Immutable.
type Config struct {
	Address   string // host:port
	Profiling bool   // serve /debug/pprof/
	Paused    bool   // the test waits for its start
	Test      Test
}

// Unavailable is an address that cannot be served at.
//
// Immutable.
type Unavailable struct{ Err error }

// Error says why.
func (u *Unavailable) Error() string { return "start the REST API: " + u.Err.Error() }

// Unwrap is why.
func (u *Unavailable) Unwrap() error { return u.Err }

// Server is the REST API of one test, from Listen to Close.
//
// Safe for concurrent use.
type Server struct {
	http     *http.Server
	listener net.Listener
	ended    sync.WaitGroup
}

// Listen takes the address and serves. The error is an *Unavailable.
func Listen(c Config) (*Server, error) {
	l, err := net.Listen("tcp", c.Address)
	if err != nil {
		return nil, &Unavailable{err}
	}
	s := &Server{listener: l, http: &http.Server{Handler: Handler(c), ReadHeaderTimeout: 10 * time.Second}}
	s.ended.Go(func() { _ = s.http.Serve(l) }) // it ends with Close
	return s, nil
}

// Addr is where the API is.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Close ends the API at once, and whatever it is still asked.
func (s *Server) Close() error {
	err := s.http.Close()
	s.ended.Wait()
	return err
}

// Handler is the API without its server.
func Handler(c Config) http.Handler {
	a := &api{test: c.Test}
	a.paused = c.Paused
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/status", a.getStatus)
	mux.HandleFunc("PATCH /v1/status", a.patchStatus)
	mux.HandleFunc("GET /v1/metrics", a.getMetrics)
	mux.HandleFunc("GET /v1/metrics/{id}", a.getMetric)
	mux.HandleFunc("GET /v1/groups", a.getGroups)
	mux.HandleFunc("GET /v1/groups/{id}", a.getGroup)
	mux.HandleFunc("GET /v1/setup", a.getSetup)
	mux.HandleFunc("PUT /v1/setup", a.putSetup)
	mux.HandleFunc("POST /v1/setup", cannot("run setup() again"))
	mux.HandleFunc("POST /v1/teardown", cannot("run teardown() before the end"))
	ok := func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") }
	mux.HandleFunc("GET /ping", ok)
	mux.HandleFunc("GET /{$}", ok)
	if c.Profiling {
		mux.HandleFunc("/debug/pprof/", pprof.Index)
		mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
		mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	}
	return mux
}

// api answers for one test.
//
// Safe for concurrent use.
type api struct {
	test Test

	mu      sync.Mutex
	paused  bool // the test waits for its start
	stopped bool // somebody has asked for that
}

// document is a JSON:API answer.
type document struct {
	Data any `json:"data"`
}

// resource is one thing a document is about.
type resource struct {
	Type          string `json:"type"`
	ID            string `json:"id"`
	Attributes    any    `json:"attributes,omitempty"`
	Relationships any    `json:"relationships,omitempty"`
}

// fault is a JSON:API error.
type fault struct {
	Status string `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	text, err := json.Marshal(body)
	if err != nil { // a metric that is infinite
		code, text = http.StatusInternalServerError, []byte(`{"errors":[{"status":"500","title":"Encoding error"}]}`)
	}
	w.WriteHeader(code)
	_, _ = w.Write(text) // whoever asked may have gone
}

func refuse(w http.ResponseWriter, code int, title, detail string) {
	answer(w, code, struct {
		Errors []fault `json:"errors"`
	}{[]fault{{fmt.Sprint(code), title, detail}}})
}

// cannot answers for what volley does not do.
func cannot(what string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotImplemented, "Not Implemented", "volley cannot "+what)
	}
}

// maxBody is the most that a request may bring.
const maxBody = 64 << 20

// read reads a request's JSON; false if it could not, and that has been said.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(into)
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		refuse(w, http.StatusRequestEntityTooLarge, "Invalid data", err.Error())
		return false
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, "Invalid data", err.Error())
	}
	return err == nil
}
