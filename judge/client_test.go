package judge

import (
	"bufio"
	"bytes"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// TestClients lets foreign clients judge the server that is built into volley.
func TestClients(t *testing.T) {
	if testing.Short() {
		t.Skip("the clients take seconds")
	}
	serve := volley(t.Context(), t, nil, "serve", "--address", "127.0.0.1:0", "--tls-address", "127.0.0.1:0")
	out, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = serve.Process.Signal(syscall.SIGTERM)
		_ = serve.Wait() // over, in whatever way
	})
	address := regexp.MustCompile(`wss?://[0-9.:]+`)
	var at []string
	for lines := bufio.NewScanner(out); len(at) < 2 && lines.Scan(); {
		if found := address.FindString(lines.Text()); found != "" {
			at = append(at, found)
		}
	}
	if len(at) < 2 {
		t.Fatalf("volley serve tells of %q", at)
	}
	c := node(t, "client.js", at...)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err = c.Run()
	if err != nil || stderr.Len() > 0 {
		t.Errorf("the clients say: %v\n%s", err, &stderr)
	}
	// Of each: 4 echoes of 3 answers, 6 codes, 5 more.
	if got := strings.TrimSpace(stdout.String()); got != "46" {
		t.Errorf("%s right answers, want 46", got)
	}
}
