//go:build linux

package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// tool is one generator under measurement.
type tool struct {
	Name    string `json:"name"`
	Path    string `json:"path"`
	Version string `json:"version"`
	flags   []string
	tsung   bool // it has no scripts
}

// flags are what each tool is told besides the script and its environment:
// nothing but to be quiet, and not to talk to anybody but the server.
var flags = map[string][]string{
	"volley": {"run", "--quiet"},
	"peer":   {"run", "--quiet", "--no-usage-report", "--address", ""},
}

// newTool finds a tool's program and asks for its version.
func newTool(ctx context.Context, name, path string) (tool, error) {
	found, err := exec.LookPath(path)
	if err != nil {
		return tool{}, fmt.Errorf("-%s: %w", name, err)
	}
	if found, err = filepath.Abs(found); err != nil {
		return tool{}, fmt.Errorf("-%s: %w", name, err)
	}
	t := tool{Name: name, Path: found, flags: flags[name], Version: "unknown"}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	// A tool that does not say its version is measured all the same.
	ask := "version"
	if t.tsung = name == "tsung"; t.tsung {
		t.Name, ask = "peer", "-v"
	}
	if out, err := exec.CommandContext(ctx, found, ask).Output(); err == nil {
		t.Version, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
	}
	return t, nil
}

// build builds volley from the current folder into a temporary one.
func build(ctx context.Context, folder string) (path string, err error) {
	path = filepath.Join(folder, "volley")
	out, err := exec.CommandContext(ctx, "go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build volley here: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return path, nil
}

// args is the command line for a script with an environment of NAME=value.
func (t tool) args(script string, env []string) []string {
	args := append([]string(nil), t.flags...)
	for _, e := range env {
		args = append(args, "-e", e)
	}
	return append(args, script)
}
