//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// stat is what the server says when asked: the work so far.
type stat struct {
	Ports      []int         `json:"ports"`
	Accepted   int64         `json:"accepted"`
	Upgraded   int64         `json:"upgraded"`
	Failed     int64         `json:"failed"`
	In         int64         `json:"in"`
	Out        int64         `json:"out"`
	Closes     int64         `json:"closes"`
	Open       int64         `json:"open"`
	Peak       int64         `json:"peak"`
	LastAccept time.Duration `json:"last_accept"` // on the monotonic clock
}

// stat reads the counters. Safe for concurrent use.
func (s *server) stat() stat {
	c := &s.counts
	return stat{
		Ports:      s.ports,
		Accepted:   c.accepted.Load(),
		Upgraded:   c.upgraded.Load(),
		Failed:     c.failed.Load(),
		In:         c.in.Load(),
		Out:        c.out.Load(),
		Closes:     c.closes.Load(),
		Open:       c.open.Load(),
		Peak:       c.peak.Load(),
		LastAccept: time.Duration(c.lastAccept.Load()),
	}
}

// serve is the whole server process: a loop, and a conversation on r and w, a
// line each: "stat" is answered with a stat, "go" lets the pushers begin. The
// end of r is the end of the process, so no server outlives its bench.
func serve(r io.Reader, w io.Writer, listeners int) error {
	s, err := newServer(listeners)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // one loop, one thread: no hand-overs in its figures
		done <- s.Serve()
	}()
	reply := json.NewEncoder(w)
	for lines := bufio.NewScanner(r); lines.Scan(); {
		switch lines.Text() {
		case "stat":
			if err := reply.Encode(s.stat()); err != nil {
				return fmt.Errorf("answer the bench: %w", err)
			}
		case "go":
			s.Go()
		}
	}
	s.Stop()
	return <-done
}

// service is the server as the bench sees it: a process and a conversation.
// Owned by the goroutine of main.
type service struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *json.Decoder
	first stat
}

// openService starts the server in a process of its own.
func openService(listeners int) (*service, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	cmd := exec.Command(self, "-serve", strconv.Itoa(listeners))
	cmd.Stderr = os.Stderr
	s := &service{cmd: cmd}
	if s.in, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	s.out = json.NewDecoder(out)
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	if s.first, err = s.stat(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// stat asks the server for its counters.
func (s *service) stat() (stat, error) {
	if _, err := io.WriteString(s.in, "stat\n"); err != nil {
		return stat{}, fmt.Errorf("ask the server: %w", err)
	}
	var st stat
	if err := s.out.Decode(&st); err != nil {
		return stat{}, fmt.Errorf("hear the server: %w", err)
	}
	return st, nil
}

// start lets the pushers begin.
func (s *service) start() error {
	if _, err := io.WriteString(s.in, "go\n"); err != nil {
		return fmt.Errorf("ask the server to push: %w", err)
	}
	return nil
}

// url is the address of path on the i-th listener.
func (s *service) url(i int, path string) string {
	return "ws://127.0.0.1:" + strconv.Itoa(s.first.Ports[i]) + path
}

// urls are the addresses of path on all listeners, joined by commas.
func (s *service) urls(path string) string {
	all := make([]string, len(s.first.Ports))
	for i := range all {
		all[i] = s.url(i, path)
	}
	return strings.Join(all, ",")
}

// Close ends the server: gently by ending its input, and by force when that
// does not help.
func (s *service) Close() error {
	_ = s.in.Close() // it may be gone already
	timer := time.AfterFunc(5*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer timer.Stop()
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("server: %w", err)
	}
	return nil
}
