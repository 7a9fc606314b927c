package judge

import (
	"net/url"
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
}
