package remote

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rig is a server of modules and caches that ask it.
type rig struct {
	*testing.T
	*httptest.Server
	dir  string
	said []string

	mu   sync.Mutex
	asks []string
}

func newRig(t *testing.T, serve func(w http.ResponseWriter, r *http.Request)) *rig {
	r := &rig{T: t, dir: t.TempDir()}
	r.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.mu.Lock()
		r.asks = append(r.asks, req.URL.String()+req.Header.Get("If-None-Match"))
		r.mu.Unlock()
		serve(w, req)
	}))
	r.Config.ErrorLog = log.New(io.Discard, "", 0)
	r.StartTLS()
	t.Cleanup(r.Close)
	return r
}

// cache is a new one in the same folder: another run.
func (r *rig) cache() *Cache {
	pool := x509.NewCertPool()
	pool.AddCert(r.Certificate())
	return New(Config{Dir: r.dir, TLS: &tls.Config{RootCAs: pool}, Warn: func(s string) { r.said = append(r.said, s) }})
}

// get is what a run gets, and how often it asked.
func (r *rig) get(path string) string {
	r.Helper()
	r.asks = nil
	text, final, err := r.cache().Get(context.Background(), r.URL+path)
	if err != nil {
		return strings.ReplaceAll(err.Error(), r.URL, "SERVER")
	}
	return fmt.Sprintf("%s from %s after %d", text, strings.TrimPrefix(final, r.URL), len(r.asks))
}

func (r *rig) want(path, want string) {
	r.Helper()
	if got := r.get(path); got != want {
		r.Errorf("%s: got %q, want %q", path, got, want)
	}
}

func text(s string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(s)) }
}

// TestFresh: what its server vouches for is not asked for again.
func TestFresh(t *testing.T) {
	r := newRig(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=3600, immutable")
		_, _ = w.Write([]byte("one"))
	})
	r.want("/a.js", "one from /a.js after 1")
	if want := []string{"/a.js?_k6=1"}; !cmp.Equal(r.asks, want) {
		t.Errorf("asked %q, want %q", r.asks, want)
	}
	r.want("/a.js", "one from /a.js after 0")
	r.Close()
	r.want("/a.js", "one from /a.js after 0")
	if len(r.said) > 0 {
		t.Errorf("said %q", r.said)
	}
}

// TestStale: the rest is asked for, and may be unchanged or not there.
func TestStale(t *testing.T) {
	version := "one"
	r := newRig(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("ETag", `"`+version+`"`)
		if req.Header.Get("If-None-Match") == `"`+version+`"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte(version))
	})
	r.want("/a.js?v=1", "one from /a.js?v=1 after 1")
	r.want("/a.js?v=1", "one from /a.js?v=1 after 1")
	if want := []string{`/a.js?v=1&_k6=1"one"`}; !cmp.Equal(r.asks, want) {
		t.Errorf("asked %q, want %q", r.asks, want)
	}
	version = "two"
	r.want("/a.js?v=1", "two from /a.js?v=1 after 1")
	r.Close()
	r.want("/a.js?v=1", "two from /a.js?v=1 after 0")
	if len(r.said) != 1 || !strings.Contains(r.said[0], "using the copy of "+r.URL+"/a.js?v=1 on this disk: ") {
		t.Errorf("said %q", r.said)
	}
}

// TestDamaged: a copy that is not what it was is not used.
func TestDamaged(t *testing.T) {
	r := newRig(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		_, _ = w.Write([]byte("good"))
	})
	for _, folder := range []string{"text", "index"} {
		r.want("/a.js", "good from /a.js after 1")
		r.want("/a.js", "good from /a.js after 0")
		files, err := filepath.Glob(filepath.Join(r.dir, folder, "*"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		if err := os.WriteFile(files[0], []byte("evil"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r.want("/a.js", "good from /a.js after 1")
}

// TestUnkept: without a folder, or with one that cannot be, modules come all the
// same.
func TestUnkept(t *testing.T) {
	r := newRig(t, text("one"))
	file := filepath.Join(r.dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file} {
		r.dir = dir
		r.want("/a.js", "one from /a.js after 1")
		r.want("/a.js", "one from /a.js after 1")
	}
	if len(r.said) != 2 || !strings.Contains(r.said[0], "will be fetched again next time") {
		t.Errorf("said %q", r.said)
	}
}

// TestAnswers: what is no module is a sentence.
func TestAnswers(t *testing.T) {
	r := newRig(t, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/strict.js":
			if req.URL.RawQuery != "" {
				http.Error(w, "no query, please", http.StatusBadRequest)
				return
			}
			_, _ = w.Write([]byte("strict"))
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<html>"))
		case "/moved":
			http.Redirect(w, req, "/deep/there.js?"+req.URL.RawQuery, http.StatusFound)
		case "/deep/there.js":
			_, _ = w.Write([]byte("there"))
		case "/plain":
			http.Redirect(w, req, "http://127.0.0.1:1/x.js", http.StatusFound)
		case "/circle":
			http.Redirect(w, req, "/circle", http.StatusFound)
		case "/cut":
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("half"))
		default:
			http.NotFound(w, req)
		}
	})
	for path, want := range map[string]string{
		"/strict.js": "strict from /strict.js after 2",
		"/moved":     "there from /deep/there.js after 2",
		"/none.js":   "the server answered 404 Not Found: check the address in a browser",
		"/page":      "the server answered with a page (text/html), not with a module: take the address of the file itself",
		"/plain":     "it redirects to http://127.0.0.1:1/x.js, which is not https; and there is no copy from an earlier run",
		"/circle":    "it redirects ten times and more; and there is no copy from an earlier run",
		"/cut":       "unexpected EOF; and there is no copy from an earlier run",
	} {
		r.want(path, want)
	}
	if _, _, err := New(Config{}).Get(context.Background(), r.URL+"/none.js"); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate nobody knows gives %v", err)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(fmt.Errorf("enough"))
	if _, _, err := r.cache().Get(ctx, r.URL+"/strict.js"); err == nil || err.Error() != "enough" {
		t.Errorf("a cancelled Get gives %v", err)
	}
}

// TestTogether: many processes may share the folder.
func TestTogether(t *testing.T) {
	r := newRig(t, text("one"))
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			text, _, err := r.cache().Get(context.Background(), r.URL+"/a.js")
			if string(text) != "one" || err != nil {
				t.Errorf("got %q, %v", text, err)
			}
		})
	}
	wg.Wait()
	left, err := filepath.Glob(filepath.Join(r.dir, "*", "*"))
	if hidden, _ := filepath.Glob(filepath.Join(r.dir, "*", ".*")); err != nil || len(left) != 2 || len(hidden) > 0 {
		t.Errorf("left %q and %q", left, hidden)
	}
}
