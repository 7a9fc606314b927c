package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"volley/internal/run"
)

// process is the world a command runs in.
//
// Owned by one goroutine.
type process struct {
	env    environment
	stdin  io.Reader
	screen *screen
	log    *slog.Logger // what volley itself has to say
	cores  int          // GOMAXPROCS as it was when the process began

	extensions run.Extensions
}

// Main is the program, with extensions: it carries out the arguments and returns
// the exit code.
func Main(args, env []string, stdin io.Reader, stdout, stderr *os.File, x run.Extensions) int {
	// A reader that has gone (volley run | head) ends neither the test nor the
	// process.
	signal.Ignore(syscall.SIGPIPE)
	p := &process{env: environment(env), stdin: stdin, cores: coresNow(), extensions: x}
	p.screen = newScreen(stdout, stderr, p.env)
	defer p.screen.close()
	handler := p.screen.logHandler(slog.LevelInfo)
	p.screen.tell(slog.New(handler))
	p.log = slog.New(newJoiner(handler))
	err := x.Check()
	if err == nil {
		err = guard(func() error { return p.execute(args) })
	}
	p.report(err)
	return exitCode(err)
}

// guard turns a panic on the main path into an error.
func guard(f func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &broken{reason, debug.Stack()}
		}
	}()
	return f()
}

// execute finds the command and runs it.
func (p *process) execute(args []string) error {
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.stdin)
	root.SetOut(p.screen.out)
	root.SetErr(p.screen.err)
	return root.Execute()
}

// report writes an error, a line for each fault.
func (p *process) report(err error) {
	if err == nil {
		return
	}
	p.screen.settle()
	p.screen.err.flush() // so that there is room for what matters most
	for _, sentence := range faults(err) {
		p.log.Error(strings.TrimSpace(sentence))
	}
	if usage, ok := errors.AsType[*misuse](err); ok {
		fmt.Fprint(p.screen.err, "\n"+usage.help)
	}
	flush(p.log)
}

// flush writes what the logger has joined and not said yet.
func flush(log *slog.Logger) {
	if j, ok := log.Handler().(*joiner); ok {
		j.flush()
	}
}

// misuse is a command line that names no command; help is what it may be.
//
// Immutable.
type misuse struct{ sentence, help string }

// Error is the sentence.
func (m *misuse) Error() string { return m.sentence }

const about = `Volley is a load generator for WebSockets. It runs k6 scripts.`

func (p *process) rootCommand() *cobra.Command {
	var showVersion bool
	root := &cobra.Command{
		Use:               "volley COMMAND",
		Long:              about,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs,

		SuggestionsMinimumDistance: 2,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case showVersion:
				fmt.Fprintln(c.OutOrStdout(), p.versionLine())
				return nil
			case len(args) == 0:
				return c.Help()
			}
			return &misuse{fmt.Sprintf("there is no command %q%s", args[0], meant(c, args[0])), usageText(c)}
		},
	}
	root.Flags().BoolVar(&showVersion, "version", false, "print the version")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; `%s --help` lists what there is", err, c.CommandPath())
	})
	root.AddCommand(p.runCommand(), p.newCommand(), p.archiveCommand(), p.inspectCommand(), p.demoCommand(), p.serveCommand(),
		p.completionCommand(), p.versionCommand())
	root.SetHelpCommand(helpCommand(root))
	for _, c := range append(root.Commands(), root) {
		c.SetHelpFunc(showHelp)
		c.Flags().BoolP("help", "h", false, "print this help")
		c.Flags().SortFlags = false
	}
	return root
}

// meant is the command a misspelt one may stand for.
func meant(root *cobra.Command, word string) string {
	if similar := root.SuggestionsFor(word); len(similar) > 0 {
		return ": did you mean " + strings.Join(similar, " or ") + "?"
	}
	return ""
}

// interruptible is a context that the first SIGINT or SIGTERM ends; the second
// ends the process. stop gives the signals back.
func (p *process) interruptible(notice string) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		for first := true; ; first = false {
			select {
			case s := <-signals:
				if !first {
					p.screen.abandon()
					os.Exit(exitInterrupted)
				}
				p.log.Info(fmt.Sprintf("%s (%s)", notice, s))
				cancel(run.ErrInterrupted)
			case <-done:
				return
			}
		}
	}()
	return ctx, sync.OnceFunc(func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	})
}
