//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"volley/internal/option"
	"volley/internal/run"
	"volley/internal/script"
)

// The guard's file and how much worse than it a change may be.
const (
	guardFile = "testdata/guard.json"
	guardRoom = 1.10
)

// guarded are the scripts: a path of the server, and what a VU does there. MESSAGES
// are echoed, or received eight at a time on demand, so that how many come out of
// one read does not depend on the machine; then the socket closes.
var guarded = []struct{ name, path, script string }{
	{"echo-ws", "/echo", `
		import ws from 'k6/ws';
		export default function () {
			ws.connect(__ENV.URL, null, (socket) => {
				let left = Number(__ENV.MESSAGES);
				socket.on('open', () => socket.send('{"id":1000000,"text":"a message of 58 bytes","at":1764080}'));
				socket.on('message', (data) => {
					const message = JSON.parse(data);
					message.id += 1;
					(left -= 1) ? socket.send(JSON.stringify(message)) : socket.close(1000);
				});
			});
		}`},
	{"echo-websockets", "/echo", `
		import { WebSocket } from 'k6/websockets';
		export default function () {
			const socket = new WebSocket(__ENV.URL);
			let left = Number(__ENV.MESSAGES);
			socket.onopen = () => socket.send('{"id":1000000,"text":"a message of 58 bytes","at":1764080}');
			socket.onmessage = (event) => {
				const message = JSON.parse(event.data);
				message.id += 1;
				(left -= 1) ? socket.send(JSON.stringify(message)) : socket.close(1000);
			};
		}`},
	{"receive-ws", "/burst?n=8", `
		import ws from 'k6/ws';
		export default function () {
			ws.connect(__ENV.URL, null, (socket) => {
				let left = Number(__ENV.MESSAGES);
				socket.on('open', () => socket.send('more'));
				socket.on('message', (data) => {
					left -= JSON.parse(data).id / 1000000;
					left ? left % 8 || socket.send('more') : socket.close(1000);
				});
			});
		}`},
	{"receive-websockets", "/burst?n=8", `
		import { WebSocket } from 'k6/websockets';
		export default function () {
			const socket = new WebSocket(__ENV.URL);
			let left = Number(__ENV.MESSAGES);
			socket.onopen = () => socket.send('more');
			socket.onmessage = (event) => {
				left -= JSON.parse(event.data).id / 1000000;
				left ? left % 8 || socket.send('more') : socket.close();
			};
		}`},
	{"idle-ws", "/echo", `
		import ws from 'k6/ws';
		export default function () { ws.connect(__ENV.URL, null, (socket) => socket.on('message', () => {})); }`},
	{"idle-websockets", "/echo", `
		import { WebSocket } from 'k6/websockets';
		export default function () { new WebSocket(__ENV.URL).onmessage = () => {}; }`},
}

// guard is what one of them costs: a message from the readable descriptor through
// the script's handler to the write, or a VU that waits.
type guard struct {
	Allocations float64 `json:"allocations,omitempty"` // of a message
	Bytes       float64 `json:"bytes"`                 // that a message allocates, or a VU with its socket keeps
}

// TestGuard fails when a message or an idle VU costs a tenth more than what is
// written down. What is counted is exact but for a few timers, so no machine is
// too busy for it; time is not looked at.
func TestGuard(t *testing.T) {
	if info, _ := debug.ReadBuildInfo(); slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Skip("the race detector allocates, too")
	}
	was := map[string]guard{}
	if text, err := os.ReadFile(guardFile); err != nil || json.Unmarshal(text, &was) != nil {
		t.Fatalf("%s is not there or not JSON: %v", guardFile, err)
	}
	is := maps.Clone(was)
	for _, g := range guarded {
		t.Run(g.name, func(t *testing.T) {
			if strings.HasPrefix(g.name, "idle") {
				is[g.name] = guard{Bytes: idleBytes(t, g.script, g.path)}
			} else {
				is[g.name] = messageCost(t, g.script, g.path)
			}
			now, then := is[g.name], was[g.name]
			t.Logf("%+v, was %+v", now, then)
			if !*update && (now.Allocations > guardRoom*then.Allocations || now.Bytes > guardRoom*then.Bytes) {
				t.Errorf("more than a tenth worse; if that is worth it: go test ./bench -run TestGuard -update")
			}
		})
	}
	text, err := json.MarshalIndent(is, "", "  ")
	if *update && !t.Failed() {
		err = errors.Join(err, os.WriteFile(guardFile, append(text, '\n'), 0o644))
	}
	if err != nil {
		t.Error(err)
	}
}

// messageCost is what a message costs: a long test less a short one, so that all
// that is not messages is in both.
func messageCost(t *testing.T, source, path string) guard {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a collection empties pools
	const short, long = 800, 4800
	var mallocs, bytes [2]float64
	for i, n := range []int{short, long} {
		var before, after runtime.MemStats
		s := serviceOf(t)
		p := planOf(t, source, map[string]string{"URL": s.url(0, path), "MESSAGES": strconv.Itoa(n)}, 1)
		runtime.ReadMemStats(&before)
		if _, err := p.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if st, err := s.stat(); err != nil || st.Out != int64(n) {
			t.Fatalf("the server sent %d messages, want %d; %v", st.Out, n, err)
		}
		mallocs[i], bytes[i] = float64(after.Mallocs-before.Mallocs), float64(after.TotalAlloc-before.TotalAlloc)
	}
	return guard{Allocations: round((mallocs[1] - mallocs[0]) / (long - short)), Bytes: round((bytes[1] - bytes[0]) / (long - short))}
}

// idleBytes is what a VU keeps in the heap that waits with one open socket: many
// of them less a few. Stacks come in pages, which is not steady enough.
func idleBytes(t *testing.T, source, path string) float64 {
	const few, many = 20, 520
	little := keptBy(t, source, path, few) // first, so that the many find the program warm
	return round((keptBy(t, source, path, many) - little) / (many - few))
}

// keptBy is what the program holds while so many VUs wait.
func keptBy(t *testing.T, source, path string, vus int) float64 {
	s := serviceOf(t)
	ctx, cancel := context.WithCancel(t.Context())
	p := planOf(t, source, map[string]string{"URL": s.url(0, path)}, vus)
	done := make(chan error, 1)
	go func() {
		_, err := p.Run(ctx)
		done <- err
	}()
	least := math.Inf(1)
	for calm := 0; calm < 5; calm++ { // the last events may still be on their way
		for st, err := s.stat(); st.Open < int64(vus); st, err = s.stat() {
			if err != nil || len(done) > 0 {
				t.Fatalf("%d of %d sockets opened: %v, %v", st.Open, vus, err, <-done)
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if now := float64(m.HeapAlloc); now < least {
			least, calm = now, 0
		}
	}
	cancel()
	<-done // the error is that it was told to end
	return least
}

// serviceOf is a server until the test ends, in a process of its own: what it
// allocates is not counted.
func serviceOf(t *testing.T) *service {
	s, err := openService(home, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// planOf is a test in which every VU does one iteration of a script.
func planOf(t *testing.T, source string, vars map[string]string, vus int) *run.Plan {
	path := filepath.Join(t.TempDir(), "script.js")
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	options := fmt.Sprintf(`{"scenarios":{"guard":{"executor":"per-vu-iterations","vus":%d,"maxDuration":"1m","gracefulStop":"0s"}}}`, vus)
	file, err := option.FromJSON([]byte(options), option.Source{Level: option.File, Text: "guard"})
	if err != nil {
		t.Fatal(err)
	}
	nothing := func(string) (string, bool) { return "", false }
	env, err := option.FromEnv(nothing)
	if err != nil {
		t.Fatal(err)
	}
	flags, err := option.FromFlags(func(option.Field) ([]string, bool) { return nil, false })
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	p, err := run.Prepare(t.Context(), run.Config{
		Script: script.Config{Path: path}, File: file, Env: env, Flags: flags, Vars: vars, Shards: 1, Log: quiet, Console: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// round keeps a tenth, which is all that is steady.
func round(v float64) float64 { return math.Round(v*10) / 10 }
