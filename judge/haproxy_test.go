package judge

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startHAProxy puts HAProxy, which speaks HTTP/2 with volley and HTTP/1.1 with
// the server, in front of backend. It returns its address, and where it writes a
// line for each socket.
func startHAProxy(t *testing.T, p pair, backend string) (addr string, said *spoken) {
	t.Helper()
	dir := t.TempDir()
	both := filepath.Join(dir, "both.pem")
	var text []byte
	for _, name := range []string{p.cert, p.key} {
		part, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = append(append(text, part...), '\n')
	}
	l := listen(t)
	file, err := l.File()
	if err != nil {
		t.Fatal(err)
	}
	addr = strings.Replace(l.Addr().String(), "127.0.0.1", "localhost", 1)
	_ = l.Close() // HAProxy has its own
	config := filepath.Join(dir, "haproxy.cfg")
	for name, text := range map[string][]byte{both: text, config: fmt.Appendf(nil, `
global
  log stdout format raw local0
  tune.h2.max-concurrent-streams 7
defaults
  mode http
  log global
  log-format "%%HV|%%ST|%%sslv|%%HU"
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout tunnel 60s
frontend judge
  bind fd@3 ssl crt %s alpn h2,http/1.1
  default_backend foreign
backend foreign
  server one %s
`, both, backend)} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said = &spoken{}
	c := exec.CommandContext(t.Context(), "haproxy", "-db", "-f", config)
	c.ExtraFiles = []*os.File{file}
	c.Stdout, c.Stderr = said, said
	c.WaitDelay = patience
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		if t.Failed() {
			t.Logf("haproxy says: %s", said)
		}
	})
	return addr, said
}

// TestHAProxy runs the scripts over HTTP/2 through HAProxy, which has its own
// mind on streams and on what their ends mean for TCP behind it.
func TestHAProxy(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	require(t, "haproxy", "haproxy")
	at := servers["gorilla"](t)
	p := makePair(t, t.TempDir())
	addr, said := startHAProxy(t, p, at["plain"])
	t.Run("scripts", func(t *testing.T) {
		for _, module := range []string{"websockets", "ws"} {
			for _, s := range scripts(t, module) {
				for _, way := range s.ways[:min(2, len(s.ways))] {
					t.Run(s.name+"/"+way, func(t *testing.T) {
						t.Parallel()
						run := strings.ReplaceAll(t.Name(), "/", ".")
						o := runScript(t, []string{"SSL_CERT_FILE=" + p.ca}, []string{
							"--websocket-http2", "-e", "WAY=" + way, "-e", "URL=wss://" + addr + "/" + way + "?run=" + url.QueryEscape(run),
						}, s.path)
						s.loose = maps.Clone(s.loose)
						s.loose["wire"] = true // HTTP/2 and TLS on one side only
						judge(t, s, way, o, statsOf(t, at[way], run))
					})
				}
			}
		}
	})
	if want := "HTTP/2.0|101|TLSv1.3|"; !strings.Contains(said.String(), want) {
		t.Errorf("haproxy's log lacks %q: %.1000s", want, said)
	}
	if wrong := "HTTP/1.1|101|"; strings.Contains(said.String(), wrong) {
		t.Errorf("haproxy's log has %q: %.1000s", wrong, said)
	}
}
