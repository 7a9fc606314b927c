package rest

import (
	"encoding/json"
	"math"
	"net/http"

	"volley/internal/metric"
	"volley/internal/summary"
)

// measured is a metric as the API shows it.
type measured struct {
	Type     string         `json:"type"`
	Contains string         `json:"contains"`
	Tainted  *bool          `json:"tainted"` // a threshold is crossed; nil if it has none
	Sample   map[string]any `json:"sample"`
}

func (a *api) metrics() []resource {
	all := []resource{}
	for _, m := range a.test.Summary().Total.Metrics {
		all = append(all, metricOf(m))
		for _, sub := range m.Subs {
			all = append(all, metricOf(sub))
		}
	}
	return all
}

// metricOf shows the numbers that k6 shows here: fewer than in a summary.
func metricOf(m summary.Metric) resource {
	stats := m.Stats
	if m.Metric.Kind == metric.Trend {
		stats = m.Fixed
	}
	sample := map[string]any{}
	for _, s := range stats {
		hidden := m.Metric.Kind == metric.Gauge && s.Name != "value" || m.Metric.Kind == metric.Rate && s.Name != "rate"
		if hidden {
			continue
		}
		if math.IsInf(s.Value, 0) || math.IsNaN(s.Value) {
			sample[s.Name] = nil
			continue
		}
		sample[s.Name] = s.Value
	}
	shown := measured{Type: m.Metric.Kind.String(), Contains: m.Metric.Contains.String(), Sample: sample}
	for _, v := range m.Verdicts {
		if shown.Tainted == nil {
			shown.Tainted = new(bool)
		}
		*shown.Tainted = *shown.Tainted || !v.OK
	}
	return resource{Type: "metrics", ID: m.Name, Attributes: shown}
}

func (a *api) getMetrics(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, document{a.metrics()})
}

func (a *api) getMetric(w http.ResponseWriter, r *http.Request) {
	pick(w, a.metrics(), r.PathValue("id"), "No metric with that ID was found")
}

// pick answers with one resource of several.
func pick(w http.ResponseWriter, all []resource, id, none string) {
	for _, one := range all {
		if one.ID == id {
			answer(w, http.StatusOK, document{one})
			return
		}
	}
	refuse(w, http.StatusNotFound, "Not Found", none)
}

// group is a group as the API shows it.
type group struct {
	Path   string  `json:"path"`
	Name   string  `json:"name"`
	Checks []check `json:"checks"`
}

type check struct {
	ID     string `json:"id"`
	Path   string `json:"path"`
	Name   string `json:"name"`
	Passes uint64 `json:"passes"`
	Fails  uint64 `json:"fails"`
}

// related are the groups within a group and the one around it.
type related struct {
	Groups struct {
		Data []resource `json:"data"`
	} `json:"groups"`
	Parent struct {
		Data *resource `json:"data"`
	} `json:"parent"`
}

// groups are all groups, each before those within it.
func (a *api) groups() []resource {
	var all []resource
	var visit func(g *summary.Group, parent *resource)
	visit = func(g *summary.Group, parent *resource) {
		shown := group{Path: g.Path, Name: g.Name, Checks: []check{}}
		for _, c := range g.Checks {
			shown.Checks = append(shown.Checks, check{c.ID(), c.Path(), c.Name, c.Passes, c.Fails})
		}
		var to related
		to.Groups.Data, to.Parent.Data = []resource{}, parent
		for _, inner := range g.Shown() {
			to.Groups.Data = append(to.Groups.Data, resource{Type: "groups", ID: inner.ID()})
		}
		all = append(all, resource{Type: "groups", ID: g.ID(), Attributes: shown, Relationships: to})
		for _, inner := range g.Shown() {
			visit(inner, &resource{Type: "groups", ID: g.ID()})
		}
	}
	visit(a.test.Summary().Root, nil)
	return all
}

func (a *api) getGroups(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, document{a.groups()})
}

func (a *api) getGroup(w http.ResponseWriter, r *http.Request) {
	pick(w, a.groups(), r.PathValue("id"), "No group with that ID was found")
}

// setup is what setup() returned.
type setup struct {
	Data json.RawMessage `json:"data,omitempty"`
}

func (a *api) getSetup(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, document{resource{Type: "setupData", ID: "default", Attributes: setup{a.test.SetupData()}}})
}

// putSetup replaces what setup() returned by the request's body.
func (a *api) putSetup(w http.ResponseWriter, r *http.Request) {
	var data json.RawMessage
	if !read(w, r, &data) {
		return
	}
	if err := a.test.SetSetupData(data); err != nil {
		refuse(w, http.StatusConflict, "Setup data error", err.Error())
		return
	}
	a.getSetup(w, r)
}
