package judge

import "sync"

// Stats is what a server saw of one run, in its own words. The servers in
// other languages write the same JSON.
// Immutable once read.
type Stats struct {
	Sockets int   `json:"sockets"` // upgraded
	Open    int   `json:"open"`
	In      Tally `json:"in"`
	Out     Tally `json:"out"`
	Pings   int   `json:"pings"` // received
	Pongs   int   `json:"pongs"` // received
	// Closes counts the ends by "CODE REASON"; 1006 is an end without a close
	// frame, 1005 a frame without a code.
	Closes map[string]int `json:"closes"`
	// WireIn and WireOut are all bytes of TCP, the upgrade's too; -1 where the
	// library does not tell.
	WireIn  int64 `json:"wireIn"`
	WireOut int64 `json:"wireOut"`
	// DeflatedIn and DeflatedOut are compressed messages; -1 where the library
	// does not tell.
	DeflatedIn  int `json:"deflatedIn"`
	DeflatedOut int `json:"deflatedOut"`
	// Faults are sentences about what should never happen.
	Faults []string `json:"faults"`
}

// Tally counts data messages of one direction. Bytes are those of payloads,
// before compression.
type Tally struct {
	Text   int   `json:"text"`
	Binary int   `json:"binary"`
	Bytes  int64 `json:"bytes"`
}

// Messages is their number.
func (t Tally) Messages() int { return t.Text + t.Binary }

func (t *Tally) add(binary bool, size int) {
	if binary {
		t.Binary++
	} else {
		t.Text++
	}
	t.Bytes += int64(size)
}

// ledger is the Stats of a run that goes on.
// Safe for concurrent use.
type ledger struct {
	mu      sync.Mutex
	settled *sync.Cond // of mu: Open is zero
	stats   Stats
}

func newLedger() *ledger {
	l := &ledger{stats: Stats{Closes: map[string]int{}, DeflatedIn: -1, DeflatedOut: -1, Faults: []string{}}}
	l.settled = sync.NewCond(&l.mu)
	return l
}

// with changes the stats.
func (l *ledger) with(change func(*Stats)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.stats)
	if l.stats.Open == 0 {
		l.settled.Broadcast()
	}
}
