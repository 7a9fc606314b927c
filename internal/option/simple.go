package option

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// integer is a whole number. Scripts may write it as text, as k6 allows:
// `vus: __ENV.VUS` is everywhere.
var integer = kind[int64]{
	word: "int",
	json: func(r reader, value raw) int64 {
		word := string(value)
		if s, ok := asString(value); ok {
			word = strings.TrimSpace(s)
		}
		n, ok := wholeNumber(word)
		if !ok {
			r.fault(string(value), "is not a whole number")
		}
		return n
	},
	text: func(r reader, word string) int64 {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			r.fault(strconv.Quote(word), "is not a whole number")
		}
		return n
	},
}

// wholeNumber reads an integer that may be written as a float: 1e3, 5.0.
func wholeNumber(word string) (int64, bool) {
	if n, err := strconv.ParseInt(word, 10, 64); err == nil {
		return n, true
	}
	f, bare := bareNumber(word)
	if !bare || f != math.Trunc(f) || math.Abs(f) >= math.MaxInt64 {
		return 0, false
	}
	return int64(f), true
}

// boolean is a switch.
var boolean = kind[bool]{
	word: "bool",
	json: func(r reader, value raw) (b bool) {
		if json.Unmarshal(value, &b) != nil {
			r.fault(string(value), "is not true or false")
		}
		return b
	},
	text: func(r reader, word string) bool {
		b, err := strconv.ParseBool(word)
		if err != nil {
			r.fault(strconv.Quote(word), "is not true or false")
		}
		return b
	},
}

// text is any text.
var text = kind[string]{
	word: "string",
	json: readString,
	text: func(_ reader, word string) string { return word },
}

// wsDebug is whose frames are logged: all, vu=3, or a switch for all or none.
var wsDebug = kind[string]{
	word: "string",
	json: func(r reader, value raw) string {
		if word := string(value); word == "true" || word == "false" {
			return debugWord(word)
		}
		return debugWord(readString(r, value))
	},
	text: func(_ reader, word string) string { return debugWord(word) },
	check: func(r reader, value string) {
		if _, err := debuggedVU(value); err != nil {
			r.fault(strconv.Quote(value), err.Error())
		}
	},
}

// debugWord is a switch as a word.
func debugWord(word string) string {
	if on, err := strconv.ParseBool(word); err == nil {
		return map[bool]string{true: "all"}[on]
	}
	return word
}

// debuggedVU reads the number of a VU; all, and nobody, is 0.
func debuggedVU(word string) (int64, error) {
	if word == "" || word == "all" {
		return 0, nil
	}
	number, ok := strings.CutPrefix(word, "vu=")
	n, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || n < 1 {
		return 0, errors.New("is not all or the number of a virtual user, such as vu=3")
	}
	return n, nil
}

func readString(r reader, value raw) string {
	s, ok := asString(value)
	if !ok {
		r.fault(string(value), "is not a string")
	}
	return s
}

func asString(value raw) (s string, ok bool) {
	if len(value) == 0 || value[0] != '"' {
		return "", false
	}
	return s, json.Unmarshal(value, &s) == nil
}

// duration is a span of time; on the command line it needs a unit.
var duration = kind[span]{
	word: "duration",
	json: readDuration,
	text: textDuration,
	show: func(d span) any { return d.String() },
}

func readDuration(r reader, value raw) span {
	word := string(value)
	if s, ok := asString(value); ok {
		word = s
	} else if _, number := bareNumber(word); !number {
		r.fault(word, errNotDuration.Error())
		return 0
	}
	d, err := ParseDuration(word)
	if err != nil {
		r.fault(string(value), err.Error())
	}
	return d
}

func textDuration(r reader, word string) span {
	if n, bare := bareNumber(word); bare && n != 0 && r.source.Level == Flags {
		r.fault(strconv.Quote(word), errNoUnit.Error())
		return 0
	}
	d, err := ParseDuration(word)
	if err != nil {
		r.fault(strconv.Quote(word), err.Error())
	}
	return d
}

// timeout is a duration that must be some time.
var timeout = least(duration, time.Nanosecond)

// list is several texts; on the command line with commas between, or several
// flags.
var list = kind[[]string]{
	word: "list",
	json: readList,
	text: func(_ reader, word string) []string { return splitList(word) },
	join: func(a, b []string) []string { return append(a, b...) },
	show: func(values []string) any { return orEmpty(values) },
}

func readList(r reader, value raw) []string {
	values := []string{}
	readArray(r, value, func(r reader, value raw) { values = append(values, readString(r, value)) })
	return values
}

// splitList cuts a text at its commas and drops the blanks around its parts; an
// empty part is none.
func splitList(word string) []string {
	values := []string{}
	for value := range strings.SplitSeq(word, ",") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return values
}

// size is a number of bytes.
var size = kind[int64]{
	word: "size",
	json: func(r reader, value raw) int64 {
		if s, ok := asString(value); ok {
			return readSize(r, s)
		}
		return readSize(r, string(value))
	},
	text:  readSize,
	check: least(integer, 1).check,
}

// units are those of sizes, longest first: powers of 1000 but for those with an i.
var units = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
	{"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1},
}

func readSize(r reader, word string) int64 {
	for _, unit := range units {
		number, has := strings.CutSuffix(word, unit.name)
		if !has {
			continue
		}
		if n, bare := bareNumber(strings.TrimSpace(number)); bare {
			if bytes := n * unit.bytes; math.Abs(bytes) < 1<<62 {
				return int64(bytes)
			}
		}
		break
	}
	r.fault(strconv.Quote(word), "is not a number of bytes, such as 65536, 64kB or 32MiB")
	return 0
}

// rawJSON is kept as it is.
var rawJSON = kind[raw]{
	word: "json",
	json: func(_ reader, value raw) raw { return slices.Clone(value) },
}

// orEmpty is values, never nil: JSON shows [] then, not null.
func orEmpty(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}
