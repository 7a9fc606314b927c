//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"syscall"
	"time"
)

func main() {
	if err := bench(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(args []string) error {
	c, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return err
	case c.serve > 0:
		host, err := netip.ParseAddr(c.host)
		if err != nil {
			return fmt.Errorf("-host: %w", err)
		}
		return serve(os.Stdin, os.Stdout, host, c.serve)
	case c.from != "":
		r, err := readReport(c.from)
		if err != nil {
			return err
		}
		return c.show(r)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.self {
		return self(ctx, os.Stdout, c.window())
	}
	return c.measure(ctx)
}

// measure does what was asked for and reports.
func (c command) measure(ctx context.Context) (err error) {
	if c.folder, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	defer os.RemoveAll(c.folder)
	if err := unpack(c.folder); err != nil {
		return err
	}
	r := &report{When: time.Now(), Go: runtime.Version(), Machine: machine(), Cores: runtime.NumCPU(), CPUs: c.cpus, ServerCPUs: c.apart, Seconds: c.seconds}
	if r.Tools, err = c.tools(ctx); err != nil {
		return err
	}
	switch {
	case c.scale:
		r.Mode = "scale"
		c.grow(ctx, r)
	case c.memory:
		r.Mode = "memory"
		c.keep(ctx, r)
	case c.curve:
		r.Mode = "curve"
		err = c.compare(ctx, r, curve())
	default:
		r.Mode = "workloads"
		err = c.compare(ctx, r, workloads)
	}
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		c.into = "" // half a bench is no result for a document
	}
	err = c.show(r)
	if c.json != "" {
		err = errors.Join(err, r.save(c.json))
	}
	return errors.Join(err, context.Cause(ctx))
}

// compare runs the tools in turn on the workloads of a table.
func (c command) compare(ctx context.Context, r *report, table []workload) error {
	if c.tsung != "" {
		table = slices.DeleteFunc(slices.Clone(table), func(w workload) bool { return !w.tsung })
		for i := range table {
			table[i].least, table[i].bar = 0, 0 // they are k6's
		}
		r.Mode = "tsung"
	}
	list, err := chosen(table, c.match)
	if err != nil {
		return err
	}
	c.warm(ctx, r.Tools)
	for _, w := range list {
		pairs := c.pairs
		if w.pairs > 0 {
			pairs = min(pairs, w.pairs)
		}
		for pair := range pairs {
			for _, t := range r.Tools {
				if ctx.Err() != nil {
					break // what is there is reported
				}
				x := try(ctx, c.settings, w, t, pair+1)
				r.Runs = append(r.Runs, x)
				tell(os.Stderr, w, x)
			}
		}
	}
	r.summarize(list)
	return nil
}

// warm starts each tool once, so that no run is the first to read its program from
// the disk. What comes of it does not count.
func (c command) warm(ctx context.Context, tools []tool) {
	for _, t := range tools {
		if t.tsung {
			continue // it starts only one thing: a session that goes on
		}
		_ = try(ctx, c.settings, workload{name: "warm-up", script: "startup.js", measure: (*trial).startup, vus: 1, sockets: 1}, t, 0)
	}
}

// show prints a report as it was asked for.
func (c command) show(r *report) error {
	if c.into != "" {
		if err := r.insert(c.into); err != nil {
			return fmt.Errorf("-into: %w", err)
		}
	}
	if c.markdown {
		return r.writeMarkdown(os.Stdout)
	}
	return r.writeText(os.Stdout)
}

// tools are those that can be measured: volley, the peer, or both.
func (c command) tools(ctx context.Context) ([]tool, error) {
	var all []tool
	if c.volley != "none" {
		path := c.volley
		if path == "" {
			var err error
			if path, err = build(ctx, c.folder); err != nil {
				return nil, err
			}
		}
		t, err := newTool(ctx, "volley", path)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	for name, path := range map[string]string{"peer": c.peer, "tsung": c.tsung} {
		if path == "" {
			continue
		}
		t, err := newTool(ctx, name, path)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	if len(all) == 0 {
		return nil, errors.New("nothing to measure: -volley is none and there is no -peer")
	}
	return all, nil
}

// tell says how a run went while others are still to come.
func tell(w io.Writer, what workload, x result) {
	if x.Why != "" {
		fmt.Fprintf(w, "%-20s %-7s %d  does not count: %s\n", x.Workload, x.Tool, x.Pair, x.Why)
		return
	}
	fmt.Fprintf(w, "%-20s %-7s %d  %s %s\n", x.Workload, x.Tool, x.Pair, number(x.Cost), what.unit)
}
