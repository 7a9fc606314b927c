//go:build linux

package main

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed script/*.js
var scripts embed.FS

// perConnection is the unit of idle memory.
const perConnection = "kB/connection"

// workload is one thing both tools are made to do.
type workload struct {
	name    string
	script  string
	measure func(*trial) error
	unit    string  // of the cost
	least   float64 // the ratio without which the design has failed; 0 = none
	bar     float64 // the ratio volley must reach; 0 = none
	vus     int     // 0 = the -vus flag
	sockets int     // per VU
}

// workloads is the table of all of them, in the order they run.
var workloads = []workload{
	{name: "echo-ws", script: "echo-ws.js", measure: (*trial).echo, unit: "µs/message", least: 2, bar: 2.5, vus: 100, sockets: 1},
	{name: "echo-websockets", script: "echo-websockets.js", measure: (*trial).echo, unit: "µs/message", least: 2, bar: 3.5, vus: 100, sockets: 1},
	{name: "receive-ws", script: "receive-ws.js", measure: (*trial).receive, unit: "µs/message", least: 3, bar: 5, vus: 100, sockets: 1},
	{name: "receive-websockets", script: "receive-websockets.js", measure: (*trial).receive, unit: "µs/message", least: 3, bar: 7, vus: 100, sockets: 1},
	{name: "drip-ws", script: "receive-ws.js", measure: (*trial).drip, unit: "µs/message", vus: 100, sockets: 1},
	{name: "drip-websockets", script: "receive-websockets.js", measure: (*trial).drip, unit: "µs/message", vus: 100, sockets: 1},
	{name: "flood-ws", script: "receive-ws.js", measure: (*trial).flood, unit: "µs/message", vus: 100, sockets: 1},
	{name: "flood-websockets", script: "receive-websockets.js", measure: (*trial).flood, unit: "µs/message", vus: 100, sockets: 1},
	{name: "churn-ws", script: "churn-ws.js", measure: (*trial).churn, unit: "µs/session", least: 2, bar: 2.5, vus: 50, sockets: 1},
	{name: "churn-websockets", script: "churn-websockets.js", measure: (*trial).churn, unit: "µs/session", least: 2, bar: 3.5, vus: 50, sockets: 1},
	{name: "baseline", script: "baseline.js", measure: (*trial).baseline, unit: "MB", vus: 1},
	{name: "idle-ws", script: "idle-ws.js", measure: (*trial).idle, unit: perConnection, least: 5, bar: 5, sockets: 1},
	{name: "idle-websockets", script: "idle-websockets.js", measure: (*trial).idle, unit: perConnection, least: 5, bar: 6, sockets: 1},
	{name: "idle-many", script: "idle-websockets.js", measure: (*trial).idle, unit: perConnection, least: 5, bar: 10, vus: 100, sockets: 100},
	{name: "startup", script: "startup.js", measure: (*trial).startup, unit: "ms", bar: 3, vus: 1, sockets: 1},
}

// chosen are the workloads of a comma-separated list of names; all for "".
func chosen(only string) ([]workload, error) {
	if only == "" {
		return workloads, nil
	}
	var some []workload
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(workloads, func(w workload) bool { return w.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-only: no workload is named %q; there are %s", name, strings.Join(names(), ", "))
		}
		some = append(some, workloads[i])
	}
	return some, nil
}

func names() []string {
	all := make([]string, len(workloads))
	for i, w := range workloads {
		all[i] = w.name
	}
	return all
}

// unpack writes the scripts into a folder, where tools can read them.
func unpack(folder string) error {
	entries, err := scripts.ReadDir("script")
	if err != nil {
		return fmt.Errorf("scripts: %w", err)
	}
	for _, e := range entries {
		text, err := scripts.ReadFile("script/" + e.Name())
		if err != nil {
			return fmt.Errorf("scripts: %w", err)
		}
		if err := os.WriteFile(filepath.Join(folder, e.Name()), text, 0o644); err != nil {
			return fmt.Errorf("scripts: %w", err)
		}
	}
	return nil
}
