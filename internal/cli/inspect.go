package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"volley/internal/option"
	"volley/internal/run"
)

func (p *process) inspectCommand() *cobra.Command {
	flags := newTestFlags()
	var requirements, explain bool
	c := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show the options of a test without running it",
		Long: `Read and check the k6 script in FILE, or standard input if FILE is -, and print its
options as JSON, once the script, the environment and flags have had their say.
The flags are those of volley run. Nothing is started.`,
		Args:              oneScript,
		ValidArgsFunction: scriptFiles,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.inspect(args[0], flags, requirements, explain)
		},
	}
	c.Flags().SortFlags = false
	c.Flags().BoolVar(&requirements, "execution-requirements", false, "add totalDuration and maxVUs")
	c.Flags().BoolVar(&explain, "explain", false, "say who gave each option instead")
	flags.set.VisitAll(func(f *pflag.Flag) {
		f.Hidden = true
		c.Flags().AddFlag(f)
	})
	return c
}

func (p *process) inspect(file string, flags *testFlags, requirements, explain bool) error {
	t, err := p.test(flags)
	if err != nil {
		return err
	}
	if err := t.load(file); err != nil {
		return err
	}
	plan, err := run.Prepare(context.Background(), t.config)
	if err != nil {
		return err
	}
	t.warn(plan)
	var b bytes.Buffer
	if explain {
		for _, name := range option.Names() {
			if plan.Options.Given(name) {
				fmt.Fprintf(&b, "%s: %s\n", name, plan.Options.Explain(name))
			}
		}
		return p.screen.whole(b.Bytes())
	}
	text := plan.Options.JSON()
	if requirements {
		more := fmt.Sprintf(`,"totalDuration":%q,"maxVUs":%d}`, spoken(plan.Duration()), plan.MaxVUs())
		text = append(bytes.TrimSuffix(text, []byte("}")), more...)
	}
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	return p.screen.whole(b.Bytes())
}
