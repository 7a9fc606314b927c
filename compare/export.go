package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// own are the metrics only volley has: docs/compat.md, "More than k6".
var own = []string{
	"ws_errors", "ws_blocked", "ws_lookup", "ws_tcp_connecting", "ws_tls_handshaking", "ws_upgrading",
	"ws_open_sockets", "ws_reads_paused", "ws_closes", "ws_payload_sent", "ws_payload_received", "iteration_exceptions", "iteration_start_delay", "loop_lag",
}

// sampled are the metrics taken every second: a run of less has none.
var sampled = []string{"vus", "vus_max"}

// export is a summary as --summary-export writes it.
type export struct {
	Metrics   map[string]map[string]json.RawMessage `json:"metrics"`
	Root      section                               `json:"root_group"`
	SetupData json.RawMessage                       `json:"setup_data"`
}

type section struct {
	Path   string             `json:"path"`
	Groups map[string]section `json:"groups"`
	Checks map[string]struct {
		Path          string
		Passes, Fails int
	} `json:"checks"`
}

// exportLines are the facts of a summary: no times, no numbers of bytes.
func exportLines(text []byte, values []string) ([]string, error) {
	var e export
	if err := json.Unmarshal(text, &e); err != nil {
		return nil, err
	}
	var all []string
	for _, name := range sortedKeys(e.Metrics) {
		base, _, _ := strings.Cut(name, "{")
		if !slices.Contains(own, base) && !slices.Contains(sampled, base) {
			all = append(all, "metric "+name+" "+metricFact(base, e.Metrics[name], slices.Contains(values, name)))
		}
		var judged map[string]bool
		if raw := e.Metrics[name]["thresholds"]; raw != nil {
			if err := json.Unmarshal(raw, &judged); err != nil {
				return nil, err
			}
		}
		for _, expr := range sortedKeys(judged) {
			verdict := "ok"
			if judged[expr] { // k6: true is failed
				verdict = "crossed"
			}
			all = append(all, fmt.Sprintf("threshold %s '%s' %s", name, expr, verdict))
		}
	}
	if e.SetupData != nil {
		var data any
		if err := json.Unmarshal(e.SetupData, &data); err != nil {
			return nil, err
		}
		sorted, _ := json.Marshal(data) // it came from JSON
		all = append(all, "setup_data "+string(sorted))
	}
	return e.Root.lines(all), nil
}

// lines appends the groups and checks of a group, in depth.
func (s section) lines(all []string) []string {
	for _, name := range sortedKeys(s.Checks) {
		c := s.Checks[name]
		all = append(all, fmt.Sprintf("check %s %d/%d", c.Path, c.Passes, c.Fails))
	}
	for _, name := range sortedKeys(s.Groups) {
		all = s.Groups[name].lines(append(all, "group "+s.Groups[name].Path))
	}
	return all
}

// metricFact is what is compared of a metric, found by the values its type has.
func metricFact(name string, values map[string]json.RawMessage, whole bool) string {
	has := func(key string) bool { return values[key] != nil }
	switch {
	case strings.HasPrefix(name, "data_"):
		return "bytes"
	case has("passes"):
		return fmt.Sprintf("rate %s/%s", values["passes"], values["fails"])
	case has("value"):
		return fmt.Sprintf("gauge %s (%s to %s)", values["value"], values["min"], values["max"])
	case has("count") && has("rate"):
		return fmt.Sprintf("counter %s", values["count"])
	}
	var b strings.Builder
	b.WriteString("trend")
	for _, key := range sortedKeys(values) {
		switch {
		case key == "thresholds":
		case key == "count" || whole:
			fmt.Fprintf(&b, " %s=%s", key, values[key])
		default:
			b.WriteString(" " + key)
		}
	}
	return b.String()
}
