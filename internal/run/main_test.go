package run

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"runtime"
	"testing"
	"time"
)

// TestMain fails when a test leaves a goroutine or a descriptor behind.
func TestMain(m *testing.M) {
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil { // so that the runtime's own poller is there
		_ = l.Close()
	}
	goroutines, files := runtime.NumGoroutine(), descriptors()
	code := m.Run()
	for limit := time.Now().Add(20 * time.Second); code == 0; time.Sleep(10 * time.Millisecond) {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		// A VU that was abandoned and comes back when its shard is gone stays
		// parked for ever: each is one goroutine, and no leak of these tests. One
		// that is not back yet also keeps the goroutine that resumed it.
		abandoned := bytes.Count(stacks, []byte("vu.(*VU).leave(")) + 2*bytes.Count(stacks, []byte("regexp2.(*runner).execute("))
		if runtime.NumGoroutine()-abandoned <= goroutines && descriptors() <= files {
			break
		}
		if time.Now().After(limit) {
			fmt.Fprintf(os.Stderr, "leak: %d goroutines and %d descriptors, before the tests %d and %d, and %d are abandoned\n%s\n",
				runtime.NumGoroutine(), descriptors(), goroutines, files, abandoned, stacks)
			code = 1
		}
	}
	os.Exit(code)
}

func descriptors() int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(list)
}
