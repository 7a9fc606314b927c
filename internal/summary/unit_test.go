package summary

import (
	"math"
	"testing"

	"volley/internal/metric"
)

// TestDuration: most are texts k6 prints for the same values.
func TestDuration(t *testing.T) {
	for _, c := range []struct {
		ms   float64
		unit string
		want string
	}{
		{0, "", "0s"}, {0.0000001, "", "0s"}, {0.000999, "", "999ns"}, {0.0005, "", "500ns"}, {0.0012345, "", "1.23µs"},
		{0.009999, "", "9.99µs"}, {0.9999, "", "999.9µs"}, {1, "", "1ms"}, {9.999, "", "9.99ms"}, {999.999, "", "999.99ms"},
		{1000, "", "1s"}, {1500, "", "1.5s"}, {1050, "", "1.05s"}, {59999.4, "", "59.99s"}, {59999.9, "", "59.99s"}, {60000, "", "1m0s"},
		{61999.9, "", "1m1s"}, {3599999.9, "", "59m59s"}, {3600000, "", "1h0m0s"}, {3661500, "", "1h1m1s"}, {90061000, "", "25h1m1s"},
		{-5, "", "-5ms"}, {1e15, "", "1000000000000000ms"},
		{59999.4, "s", "60.00s"}, {9.999, "s", "0.01s"}, {-1500, "s", "-1.50s"}, {0.9999, "ms", "1.00ms"}, {90061000, "ms", "90061000.00ms"},
		{0.0012345, "us", "1.23µs"}, {0.9999, "us", "999.90µs"},
	} {
		if got := duration(c.ms, c.unit); got != c.want {
			t.Errorf("duration(%v, %q) = %s, want %s", c.ms, c.unit, got, c.want)
		}
	}
}

// TestNoUnit: what is no number of anything has no unit.
func TestNoUnit(t *testing.T) {
	for _, c := range []metric.Contains{metric.ContainsDefault, metric.ContainsTime, metric.ContainsData} {
		for v, want := range map[float64]string{math.Inf(1): "Infinity", math.Inf(-1): "-Infinity"} {
			for _, unit := range []string{"", "ms"} {
				if got := human(v, c, unit); got != want {
					t.Errorf("human(%v, %v, %q) = %s, want %s", v, c, unit, got, want)
				}
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1: "1", -5: "-5", 0.0012345: "0.001234", 0.0012349: "0.001235", 1234.5678999: "1234.5679", 0.1 + 0.2: "0.3", -0.0000004: "0",
		1e20: "100000000000000000000", 1e21: "1e+21", 123456789012345680: "123456789012345680", 665795980849.98987: "665795980849.9899",
		math.Inf(-1): "-Infinity", math.Inf(1): "Infinity",
	} {
		if got := number(v); got != want {
			t.Errorf("number(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestDataSize(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0 B", 9: "9 B", 1.7197: "1.7 B", 272: "272 B", 999: "999 B", 1000: "1.0 kB", 1660: "1.7 kB", 22_400: "22 kB", 999_949: "1000 kB",
		3.25e6: "3.3 MB", 7e9: "7.0 GB", 1e21: "1000 EB", -1500: "-1.5 kB",
	} {
		if got := dataSize(v); got != want {
			t.Errorf("dataSize(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		passes, all float64
		want        string
	}{{23, 34, "67.64%"}, {24, 34, "70.58%"}, {1, 1, "100.00%"}, {0, 7, "0.00%"}, {29, 100, "29.00%"}, {57, 100, "57.00%"}, {99999, 100000, "99.99%"}} {
		if got := percent(c.passes / c.all); got != c.want {
			t.Errorf("percent(%v/%v) = %s, want %s", c.passes, c.all, got, c.want)
		}
	}
}

func TestCheckTrendStats(t *testing.T) {
	if err := CheckTrendStats([]string{"avg", "min", "med", "max", "count", "p(0)", "p(99.99)", "p(100)"}); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "mean", "p(101)", "p(-1)", "p()", "p(95", "p95", "p(NaN)"} {
		if CheckTrendStats([]string{"avg", bad}) == nil {
			t.Errorf("CheckTrendStats accepts %q", bad)
		}
	}
}
