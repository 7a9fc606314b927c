// Command extended is a volley with a module and an output of its own.
package main

import (
	"os"

	"example.com/extended/hello"
	"volley/extension"
)

func main() {
	os.Exit(extension.Main(
		extension.Module("k6/x/hello", hello.Exports),
		extension.Output("statsd", hello.StatsD),
	))
}
