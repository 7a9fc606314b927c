//go:build linux

package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	if err := command(); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func command() error {
	s := soak{out: os.Stdout}
	path := ""
	flag.IntVar(&s.sockets, "sockets", 2000, "how many sockets of k6/websockets are open at a time; there are some of k6/ws beside them")
	flag.DurationVar(&s.length, "for", 10*time.Minute, "how long")
	flag.DurationVar(&s.life, "life", 20*time.Second, "how long a socket lives at most")
	flag.StringVar(&s.library, "library", "gorilla", "of the server: gorilla or coder")
	flag.BoolVar(&s.tls, "tls", true, "every second socket over TLS")
	flag.StringVar(&path, "volley", "", "volley's program; built from the current folder if empty")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if path == "" {
		dir, err := os.MkdirTemp("", "soak-volley-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		path = filepath.Join(dir, "volley")
		if out, err := exec.CommandContext(ctx, "go", "build", "-o", path, ".").CombinedOutput(); err != nil {
			return fmt.Errorf("build volley: %w: %s", err, out)
		}
	}
	s.volley = []string{path}
	res, err := s.run(ctx)
	if err != nil {
		return err
	}
	res.print(s.out)
	if len(res.wrong) > 0 {
		return fmt.Errorf("%s", strings.Join(res.wrong, "\n      "))
	}
	fmt.Fprintln(s.out, "\nno leak, no stuck socket, and the counts agree")
	return nil
}
