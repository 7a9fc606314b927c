package json

import (
	"io"
	"time"
)

// Config is what the output is made of.
//
// Immutable.
type Config struct {
	Path string
	// Create opens the path for writing.
	Create func(path string) (io.WriteCloser, error)
	// Thresholds are the expressions set for a whole metric; nil for none.
	Thresholds func(metric string) []string
	// Zone is where times are told; nil means time.Local.
	Zone *time.Location
}
