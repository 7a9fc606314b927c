package run

import "volley/internal/threshold"

// Crossed is a test whose thresholds do not hold. It is threshold's class under
// this name for those who see only run.
//
// Immutable.
type Crossed = threshold.Crossed
