package judge

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// server is a foreign server that runs: where each way is.
type server map[string]string

// servers start the foreign servers, by name.
var servers = map[string]func(t *testing.T) server{
	"gorilla":    inProcess("gorilla"),
	"coder":      inProcess("coder"),
	"ws":         startNode,
	"websockets": startPython,
}

var ways = []string{"plain", "deflate", "fresh", "narrow"}

func inProcess(library string) func(t *testing.T) server {
	return func(t *testing.T) server {
		s, err := Open(Libraries()[library])
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		at := server{}
		for _, way := range ways {
			at[way] = s.Addr()
		}
		return at
	}
}

// engines are flags of volley, by server: both engines meet all scripts.
var engines = map[string][]string{"coder": {"--engine", "portable"}}

// TestServers runs every script of both modules against every server, in every
// way, and compares what the two say.
func TestServers(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	for name, start := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := start(t)
			for _, module := range []string{"websockets", "ws"} {
				for _, s := range scripts(t, module) {
					for _, way := range s.ways {
						t.Run(s.name+"/"+way, func(t *testing.T) {
							t.Parallel()
							if why := s.lacks[name]; why != "" {
								t.Skip(why)
							}
							compare(t, s, way, at, engines[name])
						})
					}
				}
			}
		})
	}
}

// TestDoors runs the scripts over TLS, whose bytes are counted, too, and over a
// socket of the file system.
func TestDoors(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	s, err := Open(Libraries()["gorilla"])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	secure, err := s.ListenTLS()
	if err != nil {
		t.Fatal(err)
	}
	doors := map[string]string{"TLS": "wss://" + secure}
	// t.TempDir's path is longer than an address of a socket may be.
	dir, err := os.MkdirTemp("", "judge-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if path := filepath.Join(dir, "door"); s.ListenUnix(path) == nil { // not every system has them
		doors["unix"] = "ws+unix://" + filepath.ToSlash(path) + ":"
	}
	for door, address := range doors {
		for _, module := range []string{"websockets", "ws"} {
			for _, script := range scripts(t, module) {
				t.Run(door+"/"+script.name, func(t *testing.T) {
					t.Parallel()
					throughDoor(t, s, script, address)
				})
			}
		}
	}
}

// throughDoor is compare with an address of another kind.
func throughDoor(t *testing.T, s *Server, script script, address string) {
	way := script.ways[len(script.ways)-1]
	run := strings.ReplaceAll(t.Name(), "/", ".")
	if script.loose["answer"] {
		script.loose["wire"] = true // nor does the server wait for the end of our TLS
	}
	o := runScript(t, nil, []string{
		"--insecure-skip-tls-verify", "-e", "WAY=" + way, "-e", "URL=" + address + "/" + way + "?run=" + url.QueryEscape(run),
	}, script.path)
	judge(t, script, way, o, s.Settled(run, patience))
}

// compare runs a script in one way and fails the test where the server's words
// and volley's differ.
func compare(t *testing.T, s script, way string, at server, flags []string) {
	run := strings.ReplaceAll(t.Name(), "/", ".")
	o := runScript(t, nil, append(flags[:len(flags):len(flags)],
		"-e", "WAY="+way, "-e", "URL=ws://"+at[way]+"/"+way+"?run="+url.QueryEscape(run),
	), s.path)
	stats := statsOf(t, at[way], run)
	judge(t, s, way, o, stats)
	judgeDeflate(t, s, way, stats)
}

// judgeDeflate compares what was compressed, in the words of a server that
// tells, with what should be: of ours, what compression makes smaller; of the
// server's own, everything but the short messages of "fresh".
func judgeDeflate(t *testing.T, s script, way string, stats Stats) {
	if stats.DeflatedIn < 0 {
		return
	}
	least, most, out := s.deflated, stats.In.Messages(), stats.Out.Messages()
	if way == "plain" {
		least, most, out = 0, 0, 0
	}
	if stats.DeflatedIn < least || stats.DeflatedIn > most {
		t.Errorf("%d messages to the server were compressed, want %d to %d", stats.DeflatedIn, least, most)
	}
	if way != "fresh" && stats.DeflatedOut != out {
		t.Errorf("%d messages from the server were compressed, want %d", stats.DeflatedOut, out)
	}
}

// statsOf asks a server for its Stats.
func statsOf(t *testing.T, addr, run string) Stats {
	t.Helper()
	response, err := http.Get("http://" + addr + "/stats?run=" + url.QueryEscape(run))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var stats Stats
	if err := json.NewDecoder(response.Body).Decode(&stats); err != nil {
		t.Fatal(err)
	}
	return stats
}

// judge compares what the server saw with what volley counted and the script
// promised.
func judge(t *testing.T, s script, way string, o outcome, stats Stats) {
	if o.stderr != "" {
		t.Errorf("volley says %s", o.stderr)
	}
	if passes, fails := int(o.metrics["checks"]["passes"]), int(o.metrics["checks"]["fails"]); passes != s.checks || fails > 0 {
		t.Errorf("%d checks passed, %d failed, want %d and 0", passes, fails, s.checks)
	}
	closes := stats.Closes
	if s.loose["reason"] {
		closes = map[string]int{}
		for end, n := range stats.Closes {
			code, _, _ := strings.Cut(end, " ")
			closes[code] += n
		}
	}
	if diff := cmp.Diff(s.closes, closes); diff != "" {
		t.Errorf("how sockets ended, by the server (-want +got):\n%s", diff)
	}
	for _, fault := range stats.Faults {
		t.Errorf("the server says: %s", fault)
	}
	if s.pings >= 0 && stats.Pings >= 0 && stats.Pings != s.pings {
		t.Errorf("the server heard %d pings, want %d", stats.Pings, s.pings)
	}
	type pair struct {
		what           string
		volley, server int64
		loose          bool
	}
	if way != "plain" && !s.loose["payload"] {
		// Of compressed messages volley counts the bytes before, too.
		if in, out := o.count("ws_payload_sent"), o.count("ws_payload_received"); in != stats.In.Bytes || out != stats.Out.Bytes && !s.loose["refused"] {
			t.Errorf("payload: volley says %d and %d bytes, the server %d and %d", in, out, stats.In.Bytes, stats.Out.Bytes)
		}
	}
	for _, p := range []pair{
		{"sockets", o.count("ws_sessions"), int64(stats.Sockets), false},
		{"messages to the server", o.count("ws_msgs_sent"), int64(stats.In.Messages()), false},
		{"messages from the server", o.count("ws_msgs_received"), int64(stats.Out.Messages()), s.loose["refused"]},
		{"payload bytes to the server", o.count("payload_sent"), stats.In.Bytes, false},
		{"payload bytes from the server", o.count("payload_received"), stats.Out.Bytes, s.loose["refused"]},
		{"bytes to the server", o.count("data_sent"), stats.WireIn, s.loose["wire"] || stats.WireIn < 0},
		{"bytes from the server", o.count("data_received"), stats.WireOut, s.loose["wire"] || s.loose["answer"] || stats.WireOut < 0},
	} {
		if !p.loose && p.volley != p.server {
			t.Errorf("%s: volley says %d, the server %d", p.what, p.volley, p.server)
		}
	}
}
