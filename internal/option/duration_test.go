package option

import (
	"testing"
	"testing/quick"
	"time"
)

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0":       0,
		"1500":    1500 * time.Millisecond,
		"1.5":     1500 * time.Microsecond,
		"1e3":     time.Second,
		"-20":     -20 * time.Millisecond,
		"300ms":   300 * time.Millisecond,
		"1m30s":   90 * time.Second,
		"1.5h":    90 * time.Minute,
		"1d":      24 * time.Hour,
		"1d2h":    26 * time.Hour,
		"0d5s":    5 * time.Second,
		"-1d12h":  -36 * time.Hour,
		"106751d": 106751 * 24 * time.Hour,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("ParseDuration(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"":                     errNotDuration,
		"soon":                 errNotDuration,
		"1x":                   errNotDuration,
		"d":                    errNotDuration,
		"1.5d":                 errNotDuration,
		"1d-2h":                errNotDuration,
		"1d+2h":                errNotDuration,
		"1d2d":                 errNotDuration,
		"--1d":                 errNotDuration,
		"inf":                  errNotDuration,
		"nan":                  errNotDuration,
		"0x10":                 errNotDuration,
		"1s ":                  errNotDuration,
		"1e999":                errLongDuration,
		"9999999h":             errLongDuration,
		"106752d":              errLongDuration,
		"106751d24h":           errLongDuration,
		"9999999999999999999d": errNotDuration,
	} {
		if got, err := ParseDuration(text); err != want {
			t.Errorf("ParseDuration(%q) = %s, %v; want: %v", text, got, err, want)
		}
	}
}

// TestDurationRoundTrip: what Go prints is read back.
func TestDurationRoundTrip(t *testing.T) {
	if err := quick.Check(func(d time.Duration) bool {
		back, err := ParseDuration(d.String())
		return err == nil && back == d
	}, nil); err != nil {
		t.Error(err)
	}
}

func FuzzParseDuration(f *testing.F) {
	for _, text := range []string{"", "0", "1500", "300ms", "1m30s", "1d2h", "-1d", "1e3", "106751d23h47m16.854775807s", "9999999h", "µs", "1d1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDuration(text)
		if err != nil {
			return
		}
		if back, err := ParseDuration(d.String()); err != nil || back != d {
			t.Errorf("%q is %s, and that is %s, %v", text, d, back, err)
		}
		if go1, err := time.ParseDuration(text); err == nil && go1 != d && text != "0" {
			t.Errorf("%q is %s, and for Go %s", text, d, go1)
		}
	})
}
