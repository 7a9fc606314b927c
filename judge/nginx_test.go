package judge

import (
	"fmt"
	"maps"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nginx is nginx in front of a foreign server, with a door for each need.
type nginx struct {
	cmd  *exec.Cmd
	dir  string
	pair pair
	said *spoken
	addr map[string]string // by door
}

// doors are nginx's servers: what each adds to the common settings.
var doors = map[string]string{
	"open":    "",
	"old":     "ssl_protocols TLSv1.2;",
	"new":     "ssl_protocols TLSv1.3;",
	"guarded": "ssl_verify_client on; ssl_client_certificate CA;",
	"hasty":   "proxy_read_timeout 1s;",
	"broken":  "proxy_connect_timeout 1s;",
}

// startNginx puts nginx in front of backend; behind the door "broken" is nobody.
func startNginx(t *testing.T, backend string) *nginx {
	t.Helper()
	require(t, "nginx", "nginx")
	n := &nginx{dir: t.TempDir(), said: &spoken{}, addr: map[string]string{}}
	n.pair = makePair(t, n.dir)
	nobody := listen(t)
	_ = nobody.Close()

	var sites strings.Builder
	env := "NGINX="
	var files []*os.File
	for door, more := range doors {
		l := listen(t)
		n.addr[door] = strings.Replace(l.Addr().String(), "127.0.0.1", "localhost", 1)
		// nginx takes over sockets that listen already, as from its predecessor
		// in an upgrade: no port is lost in between, and nobody has to wait.
		file, err := l.File()
		if err != nil {
			t.Fatal(err)
		}
		env += fmt.Sprintf("%d;", 3+len(files))
		files = append(files, file)
		to := backend
		if door == "broken" {
			to = nobody.Addr().String()
		}
		more = strings.ReplaceAll(more, "CA", n.pair.ca)
		fmt.Fprintf(&sites, "server { listen %s ssl http2; %s location / { proxy_pass http://%s; } }\n", l.Addr(), more, to)
		_ = l.Close() // nginx has its own
	}
	config := filepath.Join(n.dir, "nginx.conf")
	if err := os.WriteFile(config, []byte(n.config(sites.String())), 0o600); err != nil {
		t.Fatal(err)
	}
	n.cmd = exec.Command("nginx", "-p", n.dir, "-c", config, "-e", "stderr")
	n.cmd.Env = append(os.Environ(), env)
	n.cmd.ExtraFiles = files
	n.cmd.Stderr = n.said
	if err := n.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		_ = file.Close()
	}
	t.Cleanup(func() {
		n.stop()
		if t.Failed() {
			t.Logf("nginx says: %s", n.said)
		}
	})
	return n
}

// listen is a listener on a free port.
func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l.(*net.TCPListener)
}

func (n *nginx) config(sites string) string {
	user := ""
	if os.Getuid() == 0 {
		user = "user root;" // the folder is ours alone
	}
	return strings.NewReplacer("USER", user, "DIR", n.dir, "CERT", n.pair.cert, "KEY", n.pair.key, "SITES", sites).Replace(`
USER
daemon off;
worker_processes 1;
pid DIR/pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  log_format judge '$ssl_protocol|$ssl_server_name|$ssl_client_s_dn|$status|$ssl_session_reused|$request_uri';
  access_log DIR/access.log judge;
  client_body_temp_path DIR/body;
  proxy_temp_path DIR/proxy;
  fastcgi_temp_path DIR/fastcgi;
  uwsgi_temp_path DIR/uwsgi;
  scgi_temp_path DIR/scgi;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_certificate CERT;
  ssl_certificate_key KEY;
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection upgrade;
  SITES
}
`)
}

// stop ends nginx after its last connection; its log is whole then.
func (n *nginx) stop() {
	if n.cmd.ProcessState != nil {
		return
	}
	_ = n.cmd.Process.Signal(syscall.SIGQUIT)
	_ = n.cmd.Wait() // over, in whatever way
}

// shows stops nginx and fails the test unless its account of all requests has
// the text, so often at least. Without a text there must be no request.
func (n *nginx) shows(t *testing.T, want string, times int) {
	t.Helper()
	n.stop()
	text, err := os.ReadFile(filepath.Join(n.dir, "access.log"))
	if err != nil {
		t.Fatal(err)
	}
	if want == "" && len(text) > 0 {
		t.Errorf("nginx's log should be empty: %.1000s", text)
	}
	if got := strings.Count(string(text), want); got < times {
		t.Errorf("nginx's log has %q %d times, want %d: %.1000s", want, got, times, text)
	}
}

// TestNginx runs the scripts through nginx, which ends TLS and passes the
// upgrade on.
func TestNginx(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	at := servers["gorilla"](t)
	n := startNginx(t, at["plain"])
	t.Run("scripts", func(t *testing.T) {
		for _, module := range []string{"websockets", "ws"} {
			for _, s := range scripts(t, module) {
				for _, way := range s.ways[:min(2, len(s.ways))] {
					t.Run(s.name+"/"+way, func(t *testing.T) {
						t.Parallel()
						throughNginx(t, n, s, way, at)
					})
				}
			}
		}
	})
	n.shows(t, "TLSv1.3|localhost|-|101|.|/plain?run=TestNginx.", 1)
}

// throughNginx is compare with nginx between the two.
func throughNginx(t *testing.T, n *nginx, s script, way string, at server) {
	run := strings.ReplaceAll(t.Name(), "/", ".")
	o := runScript(t, []string{"SSL_CERT_FILE=" + n.pair.ca}, []string{
		"-e", "WAY=" + way, "-e", "URL=wss://" + n.addr["open"] + "/" + way + "?run=" + url.QueryEscape(run),
	}, s.path)
	s.loose = maps.Clone(s.loose)
	s.loose["wire"] = true // TLS on one side only
	judge(t, s, way, o, statsOf(t, at[way], run))
}

// TestNginxDoors is TLS and its failures with OpenSSL on the other side, and
// what a proxy adds of its own.
func TestNginxDoors(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	for _, test := range []struct {
		name   string
		door   string
		flags  []string
		env    []string
		script string // of testdata/nginx
		log    string // of a line nginx has in its log, which is empty without
		times  int    // as often, at least; 0 is once
	}{
		{name: "no trust", door: "open", script: "untrusted.js"},
		{name: "no check", door: "open", flags: []string{"--insecure-skip-tls-verify"}, script: "echo.js", log: "TLSv1.3|localhost|-|101|"},
		{name: "own roots", door: "open", env: []string{"SSL_CERT_FILE=CA"}, script: "echo.js", log: "TLSv1.3|localhost|-|101|"},
		{name: "TLS 1.2", door: "old", env: []string{"SSL_CERT_FILE=CA"}, script: "echo.js", log: "TLSv1.2|localhost|-|101|"},
		{name: "at most TLS 1.2", door: "open", env: []string{"SSL_CERT_FILE=CA"}, flags: []string{"-e", "TLS=tls1.2"}, script: "echo.js", log: "TLSv1.2|"},
		{name: "no common version", door: "new", env: []string{"SSL_CERT_FILE=CA"}, flags: []string{"-e", "TLS=tls1.2"}, script: "handshake.js"},
		{name: "a certificate is wanted", door: "guarded", env: []string{"SSL_CERT_FILE=CA"}, script: "nameless.js", log: "|400|"},
		{name: "a client certificate", door: "guarded", env: []string{"SSL_CERT_FILE=CA"}, flags: []string{"-e", "CERT=CERT", "-e", "KEY=KEY"}, script: "echo.js", log: "|CN=judge|101|"},
		{name: "sessions", door: "open", env: []string{"SSL_CERT_FILE=CA"}, script: "sessions.js", log: "TLSv1.3|localhost|-|101|.|", times: 10},
		{name: "sessions go on", door: "open", env: []string{"SSL_CERT_FILE=CA"}, flags: []string{"--tls-session-resumption"}, script: "sessions.js", log: "TLSv1.3|localhost|-|101|r|", times: 9},
		{name: "sessions of TLS 1.2 go on", door: "old", env: []string{"SSL_CERT_FILE=CA"}, flags: []string{"--tls-session-resumption"}, script: "sessions.js", log: "TLSv1.2|localhost|-|101|r|", times: 9},
		{name: "idle", door: "hasty", env: []string{"SSL_CERT_FILE=CA"}, script: "idle.js", log: "|101|"},
		{name: "nobody behind", door: "broken", env: []string{"SSL_CERT_FILE=CA"}, script: "gateway.js", log: "|502|"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			at := servers["coder"](t)
			n := startNginx(t, at["plain"])
			fill := strings.NewReplacer("=CA", "="+n.pair.ca, "=CERT", "="+n.pair.cert, "=KEY", "="+n.pair.key)
			for i, pair := range test.env {
				test.env[i] = fill.Replace(pair)
			}
			for i, pair := range test.flags {
				test.flags[i] = fill.Replace(pair)
			}
			flags := append(test.flags, "-e", "URL=wss://"+n.addr[test.door]+"/plain?run=door")
			o := runScript(t, test.env, flags, filepath.Join("testdata", "nginx", test.script))
			if passes := o.metrics["checks"]["passes"]; passes == 0 || o.metrics["checks"]["fails"] > 0 || o.stderr != "" {
				t.Errorf("checks %v, volley says %s", o.metrics["checks"], o.stderr)
			}
			n.shows(t, test.log, max(1, test.times))
		})
	}
}
