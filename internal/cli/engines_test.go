package cli

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEnginesAgree: what an example counts depends neither on the engine nor on
// the number of cores.
func TestEnginesAgree(t *testing.T) {
	for name, path := range map[string]string{
		"chat": "/chat?room=lobby", "echo": "/echo", "errors": "/echo", "handlers": "/count?n=5", "ping": "/echo", "stream": "/echo",
		"timeout": "/echo", "login": "/members",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ways := [][]string{
				{"--shards", "1"}, {"--engine", "descriptors", "--shards", "1"}, {"--engine", "descriptors", "--shards", "3"},
				{"--engine", "portable", "--shards", "1"}, {"--engine", "portable", "--shards", "3"},
			}
			counts := make([]string, len(ways))
			var wg sync.WaitGroup
			for i, way := range ways {
				server, stop := serveTarget(t.Fatalf) // each its own: nobody else is in the room
				defer stop()
				wg.Go(func() { counts[i] = countsOf(t, name, "ws://"+server.Addr()+path, way) })
			}
			wg.Wait()
			for i := range ways {
				if diff := cmp.Diff(counts[0], counts[i]); diff != "" {
					t.Errorf("%q counts differently from %q (-want +got):\n%s", ways[i], ways[0], diff)
				}
			}
			if !strings.Contains(counts[0], "ws_sessions") {
				t.Errorf("no sessions in\n%s", counts[0])
			}
		})
	}
}

// random are the lines of chat.js whose counts depend on chance.
var random = regexp.MustCompile(`(?m)^ *(checks_\w+|chat_delivery|ws_msgs_\w+)\.*:.*$`)

// countsOf is an example's summary without times.
func countsOf(t *testing.T, name, url string, flags []string) string {
	args := append([]string{"run", "-q", "-e", "URL=" + url, "-e", "SESSION=3000", "-e", "VUS=3"}, flags...)
	cmd := exec.Command("volley", append(args, filepath.Join("../../examples", name+".js"))...)
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%q: %v\n%s", flags, err, out)
	}
	text := unstamp(string(out))
	if name == "chat" {
		text = random.ReplaceAllString(text, "$1 RANDOM")
	}
	return text
}
