package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"text/tabwriter"

	"volley/extension"
)

// asVolley in the environment makes this program volley.
const asVolley = "COMPARE_AS_VOLLEY"

func main() {
	if os.Getenv(asVolley) != "" {
		os.Exit(extension.Main())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := compare(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// command is the command line.
type command struct {
	peer, volley, only, root string
	update                   bool
	jobs                     int
}

func parse(args []string) (command, error) {
	var c command
	set := flag.NewFlagSet("compare", flag.ContinueOnError)
	set.StringVar(&c.peer, "peer", "", "k6's program")
	set.StringVar(&c.volley, "volley", "", "volley's program; built in if empty")
	set.StringVar(&c.only, "only", "", "parts of the names of the scripts to run, by commas; all if empty")
	set.StringVar(&c.root, "root", ".", "the folder of the project")
	set.BoolVar(&c.update, "update", false, "keep volley's lines as golden files where the tools agree")
	set.IntVar(&c.jobs, "jobs", 3, "scripts at the same time")
	if err := set.Parse(args); err != nil {
		return c, err
	}
	switch {
	case set.NArg() > 0:
		return c, fmt.Errorf("%q is not a flag", set.Arg(0))
	case c.peer == "":
		return c, errors.New("-peer is missing: whom shall volley be compared with?")
	case c.jobs < 1:
		return c, errors.New("-jobs must be above 0")
	}
	return c, nil
}

// compare runs the corpus and prints what it found.
func compare(ctx context.Context, args []string, w io.Writer) error {
	c, err := parse(args)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(filepath.Join(c.root, "compare", "testdata"))
	if err != nil {
		return err
	}
	scripts, err := corpus(dir, c.only)
	if err != nil {
		return err
	}
	rows, err := os.ReadFile(filepath.Join(c.root, "docs", "compat.md"))
	if err != nil {
		return err
	}
	volley, err := volleyTool(c.volley)
	if err != nil {
		return err
	}
	at, stop, err := serve(dir)
	if err != nil {
		return err
	}
	defer stop()

	verdicts := make([]verdict, len(scripts))
	each(scripts, c.jobs, func(i int, s *script) {
		verdicts[i] = both(ctx, s, peerTool(c.peer), volley, at, string(rows), c.update)
	})
	return report(w, verdicts)
}

// each calls f for every script, so many at a time.
func each(scripts []*script, jobs int, f func(int, *script)) {
	var group sync.WaitGroup
	turns := make(chan struct{}, jobs)
	for i, s := range scripts {
		turns <- struct{}{}
		group.Go(func() {
			defer func() { <-turns }()
			f(i, s)
		})
	}
	group.Wait()
}

// both runs a script with both tools, one after the other, and judges.
func both(ctx context.Context, s *script, peer, volley tool, at places, rows string, update bool) verdict {
	theirs, err := outcome(ctx, s, peer, at)
	if err != nil {
		return verdict{script: s.name, err: err}
	}
	ours, err := outcome(ctx, s, volley, at)
	if err != nil {
		return verdict{script: s.name, err: err}
	}
	v := judge(s, theirs, ours, rows)
	if update && v.fine() {
		v.err = os.WriteFile(golden(at.dir, s), []byte(strings.Join(ours, "\n")+"\n"), 0o644)
	}
	return v
}

func outcome(ctx context.Context, s *script, t tool, at places) ([]string, error) {
	r, err := t.run(ctx, s, at)
	if err != nil {
		return nil, err
	}
	return r.lines(s, at)
}

func golden(dir string, s *script) string { return filepath.Join(dir, s.name+".golden") }

// report prints a row for each script, then what differs; its error is that
// something does.
func report(w io.Writer, verdicts []verdict) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	bad := 0
	for _, v := range verdicts {
		fmt.Fprintf(out, "%s\t%s\t%s\n", v.script, v.word(), strings.Join(v.meant, "; "))
		if !v.fine() {
			bad++
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, v := range verdicts {
		if v.fine() {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", v.script)
		if v.err != nil {
			fmt.Fprintf(w, "  %v\n", v.err)
		}
		for _, line := range append(v.diff, v.faults...) {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
	fmt.Fprintf(w, "\n%d scripts, %d with differences nobody meant\n", len(verdicts), bad)
	if bad > 0 {
		return fmt.Errorf("%d of %d scripts differ", bad, len(verdicts))
	}
	return nil
}
