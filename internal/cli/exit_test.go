package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"volley/internal/option"
	"volley/internal/rest"
	"volley/internal/run"
	"volley/internal/script"
)

func TestExitCode(t *testing.T) {
	invalid := option.Invalid{Field: "vus", Value: "-1", Why: "is below 1"}
	for name, c := range map[string]struct {
		err  error
		want int
	}{
		"well":                         {nil, 0},
		"thresholds":                   {&run.Crossed{Keys: []string{"checks"}}, 99},
		"setup":                        {&run.TimedOut{Stage: "setup", After: time.Second}, 100},
		"teardown":                     {fmt.Errorf("x: %w", &run.TimedOut{Stage: "teardown"}), 101},
		"another limit":                {&run.TimedOut{Stage: "handleSummary"}, 102},
		"stopped":                      {fmt.Errorf("x: %w", run.ErrStopped), 103},
		"stopped, and thresholds":      {errors.Join(&run.Crossed{}, run.ErrStopped), 103},
		"no API":                       {&rest.Unavailable{Err: fs.ErrExist}, 106},
		"options":                      {errors.Join(invalid, invalid), 104},
		"signal":                       {run.ErrInterrupted, 105},
		"exception":                    {&script.Exception{Err: errors.New("boom")}, 107},
		"aborted":                      {&run.Aborted{Message: "enough"}, 108},
		"broken":                       {&broken{reason: "x"}, 109},
		"failed":                       {&run.Failed{Message: "no"}, 110},
		"anything else":                {fs.ErrNotExist, 255},
		"a signal, and thresholds":     {errors.Join(&run.Crossed{}, run.ErrInterrupted), 105},
		"an abort, and thresholds":     {errors.Join(&run.Crossed{}, &run.Aborted{}), 108},
		"a failure, and thresholds":    {errors.Join(&run.Crossed{}, &run.Failed{}), 110},
		"an exception, and thresholds": {errors.Join(&run.Crossed{}, &script.Exception{Err: fs.ErrExist}), 107},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%s: exitCode(%v) = %d, want %d", name, c.err, got, c.want)
		}
	}
}

// TestGuard: a panic on the main path ends in 109, with what a report needs.
func TestGuard(t *testing.T) {
	err := guard(func() error { panic("no such case") })
	if got := exitCode(err); got != 109 {
		t.Errorf("exitCode = %d, want 109", got)
	}
	for _, want := range []string{"no such case", "please report it", "TestGuard"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
	if err := guard(func() error { return fs.ErrExist }); err != fs.ErrExist {
		t.Errorf("guard changed the error to %v", err)
	}
}

func TestFaults(t *testing.T) {
	a, b := errors.New("a"), errors.New("b")
	for _, c := range []struct {
		err  error
		want []string
	}{
		{a, []string{"a"}},
		{errors.Join(a, b), []string{"a", "b"}},
		{errors.Join(a, errors.Join(b, a)), []string{"a", "b"}},
		{fmt.Errorf("%w, because of %w", a, b), []string{"a, because of b"}},
		{fmt.Errorf("read: %w", errors.Join(a, b)), []string{"read: a\nb"}},
		{errors.Join(&script.Exception{Err: a}, b), []string{"a", "b"}},
		{&ran{errors.Join(&script.Exception{Err: a}, b)}, []string{"b"}}, // the exception has been logged
		{&ran{&script.Exception{Err: a}}, nil},
		{&ran{errors.Join(&run.OutputFailed{Output: "csv", Err: a, Began: true}, b)}, []string{"b"}}, // likewise
		{&ran{&run.OutputFailed{Output: "csv", Err: a}}, []string{"output csv: a"}},
	} {
		if got := faults(c.err); !slices.Equal(got, c.want) {
			t.Errorf("faults(%q) = %q, want %q", c.err, got, c.want)
		}
	}
}
