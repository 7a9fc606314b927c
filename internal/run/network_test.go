package run

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"volley/internal/dial"
	"volley/internal/option"
	"volley/internal/session"
	"volley/internal/wstest"
)

// settled is the options of a script, with flags over them.
func settled(t *testing.T, script string, flags map[string]string) *option.Options {
	t.Helper()
	own, err := option.FromJSON([]byte(script), option.Source{Level: option.Script, Text: "script.js"})
	if err != nil {
		t.Fatal(err)
	}
	given, err := option.FromFlags(func(f option.Field) ([]string, bool) {
		value, has := flags[f.Flag]
		return []string{value}, has
	})
	if err != nil {
		t.Fatal(err)
	}
	o, _, err := option.Merge(option.Defaults("test/1"), own, given)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestTLSOptions: what the options say of TLS is what a server sees.
func TestTLSOptions(t *testing.T) {
	for _, test := range []struct {
		name    string
		options string
		server  *tls.Config
		want    string // the version and suite, or the code of the error
	}{
		{"no trust", `{}`, &tls.Config{}, "certificate"},
		{"the best", `{"insecureSkipTLSVerify": true}`, &tls.Config{}, "TLS 1.3"},
		{"one version", `{"insecureSkipTLSVerify": true, "tlsVersion": "tls1.2"}`, &tls.Config{}, "TLS 1.2"},
		{"at most", `{"insecureSkipTLSVerify": true, "tlsVersion": {"max": "tls1.2"}}`, &tls.Config{}, "TLS 1.2"},
		{"old on purpose", `{"insecureSkipTLSVerify": true, "tlsVersion": {"min": "tls1.0", "max": "tls1.1"}}`, &tls.Config{MinVersion: tls.VersionTLS10}, "TLS 1.1"},
		{"not the server's", `{"insecureSkipTLSVerify": true, "tlsVersion": {"min": "tls1.3"}}`, &tls.Config{MaxVersion: tls.VersionTLS12}, "alert"},
		{"a suite", `{"insecureSkipTLSVerify": true, "tlsVersion": "tls1.2", "tlsCipherSuites": ["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"]}`, &tls.Config{},
			"TLS 1.2 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"},
		{"an insecure suite", `{"insecureSkipTLSVerify": true, "tlsVersion": "tls1.2", "tlsCipherSuites": ["TLS_RSA_WITH_AES_128_CBC_SHA"]}`,
			&tls.Config{CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}}, "TLS 1.2 TLS_RSA_WITH_AES_128_CBC_SHA"},
		{"not the server's suite", `{"insecureSkipTLSVerify": true, "tlsVersion": "tls1.2", "tlsCipherSuites": ["TLS_RSA_WITH_AES_128_CBC_SHA"]}`,
			&tls.Config{CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}}, "alert"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(nil)
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.TLS = test.server
			server.StartTLS()
			defer server.Close()
			d, err := newDialer(settled(t, test.options, nil), &Config{})
			if err != nil {
				t.Fatal(err)
			}
			if got := secureWith(t, d, server.Listener.Addr().String()); !strings.HasPrefix(got, test.want) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// secureWith is how a TLS connection came out.
func secureWith(t *testing.T, d *dial.Dialer, addr string) string {
	t.Helper()
	at := netip.MustParseAddrPort(addr)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, _, err := d.Dial(ctx, dial.Target{Host: at.Addr().String(), Port: at.Port(), TLS: true})
	if err != nil {
		return dial.Code(err)
	}
	defer func() { _ = conn.Close() }()
	state := conn.(interface{ ConnectionState() tls.ConnectionState }).ConnectionState()
	return tls.VersionName(state.Version) + " " + tls.CipherSuiteName(state.CipherSuite)
}

// TestKeys: keys as openssl writes them, plain and encrypted.
func TestKeys(t *testing.T) {
	program, err := exec.LookPath("openssl")
	if err != nil {
		wstest.Lacks(t, "openssl", err)
	}
	dir := t.TempDir()
	openssl := func(args string) {
		t.Helper()
		c := exec.CommandContext(t.Context(), program, strings.Fields(args)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("openssl %s: %v\n%s", args, err, out)
		}
	}
	read := func(name string) string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	openssl("ecparam -name prime256v1 -genkey -out with-parameters.pem")
	openssl("req -x509 -key with-parameters.pem -subj /CN=client -days 2 -out cert.pem")
	openssl("pkcs8 -topk8 -nocrypt -in with-parameters.pem -out plain.pem")
	openssl("pkcs8 -topk8 -in with-parameters.pem -passout pass:secret -out pkcs8.pem")
	openssl("pkcs8 -topk8 -scrypt -in with-parameters.pem -passout pass:secret -out scrypt.pem")
	openssl("ec -aes128 -in with-parameters.pem -passout pass:secret -out old.pem")
	for _, test := range []struct{ file, password, fault string }{
		{"with-parameters.pem", "", ""}, {"plain.pem", "", ""}, {"plain.pem", "secret", ""}, {"pkcs8.pem", "secret", ""},
		{"scrypt.pem", "secret", ""}, {"old.pem", "secret", ""},
		{"old.pem", "wrong", "cannot be used: decrypt the key: x509: decryption password incorrect"},
		{"pkcs8.pem", "wrong", "cannot be used: decrypt the key: pkcs8: incorrect password"},
		{"pkcs8.pem", "", "cannot be used: the key is encrypted, and there is no password"},
		{"old.pem", "", "cannot be used: the key is encrypted, and there is no password"},
		{"cert.pem", "", "cannot be used: the key is not PEM"},
	} {
		script := fmt.Sprintf(`{"tlsAuth": [{"cert": %q, "key": %q, "password": %q, "domains": ["a"]}]}`, read("cert.pem"), read(test.file), test.password)
		list, err := certificates(settled(t, script, nil))
		if test.fault != "" {
			if want := `option "tlsAuth.0": ` + test.fault + " (from script.js)"; err == nil || err.Error() != want {
				t.Errorf("%s with %q: %v, want %s", test.file, test.password, err, want)
			}
			continue
		}
		if err != nil || len(list) != 1 || list[0].PrivateKey == nil || strings.Join(list[0].Domains, " ") != "a" {
			t.Errorf("%s with %q: %+v, %v", test.file, test.password, list, err)
		}
	}
	if _, err := decrypt([]byte("no"), nil); err == nil {
		t.Error("what is no PEM is taken for a key")
	}
	broken := pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte("x")})
	if _, err := decrypt(broken, []byte("secret")); err == nil {
		t.Error("garbage is taken for a key")
	}
}

// TestProxyOption: the option decides for all hosts, else the environment for
// each.
func TestProxyOption(t *testing.T) {
	environment := func(u *url.URL) (*url.URL, error) {
		switch u.String() {
		case "http://plain:80":
			return &url.URL{Scheme: "http", Host: "for-plain:1"}, nil
		case "https://secure:443":
			return &url.URL{Scheme: "socks5", Host: "for-secure:2", User: url.UserPassword("a", "b")}, nil
		case "http://[::1]:80":
			return nil, errors.New("no")
		}
		return nil, nil
	}
	for _, test := range []struct {
		option string
		target dial.Target
		want   string
	}{
		{"", dial.Target{Host: "plain", Port: 80}, "http://for-plain:1"},
		{"", dial.Target{Host: "secure", Port: 443, TLS: true}, "socks5://for-secure:2"},
		{"", dial.Target{Host: "other", Port: 80}, "none"},
		{"", dial.Target{Host: "::1", Port: 80}, "no"},
		{"https://mine", dial.Target{Host: "plain", Port: 80}, "https://mine:443"},
		{"https://mine", dial.Target{Host: "127.0.0.1", Port: 80}, "https://mine:443"},
		{"none", dial.Target{Host: "plain", Port: 80}, "none"},
	} {
		d, err := newDialer(settled(t, `{}`, map[string]string{"proxy": test.option}), &Config{Proxy: environment})
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.Proxy(test.target)
		text := got.String()
		if err != nil {
			text = err.Error()
		}
		if text != test.want {
			t.Errorf("%q: the proxy of %s is %s, want %s", test.option, test.target.Host, text, test.want)
		}
	}
}

// TestNetworkFaults are those found before anything starts, with where they come
// from.
func TestNetworkFaults(t *testing.T) {
	for _, test := range []struct{ flag, value, want string }{
		{"proxy", "ftp://me:secret@a", `option "proxy": proxy ftp://me:xxxxx@a: "ftp" is not one of http, https, socks5, socks5h (from --proxy)`},
		{"local-ips", "10.0.0.1,10.0.0.0/99", `option "localIPs": "10.0.0.0/99" is not an address, a range such as 10.0.0.1-10.0.0.9, or a network such as 10.0.0.0/24 (from --local-ips)`},
		{"local-ips", "10.0.0.9-10.0.0.1", `option "localIPs": "10.0.0.9-10.0.0.1" is a range that ends before it begins (from --local-ips)`},
	} {
		err := fillSession(&session.Config{}, settled(t, `{}`, map[string]string{test.flag: test.value}), &Config{})
		if err == nil || err.Error() != test.want {
			t.Errorf("--%s %s: %v, want %s", test.flag, test.value, err, test.want)
		}
	}
}

// TestLocalIPs: VU n connects from the n-th address, as in k6, and again for
// every connection.
func TestLocalIPs(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	from := make(chan string, 64)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			b := make([]byte, 2000)
			n, err := c.Read(b)
			who, _, _ := strings.Cut(string(b[:n]), " HTTP")
			from <- who + " " + c.RemoteAddr().(*net.TCPAddr).IP.String()
			if err == nil {
				_, err = io.WriteString(c, "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
			}
			if err := errors.Join(err, c.Close()); err != nil {
				t.Errorf("%q was not answered: %v", who, err)
			}
		}
	}()
	defer func() { _ = l.Close(); <-done }()
	for _, engine := range []string{"descriptors", "portable"} {
		r := &rig{T: t, shards: 2, flags: map[string]string{"local-ips": "127.0.0.2-127.0.0.4"}, env: map[string]string{"AT": l.Addr().String()}, change: func(c *Config) { c.Engine = engine }}
		p, err := r.prepare(`import ws from "k6/ws"
import http from "k6/http"
export const options = { scenarios: { a: { executor: "per-vu-iterations", vus: 4, iterations: 2 } } }
export function setup() { ws.connect("ws://" + __ENV.AT + "/setup", s => {}) }
export default () => {
	ws.connect("ws://" + __ENV.AT + "/" + __VU, s => {})
	http.get("http://" + __ENV.AT + "/h" + __VU)
}`)
		if err != nil {
			if engine == "descriptors" {
				continue // not everywhere
			}
			t.Fatal(err)
		}
		if _, err := p.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		for len(from) > 0 { // each was told before its answer
			seen[<-from]++
		}
		for who, want := range map[string]int{"GET /setup 127.0.0.2": 1, "GET /1 127.0.0.2": 2, "GET /2 127.0.0.3": 2, "GET /3 127.0.0.4": 2, "GET /4 127.0.0.2": 2, "GET /h1 127.0.0.2": 2, "GET /h2 127.0.0.3": 2, "GET /h3 127.0.0.4": 2, "GET /h4 127.0.0.2": 2} {
			if seen[who] != want {
				t.Errorf("%s: %q %d times, want %d: %v", engine, who, seen[who], want, seen)
			}
		}
	}
}

// TestUnixSocket: both modules reach a foreign server behind a file.
func TestUnixSocket(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.sock")
	l, err := net.Listen("unix", file)
	if err != nil {
		t.Skip("this system has no Unix sockets: ", err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		_ = c.Write(r.Context(), websocket.MessageText, []byte(r.Host+r.RequestURI))
		_, _, _ = c.Read(r.Context())
	})}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	defer func() { _ = server.Close(); <-done }()
	r := &rig{T: t, env: map[string]string{"FILE": file}}
	p := r.planned(`import ws from "k6/ws"
import { WebSocket } from "k6/websockets"
const url = "ws+unix://" + __ENV.FILE + ":/chat?x=1"
export default () => {
	ws.connect(url, s => s.on("message", m => { console.log("ws " + m); s.close() }))
	const s = new WebSocket(url)
	s.onmessage = e => { console.log("websockets " + e.data); s.close() }
	s.onerror = e => console.log(e.error)
}`)
	if _, err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := r.console.text(), "info ws localhost/chat?x=1\ninfo websockets localhost/chat?x=1"; got != want {
		t.Errorf("the script says\n%s\nwant\n%s\n%s", got, want, r.log.text())
	}
}
