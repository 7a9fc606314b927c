package cli

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"volley/examples"
	"volley/internal/option"
	"volley/internal/script"
	"volley/internal/target"
)

// demoVUs is how many VUs the demo has, and demoVisits how often each comes; a
// visit holds four sockets.
const (
	demoVUs    = 10
	demoVisits = 5
)

func (p *process) demoCommand() *cobra.Command {
	length := 15 * time.Second
	c := &cobra.Command{
		Use:   "demo",
		Short: "Show what volley does, with a server of its own",
		Long: `Start a chat server on this machine, run examples/chat.js against it, show what
came of it, and end. Nothing needs to be installed and nothing leaves the machine.`,
		Args: nothing,
		RunE: func(*cobra.Command, []string) error { return p.demo(length) },
	}
	c.Flags().DurationVar(&length, "duration", length, "how long the visitors stay")
	return c
}

func (p *process) demo(length time.Duration) error {
	if length < time.Second || length > time.Hour {
		return fmt.Errorf("--duration: %s is not between 1s and 1h", length)
	}
	source, err := examples.Scripts.ReadFile("chat.js")
	if err != nil {
		return err
	}
	server, err := target.New(target.Config{Addr: "127.0.0.1:0", TLSAddr: target.Off})
	if err != nil {
		return err
	}
	if err := server.Listen(); err != nil {
		return fmt.Errorf("start the demo's server: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx) }()
	defer func() {
		stop()
		<-served
	}()
	t, err := p.test(newTestFlags())
	if err != nil {
		return err
	}
	// The demo is what it says it is, whatever the environment wants of tests.
	t.config.File, t.config.Env = option.Layer{}, option.Layer{}
	t.address, t.linger = "", false
	url := "ws://" + server.Addr() + "/chat?room=demo"
	t.script = "examples/chat.js"
	t.config.Script = script.Config{Path: "-", Stdin: bytes.NewReader(source)}
	t.config.Vars["URL"] = url
	t.config.Vars["VUS"] = fmt.Sprint(demoVUs)
	t.config.Vars["VISITS"] = fmt.Sprint(demoVUs * demoVisits)
	t.config.Vars["SESSION"] = fmt.Sprint((length / demoVisits).Milliseconds())
	fmt.Fprintf(p.screen.out, "\nA chat server runs at %s.\n%d VUs with four sockets each visit it %d times in %s; every visitor hears what anyone says.\n", url, demoVUs, demoVisits, length)
	if err := t.run(); err != nil {
		return err
	}
	fmt.Fprint(p.screen.out, whatNext)
	return nil
}

// whatNext is what the demo leaves the user with.
const whatNext = `What to try next:

  volley serve                               the server, to aim your own scripts at
  volley run examples/echo.js                a round trip, in another terminal
  volley run -e URL=wss://you.example/ws …   your own server
  volley run --help                          all there is
`
