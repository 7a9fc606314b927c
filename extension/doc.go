// Package extension builds a volley with modules and outputs of one's own.
//
// The one thing to know: it is a program of ten lines.
//
//	package main
//
//	import (
//		"os"
//
//		"volley/extension"
//		"example.com/hello"
//	)
//
//	func main() {
//		os.Exit(extension.Main(
//			extension.Module("k6/x/hello", hello.Exports),
//			extension.Output("statsd", hello.StatsD),
//		))
//	}
//
// It is volley with all its commands; its scripts may import k6/x/hello, and
// --out statsd=127.0.0.1:8125 names the output. docs/extensions.md is the guide,
// examples/extension a whole one.
//
// What of volley is not named here may change with every version.
//
// Functions of modules are called by virtual users on any goroutine, one call at
// a time for each; an output belongs to one goroutine.
package extension
