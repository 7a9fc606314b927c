package option

import (
	"fmt"
	"strings"
)

// Invalid is one thing that is wrong with one option. Merge and the From
// functions join as many as they find; errors.As finds the first of them.
//
// Immutable.
type Invalid struct {
	Field  string // the option's name, with the path inside it: "scenarios.a.vus"
	Value  string // as the user wrote it, cut if long; empty if there is none
	Origin string // "--vus", "script.js"; empty for a default
	Why    string // what is wrong: "is below 1"
}

// Error is the fault as a sentence: `option "vus": -1 is below 1 (from --vus)`.
func (i Invalid) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "option %q: ", i.Field)
	if i.Value != "" {
		b.WriteString(i.Value + " ")
	}
	b.WriteString(i.Why)
	if i.Origin != "" {
		fmt.Fprintf(&b, " (from %s)", i.Origin)
	}
	return b.String()
}

// shownLimit is how much of a value a fault repeats.
const shownLimit = 60

// shown is a value as a fault repeats it: one line, not too long.
func shown(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > shownLimit {
		return string(runes[:shownLimit]) + "…"
	}
	return text
}
