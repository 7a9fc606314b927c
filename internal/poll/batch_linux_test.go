package poll

import (
	"fmt"
	"testing"

	"golang.org/x/sys/unix"
)

func batch(t testing.TB) *Batch {
	t.Helper()
	b, err := OpenBatch()
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(b.Close)
	return b
}

// pair is two sockets that are connected, whose ends come with the test's.
func pair(t testing.TB) [2]int {
	t.Helper()
	p, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(p[0]); _ = unix.Close(p[1]) })
	return p
}

// TestBatch sends and reads as often as its rings have to turn.
func TestBatch(t *testing.T) {
	b := batch(t)
	var pairs [BatchSize][2]int
	for i := range pairs {
		pairs[i] = pair(t)
	}
	rooms := make([][]byte, BatchSize)
	for round := range 7 {
		n := BatchSize - round*9
		for i, p := range pairs[:n] {
			b.Send(p[0], fmt.Appendf(nil, "%d in %d", i, round))
		}
		if b.Len() != n {
			t.Fatalf("%d calls, want %d", b.Len(), n)
		}
		if err := b.Do(); err != nil || b.Len() != 0 {
			t.Fatal(err, b.Len())
		}
		for i := range n {
			if k, err := b.Result(i); err != nil || k != len(fmt.Sprintf("%d in %d", i, round)) {
				t.Errorf("send %d: %d, %v", i, k, err)
			}
		}
		for i, p := range pairs[:n] {
			rooms[i] = make([]byte, 100)
			b.Receive(p[1], rooms[i])
		}
		if err := b.Do(); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if k, err := b.Result(i); err != nil || string(rooms[i][:k]) != fmt.Sprintf("%d in %d", i, round) {
				t.Errorf("receive %d: %q, %v", i, rooms[i][:k], err)
			}
		}
	}
}

// TestBatchFaults: what goes wrong is each call's own, and nothing waits, though
// the sockets here would.
func TestBatchFaults(t *testing.T) {
	b := batch(t)
	silent, gone, full, fine := pair(t), pair(t), pair(t), pair(t)
	_ = unix.Shutdown(gone[1], unix.SHUT_RDWR)
	big := make([]byte, 8<<20)
	room := make([]byte, 100)
	b.Receive(silent[0], room)
	b.Receive(gone[0], room)
	b.Send(gone[0], []byte("x"))
	b.Send(full[0], big)
	b.Send(full[0], big)
	b.Receive(-1, room)
	b.Send(fine[0], []byte("fine"))
	if err := b.Do(); err != nil {
		t.Fatal(err)
	}
	for i, want := range []error{unix.EAGAIN, nil, unix.EPIPE, nil, unix.EAGAIN, unix.EBADF, nil} {
		n, err := b.Result(i)
		if err != want && (err != nil || want != nil) {
			t.Errorf("call %d: %d, %v, want %v", i, n, err, want)
		}
		if i == 3 && (n <= 0 || n >= len(big)) {
			t.Errorf("of 8 MB, %d bytes were taken", n)
		}
		if i == 1 && n != 0 || i == 6 && n != 4 {
			t.Errorf("call %d came to %d", i, n)
		}
	}
}

// TestBatchNoAllocs: a batch costs nothing but its calls.
func TestBatchNoAllocs(t *testing.T) {
	b := batch(t)
	p := pair(t)
	text, room := []byte("hello"), make([]byte, 100)
	got := testing.AllocsPerRun(100, func() {
		b.Send(p[0], text)
		b.Receive(p[1], room)
		if err := b.Do(); err != nil {
			t.Error(err)
		}
	})
	if k, err := b.Result(1); k != len(text) || err != nil {
		t.Errorf("%d, %v", k, err)
	}
	if got > 0 {
		t.Errorf("%v allocations", got)
	}
}
