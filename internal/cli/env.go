package cli

import (
	"runtime"
	"strconv"
	"strings"
)

// environment is the process's environment, as os.Environ gives it.
//
// Immutable.
type environment []string

// lookup is a variable's value and whether it is set.
func (e environment) lookup(key string) (value string, set bool) {
	for _, pair := range e {
		if k, v, ok := strings.Cut(pair, "="); ok && k == key {
			return v, true
		}
	}
	return "", false
}

// first is the value of the first of several variables that is set to something.
func (e environment) first(keys ...string) (key, value string) {
	for _, k := range keys {
		if v, _ := e.lookup(k); v != "" {
			return k, v
		}
	}
	return "", ""
}

// setting is the variable of volley's or k6's that gives a setting, and its
// value: VOLLEY_OUT or K6_OUT for OUT.
func (e environment) setting(name string) (key, value string) {
	return e.first("VOLLEY_"+name, "K6_"+name)
}

// settings are volley's and k6's variables whose names go on like this, without
// that; volley's come last.
func (e environment) settings(prefix string) (pairs [][2]string) {
	for _, whose := range []string{"K6_", "VOLLEY_"} {
		for _, pair := range e {
			key, value, _ := strings.Cut(pair, "=")
			if name, ok := strings.CutPrefix(key, whose+prefix); ok && value != "" {
				pairs = append(pairs, [2]string{name, value})
			}
		}
	}
	return pairs
}

// vars is the environment as scripts see it.
func (e environment) vars() map[string]string {
	vars := make(map[string]string, len(e))
	for _, pair := range e {
		if k, v, ok := strings.Cut(pair, "="); ok && k != "" {
			vars[k] = v
		}
	}
	return vars
}

// plain reports whether the user wants no colours.
func (e environment) plain() bool {
	if _, value := e.first("NO_COLOR"); value != "" { // any value: no-color.org
		return true
	}
	_, value := e.first("VOLLEY_NO_COLOR", "K6_NO_COLOR")
	on, err := strconv.ParseBool(value)
	return value != "" && (on || err != nil)
}

// coresNow is how many cores the process may use.
func coresNow() int { return runtime.GOMAXPROCS(0) }
