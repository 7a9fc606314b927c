package loop

import (
	"sync"
	"sync/atomic"
)

// mailbox is the only way into a loop from another goroutine. The loop empties
// it by swapping lists, so nobody holds the lock for longer than an append; and
// a sleeping loop is woken once, however many letters come.
// Safe for concurrent use.
type mailbox struct {
	mu      sync.Mutex
	letters []func()
	news    []*netConn
	shut    bool
	full    atomic.Bool // there is something, or has been a moment ago

	asleep atomic.Bool   // the loop is about to sleep, or does
	bell   chan struct{} // wakes it where there is no poller
	wake   func() error  // wakes it

	// The lists the loop is through with.
	spareLetters []func()
	spareNews    []*netConn
}

func (m *mailbox) open() {
	m.bell = make(chan struct{}, 1)
	m.wake = func() error {
		select {
		case m.bell <- struct{}{}:
		default:
		}
		return nil
	}
}

func (m *mailbox) post(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shut {
		return
	}
	m.letters = append(m.letters, f)
	m.ring()
}

// tell says that a portable connection has news. It is false when the loop is
// through with it: the connection is the caller's then.
func (m *mailbox) tell(n *netConn, what news) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shut {
		return false
	}
	m.list(n, what)
	return true
}

func (m *mailbox) list(n *netConn, what news) {
	if n.posted == 0 {
		m.news = append(m.news, n)
	}
	n.posted |= what
	m.ring()
}

// landed is for a writer: it returns what else it shall write, or says that it
// must close because the loop is through with the connection; or else tells the
// loop that the writer is through.
func (m *mailbox) landed(n *netConn) (more []byte, orphan bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n.more != nil && n.werr == nil {
		more, n.more = n.more, nil
		return more, false
	}
	if m.shut || n.orphan {
		return nil, true
	}
	m.list(n, newsWrote)
	return nil, false
}

// relay gives a writer the next k queued bytes. False: it is through, which is
// no news then any more.
func (m *mailbox) relay(n *netConn, k int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n.posted&newsWrote != 0 {
		n.posted &^= newsWrote
		return false
	}
	c := n.conn
	n.more = c.out[c.head-len(n.more) : c.head+k]
	return true
}

// orphan leaves a connection to its writer; false: the writer is through.
func (m *mailbox) orphan(n *netConn) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	n.orphan = n.posted&newsWrote == 0
	return n.orphan
}

// ring wakes the loop if it sleeps. The lock is held, so that Close cannot take
// the descriptor away meanwhile. An error means that the system is out of memory
// for eight bytes; the next letter tries again.
func (m *mailbox) ring() {
	m.full.Store(true)
	if m.asleep.CompareAndSwap(true, false) {
		_ = m.wake()
	}
}

// sleep says that the loop goes to sleep; false: it must not, there is mail.
// Whoever posts after this looks at asleep, whoever posted before has set full.
func (m *mailbox) sleep() bool {
	m.asleep.Store(true)
	return !m.full.Load()
}

// rise says that the loop is awake.
func (m *mailbox) rise() { m.asleep.Store(false) }

// take empties the box. The lists are valid until the next call.
func (m *mailbox) take() ([]func(), []*netConn) {
	if !m.full.Load() {
		return nil, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.full.Store(false)
	letters, list := m.letters, m.news
	m.letters, m.spareLetters = m.spareLetters[:0], letters
	m.news, m.spareNews = m.spareNews[:0], list
	for _, n := range list {
		n.taken |= n.posted // it may be listed twice, see relay
		n.posted = 0
	}
	return letters, list
}

// close empties the box for good.
func (m *mailbox) close() []*netConn {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.news
	m.shut, m.letters, m.news = true, nil, nil
	return list
}
