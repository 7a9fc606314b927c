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
	"regexp"
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
	peer, tsung, volley    string
	json, from, into       string
	match                  *regexp.Regexp // nil = the default workloads
	pairs                  int
	quick, markdown        bool
	self, curve            bool
	scale, memory          bool
	processes, connections int
	host                   string
	serve                  int
}

func parse(args []string) (command, error) {
	var c command
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.StringVar(&c.peer, "peer", "", "the other tool's program; none if empty")
	set.StringVar(&c.tsung, "tsung", "", "tsung's program, as the peer, on those workloads that it can do")
	set.StringVar(&c.volley, "volley", "", "volley's program; built from the current folder if empty, none if \"none\"")
	set.Func("run", "regular expression: only the workloads whose names match", func(text string) (err error) {
		c.match, err = regexp.Compile(text)
		return err
	})
	set.StringVar(&c.json, "json", "", "write everything to this file, too")
	set.StringVar(&c.from, "from", "", "measure nothing: show what an earlier bench wrote to this file")
	set.BoolVar(&c.markdown, "markdown", false, "print the tables as Markdown")
	set.StringVar(&c.into, "into", "", "put the tables into this document, too, where its marks are")
	set.IntVar(&c.pairs, "pairs", 5, "runs of each tool and workload, in turn")
	set.Float64Var(&c.seconds, "seconds", 5, "length of a window")
	set.IntVar(&c.vus, "vus", 2000, "VUs, and connections, of idle-ws and idle-websockets")
	set.IntVar(&c.rate, "rate", 20000, "messages a second that receive pushes, over all connections")
	set.IntVar(&c.total, "samples", 30_000_000, "values that samples adds")
	set.Func("cpus", "keep the tools to these cores, by commas: 0,1 (default: all but the last)", cores(&c.cpus))
	set.Func("server-cpus", "keep the server to these cores (default: the last)", cores(&c.apart))
	set.DurationVar(&c.calm, "calm", 0, "before each run, wait at most so long for a machine that does nothing else")
	set.BoolVar(&c.quick, "quick", false, "one pair, two seconds, few connections: does it work at all?")
	set.BoolVar(&c.self, "self", false, "measure the server itself with a plain Go client, and no tool")
	set.BoolVar(&c.curve, "curve", false, "echo from 100 to 15,000 sockets and from 10 to 2,000 VUs, in place of the workloads")
	set.BoolVar(&c.memory, "memory", false, "what one VU or socket takes and what it consists of, in place of the workloads")
	set.BoolVar(&c.scale, "scale", false, "several processes full of idle sockets, in place of the workloads")
	set.IntVar(&c.processes, "processes", 5, "of each tool, and of servers, with -scale")
	set.IntVar(&c.connections, "connections", 18000, "of a process, with -scale")
	set.IntVar(&c.serve, "serve", 0, "internal: be the server, with so many listeners")
	set.StringVar(&c.host, "host", home.String(), "internal: where the server listens")
	set.SetOutput(io.Discard) // main says what is wrong; the list of flags is for -help
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			set.SetOutput(os.Stdout)
			set.Usage()
		}
		return command{}, err
	}
	if c.quick {
		c.pairs, c.seconds, c.vus, c.sockets, c.total = 1, 2, 200, 10, 1_000_000
		c.processes, c.connections = 2, 1000
	}
	if n := runtime.NumCPU(); c.cpus == nil && c.apart == nil && n > 1 {
		for cpu := range n - 1 {
			c.cpus = append(c.cpus, cpu)
		}
		c.apart = []int{n - 1}
	}
	var faults []error
	if set.NArg() > 0 {
		faults = append(faults, fmt.Errorf("%q is not a flag", set.Arg(0)))
	}
	if c.pairs < 1 || c.seconds <= 0 || c.vus < 1 || c.rate < 1 || c.total < 1 {
		faults = append(faults, errors.New("-pairs, -seconds, -vus, -rate and -samples must be above 0"))
	}
	if c.tsung != "" && (c.peer != "" || c.curve || c.memory || c.scale) {
		faults = append(faults, errors.New("-tsung takes the place of -peer, and has no -curve, -memory or -scale"))
	}
	if c.processes < 1 || c.processes > 200 || c.connections < perVU {
		faults = append(faults, fmt.Errorf("-processes must be 1 to 200, and -connections at least %d", perVU))
	}
	return c, errors.Join(faults...)
}

// cores reads a list of cores.
func cores(into *[]int) func(string) error {
	return func(text string) error {
		*into = nil
		for word := range strings.SplitSeq(text, ",") {
			n, err := strconv.Atoi(word)
			if err != nil || n < 0 {
				return fmt.Errorf("%q is not the number of a core", word)
			}
			*into = append(*into, n)
		}
		return nil
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
