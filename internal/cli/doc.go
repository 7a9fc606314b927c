// Package cli is the one room with a screen: arguments, environment, terminal,
// signals and exit codes.
//
// The one thing to know: a command reads what the user said into a run.Config
// and hands it to a trial (trial.go), which prepares it, shows it while it runs
// and tells what came of it. What went wrong comes back as an error; the table
// in exit.go turns its class into k6's exit code, and nobody else decides one.
//
//	arguments ─► flags.go ──┐                        ┌─► banner, bars ─► screen
//	environment ─► env.go ──┼─► run.Config ─► trial ─┼─► summary, files
//	config file ────────────┘                        └─► error ─► exit code
//
// Everything written goes through screen.go: two outputs that may be slow
// without delaying the load (writer.go), log lines that do not run into the bars
// (log.go), equal ones joined (join.go).
//
// A command is a file: run.go, inspect.go, serve.go, demo.go, version.go. An option of the
// test is a row of option's table and needs nothing here; a setting of the
// program is a row in settings.go.
//
// Main is called once, from main.
package cli
