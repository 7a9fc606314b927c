//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sample is one look at volley from outside.
type sample struct {
	at         time.Duration // since the start
	files      int           // open descriptors
	goroutines int
	rss        int64 // bytes
}

// look reads /proc and asks the REST API for the number of goroutines.
func look(pid int, api string, at time.Duration) (sample, error) {
	s := sample{at: at}
	files, err := os.ReadDir(filepath.Join("/proc", strconv.Itoa(pid), "fd"))
	if err != nil {
		return s, err
	}
	s.files = len(files)
	if s.rss, err = residentOf(pid); err != nil {
		return s, err
	}
	s.goroutines, err = goroutinesOf(api)
	return s, err
}

// residentOf is the resident memory of a process, in bytes.
func residentOf(pid int) (int64, error) {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "statm"))
	if err != nil {
		return 0, err
	}
	words := strings.Fields(string(text))
	if len(words) < 2 {
		return 0, fmt.Errorf("memory of process %d: %q", pid, text)
	}
	pages, err := strconv.ParseInt(words[1], 10, 64)
	return pages * int64(os.Getpagesize()), err
}

// goroutinesOf reads the first line of a goroutine profile: "goroutine profile:
// total 42".
func goroutinesOf(api string) (int, error) {
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(api + "/debug/pprof/goroutine?debug=1")
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	line, err := bufio.NewReader(io.LimitReader(response.Body, 1<<10)).ReadString('\n')
	if err != nil {
		return 0, err
	}
	words := strings.Fields(line)
	if len(words) == 0 {
		return 0, fmt.Errorf("goroutines: %q", line)
	}
	return strconv.Atoi(words[len(words)-1])
}

// steady says what grew between the second fifth of a run and its last one, and
// what was not given back at the end.
func steady(quiet sample, busy []sample, after sample) []string {
	var wrong []string
	fifth := len(busy) / 5
	if fifth > 10 {
		early, late := busy[fifth:2*fifth], busy[4*fifth:]
		for _, f := range []struct {
			what  string
			of    func(sample) int64
			slack int64 // beside a tenth
		}{
			{"descriptors", func(s sample) int64 { return int64(s.files) }, 50},
			{"goroutines", func(s sample) int64 { return int64(s.goroutines) }, 50},
			{"bytes of memory", func(s sample) int64 { return s.rss }, 16 << 20},
		} {
			from, to := median(early, f.of), median(late, f.of)
			if to > from+from/10+f.slack {
				wrong = append(wrong, fmt.Sprintf("%s grow from %d to %d", f.what, from, to))
			}
		}
	}
	if after.files > quiet.files+2 {
		wrong = append(wrong, fmt.Sprintf("%d descriptors before the first socket, %d after the last", quiet.files, after.files))
	}
	if after.goroutines > quiet.goroutines+10 {
		wrong = append(wrong, fmt.Sprintf("%d goroutines before the first socket, %d after the last", quiet.goroutines, after.goroutines))
	}
	return wrong
}

func median(samples []sample, of func(sample) int64) int64 {
	var values []int64
	for _, s := range samples {
		values = append(values, of(s))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
