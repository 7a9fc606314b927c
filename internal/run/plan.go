package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"volley/internal/executor"
	"volley/internal/metric"
	"volley/internal/module"
	"volley/internal/option"
	"volley/internal/output"
	"volley/internal/script"
	"volley/internal/secret"
	"volley/internal/session"
	"volley/internal/summary"
	"volley/internal/threshold"
	"volley/internal/vu"
)

// Config is a test as the user asked for it.
//
// Immutable.
type Config struct {
	Script script.Config
	// Archived are the options of a test that comes from an archive, as JSON;
	// they take the place of those that its script exports. nil for none.
	Archived []byte
	// File, Env and Flags are what those sources say of the options; the script
	// has its say in Prepare.
	File, Env, Flags option.Layer
	UserAgent        string
	// Vars is __ENV.
	Vars map[string]string
	// Engine is "" or a loop.Engine's name; Shards is how many cores to use, 0 for one per GOMAXPROCS.
	Engine string
	Shards int
	// Log takes what volley has to say, Console what scripts print. Neither may
	// block.
	Log, Console *slog.Logger
	// Secrets are what k6/secrets gives to scripts; nil is none. Log and Console
	// keep them to themselves already.
	Secrets *secret.Keeper
	// KeyLog takes TLS secrets, if not nil (SSLKEYLOGFILE).
	KeyLog io.Writer
	// Proxy names the proxy for a URL, of the scheme http for ws and https for
	// wss, as the environment says; nil, or its nil, is no proxy.
	Proxy func(*url.URL) (*url.URL, error)
	// SummaryFull keeps groups and scenarios apart; SummaryDisabled keeps
	// handleSummary() from being called.
	SummaryFull, SummaryDisabled bool
	// MachineSummary gives the summary's data k6's newer form, for
	// handleSummary() and Result.Export alike.
	MachineSummary                bool
	StdoutTTY, StderrTTY, NoColor bool
	// Outputs are where results go beside the summary, each name or
	// name=argument. OutputEnv finds a setting of theirs in the environment, such
	// as CSV_FILENAME, and says what the variable is called; Stdout is what those
	// write that are told to write to standard output.
	Outputs   []string
	OutputEnv func(name string) (key, value string)
	Stdout    io.Writer
	// Extensions are what this volley was built with.
	Extensions Extensions
	// Dial replaces the system's connect on the portable engine, for tests.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Result is what a test came to.
//
// Immutable.
type Result struct {
	Summary *summary.Summary
	// Files is what handleSummary() returned, by path; "stdout" and "stderr"
	// are the terminal. nil means that the default text is to be shown.
	Files map[string][]byte

	about *summary.About // set for k6's newer form of the data
}

// Export is the file of --summary-export.
func (r *Result) Export() ([]byte, error) {
	if r.about != nil {
		return r.Summary.Machine(*r.about)
	}
	return r.Summary.Export()
}

// data is what handleSummary() gets.
func (r *Result) data() ([]byte, error) {
	if r.about != nil {
		return r.Summary.Machine(*r.about)
	}
	return r.Summary.Data()
}

// Plan is a test that has been checked and not begun.
//
// Safe for concurrent use; Run is called once.
type Plan struct {
	Options  *option.Options
	Warnings []string // sentences for the user, from reading the options
	Layout   executor.Plan

	config     Config
	registry   *metric.Registry
	session    *session.Config
	http       *module.HTTPConfig
	test       *vu.Test
	thresholds *threshold.Set
	names      []string // the functions the script exports
	outputs    []*output.Output
	opened     bool
	share      executor.Share

	running atomic.Pointer[test]
	early   atomic.Pointer[error] // why a test is ended that has not begun
	resumed atomic.Bool           // a paused test may begin
}

// initLimit is how long the init context of a script may take.
const initLimit = 60 * time.Second

// Prepare reads and checks a test. It runs the script's init context once and
// starts nothing else. The error joins all faults.
func Prepare(ctx context.Context, c Config) (*Plan, error) {
	p := &Plan{config: c, session: &session.Config{UserAgent: c.UserAgent}, http: &module.HTTPConfig{}}
	if err := p.parseOutputs(); err != nil {
		return nil, err
	}
	p.registry = metric.NewRegistry(metric.Config{})
	// k6 shows how long the answers took that were as expected, asked or not.
	if _, _, err := p.registry.Declare("http_req_duration{expected_response:true}"); err != nil {
		return nil, err
	}
	modules := module.Table(module.Config{Session: p.session, HTTP: p.http, Secrets: c.Secrets})
	for _, x := range c.Extensions.Modules {
		modules[x.Name] = x.Module
	}
	c.Script.Builtins, c.Script.Absent = builtins(modules), module.Absent
	code, err := script.Load(ctx, c.Script)
	if err != nil {
		return nil, err
	}
	p.test = &vu.Test{
		Registry: p.registry, Script: code, Modules: modules, Globals: module.Globals(modules), Env: c.Vars, Log: c.Log, Console: c.Console,
		Options:  func() []byte { return p.Options.JSON() },
		Instance: p.instance,
		Abort:    func(message string) { p.abort(&Aborted{message}) },
		Fail:     func(message string) { p.fail(&Failed{message}) },
	}
	text, err := p.first(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.settle(text); err != nil {
		return nil, err
	}
	return p, nil
}

// first runs the init context once, for the options and the list of exports.
func (p *Plan) first(ctx context.Context) (options []byte, err error) {
	n, err := vu.NewNursery()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, n.Close()) }()
	ctx, cancel := context.WithTimeoutCause(ctx, initLimit, &TimedOut{Stage: "init", After: initLimit})
	defer cancel()
	v, err := n.Bear(ctx, p.test, 0)
	if early := p.early.Load(); early != nil {
		return nil, *early
	}
	if err != nil {
		return nil, err
	}
	p.test.Script.Seal()
	if err := p.exported(v); err != nil {
		return nil, err
	}
	return v.OptionsJSON()
}

// exported reads what a script exports.
func (p *Plan) exported(v *vu.VU) error {
	for _, name := range v.Exports() {
		switch function := v.HasExport(name); {
		case function && name == "options":
			return option.Invalid{Field: "options", Origin: p.config.Script.Path, Why: "is a function, and must be an object"}
		case function:
			p.names = append(p.names, name)
		case name == "setup" || name == "teardown":
			return fmt.Errorf("%s is exported and is no function", name)
		}
	}
	return nil
}

// settle merges and checks the options and all that follows from them.
func (p *Plan) settle(text []byte) error {
	own := option.Layer{}
	var faults []error
	if p.config.Archived != nil {
		text = p.config.Archived
	}
	if text != nil {
		layer, err := option.FromJSON(text, option.Source{Level: option.Script, Text: p.config.Script.Path})
		own = layer
		faults = append(faults, err)
	}
	options, warnings, err := option.Merge(option.Defaults(p.config.UserAgent), p.config.File, own, p.config.Env, p.config.Flags)
	p.Options, p.Warnings = options, warnings
	faults = append(faults, err)
	if errors.Join(faults...) != nil {
		for _, sentence := range warnings { // nobody will see the Plan's
			p.config.Log.Warn(sentence)
		}
		// Thresholds can be judged all the same; the rest would only repeat it.
		err = p.judges()
		return errors.Join(append(faults, invalid(err, "thresholds", options))...)
	}
	p.registry.Configure(metric.Config{
		SystemTags: options.SystemTags, MaxTagSets: int(options.MaxTagSets), Scopes: p.config.SummaryFull,
		Needs: p.needs(),
	})
	p.test.Throw, p.test.NoCookiesReset = options.Throw, options.NoCookiesReset
	faults = []error{invalid(p.judges(), "thresholds", options), p.functions(), fillSession(p.session, options, &p.config)}
	p.fillHTTP(options)
	p.Layout, err = executor.NewPlan(options.Scenarios)
	faults = append(faults, invalid(err, "scenarios", options), p.cut())
	return errors.Join(faults...)
}

// invalid makes faults of an option's of an error that knows no options.
func invalid(err error, field string, o *option.Options) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var faults []error
		for _, one := range many.Unwrap() {
			faults = append(faults, invalid(one, field, o))
		}
		return errors.Join(faults...)
	}
	return option.Invalid{Field: field, Origin: o.Origin(field).Text, Why: err.Error()}
}

// cut keeps the part of the test that this process is to run.
func (p *Plan) cut() error {
	o := p.Options
	p.share = executor.Whole()
	if o.ExecutionSegment == "" && o.ExecutionSegmentSequence == "" {
		return nil
	}
	share, err := executor.ParseShare(o.ExecutionSegment, o.ExecutionSegmentSequence)
	if err != nil {
		field := "executionSegment"
		if o.ExecutionSegment == "" {
			field = "executionSegmentSequence"
		}
		return option.Invalid{Field: field, Origin: o.Origin(field).Text, Why: err.Error()}
	}
	p.share, p.Layout = share, p.Layout.Split(share)
	return nil
}

// judges makes the thresholds. Of those that nobody is to judge the parts of metrics
// are shown, and a fault is only a warning.
func (p *Plan) judges() (err error) {
	p.thresholds, err = threshold.New(p.registry, p.rules())
	if err != nil && p.Options.NoThresholds {
		p.Warnings = append(p.Warnings, strings.Split(err.Error(), "\n")...)
		return nil
	}
	return err
}

func (p *Plan) rules() map[string][]threshold.Rule {
	rules := map[string][]threshold.Rule{}
	for key, list := range p.Options.Thresholds {
		rules[key] = nil // one without rules is a wish: show me this part
		if p.Options.NoThresholds {
			continue
		}
		for _, t := range list {
			rules[key] = append(rules[key], threshold.Rule{Expression: t.Threshold, AbortOnFail: t.AbortOnFail, DelayAbortEval: t.DelayAbortEval})
		}
	}
	return rules
}

// functions finds the scenarios whose function the script does not export.
func (p *Plan) functions() error {
	if len(p.names) == 0 {
		return ErrNoExports
	}
	var faults []error
	for _, s := range p.Options.Scenarios {
		if !slices.Contains(p.names, s.Exec) {
			faults = append(faults, option.Invalid{
				Field: "scenarios." + s.Name + ".exec", Value: fmt.Sprintf("%q", s.Exec), Origin: p.config.Script.Path,
				Why: "is not a function that the script exports",
			})
		}
	}
	return errors.Join(faults...)
}

func (p *Plan) exports(name string) bool { return slices.Contains(p.names, name) }

// builtins are the import paths that volley has, and what each exports.
func builtins(modules map[string]vu.Module) map[string][]string {
	names := make(map[string][]string, len(modules))
	for path, m := range modules {
		names[path] = m.Names()
	}
	return names
}

// Scenarios are the scenarios' descriptions, one line each.
func (p *Plan) Scenarios() []string {
	lines := make([]string, len(p.Layout.Executors))
	for i, e := range p.Layout.Executors {
		lines[i] = e.Scenario().Name + ": " + e.Description()
	}
	return lines
}

// Fraction is how much of the whole test this process runs.
func (p *Plan) Fraction() float64 { return p.share.Fraction() }

// MaxVUs is how many VUs the test may grow to.
func (p *Plan) MaxVUs() int64 { return p.Layout.MaxVUs }

// Duration is how long the test may take, graceful stops included.
func (p *Plan) Duration() time.Duration { return p.Layout.Duration }

// Status is the test at this moment; before Run it says "initialising".
func (p *Plan) Status() Status {
	if t := p.running.Load(); t != nil {
		return t.status()
	}
	return Status{Stage: "initialising", MaxVUs: p.Layout.MaxVUs}
}

func (p *Plan) instance() vu.Instance {
	if t := p.running.Load(); t != nil {
		return t.instance()
	}
	return vu.Instance{}
}

func (p *Plan) abort(err error) {
	if t := p.running.Load(); t != nil {
		t.abort(err)
		return
	}
	p.early.CompareAndSwap(nil, &err)
}

func (p *Plan) fail(err error) {
	if t := p.running.Load(); t != nil {
		t.fail(err)
	}
}
