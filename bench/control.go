//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// stat is what the server says when asked: the work so far.
type stat struct {
	Ports      []int         `json:"ports"`
	TLSPort    int           `json:"tls_port"`
	Accepted   int64         `json:"accepted"`
	Upgraded   int64         `json:"upgraded"`
	Failed     int64         `json:"failed"`
	In         int64         `json:"in"`
	Out        int64         `json:"out"`
	Packed     int64         `json:"packed"`
	Closes     int64         `json:"closes"`
	Open       int64         `json:"open"`
	Peak       int64         `json:"peak"`
	LastAccept time.Duration `json:"last_accept"` // on the monotonic clock
}

// stat reads the counters. Safe for concurrent use.
func (s *server) stat() stat {
	c := s.counts
	return stat{
		Ports:      s.ports,
		Accepted:   c.accepted.Load(),
		Upgraded:   c.upgraded.Load(),
		Failed:     c.failed.Load(),
		In:         c.in.Load(),
		Out:        c.out.Load(),
		Packed:     c.packed.Load(),
		Closes:     c.closes.Load(),
		Open:       c.open.Load(),
		Peak:       c.peak.Load(),
		LastAccept: time.Duration(c.lastAccept.Load()),
	}
}

// serve is the whole server process: a loop, TLS beside it, and a conversation on r
// and w, a line each: "stat" is answered with a stat, "go" lets the pushers begin,
// "close" closes all connections. The end of r is the end of the process, so no
// server outlives its bench.
func serve(r io.Reader, w io.Writer, host netip.Addr, listeners int) error {
	s, err := newServer(host, listeners)
	if err != nil {
		return err
	}
	tls, err := newSecure(host, s.counts)
	if err != nil {
		return err
	}
	defer tls.Close()
	go tls.Serve()
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // one loop, one thread: no hand-overs in its figures
		done <- s.Serve()
	}()
	reply := json.NewEncoder(w)
	for lines := bufio.NewScanner(r); lines.Scan(); {
		switch lines.Text() {
		case "stat":
			st := s.stat()
			st.TLSPort = tls.Addr().(*net.TCPAddr).Port
			if err := reply.Encode(st); err != nil {
				return fmt.Errorf("answer the bench: %w", err)
			}
		case "go":
			s.Go()
		case "close":
			s.Close()
			tls.Bye()
		}
	}
	s.Stop()
	return <-done
}

// service is the server as the bench sees it: a process and a conversation.
// Owned by the goroutine of main.
type service struct {
	cmd   *exec.Cmd
	host  netip.Addr
	in    io.WriteCloser
	out   *json.Decoder
	first stat
}

// home is where servers listen if there is one of them.
var home = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// openService starts the server in a process of its own, kept to cpus if any are
// given.
func openService(host netip.Addr, listeners int, cpus []int) (*service, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	cmd := exec.Command(self, "-serve", strconv.Itoa(listeners), "-host", host.String())
	cmd.Stderr = os.Stderr
	s := &service{cmd: cmd, host: host}
	if s.in, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	s.out = json.NewDecoder(out)
	if err := kept(cpus, cmd.Start); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	if s.first, err = s.stat(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// stat asks the server for its counters.
func (s *service) stat() (stat, error) {
	if _, err := io.WriteString(s.in, "stat\n"); err != nil {
		return stat{}, fmt.Errorf("ask the server: %w", err)
	}
	var st stat
	if err := s.out.Decode(&st); err != nil {
		return stat{}, fmt.Errorf("hear the server: %w", err)
	}
	return st, nil
}

// tell gives the server a command: "go" or "close".
func (s *service) tell(command string) error {
	if _, err := io.WriteString(s.in, command+"\n"); err != nil {
		return fmt.Errorf("tell the server %q: %w", command, err)
	}
	return nil
}

// url is the address of path on the i-th listener.
func (s *service) url(i int, path string) string {
	return fmt.Sprintf("ws://%s:%d%s", s.host, s.first.Ports[i], path)
}

// secureURL is the address of path behind TLS.
func (s *service) secureURL(path string) string {
	return fmt.Sprintf("wss://%s:%d%s", s.host, s.first.TLSPort, path)
}

// urls are the addresses of echo on all listeners, joined by commas.
func (s *service) urls() string {
	all := make([]string, len(s.first.Ports))
	for i := range all {
		all[i] = s.url(i, "/echo")
	}
	return strings.Join(all, ",")
}

// Close ends the server: gently by ending its input, and by force when that
// does not help.
func (s *service) Close() error {
	_ = s.in.Close() // it may be gone already
	timer := time.AfterFunc(5*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer timer.Stop()
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("server: %w", err)
	}
	return nil
}
