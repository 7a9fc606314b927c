package summary

// Style is how the text looks.
//
// Immutable.
type Style struct {
	Color bool // ANSI colours, as k6 has them on a terminal
}

// The colours of the text.
const (
	bold     = "\x1b[1m"
	red      = "\x1b[31m"
	green    = "\x1b[32m"
	yellow   = "\x1b[33m"
	white    = "\x1b[37m"
	cyan     = "\x1b[36m"
	dimWhite = "\x1b[2;37m"
	dimCyan  = "\x1b[2;36m"
	plain    = "\x1b[0m"
)

func (s Style) paint(color, text string) string {
	if !s.Color {
		return text
	}
	return color + text + plain
}
