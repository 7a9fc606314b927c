package option

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// tags are names and values. k6 takes only text here: a number is a fault.
var tags = kind[map[string]string]{
	word: "name=value",
	json: readTexts,
	text: func(r reader, word string) map[string]string {
		if r.source.Level == Flags {
			return readPair(r, word, "=")
		}
		values := map[string]string{}
		for pair := range strings.SplitSeq(word, ",") {
			maps.Copy(values, readPair(r, pair, ":"))
		}
		return values
	},
	join: func(a, b map[string]string) map[string]string {
		maps.Copy(a, b)
		return a
	},
	show: func(values map[string]string) any { return values },
}

func readPair(r reader, word, between string) map[string]string {
	name, value, ok := strings.Cut(word, between)
	if !ok || name == "" || value == "" {
		r.fault(strconv.Quote(word), "is not name"+between+"value")
		return map[string]string{} // not nil: the next flag's pair is laid over it
	}
	return map[string]string{name: value}
}

// readTexts reads an object whose values are all texts.
func readTexts(r reader, value raw) map[string]string {
	texts := map[string]string{}
	readObject(r, value, func(key string, r reader, value raw) bool {
		texts[key] = readString(r, value)
		return true
	})
	return texts
}

// trendStats are the columns of a trend in the summary.
var trendStats = func() kind[[]string] {
	k := list
	k.check = func(r reader, stats []string) {
		for _, stat := range stats {
			if !validStat(stat) {
				r.fault(strconv.Quote(stat), "is not one of avg, min, med, max, count or p(N) with N from 0 to 100")
			}
		}
	}
	return k
}()

func validStat(stat string) bool {
	if slices.Contains([]string{"avg", "min", "med", "max", "count"}, stat) {
		return true
	}
	number, open := strings.CutPrefix(stat, "p(")
	number, closed := strings.CutSuffix(number, ")")
	n, bare := bareNumber(strings.TrimSpace(number))
	return open && closed && bare && n >= 0 && n <= 100
}

// thresholds are expressions by metric. What an expression means is package
// threshold's.
var thresholds = kind[map[string][]Threshold]{
	word: "json",
	json: func(r reader, value raw) map[string][]Threshold {
		all := map[string][]Threshold{}
		readObject(r, value, func(metric string, r reader, value raw) bool {
			all[metric] = []Threshold{}
			readArray(r, value, func(r reader, value raw) { all[metric] = append(all[metric], readThreshold(r, value)) })
			return true
		})
		return all
	},
	show: func(all map[string][]Threshold) any {
		shown := map[string][]any{}
		for metric, list := range all {
			shown[metric] = []any{}
			for _, t := range list {
				shown[metric] = append(shown[metric], t.shown())
			}
		}
		return shown
	},
}

// readThreshold reads an expression, alone or with what to do when it fails. k6
// passes over keys it does not know here.
func readThreshold(r reader, value raw) (t Threshold) {
	if s, ok := asString(value); ok {
		return Threshold{Threshold: s}
	}
	readObject(r, value, func(key string, r reader, value raw) bool {
		switch key {
		case "threshold":
			t.Threshold = readString(r, value)
		case "abortOnFail":
			t.AbortOnFail = boolean.json(r, value)
		case "delayAbortEval":
			t.DelayAbortEval = readDuration(r, value)
		}
		return true
	})
	return t
}

func (t Threshold) shown() any {
	if !t.AbortOnFail && t.DelayAbortEval == 0 {
		return t.Threshold
	}
	shown := map[string]any{"threshold": t.Threshold, "abortOnFail": t.AbortOnFail}
	if t.DelayAbortEval != 0 {
		shown["delayAbortEval"] = t.DelayAbortEval.String()
	}
	return shown
}

// stages are the legs of a ramp: objects in scripts, duration:target elsewhere.
var stages = kind[[]Stage]{
	word: "duration:target",
	json: readStages,
	text: func(r reader, word string) []Stage {
		list := []Stage{}
		for _, leg := range splitList(word) {
			length, target, both := strings.Cut(leg, ":")
			if !both {
				r.fault(strconv.Quote(leg), "is not duration:target, such as 10s:5")
				continue
			}
			list = append(list, Stage{Duration: textDuration(r, length), Target: integer.text(r, target)})
		}
		return list
	},
	join: func(a, b []Stage) []Stage { return append(a, b...) },
	show: func(list []Stage) any { return shownStages(list) },
}

func readStages(r reader, value raw) []Stage {
	list := []Stage{}
	readArray(r, value, func(r reader, value raw) {
		var stage Stage
		var hasDuration, hasTarget bool
		readObject(r, value, func(key string, r reader, value raw) bool {
			switch key {
			case "duration":
				stage.Duration, hasDuration = readDuration(r, value), true
			case "target":
				stage.Target, hasTarget = integer.json(r, value), true
			default:
				return false
			}
			return true
		})
		if !hasDuration {
			r.at("duration").fault("", "is missing")
		}
		if !hasTarget {
			r.at("target").fault("", "is missing")
		}
		list = append(list, stage)
	})
	return list
}

// shownStage is a stage as JSON has it.
type shownStage struct {
	Duration string `json:"duration"`
	Target   int64  `json:"target"`
}

func shownStages(list []Stage) []shownStage {
	shown := make([]shownStage, len(list))
	for i, s := range list {
		shown[i] = shownStage{s.Duration.String(), s.Target}
	}
	return shown
}

// scenarios are the workloads by name.
var scenarios = kind[[]Scenario]{
	word: "json",
	json: func(r reader, value raw) []Scenario {
		list := []Scenario{}
		readObject(r, value, func(name string, r reader, value raw) bool {
			list = append(list, readScenario(r, name, value))
			return true
		})
		return list
	},
	show: func(list []Scenario) any {
		shown := map[string]json.RawMessage{}
		for _, s := range list {
			shown[s.Name] = s.json()
		}
		return shown
	},
}
