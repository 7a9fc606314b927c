package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"volley/internal/option"
	"volley/internal/run"
)

// parse reads a command line and an environment as `volley run` does.
func parse(t *testing.T, env environment, args ...string) (run.Config, chosen, error) {
	t.Helper()
	f := newTestFlags()
	if err := f.set.Parse(args); err != nil {
		return run.Config{}, chosen{}, err
	}
	var c run.Config
	set, problems := readSettings(f.settings, env)
	problems = append(problems, set.apply(&c, env)...)
	problems = append(problems, f.layers(&c, set, env)...)
	return c, set, errors.Join(problems...)
}

// merged is what the layers of a configuration come to.
func merged(t *testing.T, c run.Config) *option.Options {
	t.Helper()
	o, _, err := option.Merge(option.Defaults(userAgent), c.File, c.Env, c.Flags)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestEveryOptionHasItsFlag: each row of option's table can be given, by its
// long and its short name.
func TestEveryOptionHasItsFlag(t *testing.T) {
	f := newTestFlags()
	for _, row := range option.Table() {
		if row.Flag == "" {
			continue
		}
		flag := f.set.Lookup(row.Flag)
		if flag == nil || flag.Shorthand != row.Short || !strings.HasPrefix(flag.Usage, row.Help) {
			t.Errorf("--%s: %+v, want -%s and %q", row.Flag, flag, row.Short, row.Help)
		}
	}
}

// TestSettingsAreNoOptions: a name is a row of one table only.
func TestSettingsAreNoOptions(t *testing.T) {
	for _, s := range settings {
		for _, row := range option.Table() {
			if row.Flag == s.name || s.env != "" && row.Env == s.env {
				t.Errorf("%s is an option and a setting", s.name)
			}
		}
	}
}

func TestOptionsOverride(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.json")
	if err := os.WriteFile(file, []byte(`{"vus": 2, "iterations": 10, "userAgent": "file", "quiet": true}`), 0o600); err != nil {
		t.Fatal(err)
	}
	env := environment{"K6_USER_AGENT=env", "VOLLEY_VUS=3", "K6_VUS=4", "K6_ITERATIONS=20"}
	c, _, err := parse(t, env, "-c", file, "-i", "30", "--tag", "a=1", "--tag", "b=2", "-w")
	if err != nil {
		t.Fatal(err)
	}
	o := merged(t, c)
	if o.VUs != 3 || o.Iterations != 30 || o.UserAgent != "env" || !o.Throw {
		t.Errorf("vus %d, iterations %d, userAgent %s, throw %t", o.VUs, o.Iterations, o.UserAgent, o.Throw)
	}
	if diff := cmp.Diff(map[string]string{"a": "1", "b": "2"}, o.Tags); diff != "" {
		t.Error(diff)
	}
	if got := o.Explain("iterations"); !strings.HasPrefix(got, "--iterations") {
		t.Errorf("Explain = %q, want --iterations first", got)
	}
}

func TestVars(t *testing.T) {
	env := environment{"HOME=/h", "A=1"}
	for _, c := range []struct {
		args []string
		want map[string]string
	}{
		{nil, map[string]string{"HOME": "/h", "A": "1"}},
		{[]string{"-e", "A=2", "--env", "B=x=y"}, map[string]string{"HOME": "/h", "A": "2", "B": "x=y"}},
		{[]string{"--include-system-env-vars=false", "-e", "B=", "-e", "A"}, map[string]string{"A": "1", "B": ""}},
	} {
		got, _, err := parse(t, env, c.args...)
		if err != nil {
			t.Errorf("%q: %v", c.args, err)
		}
		if diff := cmp.Diff(c.want, got.Vars); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.args, diff)
		}
	}
}

func TestSettings(t *testing.T) {
	c, set, err := parse(t, environment{"K6_SUMMARY_MODE=disabled", "VOLLEY_ENGINE=portable", "VOLLEY_SHARDS=3", "K6_NO_COLOR=yes"}, "-q", "--summary-mode=full")
	if err != nil {
		t.Fatal(err)
	}
	if !c.SummaryFull || c.SummaryDisabled || c.Engine != "portable" || c.Shards != 3 || !set.on("quiet") || set.on("verbose") || !set.on("no-color") {
		t.Errorf("%+v, %+v", c, set)
	}
}

// TestOutputs: flags, variables and the config file name outputs; the first of
// these that names any counts.
func TestOutputs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.json")
	if err := os.WriteFile(file, []byte(`{"out": ["json=c.json"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		env  environment
		args []string
		want []string
	}{
		"none":          {nil, nil, nil},
		"flags":         {environment{"K6_OUT=csv"}, []string{"-c", file, "-o", "json=a,b.json", "--out=csv"}, []string{"json=a,b.json", "csv"}},
		"variable":      {environment{"K6_OUT=json=a,csv=b"}, []string{"-c", file}, []string{"json=a", "csv=b"}},
		"volley's wins": {environment{"K6_OUT=json", "VOLLEY_OUT=csv"}, nil, []string{"csv"}},
		"file":          {environment{"K6_OUT="}, []string{"-c", file}, []string{"json=c.json"}},
	} {
		got, set, err := parse(t, c.env, c.args...)
		if diff := cmp.Diff(c.want, got.Outputs); diff != "" || err != nil || set.idle() != "" {
			t.Errorf("%s (-want +got): %s, %v, %s", name, diff, err, set.idle())
		}
	}
}

// TestIdle: what scripts' command lines commonly carry is accepted; what it does
// not do is said once.
func TestIdle(t *testing.T) {
	args := strings.Fields("-a localhost:6565 -l -t js --compatibility-mode=base --no-usage-report --features a " +
		"--new-machine-readable-summary --traces-output none --profiling-enabled")
	_, set, err := parse(t, environment{"K6_NO_USAGE_REPORT=true"}, args...)
	if err != nil {
		t.Fatal(err)
	}
	want := "--type has no effect: volley finds out itself; " +
		"--compatibility-mode has no effect: volley has one mode; --features has no effect: volley cannot do that yet"
	if got := set.idle(); got != want {
		t.Errorf("idle() = %q, want %q", got, want)
	}
	_, set, err = parse(t, environment{"K6_TRACES_OUTPUT=none", "K6_FEATURES="})
	if got := set.idle(); got != "" || err != nil {
		t.Errorf("idle() = %q, %v, want nothing", got, err)
	}
}

// TestFaultsAtOnce: all that is wrong with a command line is told, each with who
// said it.
func TestFaultsAtOnce(t *testing.T) {
	_, _, err := parse(t, environment{"K6_QUIET=true", "VOLLEY_ENGINE=steam", "K6_DURATION=1x", "K6_LINGER=maybe"},
		"--vus", "many", "-e", "=1", "--shards", "0", "--summary-mode", "legacy", "-c", "nowhere.json")
	want := []string{
		`K6_LINGER: "maybe" is neither true nor false`,
		`--env: "=1" is not NAME=value`,
		`--summary-mode: "legacy" is not a summary mode: there are compact, full and disabled`,
		`VOLLEY_ENGINE: "steam" is not an engine: there are batched, descriptors and portable`,
		`--shards: "0" is not a number of cores from 1 to 1024`,
		`option "vus": "many" is not a whole number (from --vus)`,
	}
	got := faults(err)
	if len(got) != 8 {
		t.Fatalf("%d faults, want 8:\n%s", len(got), strings.Join(got, "\n"))
	}
	if diff := cmp.Diff(want, got[:6]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !strings.Contains(got[6], "K6_DURATION") || !strings.HasPrefix(got[7], "read the config file: nowhere.json: ") {
		t.Errorf("the last two are %q", got[6:])
	}
}

// TestOwnConfigFile: volley's own config file is read if it is there.
func TestOwnConfigFile(t *testing.T) {
	home := t.TempDir()
	c, _, err := parse(t, environment{"HOME=" + home})
	if err != nil || merged(t, c).VUs != 1 {
		t.Errorf("without a file: %d VUs, %v", merged(t, c).VUs, err)
	}
	path := filepath.Join(home, ".config", "volley", "config.json")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(`{"vus": 7}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, env := range []environment{{"HOME=" + home}, {"HOME=/nowhere", "XDG_CONFIG_HOME=" + filepath.Join(home, ".config")}} {
		c, _, err := parse(t, env)
		if err != nil || merged(t, c).VUs != 7 {
			t.Errorf("%v: %d VUs, %v", env, merged(t, c).VUs, err)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		env  environment
		want bool
	}{
		{nil, false}, {environment{"NO_COLOR="}, false}, {environment{"NO_COLOR=0"}, true},
		{environment{"K6_NO_COLOR=false"}, false}, {environment{"K6_NO_COLOR=true"}, true}, {environment{"K6_NO_COLOR=please"}, true},
	} {
		if got := c.env.plain(); got != c.want {
			t.Errorf("%v.plain() = %t, want %t", c.env, got, c.want)
		}
	}
}
