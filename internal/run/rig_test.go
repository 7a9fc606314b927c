package run

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"volley/internal/option"
	"volley/internal/script"
)

// rig is one test of a script, in made-up time unless it says otherwise.
type rig struct {
	*testing.T
	shards int
	flags  map[string]string
	env    map[string]string
	change func(*Config)

	log, console capture
}

// capture keeps log records as lines: "level text".
type capture struct {
	hear  func(line string) // is told each line, if not nil
	mu    sync.Mutex
	lines []string
}

func (c *capture) Enabled(context.Context, slog.Level) bool { return true }

func (c *capture) Handle(_ context.Context, r slog.Record) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lines = append(c.lines, strings.ToLower(r.Level.String())+" "+r.Message)
	if c.hear != nil {
		c.hear(r.Message)
	}
	return nil
}

func (c *capture) WithAttrs([]slog.Attr) slog.Handler { return c }
func (c *capture) WithGroup(string) slog.Handler      { return c }

func (c *capture) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.lines, "\n")
}

// prepare writes the script down and prepares it.
func (r *rig) prepare(source string) (*Plan, error) {
	r.Helper()
	path := filepath.Join(r.TempDir(), "script.js")
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		r.Fatal(err)
	}
	flags, err := option.FromFlags(func(f option.Field) ([]string, bool) {
		value, given := r.flags[f.Flag]
		return []string{value}, given
	})
	if err != nil {
		return nil, err
	}
	none, err := option.FromEnv(func(string) (string, bool) { return "", false })
	if err != nil {
		r.Fatal(err)
	}
	file, err := option.FromJSON([]byte("{}"), option.Source{Level: option.File})
	if err != nil {
		r.Fatal(err)
	}
	c := Config{
		Script: script.Config{Path: path}, File: file, Env: none, Flags: flags, UserAgent: "volley/test", Vars: r.env,
		Engine: "portable", Shards: max(r.shards, 1), Log: slog.New(&r.log), Console: slog.New(&r.console),
	}
	if r.change != nil {
		r.change(&c)
	}
	return Prepare(r.Context(), c)
}

// planned is prepare for a script that must be right.
func (r *rig) planned(source string) *Plan {
	r.Helper()
	p, err := r.prepare(source)
	if err != nil {
		r.Fatal(err)
	}
	return p
}

// run carries a script out in made-up time.
func (r *rig) run(source string, check func(p *Plan, result *Result, err error)) {
	r.Helper()
	p := r.planned(source)
	synctest.Test(r.T, func(t *testing.T) {
		result, err := p.Run(context.Background())
		if result == nil {
			t.Fatal(err)
		}
		check(p, result, err)
	})
}

// sum is what a counter came to.
func sum(t *testing.T, p *Plan, name string) float64 {
	t.Helper()
	m := p.registry.Metric(name)
	if m == nil {
		t.Fatalf("no metric %s", name)
	}
	return p.running.Load().ledger.total.Metric(m).Sum
}

// export is the result as --summary-export writes it.
func export(t *testing.T, result *Result) string {
	t.Helper()
	text, err := result.Summary.Export()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
