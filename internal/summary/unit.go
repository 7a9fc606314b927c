package summary

import (
	"math"
	"strconv"
	"strings"

	"volley/internal/metric"
)

// human is a value as k6 prints it.
func human(v float64, c metric.Contains, unit string) string {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return number(v) // of whatever
	}
	switch c {
	case metric.ContainsTime:
		return duration(v, unit)
	case metric.ContainsData:
		return dataSize(v)
	}
	return number(v)
}

// number has at most six decimals and none that are zero.
func number(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "Infinity"
	case math.IsInf(v, -1):
		return "-Infinity"
	}
	if math.Abs(v) >= 1e21 || math.IsNaN(v) { // as JavaScript, where digits end
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 6, 64), 64)
	if err != nil {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return strconv.FormatFloat(rounded+0, 'f', -1, 64) // +0: never "-0"
}

// percent is a share, cut off (not rounded) after two decimals, so that 100 %
// means all.
func percent(share float64) string {
	return strconv.FormatFloat(math.Floor(share*1e4+1e-9)/100, 'f', 2, 64) + "%"
}

// dataSize is a number of bytes in powers of 1000: one decimal below ten, none above.
func dataSize(v float64) string {
	if v < 0 {
		return "-" + dataSize(-v)
	}
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	i := 0
	for v >= 1000 && i < len(units)-1 {
		v /= 1000
		i++
	}
	v = math.Floor(v*10+0.5) / 10
	digits := 0
	if v < 10 && (i > 0 || v != math.Floor(v)) {
		digits = 1
	}
	return strconv.FormatFloat(v, 'f', digits, 64) + " " + units[i]
}

// duration is a number of milliseconds in the unit that suits it, cut off after
// two decimals; or in the given unit, rounded to two.
func duration(ms float64, unit string) string {
	switch unit {
	case "s":
		return strconv.FormatFloat(ms/1000, 'f', 2, 64) + "s"
	case "ms":
		return strconv.FormatFloat(ms, 'f', 2, 64) + "ms"
	case "us":
		return strconv.FormatFloat(ms*1000, 'f', 2, 64) + "µs"
	}
	if ms < 0 {
		return "-" + duration(-ms, "")
	}
	if !(ms < math.MaxInt64/1e7) { // centuries
		return number(ms) + "ms"
	}
	switch ns := int64(math.Round(ms * 1e6)); {
	case ns == 0:
		return "0s"
	case ns < 1e3:
		return strconv.FormatInt(ns, 10) + "ns"
	case ns < 1e6:
		return hundredths(ns/10) + "µs"
	case ns < 1e9:
		return hundredths(ns/1e4) + "ms"
	case ns < 60e9:
		return hundredths(ns/1e7) + "s"
	default:
		return clock(ns / 1e9)
	}
}

// hundredths is n/100 without zeros at its end.
func hundredths(n int64) string {
	s := strconv.FormatInt(n/100, 10)
	if rest := n % 100; rest != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(100+rest, 10)[1:], "0")
	}
	return s
}

// clock is a number of seconds as 1h2m3s.
func clock(s int64) string {
	text := strconv.FormatInt(s/60%60, 10) + "m" + strconv.FormatInt(s%60, 10) + "s"
	if hours := s / 3600; hours > 0 {
		return strconv.FormatInt(hours, 10) + "h" + text
	}
	return text
}
