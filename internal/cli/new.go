package cli

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
)

// templates are the scripts that `volley new` begins with. Immutable.
//
//go:embed template/*.js
var templates embed.FS

func (p *process) newCommand() *cobra.Command {
	from, force := "minimal", false
	c := &cobra.Command{
		Use:   "new [FILE]",
		Short: "Write a script to begin with",
		Long: `Write a script to FILE, or to script.js, to begin with. What it is made from is one of
volley's templates (minimal, protocol with k6/ws, websocket with k6/websockets) or a
file of your own, in which {{ .ScriptName }} stands for the name of FILE.`,
		Example: `  volley new
  volley new --template websocket chat.js
  volley new --template ./ours.js chat.js`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("`%s` writes one script, but there are %d names", c.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			file := "script.js"
			if len(args) > 0 {
				file = args[0]
			}
			return p.newScript(file, from, force)
		},
	}
	c.Flags().StringVar(&from, "template", from, "minimal, protocol, websocket or a file")
	c.Flags().BoolVarP(&force, "force", "f", false, "write over what is in FILE")
	return c
}

func (p *process) newScript(file, from string, force bool) error {
	text, err := fromTemplate(from, filepath.Base(file))
	if err != nil {
		return err
	}
	how := os.O_CREATE | os.O_WRONLY | os.O_EXCL
	if force {
		how = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	out, err := os.OpenFile(file, how, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s is there already: --force writes over it", file)
	case err != nil:
		return fmt.Errorf("write the script: %w", plainPath(err))
	}
	_, err = out.Write(text)
	if err := errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("write the script: %w", plainPath(err))
	}
	fmt.Fprintf(p.screen.out, "%s is written, from the template %s: `volley run %s` runs it\n", file, from, file)
	return nil
}

// fromTemplate is the text of a new script.
func fromTemplate(from, scriptName string) ([]byte, error) {
	text, err := templates.ReadFile("template/" + from + ".js")
	if err != nil {
		text, err = os.ReadFile(from)
	}
	if err != nil {
		if !strings.ContainsAny(from, `./\`) {
			return nil, fmt.Errorf("--template: there is no template %q: there are minimal, protocol and websocket, or a file", from)
		}
		return nil, fmt.Errorf("read the template: %w", plainPath(err))
	}
	t, err := template.New(from).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	var b bytes.Buffer
	// k6: templates may ask for the id of a project in its cloud, of which there is none.
	if err := t.Execute(&b, struct{ ScriptName, ProjectID string }{scriptName, ""}); err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	return b.Bytes(), nil
}
