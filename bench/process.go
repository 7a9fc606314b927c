//go:build linux

package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// monotonic is the system's monotonic clock, the same in every process.
func monotonic() time.Duration {
	var ts unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts) != nil {
		panic("bench: Linux has a monotonic clock")
	}
	return time.Duration(ts.Nano())
}

// cpuTime is the user and system time of all threads of a living process, to
// the nanosecond: the clock clock_getcpuclockid(3) names.
func cpuTime(pid int) (time.Duration, error) {
	const schedClock = 2
	var ts unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|schedClock), &ts); err != nil {
		return 0, fmt.Errorf("cpu time of process %d: %w", pid, err)
	}
	return time.Duration(ts.Nano()), nil
}

// busyTime is the time all cores have worked since the system's start.
func busyTime() (time.Duration, error) {
	b, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	return parseBusy(string(b))
}

// parseBusy adds up user, nice, system, irq, softirq and steal of the first
// line of /proc/stat. Linux counts them in hundredths of a second.
func parseBusy(text string) (time.Duration, error) {
	line, _, _ := strings.Cut(text, "\n")
	words := strings.Fields(line)
	if len(words) < 9 || words[0] != "cpu" {
		return 0, fmt.Errorf("busy time: %q is not the line of all cores", line)
	}
	var ticks int64
	for _, i := range []int{1, 2, 3, 6, 7, 8} {
		n, err := strconv.ParseInt(words[i], 10, 64)
		if err != nil {
			return 0, fmt.Errorf("busy time: %w", err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}

// memory is what /proc says of a process: resident now, and at its most.
type memory struct {
	rss, peak int64 // bytes
}

// memoryOf reads the memory of a living process.
func memoryOf(pid int) (memory, error) {
	f, err := os.Open("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return memory{}, err
	}
	defer f.Close()
	return parseMemory(f)
}

// parseMemory reads VmRSS and VmHWM from the text of /proc/PID/status.
func parseMemory(r io.Reader) (memory, error) {
	var m memory
	for lines := bufio.NewScanner(r); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), ":")
		var into *int64
		switch name {
		case "VmRSS":
			into = &m.rss
		case "VmHWM":
			into = &m.peak
		default:
			continue
		}
		number, ok := strings.CutSuffix(strings.TrimSpace(rest), " kB")
		kB, err := strconv.ParseInt(number, 10, 64)
		if !ok || err != nil {
			return memory{}, fmt.Errorf("memory: %q is not a number of kB", lines.Text())
		}
		*into = kB << 10
	}
	if m.rss == 0 || m.peak == 0 {
		return memory{}, errors.New("memory: no VmRSS and VmHWM: the process has ended")
	}
	return m, nil
}

// machine names the processor and the system; what is not known is left out.
func machine() string {
	var words []string
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		_, rest, _ := strings.Cut(string(text), "model name")
		line, _, _ := strings.Cut(rest, "\n")
		words = append(words, strings.Trim(line, " \t:"))
	}
	var u unix.Utsname
	if unix.Uname(&u) == nil {
		release, _, _ := strings.Cut(unix.ByteSliceToString(u.Release[:]), "-")
		words = append(words, "Linux "+release)
	}
	return strings.Join(words, ", ")
}

// process is one tool at work. Owned by the goroutine of main.
type process struct {
	cmd     *exec.Cmd
	worker  int           // the child that does the work; 0 = the process itself
	started time.Duration // on the monotonic clock
	said    tail
	ended   chan struct{} // closed when it has ended
	err     error         // how; valid once ended is closed
}

// openProcess starts a program with its threads kept to cpus, if any are
// given. It ends with ctx. Its environment holds environ and nothing that could
// set an option of either tool, and its home is a folder without any file of theirs.
func openProcess(ctx context.Context, cpus []int, home string, environ []string, path string, args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, path, args...), ended: make(chan struct{})}
	p.cmd.Dir = home
	p.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home}
	p.cmd.Env = append(p.cmd.Env, environ...)
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	p.cmd.WaitDelay = 5 * time.Second
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	start := func() error {
		p.started = monotonic()
		return p.cmd.Start()
	}
	if err := kept(cpus, start); err != nil {
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// kept calls start on a thread that is kept to cpus, if any are given, which a
// program started there inherits.
func kept(cpus []int, start func() error) error {
	if len(cpus) == 0 {
		return start()
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var before, want unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		return fmt.Errorf("affinity: %w", err)
	}
	for _, cpu := range cpus {
		want.Set(cpu)
	}
	if err := unix.SchedSetaffinity(0, &want); err != nil {
		return fmt.Errorf("affinity to cpus %v: %w", cpus, err)
	}
	defer func() { _ = unix.SchedSetaffinity(0, &before) }() // it was this a moment ago
	return start()
}

// pid is the number of the process that works.
func (p *process) pid() int { return cmp.Or(p.worker, p.cmd.Process.Pid) }

// kill ends the process now and waits for its end.
func (p *process) kill() {
	// They may have ended by themselves. The child first: its parent waits for it.
	if p.worker != 0 {
		_ = unix.Kill(p.worker, unix.SIGKILL)
	}
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// wait waits for a process that ends by itself, at most for so long, and says
// what was wrong with its end.
func (p *process) wait(limit time.Duration) error {
	select {
	case <-p.ended:
	case <-time.After(limit):
		return fmt.Errorf("it did not end within %v: %s", limit, p.said.last())
	}
	if p.err != nil {
		return fmt.Errorf("it ended with %w: %s", p.err, p.said.last())
	}
	return nil
}

// used is the CPU time of a process that has ended.
func (p *process) used() time.Duration {
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

// most is the memory that a process that has ended had at its most, in bytes.
func (p *process) most() int64 {
	return int64(p.cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) << 10
}

// tail keeps the beginning and the end of what a process said: a program that
// crashes says why first, one that gives up says it last. Safe for concurrent use.
type tail struct {
	mu   sync.Mutex
	head []byte
	b    []byte
}

// Write keeps the first 4 kB and the last 8 kB.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.head = append(t.head, b[:min(len(b), 4<<10-len(t.head))]...)
	t.b = append(t.b, b...)
	if over := len(t.b) - 8<<10; over > 0 {
		t.b = append(t.b[:0], t.b[over:]...)
	}
	return len(b), nil
}

// crash is how a Go program begins to say that it crashes.
var crash = regexp.MustCompile(`(?m)^(panic: |fatal error: |SIG[A-Z]+: ).*`)

// last is the line that tells what went wrong: of a crash, or the last one that
// speaks of an error, or the last.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, part := range [][]byte{t.head, t.b} {
		if line := crash.Find(part); line != nil {
			return string(line)
		}
	}
	lines := bytes.Split(bytes.TrimSpace(t.b), []byte("\n"))
	for _, line := range slices.Backward(lines) {
		if bytes.Contains(bytes.ToLower(line), []byte("error")) {
			return string(bytes.TrimSpace(line))
		}
	}
	return string(bytes.TrimSpace(lines[len(lines)-1]))
}

// all is what was kept, for a report.
func (t *tail) all() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.b) < 8<<10 {
		return string(t.b)
	}
	return string(t.head) + "\n…\n" + string(t.b)
}
