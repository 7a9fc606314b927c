package browser

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inVolley runs a script of n rows in one run and returns their lines.
func inVolley(t *testing.T, n int, text string) [][]string {
	t.Helper()
	dir := t.TempDir()
	script := filepath.Join(dir, "table.js")
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	program, console := filepath.Join(dir, "volley"), filepath.Join(dir, "console")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", program, "volley").CombinedOutput(); err != nil {
		t.Fatalf("build volley: %v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), runPatience)
	defer cancel()
	c := exec.CommandContext(ctx, program, "run", "--quiet", "--no-color", "--log-format", "raw", "--console-output", console, script)
	c.Env = append(slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(pair), "=")
		return strings.HasPrefix(name, "K6_") || strings.HasPrefix(name, "VOLLEY_") || strings.HasSuffix(name, "_PROXY")
	}), "HOME="+dir, "XDG_CONFIG_HOME="+dir) // nothing but the script has a say
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("run the table in volley: %v\n%s", err, out)
	}
	t.Logf("volley said:\n%s", out)
	all := make([][]string, n)
	for line := range strings.Lines(readFile(t, console)) {
		var told [3]any // row, line's number, line
		if err := json.Unmarshal([]byte(line), &told); err != nil {
			t.Fatalf("volley's console has %q: %v", line, err)
		}
		row := int(told[0].(float64))
		all[row] = append(all[row], told[2].(string))
	}
	return all
}
