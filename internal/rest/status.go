package rest

import (
	"net/http"

	"volley/internal/run"
)

// stages are k6's numbers of the stages of a test.
var stages = map[string]int{
	"initialising": 1, "paused": 4, "setup": 6, "running": 7, "stopping": 7, "teardown": 8, "finished": 9,
}

// interrupted is k6's number of a test that ended before its time.
const interrupted = 10

// status is a test as the API shows it.
type status struct {
	Status  int   `json:"status"`
	Paused  bool  `json:"paused"`
	VUs     int64 `json:"vus"`
	VUsMax  int64 `json:"vus-max"`
	Stopped bool  `json:"stopped"`
	Running bool  `json:"running"`
	Tainted bool  `json:"tainted"` // a threshold is crossed
}

// wish is what PATCH asks for; what is nil stays.
type wish struct {
	Data struct {
		Attributes struct {
			Paused  *bool  `json:"paused"`
			VUs     *int64 `json:"vus"`
			VUsMax  *int64 `json:"vus-max"`
			Stopped *bool  `json:"stopped"`
		} `json:"attributes"`
	} `json:"data"`
}

func (a *api) getStatus(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, document{resource{Type: "status", ID: "default", Attributes: a.status()}})
}

func (a *api) status() status {
	s := a.test.Status()
	a.mu.Lock()
	shown := status{Status: stages[s.Stage], Paused: a.paused, VUs: s.VUs, VUsMax: s.Born, Stopped: a.stopped}
	a.mu.Unlock()
	shown.Running = shown.Status > stages["paused"] && shown.Status < stages["finished"]
	if s.Stage == "finished" && shown.Stopped {
		shown.Status = interrupted
	}
	for _, v := range a.test.Summary().Verdicts {
		shown.Tainted = shown.Tainted || !v.OK
	}
	return shown
}

// patchStatus stops a test, or starts one that waits for that.
func (a *api) patchStatus(w http.ResponseWriter, r *http.Request) {
	var wanted wish
	if !read(w, r, &wanted) {
		return
	}
	is := a.status()
	will := wanted.Data.Attributes
	if will.Stopped != nil && *will.Stopped {
		a.mu.Lock()
		a.stopped = a.stopped || is.Status < stages["finished"]
		a.mu.Unlock()
		a.test.Stop(run.ErrStopped)
		a.getStatus(w, r)
		return
	}
	if will.Paused != nil && *will.Paused != is.Paused && !a.pause(w, *will.Paused) {
		return
	}
	changes := func(n *int64, is int64) bool { return n != nil && *n != is }
	if changes(will.VUs, is.VUs) || changes(will.VUsMax, is.VUsMax) { // k6's words
		refuse(w, http.StatusInternalServerError, "Execution config error", "an externally-controlled executor needs to be configured for live configuration updates")
		return
	}
	a.getStatus(w, r)
}

// pause starts a test that waits; no other can be paused. false: that has been
// said.
func (a *api) pause(w http.ResponseWriter, on bool) bool {
	if on {
		refuse(w, http.StatusInternalServerError, "Pause error", "a test can be paused before its start only, with --paused")
		return false
	}
	if err := a.test.Resume(); err != nil {
		refuse(w, http.StatusInternalServerError, "Pause error", err.Error())
		return false
	}
	a.mu.Lock()
	a.paused = false
	a.mu.Unlock()
	return true
}
