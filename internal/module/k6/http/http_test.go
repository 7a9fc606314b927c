package http

import (
	"compress/gzip"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"volley/internal/dial"
	"volley/internal/fetch"
	"volley/internal/loop"
	"volley/internal/module/k6"
	"volley/internal/vu"
	"volley/internal/vutest"
)

func TestScripts(t *testing.T) { kit(t).RunDir(t, "testdata") }

// kit is what the scripts need: the module, k6, and a server of net/http's, which
// judges us.
func kit(t testing.TB) vutest.Kit {
	plain := httptest.NewServer(routes())
	secure := httptest.NewUnstartedServer(routes())
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(func() { plain.Close(); secure.Close() })
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	blocked, err := dial.ParsePatterns([]string{"*.blocked.test"})
	if err != nil {
		t.Fatal(err)
	}
	hosts, err := dial.ParseHosts(map[string]string{"listed.test": "10.1.1.1", "other.test": "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	config := &Config{
		Fetch: fetch.Config{
			Dialer: dial.New(dial.Config{
				TLS: &tls.Config{RootCAs: roots}, Block: blocked, Hosts: hosts, Blacklist: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
			}),
			MaxIdle: 20, MaxIdlePerHost: 6,
		},
		UserAgent: "volley-test", MaxRedirects: 10, Batch: 20, BatchPerHost: 6,
	}
	return vutest.Kit{
		Modules: map[string]vu.Module{"k6/http": New(config), "k6": k6.New()},
		Replace: map[string]string{"URL": plain.URL, "TLS": secure.URL, "PORT": plain.URL[strings.LastIndexByte(plain.URL, ':')+1:]},
	}
}

// seen is what /echo tells of a request.
type seen struct {
	Method  string      `json:"method"`
	URL     string      `json:"url"`
	Host    string      `json:"host"`
	Proto   string      `json:"proto"`
	Headers http.Header `json:"headers"`
	Body    string      `json:"body"`
	Length  int64       `json:"length"`
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(seen{r.Method, r.URL.String(), r.Host, r.Proto, r.Header, string(body), r.ContentLength})
	})
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, _ := strconv.Atoi(r.PathValue("code"))
		w.WriteHeader(code)
		fmt.Fprintf(w, "status %d", code)
	})
	mux.HandleFunc("/redirect/{left}", func(w http.ResponseWriter, r *http.Request) {
		left, _ := strconv.Atoi(r.PathValue("left"))
		if left == 0 {
			fmt.Fprintf(w, "end %s %s", r.Method, r.Header.Get("Cookie"))
			return
		}
		code, err := strconv.Atoi(r.URL.Query().Get("code"))
		if err != nil {
			code = http.StatusFound
		}
		http.SetCookie(w, &http.Cookie{Name: "hop" + strconv.Itoa(left), Value: "v"})
		w.Header().Set("Location", fmt.Sprintf("/redirect/%d?code=%d", left-1, code))
		w.WriteHeader(code)
	})
	mux.HandleFunc("/cookies", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "1", Path: "/", HttpOnly: true})
		http.SetCookie(w, &http.Cookie{Name: "b", Value: "2", Path: "/b", Expires: time.Unix(4000000000, 0), MaxAge: 100, Secure: true})
		w.Header().Add("X-Two", "1")
		w.Header().Add("X-Two", "2")
		fmt.Fprint(w, "héllo")
	})
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		fmt.Fprint(z, strings.Repeat("z", 100))
		z.Close()
	})
	mux.HandleFunc("/lies", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		fmt.Fprint(w, "not gzip")
	})
	mux.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/drop", func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "abc")
	})
	mux.HandleFunc("/basic", func(w http.ResponseWriter, r *http.Request) {
		name, password, _ := r.BasicAuth()
		fmt.Fprint(w, name, ":", password)
	})
	mux.HandleFunc("/dir/page", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page) })
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	return mux
}

// page is what scripts press and follow.
const page = `<form id=post action="/echo?old=1" method=post><input name=a value=1><input type=hidden name=h value="x y"><input type=checkbox name=c checked>
<input type=submit name=s1 value=go1><input type=submit name=s2 value=go2></form>
<form id=get action="../echo?old=1#frag"><input name=a value="1 2"><input name=a value=3><button name=b>x</button></form>
<form id=here method=POST><input name=z value=9></form><form id=put action=/echo method=put enctype=text/plain><input name=z value=9></form>
<a href=/status/201>x</a><a id=rel href="../echo?x=1#y">y</a><a id=none>z</a><a id=bad href="http://%zz/">b</a><a id=self href="">s</a><a id=js href="javascript:void(0)">j</a>`

// TestInterrupt: an iteration that is ended early does not wait for the answer,
// and the server learns of it.
func TestInterrupt(t *testing.T) {
	for name, source := range map[string]string{
		"blocking": `import http from 'k6/http'; export default function () { http.get(__ENV.URL + '/never'); }`,
		"batch":    `import http from 'k6/http'; export default function () { http.batch([__ENV.URL + '/never', __ENV.URL + '/never']); }`,
		"async":    `import http from 'k6/http'; export default async function () { await http.asyncRequest('GET', __ENV.URL + '/never'); }`,
	} {
		t.Run(name, func(t *testing.T) {
			arrived, left := make(chan struct{}, 2), make(chan struct{}, 2)
			server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				arrived <- struct{}{}
				<-r.Context().Done()
				left <- struct{}{}
			}))
			defer server.Close()
			k := kit(t)
			k.Replace["URL"] = server.URL
			k.Engines = []loop.Engine{loop.Portable}
			h := k.Start(t, source)
			h.Until(func() bool { return len(arrived) > 0 })
			h.VU.Interrupt(fmt.Errorf("enough"))
			h.Until(func() bool { return h.Outcome != nil })
			if h.Outcome.Interrupted == nil {
				t.Errorf("the iteration was not interrupted: %+v", *h.Outcome)
			}
			<-left
		})
	}
}
