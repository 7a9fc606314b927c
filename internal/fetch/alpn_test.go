package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"volley/internal/dial"
)

// TestHTTP1: GODEBUG=http2client=0 keeps to HTTP/1.1 also with servers that
// would rather speak HTTP/2.
func TestHTTP1(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ setting, want string }{{"", "HTTP/2.0"}, {"http2client=0", "HTTP/1.1"}} {
		t.Setenv("GODEBUG", c.setting)
		client := New(&Config{Dialer: dial.New(dial.Config{TLS: &tls.Config{RootCAs: roots}})}, 0)
		res := client.Do(t.Context(), &Request{Method: "GET", URL: u, Timeout: time.Minute})
		if res.Err != nil || string(res.Body) != c.want {
			t.Errorf("GODEBUG=%s: %s, %v; want %s", c.setting, res.Body, res.Err, c.want)
		}
		client.CloseIdle()
	}
}
