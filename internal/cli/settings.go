package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"volley/internal/secret"
)

// setting is a row of k6's command line that is not an option of the test: how
// the program behaves. Options of the test are rows of option's table.
//
// Immutable.
type setting struct {
	name    string // of the flag
	short   string
	word    string // what kind of value, for --help; "" for a switch
	env     string // "OUT" for VOLLEY_OUT and K6_OUT; "" for none
	initial string
	help    string
	idle    string // why it has no effect; "" if it has one
	group   string // the heading in --help
}

// The headings of the settings in --help.
const (
	groupScript  = "Script"
	groupScreen  = "Screen and files"
	groupAPI     = "REST API"
	groupMachine = "This machine"
	groupNone    = "Accepted for k6's sake, without effect"
)

const later = "volley cannot do that yet"

// settings is every setting: a row each. Flags, variables and --help are made
// from it.
var settings = []setting{
	{name: "env", short: "e", word: "NAME=value", group: groupScript, help: "set __ENV.NAME; may be given several times"},
	{name: "include-system-env-vars", env: "INCLUDE_SYSTEM_ENV_VARS", initial: "true", group: groupScript, help: "put the environment into __ENV"},
	{name: "secret-source", word: "SOURCE", env: "SECRET_SOURCE", group: groupScript, help: "where secrets come from: file=PATH, mock=KEY=VALUE,… or url=urlTemplate=URL,…; may be given several times"},
	{name: "no-remote-imports", env: "NO_REMOTE_IMPORTS", group: groupScript, help: "import nothing from the web, nor from the copies kept of it"},
	{name: "config", short: "c", word: "FILE", env: "CONFIG", group: groupScript, help: "read options from this JSON file"},

	{name: "quiet", short: "q", group: groupScreen, help: "no banner and no progress"},
	{name: "verbose", short: "v", group: groupScreen, help: "log debug messages too, console.debug() among them"},
	{name: "no-color", env: "NO_COLOR", group: groupScreen, help: "no colours (also: NO_COLOR)"},
	{name: "summary-mode", word: "MODE", env: "SUMMARY_MODE", initial: "compact", group: groupScreen, help: "compact, full (groups and scenarios apart) or disabled"},
	{name: "summary-export", word: "FILE", env: "SUMMARY_EXPORT", group: groupScreen, help: "write the summary to this file, as JSON"},
	{name: "new-machine-readable-summary", env: "NEW_MACHINE_READABLE_SUMMARY", group: groupScreen, help: "k6's newer form of it, also for handleSummary()"},
	{name: "out", short: "o", word: "NAME[=FILE]", env: "OUT", group: groupScreen, help: "write every sample to a file: json or csv; may be given several times"},
	{name: "log-output", word: "WHERE", env: "LOG_OUTPUT", initial: "stderr", group: groupScreen, help: "stderr, stdout, none, file=PATH[,level=LEVEL] or loki[=URL,SETTING=VALUE…]"},
	{name: "log-format", word: "FORMAT", env: "LOG_FORMAT", initial: "text", group: groupScreen, help: "text, json or raw"},

	{name: "address", short: "a", word: "HOST:PORT", env: "ADDRESS", group: groupAPI, help: "serve the REST API here; who reaches it can stop the test"},
	{name: "profiling-enabled", env: "PROFILING_ENABLED", group: groupAPI, help: "profiles of volley itself at /debug/pprof/ there"},
	{name: "linger", short: "l", env: "LINGER", group: groupAPI, help: "keep running after the test, until Ctrl-C"},

	{name: "shards", word: "N", env: "SHARDS", group: groupMachine, help: "how many cores to use; all if not given"},
	{name: "engine", word: "NAME", env: "ENGINE", group: groupMachine, help: "batched, descriptors or portable; the best there is if not given"},

	{name: "type", short: "t", word: "TYPE", env: "TYPE", group: groupNone, help: "what FILE is", idle: "volley finds out itself"},
	{name: "compatibility-mode", word: "MODE", env: "COMPATIBILITY_MODE", group: groupNone, help: "which JavaScript to run", idle: "volley has one mode"},
	{name: "features", word: "LIST", env: "FEATURES", group: groupNone, help: "k6's feature flags", idle: later},
	{name: "traces-output", word: "WHERE", env: "TRACES_OUTPUT", group: groupNone, help: "where to send traces", idle: later},
	{name: "no-usage-report", env: "NO_USAGE_REPORT", group: groupNone, help: "do not report usage: volley never does"},
}

// chosen are the settings as the user gave them, by name.
//
// Immutable after readSettings.
type chosen struct {
	words map[string][]string
	by    map[string]string // who said so: "--out", "K6_OUT"; nothing for the initial value
}

// readSettings asks the flags first and the environment then. The error names
// every switch that is neither on nor off.
func readSettings(flags map[string]*words, env environment) (chosen, []error) {
	c := chosen{words: map[string][]string{}, by: map[string]string{}}
	var faults []error
	for _, s := range settings {
		var by string
		var given []string
		if f := flags[s.name]; f != nil && len(f.list) > 0 {
			by, given = "--"+s.name, f.list
		} else if key, value := env.first(s.variables()...); value != "" {
			by, given = key, []string{value}
		} else {
			c.words[s.name] = []string{s.initial}
			continue
		}
		if _, err := strconv.ParseBool(given[len(given)-1]); s.word == "" && err != nil {
			if s.name == "no-color" { // any value: no-color.org
				given = []string{"true"}
			} else {
				faults = append(faults, fmt.Errorf("%s: %q is neither true nor false", by, given[len(given)-1]))
			}
		}
		c.words[s.name], c.by[s.name] = given, by
	}
	return c, faults
}

// variables are the environment variables that give a setting.
func (s setting) variables() []string {
	if s.env == "" {
		return nil
	}
	return []string{"VOLLEY_" + s.env, "K6_" + s.env}
}

// secrets opens the sources of secrets.
func (c chosen) secrets(env environment) (*secret.Keeper, error) {
	const name = "secret-source"
	if c.by[name] == "" {
		return nil, nil
	}
	k, err := secret.Open(c.words[name], secret.Config{Env: env.settings, Proxy: env.proxy()})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.by[name], err)
	}
	return k, nil
}

// on reports whether a switch is on.
func (c chosen) on(name string) bool {
	on, _ := strconv.ParseBool(c.text(name))
	return on
}

// text is the value of a setting; the last one if it was given several times.
func (c chosen) text(name string) string {
	words := c.words[name]
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// idle says, in one sentence, what was asked for in vain; "" for nothing.
func (c chosen) idle() string {
	var reasons []string
	by := map[string][]string{}
	for _, s := range settings {
		if s.idle == "" || c.by[s.name] == "" || s.word == "" && !c.on(s.name) || s.word != "" && c.text(s.name) == "none" {
			continue
		}
		if !slices.Contains(reasons, s.idle) {
			reasons = append(reasons, s.idle)
		}
		by[s.idle] = append(by[s.idle], c.by[s.name])
	}
	for i, reason := range reasons {
		verb := " has no effect: "
		if len(by[reason]) > 1 {
			verb = " have no effect: "
		}
		reasons[i] = strings.Join(by[reason], ", ") + verb + reason
	}
	return strings.Join(reasons, "; ")
}
