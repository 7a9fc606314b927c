package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"testing"
	"time"
)

// betrays finds what only a fault of volley's own would say.
var betrays = regexp.MustCompile(`BETRAYED by .*|internal fault.*|is abandoned.*|panic: .*|fatal error: .*`)

// reached counts what a script says it has called.
var reached = regexp.MustCompile(`calls (\d+)`)

// FuzzReach runs a script that calls every function, constructor, method and
// setter it can reach with whatever there is: exceptions are its own affair, but
// no fault of Go's may be among them, and the process and its run must live.
func FuzzReach(f *testing.F) {
	for _, seed := range []uint32{2, 3, 4, 33} { // each found something once
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint32) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out, err := exec.CommandContext(ctx, "volley", "run", "-q", "-e", fmt.Sprint("SEED=", seed), "testdata/reach.js").CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitException) {
			t.Errorf("the run ends with %v", err)
		}
		for _, found := range betrays.FindAllString(string(out), 5) {
			t.Error(found)
		}
		if !reached.Match(out) {
			t.Error("the script has called nothing")
		}
		if t.Failed() {
			t.Logf("%.20000s", out)
		}
	})
}
