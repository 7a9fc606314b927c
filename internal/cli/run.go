package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func (p *process) runCommand() *cobra.Command {
	flags := newTestFlags()
	c := &cobra.Command{
		Use:   "run FILE",
		Short: "Run a test",
		Long: `Run the k6 script in FILE, or from standard input if FILE is -. FILE may also be an
archive of volley archive or k6 archive.

Options come from the script, a config file, the environment and flags; each of
these overrides those before it. Every flag below that names an option can also
be given as an environment variable: VOLLEY_VUS or K6_VUS for --vus.

The exit code says how the test ended: 0 well, 99 thresholds crossed, 100 to 102
a time limit, 103 stopped through the REST API, 104 options that cannot be, 105 a
signal, 106 no REST API, 107 an exception in the script, 108 aborted and 110 marked
as failed by the script, 255 anything else.`,
		Example: `  volley run script.js
  volley run -u 1000 -d 5m script.js
  volley run -e URL=wss://chat.example/ws --summary-export result.json script.js`,
		Args:              oneScript,
		ValidArgsFunction: scriptFiles,
		RunE:              func(_ *cobra.Command, args []string) error { return p.runScript(args[0], flags) },
	}
	c.Flags().SortFlags = false
	c.Flags().AddFlagSet(flags.set)
	return c
}

// oneScript is the check of commands that take a script.
func oneScript(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return fmt.Errorf("`%s` needs a script: a file, or - for standard input", c.CommandPath())
	case len(args) > 1:
		return fmt.Errorf("`%s` takes one script, but there are %d: flags have their value right after them, such as --vus 10", c.CommandPath(), len(args))
	}
	return nil
}

func (p *process) runScript(file string, flags *testFlags) (err error) {
	t, err := p.test(flags)
	if err != nil {
		return err
	}
	keys, err := p.keyLog()
	if err != nil {
		return err
	}
	if keys != nil {
		t.config.KeyLog = keys
		defer func() { err = errors.Join(err, keys.Close()) }()
	}
	if err := t.load(file); err != nil {
		return err
	}
	return t.run()
}
