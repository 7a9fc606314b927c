package session

import (
	"os"
	"strings"
	"testing"
)

// TestListed keeps the tables of params complete.
func TestListed(t *testing.T) {
	for _, file := range []string{"websockets.md", "ws.md"} {
		page, err := os.ReadFile("../../docs/" + file)
		if err != nil {
			t.Fatal(err)
		}
		_, params, _ := strings.Cut(string(page), "\n## Params\n")
		params, _, _ = strings.Cut(params, "```")
		for _, s := range settings {
			if file == "ws.md" && s.key == "signal" { // k6/ws does not hear it
				continue
			}
			if !strings.Contains(params, "`"+s.key+"`") {
				t.Errorf("docs/%s does not mention %s", file, s.key)
			}
		}
	}
}
