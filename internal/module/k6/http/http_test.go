package http

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"volley/internal/dial"
	"volley/internal/fetch"
	"volley/internal/fetchtest"
	"volley/internal/loop"
	"volley/internal/module/k6"
	"volley/internal/vu"
	"volley/internal/vutest"
	"volley/internal/web"
)

func TestScripts(t *testing.T) { kit(t).RunDir(t, "testdata") }

// TestJudge runs scripts about the Fetch standard's classes, which any
// implementation runs alike.
func TestJudge(t *testing.T) { kit(t).RunDir(t, "testdata/judge") }

// TestForeign has Node run the same scripts.
func TestForeign(t *testing.T) { vutest.Foreign(t, "testdata/judge") }

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
	m := New(config)
	return vutest.Kit{
		Modules: map[string]vu.Module{"k6/http": m, "k6": k6.New()},
		Test: func(t *vu.Test) {
			t.Globals = web.Globals()
			maps.Copy(t.Globals, Globals(m))
		},
		Replace: map[string]string{"URL": plain.URL, "TLS": secure.URL, "PORT": plain.URL[strings.LastIndexByte(plain.URL, ':')+1:]},
	}
}

func routes() http.Handler {
	mux := fetchtest.Routes()
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
		"fetch":    `export default async function () { await fetch(__ENV.URL + '/never'); }`,
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
