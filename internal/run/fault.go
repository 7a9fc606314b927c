package run

import (
	"errors"
	"fmt"
	"time"
)

// Aborted is a test that its script ended with exec.test.abort().
//
// Immutable.
type Aborted struct{ Message string }

// Error is k6's text.
func (a *Aborted) Error() string {
	if a.Message == "" {
		return "test aborted"
	}
	return "test aborted: " + a.Message
}

// Failed is a test that its script marked failed with exec.test.fail().
//
// Immutable.
type Failed struct{ Message string }

// Error is the mark as a sentence.
func (f *Failed) Error() string { return "test marked as failed: " + f.Message }

// TimedOut is a stage of a test that took too long.
//
// Immutable.
type TimedOut struct {
	Stage string // "setup", "teardown" or "handleSummary"
	After time.Duration
}

// Error is k6's text.
func (t *TimedOut) Error() string {
	return fmt.Sprintf("%s() execution timed out after %.f seconds", t.Stage, t.After.Seconds())
}

// ErrInterrupted is the error of a test that ended because Run's context was
// over.
var ErrInterrupted = errors.New("the test was stopped from outside")

// ErrNoExports is the error of a script that has nothing to run.
var ErrNoExports = errors.New("the script exports no function: export default function () { … } is what a virtual user runs")
