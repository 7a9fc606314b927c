package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"volley/internal/option"
	"volley/internal/run"
	"volley/internal/secret"
	"volley/internal/summary"
)

// trial is one test from what the user said to what came of it.
//
// Owned by one goroutine.
type trial struct {
	*process
	config run.Config
	script string // as the user named it
	quiet  bool
	export string // where to write the summary as JSON; "" for nowhere

	address   string // of the REST API; "" for none
	profiling bool   // it has profiles too
	linger    bool   // stay after the end
	remote    bool   // modules may come from the web
}

// refresh is how often progress is drawn on a terminal; elsewhere progress
// itself keeps to a line a second.
const refresh = 100 * time.Millisecond

// run prepares the test, shows it while it runs and writes what came of it.
func (t *trial) run() error {
	ctx, stop := t.interruptible("stopping the test; once more ends volley at once")
	defer stop()
	t.spread()
	if _, set := t.env.first("GOGC"); set == "" {
		tuning, end := context.WithCancel(context.Background())
		defer end()
		go tuneMemory(tuning)
	}
	plan, err := run.Prepare(ctx, t.config)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return cause
		}
		return err
	}
	t.warn(plan)
	end, err := t.api(plan)
	if err != nil {
		return err
	}
	defer end()
	if err := plan.Open(); err != nil {
		return err
	}
	if !t.quiet {
		fmt.Fprint(t.screen.out, banner()+header(t.script, plan))
	}
	watched := t.watch(plan)
	result, err := plan.Run(ctx)
	watched()
	flush(t.log)
	if result != nil {
		t.write(result)
	}
	if t.linger && ctx.Err() == nil {
		stop()
		t.stay()
	}
	if err != nil {
		return &ran{err}
	}
	return nil
}

// stay keeps the process, and with it the REST API, until a signal.
func (t *trial) stay() {
	ctx, stop := t.interruptible("ending")
	defer stop()
	t.log.Info("the test is over; --linger keeps volley until Ctrl-C")
	<-ctx.Done()
}

// spread leaves room beside the shards for what blocks: dialling, births, the
// ledger. Without it they would wait for a busy loop.
func (t *trial) spread() {
	if t.config.Shards == 0 {
		t.config.Shards = t.cores
	}
	runtime.GOMAXPROCS(t.config.Shards + 2)
}

// warn says what the user should know before the start.
func (t *trial) warn(plan *run.Plan) {
	for _, sentence := range plan.Warnings {
		t.log.Warn(sentence)
	}
	for _, sentence := range preflight(plan.MaxVUs(), systemLimits()) {
		t.log.Warn(sentence)
	}
}

// watch draws the test's status until the returned function is called.
func (t *trial) watch(plan *run.Plan) (done func()) {
	if t.quiet {
		return func() {}
	}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(refresh)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				t.screen.show(plan.Status())
			case <-over:
				t.screen.finish(plan.Status())
				return
			}
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}

// write writes the summary: what handleSummary() returned, or the usual text.
// The terminal comes last: whoever reads it slowly is waited for from here on,
// so that the summary is never among the lines that are dropped.
func (t *trial) write(result *run.Result) {
	if t.export != "" && result.Summary != nil {
		text, err := result.Export()
		t.file(t.export, text, err, "write the summary")
	}
	switch {
	case t.config.SummaryDisabled:
	case result.Files != nil:
		t.files(result.Files)
	case result.Summary != nil:
		style := summary.Style{Color: t.screen.outTTY && !t.screen.plain}
		t.screen.out.flush()
		fmt.Fprint(t.screen.out, result.Summary.Text(style))
	}
}

// files writes what handleSummary() returned.
func (t *trial) files(files map[string][]byte) {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if path != "stdout" && path != "stderr" {
			t.file(filepath.FromSlash(path), files[path], nil, "write what handleSummary() returned")
		}
	}
	for path, out := range map[string]*writer{"stdout": t.screen.out, "stderr": t.screen.err} {
		if text, given := files[path]; given {
			out.flush()
			_, _ = out.Write(text)
		}
	}
}

// file writes a file. As in k6, one that cannot be written does not fail the
// test, which has been run.
func (t *trial) file(path string, text []byte, err error, what string) {
	if err == nil {
		err = os.WriteFile(path, text, 0o644)
	}
	if err != nil {
		t.log.Error(fmt.Sprintf("%s: %v", what, plainPath(err)))
	}
}

// banner is volley's name.
func banner() string {
	return "\n  volley ›››  v" + version + "\n\n"
}

// header says what is about to run, as k6 does.
func header(script string, plan *run.Plan) string {
	var b strings.Builder
	outputs := strings.Join(plan.Outputs(), ", ")
	if outputs == "" {
		outputs = "-"
	}
	fmt.Fprintf(&b, "     execution: local\n        script: %s\n        output: %s\n\n", script, outputs)
	scenarios := plan.Scenarios()
	noun := "scenarios"
	if len(scenarios) == 1 {
		noun = "scenario"
	}
	fmt.Fprintf(&b, "     scenarios: (%.2f%%) %d %s, %d max VUs, %s max duration (incl. graceful stop):\n",
		100*plan.Fraction(), len(scenarios), noun, plan.MaxVUs(), spoken(plan.Duration()))
	for _, s := range scenarios {
		fmt.Fprintf(&b, "              * %s\n", s)
	}
	b.WriteString("\n")
	return b.String()
}

// spoken is a duration without what is zero: 10m30s, 1h0m5s, 500ms.
func spoken(d time.Duration) string {
	if d >= time.Second {
		d = d.Round(100 * time.Millisecond)
	}
	return d.String()
}

// test makes a trial of a script and the command line. All that is wrong with
// the command line is told at once.
func (p *process) test(f *testFlags) (*trial, error) {
	set, problems := readSettings(f.settings, p.env)
	t := &trial{process: p, quiet: set.on("quiet"), export: set.text("summary-export")}
	if set.on("no-color") {
		p.screen.plain = true
	}
	t.address, t.profiling, t.linger = set.text("address"), set.on("profiling-enabled"), set.on("linger")
	t.remote = !set.on("no-remote-imports")
	problems = append(problems, set.apply(&t.config, p.env)...)
	problems = append(problems, f.layers(&t.config, set, p.env)...)
	secrets, err := set.secrets(p.env)
	if err != nil {
		problems = append(problems, err)
	}
	log, console, err := p.loggers(set, consoleFile(&t.config), secrets)
	if err != nil {
		problems = append(problems, err)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	p.log, t.config.Log, t.config.Console, t.config.Secrets = log, log, console, secrets
	if idle := set.idle(); idle != "" {
		log.Warn(idle)
	}
	t.config.Extensions = p.extensions
	t.config.OutputEnv, t.config.Stdout = p.env.setting, p.screen.out.out
	t.config.UserAgent, t.config.Proxy = userAgent, p.env.proxy()
	t.config.StdoutTTY, t.config.StderrTTY, t.config.NoColor = p.screen.outTTY, p.screen.errTTY, p.screen.plain
	return t, nil
}

// keyLog opens the file that TLS secrets go to, if the user wants one.
func (p *process) keyLog() (io.WriteCloser, error) {
	_, path := p.env.first("SSLKEYLOGFILE")
	if path == "" {
		return nil, nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open SSLKEYLOGFILE: %w", plainPath(err))
	}
	return f, nil
}

// consoleFile is where what scripts print shall go; "" for the log. No script has
// a say in that: it is settled before one is read.
func consoleFile(c *run.Config) string {
	o, _, _ := option.Merge(option.Defaults(userAgent), c.File, c.Env, c.Flags) // its faults are Prepare's to tell
	return o.ConsoleOutput
}

// loggers make the two logs of a test: volley's own, whose equal lines are
// joined, and the script's, which are its author's and stay as they are but for
// secrets.
func (p *process) loggers(set chosen, consoleFile string, secrets *secret.Keeper) (log, console *slog.Logger, err error) {
	level := slog.LevelInfo
	if set.on("verbose") {
		level = slog.LevelDebug
	}
	handler, err := p.screen.logTo(set.text("log-output"), set.text("log-format"), level)
	if err != nil {
		return nil, nil, err
	}
	log = slog.New(newJoiner(secrets.Handler(handler)))
	if consoleFile != "" {
		if handler, err = p.screen.consoleTo(consoleFile, set.text("log-format"), level, log); err != nil {
			return nil, nil, err
		}
	}
	return log, slog.New(secrets.Handler(handler)), nil
}
