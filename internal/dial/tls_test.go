package dial

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"volley/internal/wstest"
)

// watched is a TLS server that tells what it saw of each client.
func watched(t *testing.T, config *tls.Config) (netip.AddrPort, <-chan tls.ConnectionState) {
	t.Helper()
	seen := make(chan tls.ConnectionState, 16)
	return serve(t, func(c net.Conn) {
		s := tls.Server(c, config)
		if s.Handshake() == nil {
			seen <- s.ConnectionState()
			_, _ = io.WriteString(s, "hello")
			_, _ = s.Read(make([]byte, 1))
		}
	}), seen
}

// meet dials, reads what the server says (a ticket comes before it), and returns
// what the client saw.
func meet(t *testing.T, d *Dialer, target Target) (tls.ConnectionState, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, _, err := d.Dial(ctx, target)
	if err != nil {
		return tls.ConnectionState{}, err
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.ReadFull(conn, make([]byte, 5)); err != nil {
		return tls.ConnectionState{}, err
	}
	return conn.(*tls.Conn).ConnectionState(), nil
}

// TestServerName: what is named to the server is the URL's host, never an
// address (RFC 6066 §3).
func TestServerName(t *testing.T) {
	pair, roots := wstest.Certificate(t, "a.example")
	addr, seen := watched(t, &tls.Config{Certificates: []tls.Certificate{pair}})
	d := New(Config{TLS: &tls.Config{RootCAs: roots}, Resolver: to("127.0.0.1")})
	for host, want := range map[string]string{"a.example": "a.example", "127.0.0.1": ""} {
		state, err := meet(t, d, Target{Host: host, Port: addr.Port(), TLS: true})
		if err != nil || state.NegotiatedProtocol != "" {
			t.Fatal(state, err)
		}
		if got := (<-seen).ServerName; got != want {
			t.Errorf("%s: the server is called %q, want %q", host, got, want)
		}
	}
}

// TestCertificates: a server sees the certificates that are for it, and no
// others.
func TestCertificates(t *testing.T) {
	pair, roots := wstest.Certificate(t, "a.example", "b.example", "x.b.example", "y.x.b.example")
	first, _ := wstest.Certificate(t, "first")
	second, _ := wstest.Certificate(t, "second")
	addr, seen := watched(t, &tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequestClientCert})
	d := New(Config{
		TLS: &tls.Config{RootCAs: roots}, Resolver: to("127.0.0.1"),
		Certificates: []Certificate{{first, []string{"A.example"}}, {second, []string{"c.example", "*.B.example"}}},
	})
	for host, want := range map[string]string{"a.example": "first", "b.example": "", "x.b.example": "second", "y.x.b.example": "", "127.0.0.1": ""} {
		if _, err := meet(t, d, Target{Host: host, Port: addr.Port(), TLS: true}); err != nil {
			t.Fatal(err)
		}
		got := ""
		if certs := (<-seen).PeerCertificates; len(certs) > 0 {
			got = certs[0].Subject.CommonName
		}
		if got != want {
			t.Errorf("%s sees the certificate %q, want %q", host, got, want)
		}
	}
	d = New(Config{TLS: &tls.Config{RootCAs: roots}, Certificates: []Certificate{{first, nil}}})
	if _, err := meet(t, d, Target{Host: "127.0.0.1", Port: addr.Port(), TLS: true}); err != nil || len((<-seen).PeerCertificates) != 1 {
		t.Errorf("a certificate for all is not shown: %v", err)
	}
}

// TestResume: sessions go on if that is wished, per server, in both versions.
func TestResume(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		for _, resume := range []bool{false, true} {
			pair, roots := wstest.Certificate(t, "a.example", "b.example")
			addr, seen := watched(t, &tls.Config{Certificates: []tls.Certificate{pair}, MaxVersion: version})
			d := New(Config{TLS: &tls.Config{RootCAs: roots}, Resume: resume, Resolver: to("127.0.0.1")})
			for i, host := range []string{"a.example", "a.example", "b.example", "a.example"} {
				state, err := meet(t, d, Target{Host: host, Port: addr.Port(), TLS: true})
				if err != nil {
					t.Fatal(err)
				}
				want := resume && (i == 1 || i == 3)
				if got := (<-seen).DidResume; got != want || state.DidResume != want {
					t.Errorf("version %x, resume %t: connection %d resumes: %t and %t, want %t", version, resume, i, got, state.DidResume, want)
				}
			}
		}
	}
}

// TestKeyLog: the secrets are those of the connection.
func TestKeyLog(t *testing.T) {
	pair, roots := wstest.Certificate(t, "a.example")
	addr, seen := watched(t, &tls.Config{Certificates: []tls.Certificate{pair}})
	var log bytes.Buffer
	d := New(Config{TLS: &tls.Config{RootCAs: roots}, KeyLog: &log})
	if _, err := meet(t, d, Target{Host: "127.0.0.1", Port: addr.Port(), TLS: true}); err != nil {
		t.Fatal(err)
	}
	<-seen
	for _, label := range []string{"CLIENT_HANDSHAKE_TRAFFIC_SECRET ", "SERVER_TRAFFIC_SECRET_0 "} {
		if !strings.Contains(log.String(), label) {
			t.Errorf("the log has no %s:\n%s", label, &log)
		}
	}
}

// TestOpenSSL: the same with another implementation of TLS.
func TestOpenSSL(t *testing.T) {
	program, err := exec.LookPath("openssl")
	if err != nil {
		wstest.Lacks(t, "openssl", err)
	}
	pair, roots := wstest.Certificate(t, "a.example")
	client, _ := wstest.Certificate(t, "client")
	dir := t.TempDir()
	writePair(t, filepath.Join(dir, "server.pem"), pair)
	writePair(t, filepath.Join(dir, "client.pem"), client)
	for _, test := range []struct {
		name string
		args string // of s_server
		base *tls.Config
		want string // on its page, and each connection; or the code of the error
	}{
		{"tls 1.3", "-tls1_3", &tls.Config{}, "New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256; Reused, TLSv1.3"},
		{"tls 1.2", "-tls1_2", &tls.Config{}, "New, TLSv1.2, Cipher is ECDHE-ECDSA-AES128-GCM-SHA256; Reused, TLSv1.2"},
		{"a suite", "", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA}}, "New, TLSv1.0, Cipher is ECDHE-ECDSA-AES128-SHA; Reused"},
		{"no common version", "-tls1_2", &tls.Config{MinVersion: tls.VersionTLS13}, "alert"},
		{"no common suite", "-cipher ECDHE-ECDSA-AES256-GCM-SHA384 -no_tls1_3", &tls.Config{CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA}}, "alert"},
		{"a client's certificate", "-Verify 1 -verify_return_error -CAfile client.pem", &tls.Config{}, "CN=client; CN=client"},
	} {
		t.Run(test.name, func(t *testing.T) {
			port := openSSL(t, program, dir, test.args)
			test.base.RootCAs = roots
			d := New(Config{TLS: test.base, Resume: true, Certificates: []Certificate{{client, nil}}, Resolver: to("127.0.0.1")})
			for _, want := range strings.Split(test.want, "; ") {
				page, err := fetch(t, d, Target{Host: "a.example", Port: port, TLS: true})
				if err != nil {
					page = Code(err)
				}
				if !strings.Contains(strings.ReplaceAll(page, "CN = ", "CN="), want) {
					t.Errorf("no %q in %v\n%s", want, err, page)
				}
			}
		})
	}
}

// openSSL starts a server that ends with the test, and returns its port.
func openSSL(t *testing.T, program, dir, args string) uint16 {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, append(strings.Fields("s_server -www -accept 127.0.0.1:0 -cert server.pem -key server.pem"), strings.Fields(args)...)...)
	c.Dir = dir
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if word, ok := strings.CutPrefix(lines.Text(), "ACCEPT "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
			return netip.MustParseAddrPort(word).Port()
		}
	}
	_ = c.Wait()
	wstest.Lacks(t, "openssl", errors.New("its server does not tell its port"))
	return 0
}

func fetch(t *testing.T, d *Dialer, target Target) (string, error) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	conn, _, err := d.Dial(ctx, target)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "GET / HTTP/1.0\r\n\r\n"); err != nil {
		return "", err
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return "", err
	}
	page, _ := io.ReadAll(answer.Body)
	return string(page), nil
}

func writePair(t *testing.T, file string, pair tls.Certificate) {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkHandshake is both sides of a connection, with and without an earlier
// session to go on with.
func BenchmarkHandshake(b *testing.B) {
	pair, roots := wstest.Certificate(b, "a.example")
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	for _, resume := range []bool{false, true} {
		b.Run(map[bool]string{false: "full", true: "resumed"}[resume], func(b *testing.B) {
			addr := serve(b, func(c net.Conn) {
				s := tls.Server(c, config)
				_, _ = s.Write([]byte{1})
				_, _ = s.Read(make([]byte, 1))
			})
			d := New(Config{TLS: &tls.Config{RootCAs: roots}, Resume: resume})
			b.ReportAllocs()
			for b.Loop() {
				conn, _, err := d.Dial(b.Context(), Target{Host: "127.0.0.1", Port: addr.Port(), TLS: true})
				if err != nil {
					b.Fatal(err)
				}
				_, _ = conn.Read(make([]byte, 1))
				_ = conn.Close()
			}
		})
	}
}
