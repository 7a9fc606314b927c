//go:build linux

package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"volley/judge"
)

//go:embed script.js
var script []byte

// patience is how long one answer may take on a busy machine.
const patience = 30 * time.Second

// soak is one run.
type soak struct {
	sockets int
	length  time.Duration
	life    time.Duration // of a socket, at most
	volley  []string      // the program, and what stands before its arguments
	env     []string
	library string // of the server
	tls     bool   // for every second socket
	out     io.Writer

	start time.Time
	said  lines
}

// result is what is left of a run.
type result struct {
	rows         []row
	quiet, after sample
	busy         []sample
	wrong        []string // sentences
}

// run soaks. The error is of what could not be done; what went wrong is in the
// result.
func (s *soak) run(ctx context.Context) (result, error) {
	libraries := judge.Libraries()
	library, known := libraries[s.library]
	if !known {
		return result{}, fmt.Errorf("-library %s: no such library; there are %s", s.library, strings.Join(slices.Sorted(maps.Keys(libraries)), " and "))
	}
	server, err := judge.Open(library)
	if err != nil {
		return result{}, err
	}
	defer server.Close()
	dir, err := os.MkdirTemp("", "soak-")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	path, export := filepath.Join(dir, "script.js"), filepath.Join(dir, "summary.json")
	if err := os.WriteFile(path, script, 0o600); err != nil {
		return result{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.length+5*time.Minute)
	defer cancel()
	args, err := s.args(server, export, path)
	if err != nil {
		return result{}, err
	}
	cmd := exec.CommandContext(ctx, s.volley[0], args...)
	cmd.Env = append(append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir), s.env...)
	cmd.WaitDelay = patience
	if err := s.begin(cmd); err != nil {
		return result{}, err
	}
	res, err := s.watch(ctx, cmd)
	if err != nil {
		_ = cmd.Process.Kill()
		return res, errors.Join(err, s.end(ctx, cmd))
	}
	if err := s.end(ctx, cmd); err != nil {
		res.wrong = append(res.wrong, fmt.Sprintf("volley: %v", err))
	}
	err = s.compare(&res, server, export)
	return res, err
}

// end hears volley out, at most until ctx ends and with it volley, and waits for
// it: Wait closes the pipe, with all that was not read.
func (s *soak) end(ctx context.Context, cmd *exec.Cmd) error {
	for {
		select {
		case _, more := <-s.said.news:
			if more {
				continue
			}
		case <-ctx.Done():
		}
		return cmd.Wait()
	}
}

// args are what volley is started with.
func (s *soak) args(server *judge.Server, export, path string) ([]string, error) {
	args := append(s.volley[1:len(s.volley):len(s.volley)],
		"run", "-q", "-v", "--no-color", "--log-format", "raw", "-a", "127.0.0.1:0", "--profiling-enabled", "--linger",
		"--summary-export", export, "-e", "URL=ws://"+server.Addr(), "-e", "FOR="+s.length.String(),
		"-e", "SOCKETS="+strconv.Itoa(s.sockets), "-e", fmt.Sprintf("LIFE=%g", s.life.Seconds()))
	if s.tls {
		secure, err := server.ListenTLS()
		if err != nil {
			return nil, err
		}
		args = append(args, "--insecure-skip-tls-verify", "-e", "SECURE=wss://"+secure)
	}
	return append(args, path), nil
}

// begin starts volley.
func (s *soak) begin(cmd *exec.Cmd) error {
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	s.start = time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	s.said.news = make(chan string, 1<<10)
	go s.said.read(stderr)
	return nil
}

// watch looks at volley once a second until it lingers, then once more, and
// ends it.
func (s *soak) watch(ctx context.Context, cmd *exec.Cmd) (result, error) {
	var res result
	api := ""
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case line, more := <-s.said.news:
			_, at, found := strings.Cut(line, "the REST API is at ")
			switch {
			case found:
				api = strings.TrimSpace(at)
			case !more:
				return res, fmt.Errorf("volley ended early: %s", s.said.last())
			case strings.Contains(line, "--linger keeps volley"):
				err := s.finish(&res, cmd, api)
				return res, err
			}
		case <-tick.C:
			if api == "" {
				continue
			}
			now, err := look(cmd.Process.Pid, api, time.Since(s.start))
			if err != nil {
				return res, err
			}
			if res.quiet.at == 0 {
				res.quiet = now
			} else {
				res.busy = append(res.busy, now)
			}
			if len(res.busy)%30 == 1 {
				fmt.Fprintf(s.out, "%5.0f s  %6d descriptors  %5d goroutines  %6.1f MB\n", now.at.Seconds(), now.files, now.goroutines, float64(now.rss)/1e6)
			}
		case <-ctx.Done():
			return res, fmt.Errorf("volley is not over: %s", s.said.last())
		}
	}
}

// finish looks at volley without sockets, until what closes in the background
// is closed, and tells it to end.
func (s *soak) finish(res *result, cmd *exec.Cmd, api string) error {
	for limit := time.Now().Add(patience); ; {
		var err error
		if res.after, err = look(cmd.Process.Pid, api, time.Since(s.start)); err != nil {
			return err
		}
		if len(steady(res.quiet, nil, res.after)) == 0 || time.Now().After(limit) {
			break
		}
	}
	return cmd.Process.Signal(syscall.SIGINT)
}

// compare joins volley's summary with the server's words.
func (s *soak) compare(res *result, server *judge.Server, export string) error {
	text, err := os.ReadFile(export)
	if err != nil {
		return err
	}
	var summary struct {
		Metrics map[string]map[string]any `json:"metrics"`
	}
	if err := json.Unmarshal(text, &summary); err != nil {
		return err
	}
	counts := map[string]float64{}
	for name, values := range summary.Metrics {
		counts[name], _ = values["count"].(float64)
		if middle, isTrend := values["med"].(float64); isTrend {
			counts[name] = middle
			counts[name+" max"], _ = values["max"].(float64)
		}
		if open, isGauge := values["value"].(float64); isGauge {
			counts[name] = open
		}
	}
	for _, end := range ends {
		r := newRow(end.name, counts, server.Settled(end.name, patience))
		res.rows = append(res.rows, r)
		// coder's Close waits for the answer and throws away what comes before it.
		same := end.messages && (s.library != "coder" || end.name != "broken")
		res.wrong = append(res.wrong, r.check(same, end.bytes)...)
	}
	if open := counts["ws_open_sockets"]; open != 0 {
		res.wrong = append(res.wrong, fmt.Sprintf("%v sockets are open at the end", open))
	}
	for name, what := range map[string]string{"soak_surprises": "ended as they should not", "soak_stuck": "were stuck", "iteration_exceptions": "exceptions"} {
		if n := counts[name]; n != 0 {
			res.wrong = append(res.wrong, fmt.Sprintf("%v %s", n, what))
		}
	}
	s.said.mu.Lock()
	res.wrong = append(res.wrong, s.said.complaints...)
	s.said.mu.Unlock()
	if n := counts["loop_lag"]; n > 0 {
		fmt.Fprintf(s.out, "volley was late itself: the median of loop_lag is %.1f ms, its greatest %.0f ms\n", n, counts["loop_lag max"])
	}
	res.wrong = append(res.wrong, steady(res.quiet, res.busy, res.after)...)
	return nil
}

// lines passes on what volley says and keeps the last lines.
// Safe for concurrent use.
type lines struct {
	news chan string // closed at the end

	mu         sync.Mutex // guards what follows
	kept       []string   // the last
	complaints []string   // the first
}

func (l *lines) read(r io.Reader) {
	defer close(l.news)
	for in := bufio.NewReader(r); ; {
		line, err := in.ReadString('\n')
		if line != "" && !l.add(strings.TrimRight(line, "\r\n")) || err != nil {
			return
		}
	}
}

// add takes one line; it is false if nobody listens any more.
func (l *lines) add(line string) bool {
	l.mu.Lock()
	l.kept = append(l.kept, line)
	l.kept = l.kept[max(0, len(l.kept)-20):]
	if strings.Contains(line, ": closed with ") && len(l.complaints) < 20 {
		l.complaints = append(l.complaints, line)
	}
	l.mu.Unlock()
	select {
	case l.news <- line:
		return true
	case <-time.After(patience):
		return false
	}
}

// last is the end of what was said.
func (l *lines) last() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.kept, "\n")
}
