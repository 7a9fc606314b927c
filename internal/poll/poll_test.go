package poll

import (
	"os"
	"testing"
	"time"
)

// opened is a Poller, and a pipe whose ends are closed with the test.
func opened(t testing.TB) (p *Poller, in, out *os.File) {
	t.Helper()
	p, err := Open()
	if err != nil {
		t.Skip(err)
	}
	in, out, err = os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = out.Close()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p, in, out
}

// wait is what a look finds, or a sleep of at most timeout.
func wait(t *testing.T, p *Poller, timeout time.Duration) []Event {
	t.Helper()
	events := make([]Event, 8)
	n, err := p.Wait(events, timeout)
	if err != nil {
		t.Fatal(err)
	}
	return events[:n]
}

// TestReady goes through the life of a watch.
func TestReady(t *testing.T) {
	p, in, out := opened(t)
	const token = 7<<32 | 5
	check := func(what string, want ...Event) {
		t.Helper()
		got := wait(t, p, 0)
		if len(got) != len(want) || len(got) == 1 && (got[0].Token != want[0].Token || got[0].Ready&want[0].Ready != want[0].Ready) {
			t.Errorf("%s: events %v, want %v", what, got, want)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(p.Add(int(in.Fd()), token, Readable))
	check("nothing written")
	_, err := out.WriteString("xy")
	must(err)
	check("written", Event{token, Readable})
	check("not read yet", Event{token, Readable})
	must(p.Remove(int(in.Fd())))
	check("removed")
	must(p.Add(int(in.Fd()), 9, Readable))
	check("added again", Event{9, Readable})
	must(p.Modify(int(in.Fd()), 10, Readable))
	check("another token", Event{10, Readable})
	_, err = in.Read(make([]byte, 2))
	must(err)
	check("read to the end")
	must(out.Close())
	check("no writer any more", Event{10, Hangup})
	must(in.Close())
	check("closed")
}

// TestWritable: a pipe that is full is not writable.
func TestWritable(t *testing.T) {
	p, in, out := opened(t)
	if err := p.Add(int(out.Fd()), 1, Writable); err != nil {
		t.Fatal(err)
	}
	if got := wait(t, p, 0); len(got) != 1 || got[0] != (Event{1, Writable}) {
		t.Errorf("an empty pipe: events %v", got)
	}
	block, written := make([]byte, 4096), 0
	for len(wait(t, p, 0)) == 1 {
		n, err := out.Write(block)
		if err != nil {
			t.Fatal(err)
		}
		written += n
	}
	for written > 0 {
		n, err := in.Read(block)
		if err != nil {
			t.Fatal(err)
		}
		written -= n
	}
	if got := wait(t, p, 0); len(got) != 1 {
		t.Errorf("a pipe read empty: events %v", got)
	}
}

// TestWake: a wake-up ends the sleep there is or the next one, and only that.
func TestWake(t *testing.T) {
	p, _, _ := opened(t)
	for range 3 {
		if err := p.Wake(); err != nil {
			t.Fatal(err)
		}
	}
	if got := wait(t, p, -1); len(got) != 0 {
		t.Errorf("events %v", got)
	}
	sleeps(t, p, 20*time.Millisecond)
	go func() { _ = p.Wake() }()
	wait(t, p, -1)
}

// TestTimeout: a sleep is not shorter than asked for, also below a millisecond.
func TestTimeout(t *testing.T) {
	p, _, _ := opened(t)
	for _, d := range []time.Duration{time.Nanosecond, 50 * time.Microsecond, 300 * time.Microsecond, 3 * time.Millisecond} {
		sleeps(t, p, d)
	}
}

// sleeps waits for all of a time in which nothing happens. A signal of Go's may
// end a sleep early, but not again and again.
func sleeps(t *testing.T, p *Poller, d time.Duration) {
	t.Helper()
	begin := time.Now()
	for early := 0; time.Since(begin) < d; early++ {
		if early == 10 {
			t.Fatalf("woken %d times in %v, want one sleep of %v", early, time.Since(begin), d)
		}
		if got := wait(t, p, d-time.Since(begin)); len(got) != 0 {
			t.Errorf("events %v", got)
		}
	}
}

// TestNoAllocs: to wait allocates nothing.
func TestNoAllocs(t *testing.T) {
	p, in, out := opened(t)
	if err := p.Add(int(in.Fd()), 1, Readable); err != nil {
		t.Fatal(err)
	}
	if _, err := out.WriteString("x"); err != nil {
		t.Fatal(err)
	}
	events := make([]Event, 8)
	for _, timeout := range []time.Duration{0, time.Second, -1} {
		if got := testing.AllocsPerRun(100, func() { _, _ = p.Wait(events, timeout) }); got > 0 {
			t.Errorf("Wait(%v): %v allocations", timeout, got)
		}
	}
}

func BenchmarkLook(b *testing.B) {
	p, _, _ := opened(b)
	events := make([]Event, 8)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = p.Wait(events, 0)
	}
}
