// Package main is volley: a load generator for WebSockets that runs k6 scripts.
package main

import (
	"os"

	"volley/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
}
