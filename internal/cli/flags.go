package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"volley/internal/option"
	"volley/internal/run"
)

// words is a flag that keeps what was written; what it means is found out once
// all sources are there, so that all faults are told at once.
//
// Owned by one goroutine.
type words struct {
	kind string
	list []string
}

// String is what --help would show as the default: nothing, help texts say it.
func (w *words) String() string { return "" }

// Set keeps a value.
func (w *words) Set(word string) error {
	w.list = append(w.list, word)
	return nil
}

// Type is the kind of value.
func (w *words) Type() string { return w.kind }

// testFlags are all flags of a command that runs a test, by what they give.
//
// Owned by one goroutine.
type testFlags struct {
	set      *pflag.FlagSet
	options  map[string]*words // by the option's name
	settings map[string]*words // by the setting's name
}

// heading is the annotation of a flag that says below which heading of --help it
// stands.
const heading = "heading"

// optionGroups are the headings of the options in --help, each with the first
// row of option's table that stands below it.
var optionGroups = []struct{ title, first string }{
	{"Load", "vus"},
	{"Course of the test", "noSetup"},
	{"Results", "thresholds"},
	{"Network", "userAgent"},
	{"HTTP", "rps"},
	{"WebSockets", "websocketMaxMessageSize"},
	{"Other", "cloud"},
}

// newTestFlags makes a flag of every option that can be one, and of every
// setting.
func newTestFlags() *testFlags {
	f := &testFlags{set: pflag.NewFlagSet("", pflag.ContinueOnError), options: map[string]*words{}, settings: map[string]*words{}}
	f.set.SortFlags = false
	title := ""
	for _, row := range option.Table() {
		for _, g := range optionGroups {
			if g.first == row.Name {
				title = g.title
			}
		}
		if row.Flag == "" {
			continue
		}
		implied, help := row.Implied, row.Help
		if row.Bool() {
			implied = "true"
		}
		f.options[row.Name] = f.add(title, row.Flag, row.Short, row.Type(), implied, help)
	}
	for _, s := range settings {
		kind, implied := s.word, ""
		if kind == "" {
			kind, implied = "bool", "true"
		}
		f.settings[s.name] = f.add(s.group, s.name, s.short, kind, implied, s.help)
	}
	return f
}

// add makes a flag that --help shows below a heading.
func (f *testFlags) add(title, name, short, kind, implied, help string) *words {
	w := &words{kind: kind}
	flag := f.set.VarPF(w, name, short, help)
	flag.NoOptDefVal = implied
	flag.Annotations = map[string][]string{heading: {title}}
	return w
}

// layers reads the options of the config file, the environment and the flags
// into the configuration. The faults are complete.
func (f *testFlags) layers(c *run.Config, set chosen, env environment) (faults []error) {
	var err error
	if c.Flags, err = option.FromFlags(func(row option.Field) ([]string, bool) {
		w := f.options[row.Name]
		return w.list, len(w.list) > 0
	}); err != nil {
		faults = append(faults, err)
	}
	if c.Env, err = option.FromEnv(env.lookup); err != nil {
		faults = append(faults, err)
	}
	text, source, err := configFile(set.text("config"), env)
	if err != nil {
		return append(faults, err)
	}
	if c.File, err = option.FromJSON(text, source); err != nil {
		faults = append(faults, err)
	}
	if c.Outputs, err = set.outputs(text, source); err != nil {
		faults = append(faults, err)
	}
	return faults
}

// outputs are the outputs that flags, the environment or the config file name:
// the first of these that names any.
func (set chosen) outputs(file []byte, source option.Source) ([]string, error) {
	switch by := set.by["out"]; {
	case by == "":
		var own struct{ Out []string }
		if json.Valid(file) && json.Unmarshal(file, &own) != nil {
			return nil, fmt.Errorf(`"out" is not a list of outputs, such as ["json=x.json"] (from %s)`, source.Text)
		}
		return own.Out, nil
	case strings.HasPrefix(by, "--"):
		return set.words["out"], nil
	}
	return strings.Split(set.text("out"), ","), nil // a variable: k6's way to name several
}

// configFile reads a JSON file: the one that was named, or volley's own if there
// is one. Without either it is empty.
func configFile(path string, env environment) (text []byte, source option.Source, err error) {
	none := option.Source{Level: option.File, Text: "config file"}
	if path == "" {
		var home string
		if _, home = env.first("XDG_CONFIG_HOME"); home == "" {
			if _, home = env.first("HOME"); home == "" {
				return []byte("{}"), none, nil
			}
			home = filepath.Join(home, ".config")
		}
		own := filepath.Join(home, "volley", "config.json")
		if _, err := os.Stat(own); err != nil {
			return []byte("{}"), none, nil
		}
		path = own
	}
	if text, err = os.ReadFile(path); err != nil {
		return nil, none, fmt.Errorf("read the config file: %w", plainPath(err))
	}
	return text, option.Source{Level: option.File, Text: "config file " + path}, nil
}

// plainPath is a file error in the house's words: "x.json: no such file or
// directory".
func plainPath(err error) error {
	if file, ok := errors.AsType[*os.PathError](err); ok {
		return fmt.Errorf("%s: %w", file.Path, file.Err)
	}
	return err
}

// apply reads the settings that are part of a test's configuration.
func (set chosen) apply(c *run.Config, env environment) (faults []error) {
	c.Vars = map[string]string{}
	if set.on("include-system-env-vars") {
		c.Vars = env.vars()
	}
	if set.by["env"] != "" {
		for _, pair := range set.words["env"] {
			name, value, both := strings.Cut(pair, "=")
			if !both { // k6: take it over from the environment
				value, _ = env.lookup(name)
			}
			if name == "" {
				faults = append(faults, fmt.Errorf("--env: %q is not NAME=value", pair))
				continue
			}
			c.Vars[name] = value
		}
	}
	c.MachineSummary = set.on("new-machine-readable-summary")
	switch mode := set.text("summary-mode"); mode {
	case "compact":
	case "full":
		c.SummaryFull = true
	case "disabled":
		c.SummaryDisabled = true
	default:
		faults = append(faults, fmt.Errorf("%s: %q is not a summary mode: there are compact, full and disabled", set.by["summary-mode"], mode))
	}
	switch c.Engine = set.text("engine"); c.Engine {
	case "", "batched", "descriptors", "portable":
	default:
		faults = append(faults, fmt.Errorf("%s: %q is not an engine: there are batched, descriptors and portable", set.by["engine"], c.Engine))
	}
	if text := set.text("shards"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxShards {
			faults = append(faults, fmt.Errorf("%s: %q is not a number of cores from 1 to %d", set.by["shards"], text, maxShards))
		}
		c.Shards = n
	}
	return faults
}

// maxShards is more cores than any machine has.
const maxShards = 1024
