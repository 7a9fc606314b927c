package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// patience is how long one run may take on a busy machine.
const patience = 90 * time.Second

// tool is a program that runs scripts.
// Immutable after New.
type tool struct {
	name string
	path string
	args []string // after "run"
	env  []string
}

// volleyTool is volley: a program, or this one when path is empty.
func volleyTool(path string) (tool, error) {
	t := tool{name: "volley", path: path}
	if path == "" {
		self, err := os.Executable()
		if err != nil {
			return tool{}, err
		}
		t.path, t.env = self, []string{asVolley + "=1"}
	}
	return t, nil
}

// peerTool is k6, told to keep to itself.
func peerTool(path string) tool {
	return tool{name: "k6", path: path, args: []string{"--address", "127.0.0.1:0", "--no-usage-report"}}
}

// raw is what a run left behind.
type raw struct {
	exit           int
	stdout, stderr []byte
	export         []byte            // nil if none was written
	files          map[string][]byte // by name, of the folder OUT
}

// places are what a script can reach.
// Immutable.
type places struct {
	dir    string // of the scripts
	url    string // of the target: ws://…
	secure string // wss://…
	dead   string // where nobody listens
	http   string // of a server that only speaks HTTP: http://…
}

// run runs a script and gathers what it leaves.
func (t tool) run(ctx context.Context, s *script, at places) (raw, error) {
	out, err := os.MkdirTemp("", "compare-")
	if err != nil {
		return raw{}, err
	}
	defer os.RemoveAll(out)
	files := filepath.Join(out, "files")
	if err := os.Mkdir(files, 0o755); err != nil {
		return raw{}, err
	}
	export := filepath.Join(out, "summary.json")
	args := append([]string{"run"}, t.args...)
	args = append(args, "--quiet", "--no-color", "--log-format", "json", "--summary-export", export,
		"-e", "URL="+at.url, "-e", "WSS="+at.secure, "-e", "DEAD="+at.dead, "-e", "HTTP="+at.http, "-e", "OUT="+files)
	if !s.ownStats {
		args = append(args, "--summary-trend-stats", "avg,min,med,max,p(90),p(95),count")
	}
	args = append(append(args, s.flags...), s.name)

	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c := exec.CommandContext(ctx, t.path, args...)
	c.Dir = at.dir
	c.Env = append(append(clean(os.Environ()), "HOME="+out, "XDG_CONFIG_HOME="+out), append(t.env, s.env...)...)
	var r raw
	stdout := &bytes.Buffer{}
	stderr := &listener{word: s.interrupt, heard: func() { _ = c.Process.Signal(syscall.SIGINT) }}
	c.Stdout, c.Stderr = stdout, stderr
	err = c.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		return raw{}, fmt.Errorf("run %s with %s: %w", s.name, t.name, err)
	}
	if ctx.Err() != nil {
		return raw{}, fmt.Errorf("run %s with %s: not over after %s", s.name, t.name, patience)
	}
	r.exit, r.stdout, r.stderr = c.ProcessState.ExitCode(), stdout.Bytes(), stderr.text.Bytes()
	if r.export, err = os.ReadFile(export); err != nil && !errors.Is(err, os.ErrNotExist) {
		return raw{}, err
	}
	r.files, err = readFiles(files)
	return r, err
}

// clean is the environment without what would change a run.
func clean(env []string) []string {
	var kept []string
	for _, pair := range env {
		name, _, _ := strings.Cut(pair, "=")
		switch {
		case strings.HasPrefix(name, "K6_"), strings.HasPrefix(name, "VOLLEY_"), strings.HasPrefix(strings.ToLower(name), "http"),
			name == "HOME", name == "XDG_CONFIG_HOME", name == "NO_COLOR":
		default:
			kept = append(kept, pair)
		}
	}
	return kept
}

func readFiles(dir string) (map[string][]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// listener keeps what is written and acts once when a word has come.
// Safe for concurrent use.
type listener struct {
	word  string
	heard func()

	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps b.
func (l *listener) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(b)
	if l.word != "" && bytes.Contains(l.text.Bytes(), []byte(l.word)) {
		l.word = ""
		l.heard()
	}
	return len(b), nil
}
