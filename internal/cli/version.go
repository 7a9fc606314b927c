package cli

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// version is volley's.
const version = "0.1.0"

// userAgent is how volley calls itself to servers.
const userAgent = "volley/" + version

func (p *process) versionLine() string {
	line := fmt.Sprintf("volley v%s (%s, %s/%s)", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if with := p.extensions.String(); with != "" {
		line += " with " + with
	}
	return line
}

func (p *process) versionCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long:  "Print the version of volley, and of Go and the system it was built for.",
		Args:  nothing,
		RunE: func(c *cobra.Command, _ []string) error {
			if !asJSON {
				fmt.Fprintln(c.OutOrStdout(), p.versionLine())
				return nil
			}
			text, err := json.Marshal(map[string]string{
				"version": "v" + version, "go_version": runtime.Version(), "go_os": runtime.GOOS, "go_arch": runtime.GOARCH,
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "%s\n", text)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return c
}

// nothing is the check of commands without arguments.
func nothing(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("`%s` takes no arguments, but there is %q", c.CommandPath(), args[0])
	}
	return nil
}
