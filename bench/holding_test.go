//go:build linux

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParts(t *testing.T) {
	const text = `File: volley
Type: inuse_space
Showing nodes accounting for 4000B, 100% of 4000B total
      flat  flat%   sum%        cum   cum%
     2000B 50.00% 50.00%      2000B 50.00%  github.com/grafana/sobek.(*Runtime).newObject (inline)
     1000B 25.00% 75.00%      1000B 25.00%  github.com/grafana/sobek.New
      700B 17.50% 92.50%       700B 17.50%  volley/internal/vu.(*ring[go.shape.interface { Run(*volley/internal/vu.VU) }]).grow
      300B  7.50%   100%       300B  7.50%  volley/internal/module/k6/ws.New
     -100B  2.50%   100%      -100B  2.50%  bufio.NewReader
       10B  0.25%   100%        10B  0.25%  sync.init
`
	want := []part{{"grafana/sobek", 300}, {"vu", 70}, {"k6/ws", 30}}
	if diff := cmp.Diff(want, parseParts(text, 10)); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestSnapshot(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		code int
		ok   bool
	}{
		"whole":      {"heap profile: 1\n# runtime.MemStats\n# HeapAlloc = 4000\n# Stack = 300 / 900\n", 200, true},
		"no figures": {"heap profile: 1\n", 200, false},
		"no profile": {"", 404, false},
	} {
		tool := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(c.code)
			if r.FormValue("debug") == "" {
				_, _ = w.Write([]byte("profile")) // the reader reports it
				return
			}
			_, _ = w.Write([]byte(c.text))
		}))
		var s snapshot
		file := filepath.Join(t.TempDir(), "heap")
		err := s.ask(t.Context(), tool.URL, file)
		tool.Close()
		if (err == nil) != c.ok {
			t.Errorf("%s: %v, want ok %v", name, err, c.ok)
		}
		if kept, _ := os.ReadFile(file); c.ok && (s.heap != 4000 || s.stack != 300 || s.profile != file || string(kept) != "profile") {
			t.Errorf("%s: %+v, the file says %q", name, s, kept)
		}
	}
}

func TestHoldings(t *testing.T) {
	for _, h := range holdings {
		if _, err := scripts.ReadFile("script/" + h.script); err != nil {
			t.Errorf("%s: %v", h.name, err)
		}
		if h.few < 1 || h.few >= h.vus || (h.script == "vus.js") != (h.module != "") {
			t.Errorf("%s: few %d, many %d, module %q", h.name, h.few, h.vus, h.module)
		}
	}
}
