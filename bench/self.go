//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// self loads the server with a plain Go client, a goroutine to a connection and no
// script, to show where the server itself ends and what a message costs at least:
// with one message at a time in flight on each connection, and with 16.
func self(ctx context.Context, w io.Writer, d time.Duration) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "IN FLIGHT\tMESSAGES/S\tCLIENT CPU\tCLIENT µs/MESSAGE\tSERVER CPU\tSERVER µs/MESSAGE\tLIMIT OF ONE CORE/S\t")
	for _, depth := range []int{1, 16} {
		if err := selfRun(ctx, out, depth, d); err != nil {
			return err
		}
	}
	return out.Flush()
}

func selfRun(ctx context.Context, out io.Writer, depth int, d time.Duration) (err error) {
	srv, err := openService(home, 1, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.Close()) }()
	const conns = 100
	ctx, cancel := context.WithTimeout(ctx, d+warmup)
	defer cancel()
	var group sync.WaitGroup
	faults := make(chan error, conns)
	for range conns {
		group.Go(func() { faults <- bounce(ctx, strings.TrimPrefix(srv.url(0, ""), "ws://"), depth) })
	}
	a, err := selfLook(ctx, srv, warmup)
	if err != nil {
		return err
	}
	b, err := selfLook(ctx, srv, d-warmup/2)
	if err != nil {
		return err
	}
	group.Wait()
	close(faults)
	for fault := range faults {
		err = errors.Join(err, fault)
	}
	seconds, server := (b.at - a.at).Seconds(), (b.server - a.server).Seconds()
	messages := float64(b.st.In - a.st.In)
	if messages == 0 || server == 0 {
		return errors.Join(err, errors.New("the server saw no message"))
	}
	each := server / messages
	client := (b.cpu - a.cpu).Seconds()
	fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t\n", depth, number(messages/seconds), percent(client, seconds), number(client/messages*1e6),
		percent(server, seconds), number(each*1e6), number(1/each))
	return err
}

// selfLook looks at this process and the server after a while.
func selfLook(ctx context.Context, srv *service, d time.Duration) (s sample, err error) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
		return s, context.Cause(ctx)
	}
	if s.cpu, err = cpuTime(os.Getpid()); err != nil {
		return s, err
	}
	if s.server, err = cpuTime(srv.cmd.Process.Pid); err != nil {
		return s, err
	}
	s.at = monotonic()
	s.st, err = srv.stat()
	return s, err
}

// bounce sends depth messages, waits for all of them to come back, and again,
// until ctx ends.
func bounce(ctx context.Context, addr string, depth int) error {
	conn, err := net.Dial("tcp4", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	fmt.Fprintf(conn, "GET /echo HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", addr)
	r := bufio.NewReader(conn)
	answer, err := http.ReadResponse(r, nil)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("the server answers %s", answer.Status)
	}
	var out []byte
	for range depth {
		// The mask is zero: the server unmasks all the same.
		out = append(out, 0x80|opText, 0x80|byte(len(message)), 0, 0, 0, 0)
		out = append(out, message...)
	}
	back := make([]byte, depth*(2+len(message)))
	for ctx.Err() == nil {
		if _, err := conn.Write(out); err != nil {
			return ignoreEnd(ctx, err)
		}
		if _, err := io.ReadFull(r, back); err != nil {
			return ignoreEnd(ctx, err)
		}
	}
	return nil
}

// ignoreEnd is err, unless it is ctx's end that broke the connection off.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
