package judge

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// script is a file of testdata with what its head promises.
// Immutable.
type script struct {
	name   string // module/behaviour
	path   string
	ways   []string
	checks int
	pings  int // that the server hears, or -1
	// deflated is how many messages at least are worth compressing.
	deflated int
	closes   map[string]int
	// loose is what cannot be compared: "wire" (all bytes of TCP), "answer" (the
	// bytes of the server's answer to a close frame that nobody waits for),
	// "payload" (some sockets are not compressed, against the way), "refused" (what
	// came from the server and was not taken), "reason" (of the answer to the
	// server's close frame; not all libraries tell).
	loose map[string]bool
	lacks map[string]string // server: why it does not play
}

// scripts reads the heads of all scripts of a module.
func scripts(t *testing.T, module string) []script {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", module, "*.js"))
	if err != nil {
		t.Fatal(err)
	}
	var all []script
	for _, path := range paths {
		if filepath.Base(path) == "open.js" {
			continue
		}
		all = append(all, parseScript(t, module, path))
	}
	if len(all) == 0 {
		t.Fatalf("no scripts of %s", module)
	}
	return all
}

func parseScript(t *testing.T, module, path string) script {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := script{
		name: module + "/" + strings.TrimSuffix(filepath.Base(path), ".js"), path: path,
		pings: -1, closes: map[string]int{}, loose: map[string]bool{}, lacks: map[string]string{},
	}
	number := func(word string) int {
		n, err := strconv.Atoi(word)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return n
	}
	for line := range strings.Lines(string(text)) {
		line, is := strings.CutPrefix(line, "// ")
		if !is {
			break
		}
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "ways":
			s.ways = strings.Fields(value)
		case "checks":
			s.checks = number(value)
		case "pings":
			s.pings = number(value)
		case "deflated":
			s.deflated = number(value)
		case "closes":
			for pair := range strings.SplitSeq(value, ", ") {
				at := strings.LastIndexByte(pair, '=')
				s.closes[pair[:at]] = number(pair[at+1:])
			}
		case "loose":
			for word := range strings.FieldsSeq(value) {
				s.loose[word] = true
			}
		case "not":
			server, why, _ := strings.Cut(value, ": ")
			s.lacks[server] = why
		}
	}
	if len(s.ways) == 0 || s.checks == 0 || len(s.closes) == 0 {
		t.Fatalf("%s: its head lacks ways, checks or closes", path)
	}
	return s
}
