package judge

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// proxy is a foreign proxy that runs.
type proxy struct {
	url  string // for us, with credentials
	bad  string // with wrong ones, "" if it wants none
	said *spoken
	cmd  *exec.Cmd
	made string // what it says, once a connection it made
}

// proxies start the foreign proxies, by name.
var proxies = map[string]func(t *testing.T) *proxy{
	"CONNECT":          func(t *testing.T) *proxy { return startTinyproxy(t, false) },
	"CONNECT with key": func(t *testing.T) *proxy { return startTinyproxy(t, true) },
	"SOCKS5":           func(t *testing.T) *proxy { return startMicrosocks(t, false) },
	"SOCKS5 with key":  func(t *testing.T) *proxy { return startMicrosocks(t, true) },
}

func startTinyproxy(t *testing.T, key bool) *proxy {
	require(t, "tinyproxy", "tinyproxy")
	addr := freePort(t)
	host, port, _ := net.SplitHostPort(addr)
	config := fmt.Sprintf("Listen %s\nPort %s\nTimeout 600\nMaxClients 500\nLogLevel Connect\n", host, port)
	if key {
		config += "BasicAuth judge secret\n"
	}
	path := filepath.Join(t.TempDir(), "tinyproxy.conf")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return startProxy(t, "http", addr, key, "Established connection to host", exec.Command("tinyproxy", "-d", "-c", path))
}

func startMicrosocks(t *testing.T, key bool) *proxy {
	require(t, "microsocks", "microsocks")
	addr := freePort(t)
	host, port, _ := net.SplitHostPort(addr)
	args := []string{"-i", host, "-p", port}
	if key {
		args = append(args, "-u", "judge", "-P", "secret")
	}
	return startProxy(t, "socks5", addr, key, ": connected to", exec.Command("microsocks", args...))
}

func startProxy(t *testing.T, scheme, addr string, key bool, made string, cmd *exec.Cmd) *proxy {
	t.Helper()
	p := &proxy{url: scheme + "://" + addr, said: &spoken{}, cmd: cmd, made: made}
	if key {
		p.url, p.bad = scheme+"://judge:secret@"+addr, scheme+"://judge:guess@"+addr
	}
	cmd.Stdout, cmd.Stderr = p.said, p.said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			t.Logf("%s says: %s", cmd, p.said)
		}
	})
	listens(t, addr)
	return p
}

// stop ends the proxy: all it has to say is said then.
func (p *proxy) stop() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		_ = p.cmd.Wait() // over, in whatever way
	}
}

// freePort is an address where nobody listens, and likely nobody will.
func freePort(t *testing.T) string {
	l := listen(t)
	defer l.Close()
	return l.Addr().String()
}

// listens waits for a program that does not tell when it is ready.
func listens(t *testing.T, addr string) {
	t.Helper()
	var err error
	for limit := time.Now().Add(patience); time.Now().Before(limit); {
		var c net.Conn
		if c, err = net.Dial("tcp", addr); err == nil {
			_ = c.Close()
			return
		}
		<-time.After(10 * time.Millisecond) // between two tries
	}
	t.Fatalf("nobody listens: %v", err)
}

// TestProxies runs the scripts through each proxy, and the ways to name one.
func TestProxies(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	for name, start := range proxies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			at := servers["gorilla"](t)
			sockets := 0
			for _, module := range []string{"websockets", "ws"} {
				for _, s := range scripts(t, module) {
					if !slices.Contains(s.ways, "plain") {
						continue
					}
					t.Run(s.name, func(t *testing.T) {
						run := strings.ReplaceAll(t.Name(), "/", ".")
						o := runScript(t, nil, []string{
							"--proxy", p.url, "-e", "WAY=plain", "-e", "URL=ws://" + at["plain"] + "/plain?run=" + url.QueryEscape(run),
						}, s.path)
						s.loose["wire"] = true // the proxy has its part of it
						stats := statsOf(t, at["plain"], run)
						judge(t, s, "plain", o, stats)
						sockets += stats.Sockets
					})
				}
			}
			if got := p.said.count(p.made, sockets); got != sockets {
				t.Errorf("the proxy made %d connections, the server had %d sockets", got, sockets)
			}
		})
	}
}

// TestProxyNamed: who decides what proxy a socket takes, and what happens when
// the proxy refuses. The system takes 0.0.0.0 for this machine; to the rules of
// the environment 127.0.0.1 is too near for a proxy.
func TestProxyNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	for name, start := range proxies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			at := servers["coder"](t)
			n := startNginx(t, at["plain"])
			_, plain, _ := net.SplitHostPort(at["plain"])
			_, secure, _ := net.SplitHostPort(n.addr["open"])
			made := 0 // connections through p
			run := func(name string, connections int, env []string, script string, flags ...string) {
				t.Run(name, func(t *testing.T) {
					made += connections
					env = append(env, "SSL_CERT_FILE="+n.pair.ca)
					flags = append(flags, "-e", "PLAIN=ws://0.0.0.0:"+plain+"/plain?run=proxy", "-e", "SECURE=wss://0.0.0.0:"+secure+"/plain?run=proxy")
					o := runScript(t, env, flags, filepath.Join("testdata", "proxy", script))
					if passes := o.metrics["checks"]["passes"]; passes == 0 || o.metrics["checks"]["fails"] > 0 || o.stderr != "" {
						t.Errorf("checks %v, volley says %s", o.metrics["checks"], o.stderr)
					}
					if got := p.said.count(p.made, made); got != made {
						t.Errorf("the proxy made %d connections so far, want %d", got, made)
					}
				})
			}
			run("by flag", 4, nil, "both.js", "--proxy", p.url)
			run("by environment", 4, []string{"HTTP_PROXY=" + p.url, "https_proxy=" + p.url}, "both.js")
			run("by environment, wss only", 2, []string{"HTTPS_PROXY=" + p.url}, "both.js")
			run("not for this host", 0, []string{"HTTP_PROXY=" + p.url, "HTTPS_PROXY=" + p.url, "NO_PROXY=0.0.0.0"}, "both.js")
			run("not at all", 0, []string{"HTTP_PROXY=" + p.url, "HTTPS_PROXY=" + p.url}, "both.js", "--proxy", "none")
			run("by parameter", 4, nil, "both.js", "-e", "PROXY="+p.url)
			run("by parameter, against the flag", 0, nil, "both.js", "--proxy", p.url, "-e", "PROXY=none")
			run("to nobody", 0, nil, "refused.js", "--proxy", p.url, "-e", "NOBODY=ws://"+freePort(t)+"/")
			if p.bad != "" {
				run("with wrong credentials", 0, nil, "refused.js", "--proxy", p.bad)
			}
			p.stop()
			run("gone", 0, nil, "refused.js", "--proxy", p.url)
		})
	}
}
