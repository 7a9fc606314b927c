package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"volley/internal/option"
	"volley/internal/rest"
	"volley/internal/run"
	"volley/internal/script"
)

// The exit codes, which are k6's.
const (
	exitOK          = 0
	exitCrossed     = 99
	exitSetup       = 100
	exitTeardown    = 101
	exitTimedOut    = 102
	exitStopped     = 103
	exitInvalid     = 104
	exitInterrupted = 105
	exitNoAPI       = 106
	exitException   = 107
	exitAborted     = 108
	exitBroken      = 109
	exitFailed      = 110
	exitOther       = 255
)

// codes is the one table from what went wrong to an exit code. The first row
// that fits counts: why a test ended says more than what it measured until then.
var codes = []struct {
	code int
	fits func(error) bool
}{
	{exitOK, func(err error) bool { return err == nil }},
	{exitBroken, class[*broken]},
	{exitInterrupted, func(err error) bool { return errors.Is(err, run.ErrInterrupted) }},
	{exitStopped, func(err error) bool { return errors.Is(err, run.ErrStopped) }},
	{exitNoAPI, class[*rest.Unavailable]},
	{exitAborted, class[*run.Aborted]},
	{exitSetup, timedOut("setup")},
	{exitTeardown, timedOut("teardown")},
	{exitTimedOut, class[*run.TimedOut]},
	{exitException, class[*script.Exception]},
	{exitInvalid, class[option.Invalid]},
	{exitFailed, class[*run.Failed]},
	{exitCrossed, class[*run.Crossed]},
}

func class[E error](err error) bool {
	_, is := errors.AsType[E](err)
	return is
}

func timedOut(stage string) func(error) bool {
	return func(err error) bool {
		t, is := errors.AsType[*run.TimedOut](err)
		return is && t.Stage == stage
	}
}

// exitCode is what the process ends with.
func exitCode(err error) int {
	for _, row := range codes {
		if row.fits(err) {
			return row.code
		}
	}
	return exitOther
}

// broken is a fault of volley itself, caught before it took the process down
// without a word.
//
// Immutable.
type broken struct {
	reason any
	stack  []byte
}

// Error says what happened and what the user can do.
func (b *broken) Error() string {
	return fmt.Sprintf("volley itself has a fault: %v; please report it where you got volley, with the script and these lines:\n%s",
		b.reason, strings.TrimSpace(string(b.stack)))
}

// ran is what went wrong while a test ran: exceptions and outputs that failed
// have been logged then, each when it happened.
//
// Immutable.
type ran struct{ err error }

// Error is what went wrong.
func (r *ran) Error() string { return r.err.Error() }

// Unwrap is what went wrong, by its class.
func (r *ran) Unwrap() error { return r.err }

// faults takes a joined error apart: a sentence for each thing that is wrong and
// has not been said yet, in the order found, each once.
func faults(err error) []string {
	var all []string
	logged := class[*ran](err)
	var visit func(error)
	visit = func(err error) {
		if r, ok := err.(*ran); ok {
			visit(r.err)
			return
		}
		if many, ok := err.(interface{ Unwrap() []error }); ok && onlyJoins(err, many.Unwrap()) {
			for _, one := range many.Unwrap() {
				visit(one)
			}
			return
		}
		if out, is := errors.AsType[*run.OutputFailed](err); logged && (class[*script.Exception](err) || is && out.Began) {
			return
		}
		if text := err.Error(); !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	visit(err)
	return all
}

// onlyJoins tells errors.Join from an error that says more than its parts.
func onlyJoins(err error, parts []error) bool {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = part.Error()
	}
	return err.Error() == strings.Join(texts, "\n")
}
