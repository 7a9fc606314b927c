//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestPortRange(t *testing.T) {
	for text, want := range map[string]uint64{"32768\t60999\n": 28232, "1024 1024": 1, "": 0, "9 3": 0, "a b": 0, "32768": 0} {
		if got := portRange(text); got != want {
			t.Errorf("portRange(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestSystemLimits(t *testing.T) {
	if l := systemLimits(); l.files == 0 {
		t.Error("the system's number of open files is not known")
	}
}

// TestRunWithFewFiles: a test that will run out of files is told so before it
// starts, and runs all the same.
func TestRunWithFewFiles(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "script.js")
	if err := os.WriteFile(file, []byte("export default function () {}"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", "ulimit -n 200 && exec volley run -q -u 300 \"$0\"", file)
	var log strings.Builder
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), "iterations...........: 300") {
		t.Errorf("volley ended with %v:\n%s%s", err, out, log.String())
	}
	if want := "300 VUs, each with a socket at the least, but this process may open only 200 files"; !strings.Contains(log.String(), want) {
		t.Errorf("the log lacks %q:\n%s", want, log.String())
	}
}
