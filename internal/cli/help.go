package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpWidth is how wide help texts are.
const helpWidth = 100

// showHelp prints a command's help.
func showHelp(c *cobra.Command, _ []string) {
	fmt.Fprint(c.OutOrStdout(), c.Long+"\n\n"+usageText(c))
}

// helpCommand is `volley help COMMAND`, for who expects it.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "help COMMAND",
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return &misuse{fmt.Sprintf("there is no command %q%s", rest[0], meant(root, rest[0])), usageText(root)}
			}
			return c.Help()
		},
	}
}

// usageText is how a command is called, what it has below it, and its flags by
// heading.
func usageText(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage:\n  %s", c.UseLine())
	b.WriteString("\n")
	if c.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-10s %s\n", sub.Name(), sub.Short)
			}
		}
		fmt.Fprintf(&b, "\n`%s COMMAND --help` tells more about one of them.\n", c.Name())
	}
	if c.Example != "" {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", strings.TrimRight(c.Example, "\n"))
	}
	b.WriteString(flagsText(c.Flags()))
	return b.String()
}

// plain is the value of a flag as pflag shows it without brackets behind switches,
// which nobody needs.
type plain struct{ pflag.Value }

// flagsText lists flags below their headings, in the order they were made; those
// without one come last.
func flagsText(all *pflag.FlagSet) string {
	var titles []string
	sets := map[string]*pflag.FlagSet{}
	all.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		title := "Flags"
		if of := f.Annotations[heading]; len(of) > 0 {
			title = of[0]
		}
		if sets[title] == nil {
			sets[title] = pflag.NewFlagSet(title, pflag.ContinueOnError)
			sets[title].SortFlags = false
			titles = append(titles, title)
		}
		shown := *f
		shown.Value = plain{f.Value}
		sets[title].AddFlag(&shown)
	})
	var b strings.Builder
	for _, title := range titles {
		fmt.Fprintf(&b, "\n%s:\n%s", title, sets[title].FlagUsagesWrapped(helpWidth))
	}
	return b.String()
}
