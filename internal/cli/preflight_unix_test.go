//go:build unix

package cli

import "testing"

func TestPortRange(t *testing.T) {
	for text, want := range map[string]uint64{"32768\t60999\n": 28232, "1024 1024": 1, "": 0, "9 3": 0, "a b": 0, "32768": 0} {
		if got := portRange(text); got != want {
			t.Errorf("portRange(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestSystemLimits(t *testing.T) {
	if l := systemLimits(); l.files == 0 {
		t.Error("the system's number of open files is not known")
	}
}
