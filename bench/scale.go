//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"time"
)

// crowd is several processes of a tool with as many sockets each as a process may
// have, every one of them with a server, and a loopback address, of its own.
type crowd struct {
	Tool        string  `json:"tool"`
	Why         string  `json:"why,omitempty"` // why it does not count
	Processes   int     `json:"processes"`
	Connections int64   `json:"connections"`
	Seconds     float64 `json:"seconds"`   // until all were open
	RSS         float64 `json:"rss_bytes"` // of a connection, all of the tool included
	Largest     float64 `json:"largest_bytes"`
	Server      float64 `json:"server_bytes"` // of a connection
	Idle        float64 `json:"idle_cpu"`     // of one core, all processes together, once all are open
}

// perVU is how many sockets a VU of a crowd has.
const perVU = 100

// grow measures a crowd of every tool.
func (c command) grow(ctx context.Context, r *report) {
	for _, t := range r.Tools {
		x := crowd{Tool: t.Name, Processes: c.processes}
		if err := x.gather(ctx, c, t); err != nil {
			x.Why = err.Error()
		}
		r.Crowds = append(r.Crowds, x)
		fmt.Fprintf(os.Stderr, "%-7s %d connections, %s kB each %s\n", x.Tool, x.Connections, number(x.RSS/1000), x.Why)
	}
}

// gather starts the processes, all at once, waits for their connections, looks, and
// ends them.
func (x *crowd) gather(ctx context.Context, c command, t tool) (err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	w := workload{name: "scale", script: "idle-websockets.js", vus: c.connections / perVU, sockets: perVU}
	all := make([]*trial, c.processes)
	for i := range all {
		tr := &trial{settings: c.settings, ctx: ctx, w: w, t: t}
		if tr.srv, err = openService(netip.AddrFrom4([4]byte{127, 0, 0, byte(2 + i)}), 1, c.apart); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, tr.srv.Close()) }()
		if err := tr.launch(); err != nil {
			return err
		}
		defer tr.proc.kill()
		all[i] = tr
	}
	for _, tr := range all {
		if _, err := tr.await("connections open", open, int64(w.vus*w.sockets)); err != nil {
			return err
		}
	}
	if err := all[0].pause(settle); err != nil {
		return err
	}
	return x.look(all)
}

// look takes the measures of a crowd that is complete.
func (x *crowd) look(all []*trial) error {
	var last time.Duration
	var resident, servers, before float64
	for _, tr := range all {
		s, err := tr.look()
		if err != nil {
			return err
		}
		tool, err := memoryOf(tr.proc.pid())
		if err != nil {
			return err
		}
		server, err := memoryOf(tr.srv.cmd.Process.Pid)
		if err != nil {
			return err
		}
		last = max(last, s.st.LastAccept)
		before += s.cpu.Seconds()
		resident += float64(tool.rss)
		servers += float64(server.rss)
		x.Largest = max(x.Largest, float64(tool.peak))
		x.Connections += s.st.Open
	}
	x.Seconds = (last - all[0].proc.started).Seconds()
	x.RSS, x.Server = resident/float64(x.Connections), servers/float64(x.Connections)
	if err := all[0].pause(all[0].window()); err != nil {
		return err
	}
	after := 0.0
	for _, tr := range all {
		cpu, err := cpuTime(tr.proc.pid())
		if err != nil {
			return err
		}
		after += cpu.Seconds()
	}
	x.Idle = (after - before) / all[0].seconds
	return nil
}
