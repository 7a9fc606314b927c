package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"volley/internal/target"
)

func (p *process) serveCommand() *cobra.Command {
	config := target.Config{Addr: target.DefaultAddr, TLSAddr: target.DefaultTLSAddr}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Start a WebSocket server to aim tests at",
		Long: `Start a WebSocket server whose paths say how it behaves: /echo, /chat and more,
which the page at / lists. It ends on Ctrl-C.`,
		Args: nothing,
		RunE: func(*cobra.Command, []string) error { return p.serve(config) },
	}
	c.Flags().StringVar(&config.Addr, "address", config.Addr, "where to serve ws://; off for nowhere")
	c.Flags().StringVar(&config.TLSAddr, "tls-address", config.TLSAddr, "where to serve wss://; off for nowhere")
	return c
}

func (p *process) serve(config target.Config) error {
	if config.Addr == target.Off && config.TLSAddr == target.Off {
		return errors.New("there is nothing to serve: --address and --tls-address are both off")
	}
	server, err := target.New(config)
	if err != nil {
		return err
	}
	if err := server.Listen(); err != nil {
		return fmt.Errorf("start the server: %w; --address and --tls-address choose other addresses", err)
	}
	ctx, stop := p.interruptible("saying goodbye to all connections; once more ends volley at once")
	defer stop()
	fmt.Fprint(p.screen.out, welcome(server))
	shown := p.showStats(ctx, server)
	err = server.Serve(ctx) // a signal ends it, and that is no fault
	stop()
	<-shown
	return err
}

func welcome(s *target.Server) string {
	text := "\n"
	if s.Addr() != "" {
		text += fmt.Sprintf("  ws://%s/    as a page: http://%s/\n", s.Addr(), s.Addr())
	}
	if s.TLSAddr() != "" {
		text += fmt.Sprintf("  wss://%s/   with a certificate of its own: --insecure-skip-tls-verify\n", s.TLSAddr())
	}
	return text + "\n  /echo says what it hears, /chat?room=NAME is a room, /count?n=5 counts; the page lists all paths.\n  Ctrl-C ends it.\n\n"
}

// showStats rewrites one line a second on a terminal, until ctx is done.
func (p *process) showStats(ctx context.Context, s *target.Server) (ended chan struct{}) {
	ended = make(chan struct{})
	go func() {
		defer close(ended)
		if !p.screen.outTTY {
			return
		}
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		before := s.Stats()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				now := s.Stats()
				fmt.Fprint(p.screen.out, "\r\x1b[K"+statsLine(before, now))
				before = now
			}
		}
	}()
	return ended
}

// statsLine is what a server did in the last second.
func statsLine(before, now target.Stats) string {
	return fmt.Sprintf("  %d open, %d since the start | messages %s/s in, %s/s out | %d refused, %d cut",
		now.Open, now.Total, short(float64(now.In-before.In)), short(float64(now.Out-before.Out)), now.Refused, now.Dropped)
}
