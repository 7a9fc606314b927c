//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if err := bench(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// command is the command line.
type command struct {
	settings
	peer, volley, only, json string
	pairs                    int
	quick, self              bool
	serve                    int
}

func parse(args []string) (command, error) {
	var c command
	var cpus string
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.StringVar(&c.peer, "peer", "", "the other tool's program; none if empty")
	set.StringVar(&c.volley, "volley", "", "volley's program; built from the current folder if empty, none if \"none\"")
	set.StringVar(&c.only, "only", "", "workloads to run, by commas: "+strings.Join(names(), ", "))
	set.StringVar(&c.json, "json", "", "write everything to this file, too")
	set.IntVar(&c.pairs, "pairs", 3, "runs of each tool and workload, in turn")
	set.Float64Var(&c.seconds, "seconds", 5, "length of a window")
	set.IntVar(&c.vus, "vus", 2000, "VUs, and connections, of idle-ws and idle-websockets")
	set.IntVar(&c.rate, "rate", 20000, "messages a second that receive pushes, over all connections")
	set.StringVar(&cpus, "cpus", "", "keep the tools to these cores, by commas: 0,1")
	set.DurationVar(&c.calm, "calm", 0, "before each run, wait at most so long for a machine that does nothing else")
	set.BoolVar(&c.quick, "quick", false, "one pair, two seconds, few connections: does it work at all?")
	set.BoolVar(&c.self, "self", false, "measure the server itself with a plain Go client, and no tool")
	set.IntVar(&c.serve, "serve", 0, "internal: be the server, with so many listeners")
	if err := set.Parse(args); err != nil {
		return command{}, err
	}
	if c.quick {
		c.pairs, c.seconds, c.vus, c.sockets = 1, 2, 200, 10
	}
	for word := range strings.SplitSeq(cpus, ",") {
		if word == "" {
			continue
		}
		n, err := strconv.Atoi(word)
		if err != nil {
			return command{}, fmt.Errorf("-cpus: %w", err)
		}
		c.cpus = append(c.cpus, n)
	}
	var faults []error
	if set.NArg() > 0 {
		faults = append(faults, fmt.Errorf("%q is not a flag", set.Arg(0)))
	}
	if c.pairs < 1 || c.seconds <= 0 || c.vus < 1 || c.rate < 1 {
		faults = append(faults, errors.New("-pairs, -seconds, -vus and -rate must be above 0"))
	}
	return c, errors.Join(faults...)
}

func bench(args []string) error {
	c, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return err
	case c.serve > 0:
		return serve(os.Stdin, os.Stdout, c.serve)
	}
	list, err := chosen(c.only)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.self {
		return self(ctx, os.Stdout, c.window())
	}
	if c.folder, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	defer os.RemoveAll(c.folder)
	return c.compare(ctx, list)
}

// compare runs the tools in turn and reports.
func (c command) compare(ctx context.Context, list []workload) error {
	if err := unpack(c.folder); err != nil {
		return err
	}
	r := report{When: time.Now(), Go: runtime.Version(), Cores: runtime.NumCPU(), CPUs: c.cpus, Seconds: c.seconds}
	var err error
	if r.Tools, err = c.tools(ctx); err != nil {
		return err
	}
	// Idle memory is shown with and without the baseline, so that is measured
	// whenever idling is.
	idles := slices.ContainsFunc(list, func(w workload) bool { return w.unit == perConnection })
	if idles && !slices.ContainsFunc(list, func(w workload) bool { return w.name == "baseline" }) {
		base, err := chosen("baseline")
		if err != nil {
			return err
		}
		list = append(base, list...)
	}
	for _, w := range list {
		for pair := range c.pairs {
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
	if err := r.writeText(os.Stdout); err != nil {
		return err
	}
	if c.json == "" {
		return context.Cause(ctx)
	}
	f, err := os.Create(c.json)
	if err != nil {
		return err
	}
	return errors.Join(r.writeJSON(f), f.Close(), context.Cause(ctx))
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
	if c.peer != "" {
		t, err := newTool(ctx, "peer", c.peer)
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
