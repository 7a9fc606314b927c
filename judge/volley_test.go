package judge

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"volley/extension"
)

// asVolley in the environment makes the test binary be volley.
const asVolley = "VOLLEY_JUDGE_RUNS"

// TestMain makes the test binary volley as well.
func TestMain(m *testing.M) {
	if os.Getenv(asVolley) != "" {
		os.Exit(extension.Main())
	}
	os.Exit(m.Run())
}

// volley is a command of volley with a clean environment and env.
func volley(ctx context.Context, t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(ctx, self, args...)
	home := t.TempDir()
	c.Env = append([]string{asVolley + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home}, env...)
	c.WaitDelay = patience
	return c
}

// outcome is what volley says of a run.
type outcome struct {
	stderr  string
	metrics map[string]map[string]float64
}

// count is a counter's value, 0 if there is none.
func (o outcome) count(name string) int64 { return int64(o.metrics[name]["count"]) }

// runScript runs a script and fails the test unless it ends well and silently.
func runScript(t *testing.T, env []string, flags []string, script string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	export := filepath.Join(t.TempDir(), "summary.json")
	args := append([]string{"run", "-q", "--no-color", "--summary-export", export}, flags...)
	c := volley(ctx, t, env, append(args, script)...)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		t.Fatalf("volley: %v\n%s%s", err, &stderr, &stdout)
	}
	o := outcome{stderr: strings.TrimSpace(stderr.String())}
	text, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	var summary struct {
		Metrics map[string]map[string]any `json:"metrics"`
	}
	if err := json.Unmarshal(text, &summary); err != nil {
		t.Fatal(err)
	}
	o.metrics = map[string]map[string]float64{}
	for name, values := range summary.Metrics {
		o.metrics[name] = map[string]float64{}
		for key, value := range values {
			if number, ok := value.(float64); ok { // thresholds are no numbers
				o.metrics[name][key] = number
			}
		}
	}
	return o
}
