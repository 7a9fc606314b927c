package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// chromiumPath finds the browser, or ends the test.
func chromiumPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("VOLLEY_BROWSER") == "required" {
		t.Fatal("no Chromium is installed, and VOLLEY_BROWSER=required")
	}
	t.Skip("no Chromium is installed (Debian: apt-get install chromium)")
	return ""
}

// flags keep Chromium to one page and to this machine.
var flags = []string{
	"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync", "--no-proxy-server", "--disable-dev-shm-usage", "--ignore-certificate-errors",
}

// inChromium runs a script of n rows on one page and returns their lines. It may
// stand on a goroutine of its own.
func inChromium(t *testing.T, path string, n int, script string) [][]string {
	type posted struct {
		row   int
		lines []string
	}
	rows := make(chan posted, n)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`<!doctype html><meta charset="utf-8"><title>table</title><script type="module" src="table.js"></script>`))
	})
	mux.HandleFunc("GET /table.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write([]byte(script))
	})
	mux.HandleFunc("POST /row/{index}", func(w http.ResponseWriter, r *http.Request) {
		var p posted
		var err error
		if p.row, err = strconv.Atoi(r.PathValue("index")); err == nil {
			err = json.NewDecoder(r.Body).Decode(&p.lines)
		}
		if err != nil || p.row >= n {
			t.Errorf("POST %s: %v", r.URL, err)
			return
		}
		rows <- p
	})
	page := httptest.NewServer(mux)
	defer page.Close()

	screen, end := startChromium(t, path, page.URL)
	defer end()
	all := make([][]string, n)
	late := time.After(runPatience)
	for came := range n {
		select {
		case p := <-rows:
			all[p.row] = p.lines
		case <-late:
			t.Errorf("Chromium told of %d rows of %d within %s; it said:\n%s", came, n, runPatience, screen())
			return all
		}
	}
	return all
}

// startChromium opens a page; end asks the browser to go and waits.
func startChromium(t *testing.T, path, page string) (screen func() string, end func()) {
	profile, err := os.MkdirTemp("", "browser-")
	if err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, path, append(append([]string{}, flags...), "--user-data-dir="+profile, page)...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = 5 * time.Second // then it is killed
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Errorf("start %s: %v", path, err)
	}
	wait := func() {
		cancel()
		_ = c.Wait() // that it was told to go is no news
	}
	return func() string { wait(); return said.String() }, func() {
		wait()
		_ = os.RemoveAll(profile) // its last child may still write
	}
}
