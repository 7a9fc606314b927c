package cli

import (
	"testing"

	"volley/internal/target"
)

func TestStatsLine(t *testing.T) {
	before := target.Stats{Open: 3, Total: 10, In: 100, Out: 1000}
	now := target.Stats{Open: 12, Total: 20, In: 150, Out: 51_000, Refused: 2, Dropped: 1}
	want := "  12 open, 20 since the start | messages 50/s in, 50.0k/s out | 2 refused, 1 cut"
	if got := statsLine(before, now); got != want {
		t.Errorf("statsLine = %q, want %q", got, want)
	}
}
