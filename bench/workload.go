//go:build linux

package main

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

//go:embed script/*.js
var scripts embed.FS

// workload is one thing both tools are made to do.
type workload struct {
	name    string
	script  string
	path    string // at the server; "" = /echo
	secure  bool   // over TLS
	env     string // NAME=value, for the script; "" = none
	measure func(*trial) error
	unit    string  // of the cost
	least   float64 // the ratio without which the design has failed; 0 = none
	bar     float64 // the ratio volley must reach; 0 = none
	vus     int     // 0 = the -vus flag
	sockets int     // per VU
	pairs   int     // at most; 0 = the -pairs flag
	asked   bool    // only runs when -run names it
	tsung   bool    // tsung can do it, or what is closest
}

const (
	perMessage = "µs/message"
	perSession = "µs/session"
	perSample  = "µs/sample"
	// perConnection is the unit of idle memory.
	perConnection = "kB/connection"
)

// workloads is the table of all of them, in the order they run.
var workloads = []workload{
	{name: "echo-ws", script: "echo-ws.js", measure: (*trial).echo, unit: perMessage, least: 2, bar: 2.5, vus: 100, sockets: 1, tsung: true},
	{name: "echo-websockets", script: "echo-websockets.js", measure: (*trial).echo, unit: perMessage, least: 2, bar: 3.5, vus: 100, sockets: 1},
	{name: "echo-1kB-ws", script: "echo-ws.js", env: "SIZE=1000", measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1, tsung: true},
	{name: "echo-1kB-websockets", script: "echo-websockets.js", env: "SIZE=1000", measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1},
	{name: "echo-16kB-ws", script: "echo-ws.js", env: "SIZE=16000", measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1, tsung: true},
	{name: "echo-16kB-websockets", script: "echo-websockets.js", env: "SIZE=16000", measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1},
	{name: "binary-ws", script: "binary-ws.js", measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1},
	{name: "binary-websockets", script: "binary-websockets.js", measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1},
	{name: "tls-ws", script: "echo-ws.js", secure: true, measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1, tsung: true},
	{name: "tls-websockets", script: "echo-websockets.js", secure: true, measure: (*trial).echo, unit: perMessage, vus: 100, sockets: 1},
	{name: "deflate-ws", script: "echo-ws.js", path: "/deflate", env: deflated, measure: (*trial).packed, unit: perMessage, vus: 100, sockets: 1},
	{name: "deflate-websockets", script: "echo-websockets.js", path: "/deflate", env: deflated, measure: (*trial).packed, unit: perMessage, vus: 100, sockets: 1},
	{name: "chat-ws", script: "chat-ws.js", path: "/room", measure: (*trial).chat, unit: perMessage, vus: 500, sockets: 1},
	{name: "chat-websockets", script: "chat-websockets.js", path: "/room", measure: (*trial).chat, unit: perMessage, vus: 500, sockets: 1},
	{name: "receive-ws", script: "receive-ws.js", measure: (*trial).receive, unit: perMessage, least: 3, bar: 5, vus: 100, sockets: 1},
	{name: "receive-websockets", script: "receive-websockets.js", measure: (*trial).receive, unit: perMessage, least: 3, bar: 7, vus: 100, sockets: 1},
	{name: "drip-ws", script: "receive-ws.js", measure: (*trial).drip, unit: perMessage, vus: 100, sockets: 1, asked: true},
	{name: "drip-websockets", script: "receive-websockets.js", measure: (*trial).drip, unit: perMessage, vus: 100, sockets: 1, asked: true},
	{name: "flood-ws", script: "receive-ws.js", measure: (*trial).flood, unit: perMessage, vus: 100, sockets: 1, asked: true},
	{name: "flood-websockets", script: "receive-websockets.js", measure: (*trial).flood, unit: perMessage, vus: 100, sockets: 1, asked: true},
	{name: "churn-ws", script: "churn-ws.js", measure: (*trial).churn, unit: perSession, least: 2, bar: 2.5, vus: 50, sockets: 1},
	{name: "churn-websockets", script: "churn-websockets.js", measure: (*trial).churn, unit: perSession, least: 2, bar: 3.5, vus: 50, sockets: 1},
	{name: "baseline", script: "baseline.js", measure: (*trial).baseline, unit: "MB", vus: 1},
	{name: "idle-ws", script: "idle-ws.js", measure: (*trial).idle, unit: perConnection, least: 5, bar: 5, sockets: 1, tsung: true},
	{name: "idle-websockets", script: "idle-websockets.js", measure: (*trial).idle, unit: perConnection, least: 5, bar: 6, sockets: 1},
	{name: "idle-many", script: "idle-websockets.js", measure: (*trial).idle, unit: perConnection, least: 5, bar: 10, vus: 100, sockets: 100},
	{name: "heartbeat", script: "heartbeat-websockets.js", measure: (*trial).heartbeat, unit: perMessage, vus: 100, sockets: 100, pairs: 3},
	{name: "samples", script: "samples.js", measure: (*trial).samples, unit: perSample, vus: 2, sockets: 1, pairs: 1},
	{name: "startup", script: "startup.js", measure: (*trial).startup, unit: "ms", bar: 3, vus: 1, sockets: 1},
	{name: "startup-big", script: "startup-big.js", measure: (*trial).startupBig, unit: "ms", vus: 1000, sockets: 1, pairs: 3},
}

// deflated asks for compression, of a message that is worth it.
const deflated = "SIZE=1000 COMPRESSION=deflate"

// curve is the table of -curve: the same work on ever more sockets and VUs.
func curve() (all []workload) {
	for _, sockets := range []int{1, 10, 50, 150} {
		all = append(all, workload{name: fmt.Sprintf("sockets-%d", 100*sockets), script: "echo-websockets.js", measure: (*trial).echo,
			unit: perMessage, vus: 100, sockets: sockets})
	}
	for _, module := range []string{"ws", "websockets"} {
		for _, vus := range []int{10, 50, 200, 500, 2000} {
			all = append(all, workload{name: fmt.Sprintf("vus-%d-%s", vus, module), script: "echo-" + module + ".js", measure: (*trial).echo,
				unit: perMessage, vus: vus, sockets: 1})
		}
	}
	return all
}

// chosen are the workloads of a table whose names match, the baseline before
// those that idle: their memory is shown without it, too.
func chosen(table []workload, match *regexp.Regexp) ([]workload, error) {
	var some []workload
	for _, w := range table {
		if match == nil && !w.asked || match != nil && match.MatchString(w.name) {
			some = append(some, w)
		}
	}
	if len(some) == 0 {
		var names []string
		for _, w := range table {
			names = append(names, w.name)
		}
		return nil, fmt.Errorf("-run: no workload matches %q; there are %s", match, strings.Join(names, ", "))
	}
	idles := func(w workload) bool { return w.unit == perConnection }
	isBase := func(w workload) bool { return w.name == "baseline" }
	if slices.ContainsFunc(some, idles) && !slices.ContainsFunc(some, isBase) {
		some = append([]workload{workloads[slices.IndexFunc(workloads, isBase)]}, some...)
	}
	return some, nil
}

// unpack writes the scripts into a folder, where tools can read them, and the
// bundle beside them.
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
	if err := os.WriteFile(filepath.Join(folder, "bundle.js"), bundle(1_000_000), 0o644); err != nil {
		return fmt.Errorf("scripts: %w", err)
	}
	return nil
}

// bundle is at least so many bytes of code as a bundler leaves it: modules that
// run when they are first required, of which check, the only export, requires
// some.
func bundle(size int) []byte {
	out := []byte("const lazy = (f) => { let m; return () => { if (!m) { m = {}; f(m); } return m; }; };\n")
	count := 0
	for ; len(out) < size; count++ {
		out = fmt.Appendf(out, `const require_%[1]d = lazy((exports) => {
  const defaults = { name: 'module %[1]d', retries: %[2]d, list: [1, 2, 3, %[1]d], nested: { on: true, text: "it's %[1]d" } };
  class Store extends Map {
    constructor(limit = %[2]d) { super(); this.limit = limit; }
    put(key, value) {
      if (this.size >= this.limit) { this.delete(this.keys().next().value); }
      return this.set(key, { ...defaults, value, at: key * %[1]d });
    }
    *pairs() { for (const [key, { value }] of this) { yield [key, value]; } }
  }
  exports.work = function work(n) {
    const store = new Store();
    for (let i = 0; i < 10; i++) { store.put(i, n ^ i); }
    let sum = 0;
    for (const [key, value] of store.pairs()) { sum += key * value %% 7; }
    return /^[0-9]+$/.test(String(sum)) ? sum : %[1]d;
  };
});
`, count, count%9+3)
	}
	out = append(out, "const all = ["...)
	for i := range count {
		out = fmt.Appendf(out, "require_%d,", i)
	}
	return append(out, "];\nexport const check = (n) => all.slice(n % 100, n % 100 + 20).reduce((sum, f) => sum + f().work(n), 0);\n"...)
}
