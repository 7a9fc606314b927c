//go:build unix

package judge

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// rabbit is where Debian keeps the program: what is in the path becomes another
// user first.
const rabbit = "/usr/lib/rabbitmq/bin/rabbitmq-server"

// startRabbit starts RabbitMQ with STOMP over WebSocket, in a folder and on
// ports of its own, and returns its address.
func startRabbit(t *testing.T) (addr string) {
	t.Helper()
	require(t, "rabbitmq", rabbit, "epmd")
	dir := t.TempDir()
	ports := freePorts(t, 3)
	for name, text := range map[string]string{
		"plugins":       "[rabbitmq_web_stomp].\n",
		"rabbitmq.conf": fmt.Sprintf("listeners.tcp = none\nstomp.listeners.tcp = none\nweb_stomp.tcp.ip = 127.0.0.1\nweb_stomp.tcp.port = %s\nweb_stomp.ws_frame = binary\nlog.console = true\n", ports[0]),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.CommandContext(t.Context(), rabbit)
	c.Env = append(os.Environ(),
		"HOME="+dir, "ERL_EPMD_PORT="+ports[1], "ERL_EPMD_ADDRESS=127.0.0.1", "RABBITMQ_NODENAME=volley"+ports[1]+"@localhost", "RABBITMQ_DIST_PORT="+ports[2],
		"RABBITMQ_MNESIA_BASE="+dir, "RABBITMQ_LOG_BASE="+dir, "RABBITMQ_ENABLED_PLUGINS_FILE="+filepath.Join(dir, "plugins"), "RABBITMQ_CONFIG_FILE="+filepath.Join(dir, "rabbitmq"),
		"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}",
	)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // it starts others
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGTERM) }
	c.WaitDelay = patience
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := &spoken{}
	up := make(chan bool, 1)
	read := make(chan struct{})
	go func() {
		defer close(read)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			_, _ = fmt.Fprintln(said, lines.Text())
			if strings.Contains(lines.Text(), "Server startup complete") {
				up <- true
			}
		}
		close(up)
	}()
	t.Cleanup(func() {
		_ = c.Cancel()
		<-read
		_ = c.Wait() // it is over, in whatever way
		// What finds Erlang's programs for each other stays behind otherwise.
		_ = exec.Command("epmd", "-port", ports[1], "-kill").Run()
		if t.Failed() {
			t.Logf("%s says: %s", c, said)
		}
	})
	select {
	case ok := <-up:
		if !ok {
			t.Fatal("RabbitMQ does not start")
		}
	case <-time.After(time.Minute):
		t.Fatal("RabbitMQ does not start within a minute")
	}
	return net.JoinHostPort("127.0.0.1", ports[0])
}

// freePorts are ports nobody listened on a moment ago.
func freePorts(t *testing.T, n int) (ports []string) {
	t.Helper()
	for range n {
		l := listen(t)
		defer l.Close()
		_, port, err := net.SplitHostPort(l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		ports = append(ports, port)
	}
	return ports
}
