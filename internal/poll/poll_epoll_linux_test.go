package poll

import (
	"testing"
	"time"
)

func TestMilliseconds(t *testing.T) {
	for d, want := range map[time.Duration]int{
		-1: -1, 0: 0, 1: 1, time.Millisecond: 1, time.Millisecond + 1: 2, 1 << 62: 1<<31 - 1,
	} {
		if got := milliseconds(d); got != want {
			t.Errorf("milliseconds(%d) = %d, want %d", d, got, want)
		}
	}
}

// TestCoarse: an old kernel sleeps whole milliseconds, and not less than asked.
func TestCoarse(t *testing.T) {
	p, _, _ := opened(t)
	p.coarse = true
	sleeps(t, p, 300*time.Microsecond)
}
