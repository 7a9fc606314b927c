package run

import "time"

// Status is a run at one moment, for whoever shows it. It is made of counters
// and of the last merged second: asking for it waits for nobody.
//
// Immutable.
type Status struct {
	Stage   string // "initialising", "paused", "setup", "running", "stopping", "teardown", "finished"
	Elapsed time.Duration
	// VUs run a scenario now, of MaxVUs.
	VUs, MaxVUs            int64
	Completed, Interrupted int64
	Scenarios              []ScenarioStatus
	Wire                   Wire
	// Born is how many VUs are ready, while initialising.
	Born int64
}

// ScenarioStatus is one scenario's line.
type ScenarioStatus struct {
	Name     string
	State    State
	Fraction float64 // 0 to 1
	VUs      int64
	// Columns are the texts right of the bar: VUs, time, iterations; each may be
	// empty.
	Columns [3]string
}

// State is where a scenario stands.
type State uint8

// The states of a scenario, in order.
const (
	Waiting State = iota
	Running
	Stopping
	Cut // interrupted
	Done
)

// Wire is what happened on the sockets in the last second.
type Wire struct {
	Open              float64
	Opened            float64 // sessions begun
	Sent, Received    float64 // messages
	BytesIn, BytesOut float64
	Errors            []Fault       // since the start, most frequent first
	Lag               time.Duration // how late a loop came to its timers, at worst
	SecondsSeen       int
}

// Fault counts the errors of one phase and code.
type Fault struct {
	Phase, Code string
	Count       float64
}
