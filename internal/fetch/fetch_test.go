package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"volley/internal/dial"
)

// TestExplain: every kind of error has its number and a text without addresses.
func TestExplain(t *testing.T) {
	tcp := func(op string, err error) error {
		return &net.OpError{Op: op, Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, Err: err}
	}
	system := func(call string, errno syscall.Errno) error { return os.NewSyscallError(call, errno) }
	for _, c := range []struct {
		err  error
		code int
		text string
	}{
		{nil, 0, ""},
		{errors.New("odd"), 1000, "odd"},
		{io.EOF, 1000, "EOF"},
		{errTimeout, 1050, "request timeout"},
		{&net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}, 1101, "lookup: no such host"},
		{&net.DNSError{Err: "server misbehaving", Name: "x"}, 1100, "lookup: server misbehaving"},
		{&dial.Blacklisted{}, 1110, "ip is blacklisted"},
		{&dial.Blocked{}, 1111, "hostname is blocked"},
		{tcp("write", system("write", syscall.EPIPE)), 1201, "write: broken pipe"},
		{tcp("read", system("read", syscall.EIO)), 1202, "read: unknown errno `5` on linux with message `input/output error`"},
		{tcp("read", errors.New("odd")), 1200, "read: odd"},
		{tcp("dial", errors.New("odd")), 1210, "dial: odd"},
		{tcp("dial", os.ErrDeadlineExceeded), 1211, "dial: i/o timeout"},
		{tcp("dial", system("connect", syscall.ECONNREFUSED)), 1212, "dial: connection refused"},
		{tcp("dial", system("connect", syscall.EHOSTUNREACH)), 1213, "dial: unknown errno `113` on linux with message `no route to host`"},
		{tcp("read", system("read", syscall.ECONNRESET)), 1220, "read: connection reset by peer"},
		{&net.OpError{Op: "dial", Net: "udp", Err: errors.New("odd")}, 1010, "dial udp: odd"},
		{tls.AlertError(40), 1300, "tls: handshake failure"},
		{tls.RecordHeaderError{Msg: "first record"}, 1301, "tls: first record"},
		{x509.UnknownAuthorityError{}, 1310, "x509: unknown authority"},
		{x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"}, 1311, "x509: certificate doesn't match hostname"},
		{errors.New(`http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=ENHANCE_YOUR_CALM, debug=""`), 1621, "http2: received GoAway with http2 ErrCode ENHANCE_YOUR_CALM"},
		{http2.StreamError{Code: http2.ErrCodeCancel}, 1638, "http2: stream error with http2 ErrCode CANCEL"},
		{http2.ConnectionError(http2.ErrCodeProtocol), 1651, "http2: connection error with http2 ErrCode PROTOCOL_ERROR"},
		{&DecompressError{io.ErrUnexpectedEOF}, 1701, "error decompressing response body (unexpected EOF)"},
	} {
		for _, err := range []error{c.err, &url.Error{Op: "Get", URL: "http://x/", Err: c.err}} {
			if c.err == nil {
				err = nil
			}
			if code, text := Explain(err); code != c.code || text != c.text {
				t.Errorf("Explain(%v) = %d %q, want %d %q", err, code, text, c.code, c.text)
			}
		}
	}
	if StatusCode(399) != 0 || StatusCode(404) != 1404 {
		t.Error("StatusCode: 399 is no error, 404 is 1404")
	}
}

func compress(body []byte, chain string) (packed []byte, encoding string, err error) {
	names, err := Codings(chain)
	if err != nil {
		return nil, "", err
	}
	return Compress(body, names)
}

// TestCompress: what is compressed comes back, whatever the chain.
func TestCompress(t *testing.T) {
	body := bytes.Repeat([]byte("a message "), 100)
	for _, chain := range []string{"", "gzip", "deflate", "br", "zstd", "gzip, br", "zstd,deflate , gzip"} {
		packed, encoding, err := compress(body, chain)
		if err != nil {
			t.Errorf("Compress(%q): %v", chain, err)
			continue
		}
		if plain, err := Decompress(packed, encoding); err != nil || !bytes.Equal(plain, body) {
			t.Errorf("%q: %d bytes came back, error %v", chain, len(plain), err)
		}
	}
	if _, err := Codings("lzw"); err == nil {
		t.Error("an unknown algorithm was taken")
	}
	if plain, err := Decompress(body, "unknown"); err != nil || !bytes.Equal(plain, body) {
		t.Errorf("an unknown coding: %v", err)
	}
}

func FuzzDecompress(f *testing.F) {
	for _, chain := range []string{"gzip", "deflate", "br", "zstd", "gzip, br"} {
		packed, encoding, err := compress([]byte("hello hello hello"), chain)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packed, encoding)
	}
	f.Fuzz(func(t *testing.T, body []byte, encoding string) {
		_, err := Decompress(body, encoding)
		var fault *DecompressError
		if err != nil && !errors.As(err, &fault) {
			t.Errorf("%v is no DecompressError", err)
		}
	})
}

// TestBomb: a small body that unpacks to more than anybody wants is refused.
func TestBomb(t *testing.T) {
	const limit = 1 << 20
	packed, _, err := Compress(make([]byte, limit+1), []string{"zstd"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = decompress(packed, "zstd", limit)
	if code, text := Explain(err); code != CodeDecompress {
		t.Errorf("%d %s, want %d", code, text, CodeDecompress)
	}
}

// TestLimit: turns are evenly spaced, and who waits can be called off.
func TestLimit(t *testing.T) {
	l := NewLimit(1)
	if err := l.Wait(context.Background()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := l.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("the second turn came at once: %v", err)
	}
	var none *Limit
	if err := none.Wait(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"http://u:p@h/x?q=1": "http://****:****@h/x?q=1",
		"http://u@h/":        "http://****@h/",
		"http://h/":          "http://h/",
	} {
		u, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Mask(u); got != want {
			t.Errorf("Mask(%s) = %s, want %s", text, got, want)
		}
	}
}

// TestAuth: digest and NTLM ask twice, and both questions are hops.
func TestAuth(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given := r.Header.Get("Authorization")
		switch {
		case r.URL.Path == "/digest" && given == "":
			w.Header().Set("WWW-Authenticate", `Digest realm="r", nonce="n", qop="auth", algorithm=MD5`)
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/ntlm" && given == "":
			w.Header().Set("WWW-Authenticate", "NTLM")
			w.WriteHeader(http.StatusUnauthorized)
		default:
			fmt.Fprintf(w, "%.6s", given)
		}
	}))
	defer server.Close()
	c := New(&Config{Dialer: dial.New(dial.Config{})}, 1)
	for path, auth := range map[string]Auth{"/digest": AuthDigest, "/ntlm": AuthNTLM} {
		u, err := url.Parse(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword("name", "word")
		res := c.Do(t.Context(), &Request{Method: "GET", URL: u, Auth: auth, Timeout: time.Minute})
		if res.Err != nil || len(res.Hops) < 2 || res.Hops[0].Status != http.StatusUnauthorized || res.Status != http.StatusOK {
			t.Errorf("%s: %d hops, status %d, %v", path, len(res.Hops), res.Status, res.Err)
		}
		t.Logf("%s: %s", path, res.Body)
	}
}

// TestPhases: a new connection has phases that a kept one has not, and none is
// below zero.
func TestPhases(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-release
		fmt.Fprint(w, "x")
	}))
	defer server.Close()
	close(release)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	c := New(&Config{Dialer: dial.New(dial.Config{TLS: &tls.Config{RootCAs: roots}}), MaxIdlePerHost: 1}, 1)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		res := c.Do(t.Context(), &Request{Method: "GET", URL: u, Timeout: time.Minute})
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		h := res.Hops[0]
		if fresh := n == 0; (h.Connecting > 0) != fresh || (h.Timings.TLS > 0) != fresh {
			t.Errorf("request %d: connecting %v, TLS %v", n, h.Connecting, h.Timings.TLS)
		}
		for _, phase := range []time.Duration{h.Blocked, h.Sending, h.Waiting, h.Receiving} {
			if phase < 0 {
				t.Errorf("request %d: a phase below zero: %+v", n, h.Timings)
			}
		}
		if h.Duration() <= 0 || h.End.IsZero() || !h.Remote.IsValid() {
			t.Errorf("request %d: %+v", n, h)
		}
	}
	if in, out := c.Traffic(); in == 0 || out == 0 {
		t.Errorf("traffic %d, %d", in, out)
	}
}

// TestProxyForbidden: what must not be connected to is not asked for at a proxy,
// also not by a redirect.
func TestProxyForbidden(t *testing.T) {
	asked := make(chan string, 16)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.RequestURI
		if r.URL.Path == "/redirect" {
			http.Redirect(w, r, "http://blocked.example/", http.StatusFound)
		}
	}))
	defer server.Close()
	proxy, err := dial.ParseProxy(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	block, err := dial.ParsePatterns([]string{"blocked.example", "*.xn--bcher-kva.example"})
	if err != nil {
		t.Fatal(err)
	}
	blacklist, err := dial.ParseBlacklist([]string{"10.0.0.0/8", "2001:db8::/32"})
	if err != nil {
		t.Fatal(err)
	}
	c := New(&Config{Dialer: dial.New(dial.Config{
		Proxy: func(string, uint16, bool) (*dial.Proxy, error) { return proxy, nil },
		Block: block, Blacklist: blacklist,
	})}, 1)
	for _, test := range []struct {
		url, asked string
		code       int
	}{
		{"http://blocked.example/", "", CodeBlocked},
		{"http://BLOCKED.example:8080/", "", CodeBlocked},
		{"https://blocked.example/", "", CodeBlocked},
		{"http://www.bücher.example/", "", CodeBlocked},
		{"http://10.1.2.3/", "", CodeBlacklisted},
		{"https://[2001:db8::1]/", "", CodeBlacklisted},
		{"http://[::ffff:10.1.2.3]/", "", CodeBlacklisted},
		{"http://other.example:70000/", "", CodeDial},
		{"http://other.example/", "GET http://other.example/", 0},
		{"http://11.1.2.3/redirect", "GET http://11.1.2.3/redirect", CodeBlocked},
	} {
		u, err := url.Parse(test.url)
		if err != nil {
			t.Fatal(err)
		}
		res := c.Do(t.Context(), &Request{Method: "GET", URL: u, Redirects: 5, Timeout: time.Minute})
		if code, text := Explain(res.Err); code != test.code {
			t.Errorf("%s: %d %s, want %d", test.url, code, text, test.code)
		}
		got := ""
		if len(asked) > 0 { // it was before the answer
			got = <-asked
		}
		if got != test.asked {
			t.Errorf("%s: the proxy was asked %q, want %q", test.url, got, test.asked)
		}
	}
}
