//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for something that happens at once unless
// volley is broken.
const patience = 30 * time.Second

// started is a volley process under way.
type started struct {
	cmd    *exec.Cmd
	stdout bytes.Buffer
	lines  chan string // of its log
	rest   []string
}

// start runs volley with a script; its log comes line by line.
func start(t *testing.T, script string, args ...string) *started {
	t.Helper()
	file := filepath.Join(t.TempDir(), "script.js")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &started{cmd: exec.Command("volley", append(args, file)...), lines: make(chan string, 1000)}
	s.cmd.Stdout = &s.stdout
	log, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	go func() {
		defer close(s.lines)
		for scan := bufio.NewScanner(log); scan.Scan(); {
			s.lines <- scan.Text()
		}
	}()
	return s
}

// await reads the log up to a line that holds a text.
func (s *started) await(t *testing.T, text string) {
	t.Helper()
	late := time.After(patience)
	for {
		select {
		case line, more := <-s.lines:
			if !more {
				t.Fatalf("volley ended before it said %q; it said %q and\n%s", text, s.rest, s.stdout.String())
			}
			s.rest = append(s.rest, line)
			if strings.Contains(line, text) {
				return
			}
		case <-late:
			t.Fatalf("volley did not say %q; it said %q", text, s.rest)
		}
	}
}

// code waits for the end of the process.
func (s *started) code(t *testing.T) int {
	t.Helper()
	late := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	for line := range s.lines {
		s.rest = append(s.rest, line)
	}
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

// longTest has two VUs that sleep for long, and says when it has begun.
const longTest = `
import { sleep } from 'k6';
export const options = { vus: 2, duration: '10m' };
export default function () { console.log('begun'); sleep(500); }
export function teardown() { console.log('torn down'); }
`

// TestSignal: the first SIGINT or SIGTERM ends the test as if its time were over,
// with teardown and summary.
func TestSignal(t *testing.T) {
	for name, signal := range map[string]os.Signal{"SIGINT": os.Interrupt, "SIGTERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, longTest, "run")
			s.await(t, "begun")
			s.await(t, "begun") // both VUs
			if err := s.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if code := s.code(t); code != exitInterrupted {
				t.Errorf("exit code %d, want %d", code, exitInterrupted)
			}
			for _, want := range []string{"█ TOTAL RESULTS", "0 complete and 2 interrupted iterations"} {
				if !strings.Contains(s.stdout.String(), want) {
					t.Errorf("%q is missing in\n%s", want, s.stdout.String())
				}
			}
			if log := strings.Join(s.rest, "\n"); !strings.Contains(log, "torn down") || !strings.Contains(log, "once more ends volley at once") {
				t.Errorf("the log is\n%s", log)
			}
		})
	}
}

// TestSecondSignal: the second one ends the process, whatever holds it.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	s := start(t, strings.Replace(longTest, "console.log('torn down')", "console.log('torn down'); sleep(40)", 1), "run")
	s.await(t, "begun")
	for _, until := range []string{"torn down", ""} {
		if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if until != "" {
			s.await(t, until)
		}
	}
	if code := s.code(t); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	if strings.Contains(s.stdout.String(), "TOTAL RESULTS") {
		t.Errorf("there is a summary:\n%s", s.stdout.String())
	}
}

// TestServeEndsOnSignal: a server that is told to end has done well.
func TestServeEndsOnSignal(t *testing.T) {
	t.Parallel()
	out, in := io.Pipe()
	cmd := exec.Command("volley", "serve", "--address", "127.0.0.1:0", "--tls-address", "127.0.0.1:0")
	cmd.Stdout = in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := make(chan string, 100)
	go func() {
		for scan := bufio.NewScanner(out); scan.Scan(); {
			lines <- scan.Text()
		}
	}()
	late := time.After(patience)
	for seen := ""; !strings.Contains(seen, "Ctrl-C ends it"); {
		select {
		case line := <-lines:
			seen += line + "\n"
		case <-late:
			t.Fatalf("the server said %q", seen)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
}

// TestSlowReader: a reader that takes nothing does not stop the load; what it
// missed is counted once it reads again.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	mark := filepath.Join(t.TempDir(), "script.js")
	const script = `
export const options = { vus: 1, iterations: 30000 };
export default function () { console.log('line ' + 'x'.repeat(200)); }
export function teardown() { console.error('the load is over'); }
`
	if err := os.WriteFile(mark, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	if err := syscall.Mkfifo(log, 0o600); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	cmd := exec.Command("volley", "run", "--log-output", "stdout", "--summary-export", log, mark)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	// The summary's file is a pipe: it can be opened once the load is over,
	// though nobody has read a byte of stdout.
	exported := make(chan string, 1)
	go func() {
		text, _ := os.ReadFile(log)
		exported <- string(text)
	}()
	select {
	case text := <-exported:
		if !strings.Contains(text, `"count": 30000`) {
			t.Errorf("the summary is\n%s", text)
		}
	case <-time.After(patience):
		t.Fatal("the load waits for the reader")
	}
	text, err := io.ReadAll(stdout)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("volley ended with %v", err)
	}
	for _, want := range []string{"lines were dropped here", "TOTAL RESULTS"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("%q is missing", want)
		}
	}
}

// TestReaderGone: a reader that leaves ends neither the test nor its exit code.
func TestReaderGone(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "script.js")
	if err := os.WriteFile(file, []byte("export const options = { iterations: 3 }; export default function () {}"), 0o600); err != nil {
		t.Fatal(err)
	}
	export := filepath.Join(t.TempDir(), "export.json")
	cmd := exec.Command("volley", "run", "--summary-export", export, file)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = stdout.Close()
	if err := cmd.Wait(); err != nil {
		t.Errorf("volley ended with %v", err)
	}
	if text, err := os.ReadFile(export); err != nil || !strings.Contains(string(text), `"count": 3`) {
		t.Errorf("the summary is %q, %v", text, err)
	}
}
