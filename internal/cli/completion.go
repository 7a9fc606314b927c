package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// shells are those that volley can complete command lines in.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (p *process) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes a shell complete volley's command line",
		Long: `Print a script that makes a shell complete volley's commands and flags. SHELL is bash,
zsh, fish or powershell.`,
		Example: `  source <(volley completion bash)
  volley completion zsh > "${fpath[1]}/_volley"
  volley completion fish > ~/.config/fish/completions/volley.fish
  volley completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("`%s` needs the name of one shell: %s", c.CommandPath(), strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			var b bytes.Buffer
			if err := complete(c.Root(), args[0], &b); err != nil {
				return err
			}
			return p.screen.whole(b.Bytes())
		},
	}
}

// complete writes the completion script of a shell.
func complete(root *cobra.Command, shell string, out io.Writer) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(out, true)
	case "zsh":
		return root.GenZshCompletion(out)
	case "fish":
		return root.GenFishCompletion(out, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(out)
	}
	return fmt.Errorf("there is no completion for %q: there is for %s", shell, strings.Join(shells, ", "))
}

// scriptFiles makes shells complete the names of scripts.
func scriptFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"js", "mjs", "cjs", "ts", "mts", "cts", "tar"}, cobra.ShellCompDirectiveFilterFileExt
}
