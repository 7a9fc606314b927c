// Package main is volley: a load generator for WebSockets that runs k6 scripts.
package main

import (
	"os"

	"volley/extension"
)

func main() {
	os.Exit(extension.Main())
}
