//go:build linux

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	// ports is over how many listeners the churn is spread.
	ports = 8
	// warmup is what passes between the last connection and the window.
	warmup = 500 * time.Millisecond
	// slack is how much longer than warm-up and window the churn goes on, so
	// that its slowest start does not end inside the window.
	slack = 2 * time.Second
	// beat is how long a heartbeat takes.
	beat = 10 * time.Second
	// perRound is how many samples a VU adds between two messages.
	perRound = 20_000
	// settle is what passes between the last connection and the plateau.
	settle = 2 * time.Second
	// grace is how long a tool may take to end.
	grace = 40 * time.Second
	// stall is how long nothing may happen while connections are awaited.
	stall = 30 * time.Second
	// starts is how often startup starts the tool in one run.
	starts = 7
	// share is the part of the work that must be done for a run to count.
	share = 0.9
)

// settings are the bench's flags that trials see.
type settings struct {
	seconds float64
	vus     int
	sockets int           // per VU of idle-many; 0 = the table's
	rate    int           // messages a second that receive pushes, over all connections
	total   int           // samples, of the workload of that name
	cpus    []int         // the tools are kept to these cores; none = to no core
	apart   []int         // the server is
	environ []string      // of the tools, NAME=value
	calm    time.Duration // how long to wait for a calm machine before a run
	folder  string        // of the unpacked scripts; the tools' home
}

// window is the time measured, within the trial.
func (s settings) window() time.Duration {
	return time.Duration(s.seconds * float64(time.Second))
}

// messages is how many messages are pushed to each of 100 connections: what
// the pace brings in a window.
func (s settings) messages() int { return max(1, int(float64(s.rate)*s.seconds)/100) }

// trial is one run of one tool. Owned by the goroutine of main.
type trial struct {
	settings
	ctx  context.Context
	w    workload
	t    tool
	srv  *service
	proc *process
	result
}

// result is what a trial found. Cost is in the workload's unit.
type result struct {
	Workload    string  `json:"workload"`
	Tool        string  `json:"tool"`
	Pair        int     `json:"pair"`
	Unit        string  `json:"unit"`
	Why         string  `json:"why,omitempty"`  // why it does not count; then Cost is void
	Said        string  `json:"said,omitempty"` // by the tool, then
	Cost        float64 `json:"cost"`
	Units       int64   `json:"units"` // messages, sessions or connections
	Seconds     float64 `json:"seconds"`
	CPU         float64 `json:"cpu_seconds"`        // of the tool, in the window
	ServerCPU   float64 `json:"server_cpu_seconds"` // of the server, in the window
	OtherCPU    float64 `json:"other_cpu_seconds"`  // of all else on the machine, in the window
	Expected    int     `json:"expected_connections"`
	Open        int64   `json:"open_connections"` // at the window's end
	RSS         int64   `json:"rss_bytes"`        // median in the window
	Peak        int64   `json:"peak_rss_bytes"`
	ProcessCPU  float64 `json:"process_cpu_seconds,omitempty"` // from exec to exit, if it ended by itself
	Connections stat    `json:"server"`
}

// try runs one trial, bounded in time, and leaves no process behind.
func try(ctx context.Context, set settings, w workload, t tool, pair int) result {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute+2*set.window()+set.calm)
	defer cancel()
	if w.vus == 0 {
		w.vus = set.vus
	}
	if w.sockets > 1 && set.sockets > 0 {
		w.sockets = set.sockets
	}
	if err := calm(ctx, set.calm); err != nil {
		return result{Workload: w.name, Tool: t.Name, Pair: pair, Unit: w.unit, Why: err.Error()}
	}
	tr := &trial{settings: set, ctx: ctx, w: w, t: t}
	tr.result = result{Workload: w.name, Tool: t.Name, Pair: pair, Unit: w.unit, Expected: w.vus * w.sockets}
	err := tr.run()
	if ctx.Err() != nil {
		err = errors.Join(err, ctx.Err())
	}
	if err != nil {
		tr.Why = err.Error()
		if tr.proc != nil {
			tr.Said = tr.proc.said.all()
		}
	}
	return tr.result
}

// calm waits until the machine has done next to nothing for a moment, but not
// longer than limit: then the run shows what it shows.
func calm(ctx context.Context, limit time.Duration) error {
	const moment = 300 * time.Millisecond
	for until := monotonic() + limit; monotonic() < until; {
		before, err := busyTime()
		if err != nil {
			return err
		}
		select {
		case <-time.After(moment):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		after, err := busyTime()
		if err != nil {
			return err
		}
		if after-before <= moment/10 {
			return nil
		}
	}
	return nil
}

func (t *trial) run() (err error) {
	if t.srv, err = openService(home, ports, t.apart); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.srv.Close()) }()
	defer func() {
		if t.proc != nil {
			t.proc.kill()
		}
		if t.t.tsung {
			err = errors.Join(err, endTsung(t.t))
		}
	}()
	err = t.w.measure(t)
	last, statErr := t.srv.stat()
	t.Connections = last
	return errors.Join(err, statErr)
}

// url is where the workload's script connects.
func (t *trial) url() string {
	path := cmp.Or(t.w.path, "/echo")
	if t.w.secure {
		return t.srv.secureURL(path)
	}
	return t.srv.url(0, path)
}

// launch starts the tool on the workload's script.
func (t *trial) launch(env ...string) (err error) {
	if t.t.tsung {
		return t.launchTsung()
	}
	env = append(env, "URL="+t.url(), "VUS="+strconv.Itoa(t.w.vus), "SOCKETS="+strconv.Itoa(t.w.sockets))
	env = append(env, strings.Fields(t.w.env)...)
	script := filepath.Join(t.folder, t.w.script)
	t.proc, err = openProcess(t.ctx, t.cpus, t.folder, t.environ, t.t.Path, t.t.args(script, env)...)
	return err
}

// await waits until the server's counters satisfy done, polling every few
// milliseconds, and gives up when progress has stood still for a while.
func (t *trial) await(what string, progress func(stat) int64, want int64) (stat, error) {
	best, since := int64(-1), monotonic()
	for {
		st, err := t.srv.stat()
		if err != nil {
			return st, err
		}
		now := progress(st)
		if now >= want {
			return st, nil
		}
		if now > best {
			best, since = now, monotonic()
		}
		if monotonic()-since > stall {
			return st, fmt.Errorf("%d of %d %s, then nothing for %v: %s", now, want, what, stall, t.proc.said.last())
		}
		if err := t.pause(5 * time.Millisecond); err != nil {
			return st, err
		}
	}
}

// pause lets time pass while the tool works, and says if it ended.
func (t *trial) pause(d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-t.proc.ended:
		return fmt.Errorf("it ended too early (%v): %s", t.proc.err, t.proc.said.last())
	case <-t.ctx.Done():
		return context.Cause(t.ctx)
	}
}

// sample is one look at everything, at one moment.
type sample struct {
	at                time.Duration
	cpu, server, busy time.Duration
	st                stat
}

func (t *trial) look() (s sample, err error) {
	if s.cpu, err = cpuTime(t.proc.pid()); err != nil {
		return s, err
	}
	if s.server, err = cpuTime(t.srv.cmd.Process.Pid); err != nil {
		return s, err
	}
	if s.busy, err = busyTime(); err != nil {
		return s, err
	}
	s.at = monotonic()
	s.st, err = t.srv.stat()
	return s, err
}

// between notes what a window took.
func (t *trial) between(a, b sample) {
	t.Seconds = (b.at - a.at).Seconds()
	t.CPU = (b.cpu - a.cpu).Seconds()
	t.ServerCPU = (b.server - a.server).Seconds()
	// The two are counted by different clocks, so a quiet machine may come out
	// a little below zero.
	t.OtherCPU = max(0, (b.busy-a.busy).Seconds()-t.CPU-t.ServerCPU)
	t.Open = b.st.Open
}

// watch lets a window pass, looking at the tool's memory now and then.
func (t *trial) watch(d time.Duration) error {
	var seen []float64
	for until := monotonic() + d; monotonic() < until; {
		if err := t.pause(min(250*time.Millisecond, until-monotonic())); err != nil {
			return err
		}
		m, err := memoryOf(t.proc.pid())
		if err != nil {
			return err
		}
		seen = append(seen, float64(m.rss))
		t.Peak = m.peak
	}
	t.RSS = int64(median(seen))
	return nil
}

// measured lets a window pass between two looks.
func (t *trial) measured(window time.Duration) (a, b sample, err error) {
	if a, err = t.look(); err != nil {
		return a, b, err
	}
	if err = t.watch(window); err != nil {
		return a, b, err
	}
	if b, err = t.look(); err != nil {
		return a, b, err
	}
	t.between(a, b)
	return a, b, nil
}

// finish waits for the tool's own end and notes what it used in all. tsung, which
// would open its sessions again, is not waited for.
func (t *trial) finish() error {
	if t.t.tsung {
		return nil
	}
	if err := t.proc.wait(grace); err != nil {
		return err
	}
	t.ProcessCPU = t.proc.used().Seconds()
	return nil
}
