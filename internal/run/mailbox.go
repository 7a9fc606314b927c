package run

import "sync"

// mailbox brings letters to one goroutine. Posting never blocks; what is posted
// is bounded by the VUs there are, each of which has one answer to give.
//
// Safe for concurrent use.
type mailbox struct {
	mu      *sync.Mutex
	letters *[]func()
	more    chan struct{}
}

func newMailbox() mailbox {
	return mailbox{mu: new(sync.Mutex), letters: new([]func()), more: make(chan struct{}, 1)}
}

func (m *mailbox) post(letter func()) {
	m.mu.Lock()
	*m.letters = append(*m.letters, letter)
	m.mu.Unlock()
	select {
	case m.more <- struct{}{}:
	default: // it is known already
	}
}

func (m *mailbox) take() []func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	letters := *m.letters
	*m.letters = nil
	return letters
}
