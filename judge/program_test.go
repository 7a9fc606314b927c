package judge

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"volley/internal/wstest"
)

// require finds a foreign program. Without it the test is skipped, or fails
// when VOLLEY_JUDGES names the judge or is "required".
func require(t *testing.T, judge string, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			wstest.Lacks(t, judge, err)
		}
	}
}

// started starts a program that ends with its standard input and says where it
// listens, a line "NAME ADDRESS" for each of names.
func started(t *testing.T, cmd *exec.Cmd, names ...string) map[string]string {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	said := &spoken{}
	cmd.Stderr = said
	cmd.WaitDelay = patience
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait() // it is over, in whatever way
		if t.Failed() {
			t.Logf("%s says: %s", cmd, said)
		}
	})
	at := map[string]string{}
	lines := bufio.NewScanner(out)
	for len(at) < len(names) && lines.Scan() {
		name, addr, _ := strings.Cut(lines.Text(), " ")
		at[name] = addr
	}
	for _, name := range names {
		if at[name] == "" {
			t.Fatalf("%s does not say where %q is", cmd, name)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // ends with the program
	return at
}

// spoken keeps what a program says.
// Safe for concurrent use.
type spoken struct {
	mu   sync.Mutex
	text strings.Builder
	more chan struct{} // closed at the next word; nil if nobody waits
}

// Write keeps b.
func (s *spoken) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.more != nil {
		close(s.more)
		s.more = nil
	}
	return s.text.Write(b)
}

// String is all that was said.
func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// count is how often a text was said. It waits for the word number n: a pipe
// may be late.
func (s *spoken) count(text string, n int) int {
	late := time.After(patience)
	for {
		s.mu.Lock()
		got := strings.Count(s.text.String(), text)
		if got < n && s.more == nil {
			s.more = make(chan struct{})
		}
		more := s.more
		s.mu.Unlock()
		if got >= n {
			return got
		}
		select {
		case <-more:
		case <-late:
			return got
		}
	}
}
