//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// holding is something of which a tool keeps many while it waits. Two runs, with few
// and with many VUs, show what one of it takes.
type holding struct {
	workload
	module string // what script vus.js imports, as JavaScript; "" for other scripts
	few    int    // VUs
}

// holdings is the table of -memory. The workload's vus are the many.
var holdings = []holding{
	{workload{name: "VU", script: "vus.js", vus: 1020}, `export const use = () => {};`, 20},
	{workload{name: "VU, k6/ws", script: "vus.js", vus: 1020}, `import ws from 'k6/ws'; export const use = () => ws;`, 20},
	{workload{name: "VU, k6/websockets", script: "vus.js", vus: 1020}, `import { WebSocket } from 'k6/websockets'; export const use = () => WebSocket;`, 20},
	{workload{name: "VU, k6/http", script: "vus.js", vus: 1020}, `import http from 'k6/http'; export const use = () => http;`, 20},
	{workload{name: "VU, k6/metrics", script: "vus.js", vus: 1020}, `import { Trend } from 'k6/metrics'; const trend = new Trend('trend'); export const use = () => trend.add(1);`, 20},
	{workload{name: "VU, k6/crypto and k6/encoding", script: "vus.js", vus: 1020}, `import crypto from 'k6/crypto'; import encoding from 'k6/encoding'; export const use = () => [crypto, encoding];`, 20},
	{workload{name: "VU, 1 MB bundle", script: "vus.js", vus: 220}, `import { check } from './bundle.js'; export const use = () => check(1);`, 20},
	{workload{name: "VU and its socket, k6/ws", script: "idle-ws.js", sockets: 1, vus: 1020}, "", 20},
	{workload{name: "VU and its socket, k6/websockets", script: "idle-websockets.js", sockets: 1, vus: 1020}, "", 20},
	{workload{name: "socket", script: "idle-websockets.js", sockets: 100, vus: 60}, "", 20},
	{workload{name: "TLS socket", script: "idle-websockets.js", secure: true, sockets: 100, vus: 60}, "", 20},
	{workload{name: "deflate socket", script: "idle-websockets.js", path: "/deflate", env: "COMPRESSION=deflate", sockets: 100, vus: 60}, "", 20},
	{workload{name: "deflate socket that has spoken", script: "idle-websockets.js", path: "/deflate", env: "COMPRESSION=deflate SPEAK=1", sockets: 100, vus: 60}, "", 20},
}

// held is what one of a holding takes, in bytes.
type held struct {
	Name  string  `json:"name"`
	Tool  string  `json:"tool"`
	Why   string  `json:"why,omitempty"` // why it is not known
	RSS   float64 `json:"rss_bytes"`
	Heap  float64 `json:"heap_bytes"`
	Stack float64 `json:"stack_bytes"`
	Parts []part  `json:"parts,omitempty"` // of the heap, the largest first
}

// part is what a package allocated of it.
type part struct {
	Package string  `json:"package"`
	Bytes   float64 `json:"bytes"`
}

// keep measures all holdings whose names match, in every tool.
func (c command) keep(ctx context.Context, r *report) {
	for _, h := range holdings {
		if c.match != nil && !c.match.MatchString(h.name) {
			continue
		}
		for _, t := range r.Tools {
			x := held{Name: h.name, Tool: t.Name}
			if err := x.weigh(ctx, c.settings, h, t); err != nil {
				x.Why = err.Error()
			}
			r.Held = append(r.Held, x)
			fmt.Fprintf(os.Stderr, "%-32s %-7s %s kB %s\n", x.Name, x.Tool, number(x.RSS/1000), x.Why)
		}
	}
}

// weigh makes the two runs.
func (x *held) weigh(ctx context.Context, set settings, h holding, t tool) error {
	if h.module != "" {
		if err := os.WriteFile(filepath.Join(set.folder, "module.js"), []byte(h.module), 0o644); err != nil {
			return err
		}
	}
	few, err := snap(ctx, set, h, t, h.few)
	if err != nil {
		return err
	}
	many, err := snap(ctx, set, h, t, h.vus)
	if err != nil {
		return err
	}
	units := float64((h.vus - h.few) * max(h.sockets, 1))
	x.RSS, x.Heap, x.Stack = (many.rss-few.rss)/units, (many.heap-few.heap)/units, (many.stack-few.stack)/units
	x.Parts, err = parts(ctx, few.profile, many.profile, units)
	return err
}

// snapshot is a tool's memory at one moment, in bytes.
type snapshot struct {
	rss, heap, stack float64
	profile          string // a file
}

// fine is how finely the heap is sampled: one allocation in so many bytes.
const fine = "GODEBUG=memprofilerate=4096"

// snap runs a tool with so many VUs until its memory stands still.
func snap(ctx context.Context, set settings, h holding, t tool, vus int) (s snapshot, err error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	address, err := freeAddress()
	if err != nil {
		return s, err
	}
	t.flags = []string{"run", "--quiet", "--profiling-enabled", "--address", address}
	h.vus = vus
	h.measure = func(tr *trial) error {
		if err := tr.launch(); err != nil {
			return err
		}
		if _, err := tr.await("connections open", open, int64(tr.Expected)); err != nil {
			return err
		}
		if s.rss, err = tr.plateau(); err != nil {
			return err
		}
		return s.ask(ctx, "http://"+address+"/debug/pprof/heap", filepath.Join(set.folder, "heap"+strconv.Itoa(vus)))
	}
	set.environ = []string{fine}
	if x := try(ctx, set, h.workload, t, 1); x.Why != "" {
		return s, errors.New(x.Why)
	}
	return s, nil
}

// freeAddress is a port of the loopback address that nobody has.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp4", netip.AddrPortFrom(home, 0).String())
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// plateau waits until memory has stood still for a while and says where, in bytes.
func (t *trial) plateau() (float64, error) {
	low, high := 0.0, 0.0
	for still := 0; still < 12; still++ {
		if err := t.pause(settle / 8); err != nil {
			return 0, err
		}
		m, err := memoryOf(t.proc.pid())
		if err != nil {
			return 0, err
		}
		now := float64(m.rss)
		if low, high = min(low, now), max(high, now); high-low > now/200 {
			low, high, still = now, now, 0
		}
	}
	return (low + high) / 2, nil
}

var statLine = regexp.MustCompile(`(?m)^# (HeapAlloc|Stack) = (\d+)`)

// ask takes a profile of the heap after a collection, and the runtime's own figures.
func (s *snapshot) ask(ctx context.Context, url, file string) error {
	profile, err := fetch(ctx, url+"?gc=1")
	if err != nil {
		return err
	}
	s.profile = file
	if err := os.WriteFile(file, profile, 0o644); err != nil {
		return err
	}
	text, err := fetch(ctx, url+"?gc=1&debug=1")
	if err != nil {
		return err
	}
	for _, m := range statLine.FindAllSubmatch(text, -1) {
		n, err := strconv.ParseFloat(string(m[2]), 64)
		if err != nil {
			return err
		}
		if string(m[1]) == "Stack" {
			s.stack = n
		} else {
			s.heap = n
		}
	}
	if s.heap == 0 || s.stack == 0 {
		return fmt.Errorf("%s names no HeapAlloc and Stack", url)
	}
	return nil
}

func fetch(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", url, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// parts are what packages allocated of the difference of two profiles, by unit.
func parts(ctx context.Context, few, many string, units float64) ([]part, error) {
	out, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", "-nodecount=1000000", "-nodefraction=0", "-unit=B",
		"-sample_index=inuse_space", "-base", few, many).Output()
	if err != nil {
		return nil, fmt.Errorf("go tool pprof: %w", err)
	}
	return parseParts(string(out), units), nil
}

// parseParts adds up the functions of pprof's text by their packages, and leaves
// out what is less than a fiftieth.
func parseParts(text string, units float64) (all []part) {
	sums, total := map[string]float64{}, 0.0
	_, rows, _ := strings.Cut(text, "cum%\n")
	for line := range strings.Lines(rows) {
		words := strings.Fields(line)
		if len(words) < 6 {
			continue
		}
		flat, err := strconv.ParseFloat(strings.TrimSuffix(words[0], "B"), 64)
		if err != nil {
			continue
		}
		sums[packageOf(words[5])] += flat / units
		total += flat / units
	}
	for name, bytes := range sums {
		if bytes > total/50 {
			all = append(all, part{name, bytes})
		}
	}
	slices.SortFunc(all, func(a, b part) int { return int(b.Bytes - a.Bytes) })
	return all
}

// packageOf is the last two words of a function's package path.
func packageOf(function string) string {
	folder, name := path.Split(strings.SplitN(function, "[", 2)[0])
	name, _, _ = strings.Cut(name, ".")
	if parent := path.Base(folder); folder != "" && parent != "internal" {
		return parent + "/" + name
	}
	return name
}
