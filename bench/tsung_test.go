//go:build linux

package main

import (
	"os/exec"
	"regexp"
	"testing"
	"time"
)

func TestTsungSession(t *testing.T) {
	var all string
	for _, name := range []string{"echo-ws", "tls-ws", "idle-ws"} {
		list, err := chosen(workloads, regexp.MustCompile("^"+name+"$"))
		if err != nil {
			t.Fatal(err)
		}
		tr := &trial{w: list[len(list)-1], t: tool{Path: "/usr/bin/tsung"}, srv: &service{host: home, first: stat{Ports: []int{1111}, TLSPort: 2222}}}
		text, err := tr.session()
		if err != nil {
			t.Fatal(err)
		}
		all += string(text) + "\n"
	}
	golden(t, "testdata/tsung.golden", all)
}

func TestTsungText(t *testing.T) {
	for _, w := range workloads {
		if !w.tsung {
			continue
		}
		want := map[string]int{"": 58, "SIZE=1000": 1000, "SIZE=16000": 16000}[w.env]
		if w.script == "idle-ws.js" {
			want = 0
		}
		if got := (&trial{w: w}).text(); len(got) != want {
			t.Errorf("%s: tsung sends %d bytes, want %d", w.name, len(got), want)
		}
	}
}

func TestChild(t *testing.T) {
	cmd := exec.Command("sh", "-c", "sleep 60; exit 0") // sh waits for what it starts
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	got := 0
	for until := time.Now().Add(10 * time.Second); got == 0 && time.Now().Before(until); {
		got = child(cmd.Process.Pid, "sleep")
	}
	p := &process{cmd: cmd, worker: got, ended: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
	}()
	p.kill()
	if got == 0 {
		t.Fatal("the shell's child is not found")
	}
	if child(cmd.Process.Pid, "sleep") != 0 {
		t.Error("a process that is gone has a child")
	}
}
