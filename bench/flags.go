//go:build linux

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

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

// parse reads the command line and settles what it leaves open.
func parse(args []string) (command, error) {
	var c command
	set := c.flags()
	set.SetOutput(io.Discard) // main says what is wrong; the list of flags is for -help
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			set.SetOutput(os.Stdout)
			set.Usage()
		}
		return command{}, err
	}
	if set.NArg() > 0 {
		return command{}, fmt.Errorf("%q is not a flag", set.Arg(0))
	}
	if c.quick {
		c.pairs, c.seconds, c.vus, c.sockets, c.total = 1, 2, 200, 10, 1_000_000
		c.processes, c.connections = 2, 1000
	}
	if all := ours(); c.cpus == nil && c.apart == nil && len(all) > 1 {
		c.cpus, c.apart = all[:len(all)-1], all[len(all)-1:]
	}
	return c, c.check()
}

// flags are those of the command line, with their defaults.
func (c *command) flags() *flag.FlagSet {
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
	return set
}

// check finds what cannot be meant.
func (c *command) check() error {
	var faults []error
	if c.pairs < 1 || c.seconds <= 0 || c.vus < 1 || c.rate < 1 || c.total < 1 {
		faults = append(faults, errors.New("-pairs, -seconds, -vus, -rate and -samples must be above 0"))
	}
	if c.tsung != "" && (c.peer != "" || c.curve || c.memory || c.scale) {
		faults = append(faults, errors.New("-tsung takes the place of -peer, and has no -curve, -memory or -scale"))
	}
	if c.processes < 1 || c.processes > 200 || c.connections < perVU {
		faults = append(faults, fmt.Errorf("-processes must be 1 to 200, and -connections at least %d", perVU))
	}
	return errors.Join(faults...)
}

// ours are the cores that this process may use.
func ours() (all []int) {
	var set unix.CPUSet
	if unix.SchedGetaffinity(0, &set) != nil {
		return nil // then nothing is kept to any
	}
	for cpu := range len(set) * 64 {
		if set.IsSet(cpu) {
			all = append(all, cpu)
		}
	}
	return all
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
