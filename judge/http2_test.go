package judge

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// TestHTTP2 runs the scripts over HTTP/2 (RFC 8441) against Node's own server,
// with npm's ws on its streams.
func TestHTTP2(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take seconds")
	}
	at := server(started(t, node(t, "http2.js"), append([]string{"http2"}, ways...)...))
	for _, module := range []string{"websockets", "ws"} {
		for _, s := range scripts(t, module) {
			for _, way := range s.ways {
				t.Run(s.name+"/"+way, func(t *testing.T) {
					t.Parallel()
					if why := s.lacks["ws"]; why != "" {
						t.Skip(why)
					}
					run := strings.ReplaceAll(t.Name(), "/", ".")
					o := runScript(t, nil, []string{
						"--websocket-http2", "-e", "WAY=" + way, "-e", "URL=ws://" + at["http2"] + "/" + way + "?run=" + url.QueryEscape(run),
					}, s.path)
					judge(t, s, way, o, statsOf(t, at[way], run))
				})
			}
		}
	}
	t.Run("shared", shared)
}

// shared: sockets of one VU share a connection, at once and one after the other.
func shared(t *testing.T) {
	at := server(started(t, node(t, "http2.js"), append([]string{"http2"}, ways...)...))
	o := runScript(t, nil, []string{
		"--websocket-http2", "-u", "1", "-i", "3", "-e", "WAY=plain", "-e", "URL=ws://" + at["http2"] + "/plain?run=shared",
	}, filepath.Join("testdata", "websockets", "many.js"))
	if n, stats := o.count("ws_sessions"), statsOf(t, at["plain"], "shared"); n != 15 || stats.Sockets != 15 {
		t.Errorf("volley says %d sockets, the server %d, want 15", n, stats.Sockets)
	}
	transport := &http.Transport{Protocols: new(http.Protocols)}
	transport.Protocols.SetUnencryptedHTTP2(true)
	defer transport.CloseIdleConnections()
	response, err := (&http.Client{Transport: transport, Timeout: patience}).Get("http://" + at["http2"] + "/sessions")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, err := io.ReadAll(response.Body); err != nil || string(text) != "2" {
		t.Errorf("the server had %q connections (%v), want 2: the sockets' and this question's", text, err)
	}
}
