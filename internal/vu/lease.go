package vu

import "sync/atomic"

// Lease says who may touch a loop. Its word is a task's number and one bit:
// set while JavaScript runs, when a watcher may take the loop away, and clear
// while Go code does, which is never interrupted.
//
// Safe for concurrent use.
type Lease struct {
	word atomic.Uint64
	// task is the number of the task that runs; written only by the owner.
	task uint64
}

const inJavaScript = 1

// begin starts a new task: the watcher counts its time from here.
func (l *Lease) begin() { l.task += 2 }

// enter gives the loop up to whoever takes it while JavaScript runs, and
// returns what leave wants back.
func (l *Lease) enter() uint64 {
	word := l.task | inJavaScript
	l.word.Store(word)
	return word
}

// leave claims the loop back. It fails when the loop was taken meanwhile; the
// caller then owns nothing, not even the lease's own number.
func (l *Lease) leave(word uint64) bool {
	return l.word.CompareAndSwap(word, word&^inJavaScript)
}

// Word is what the lease holds now: two equal odd words seen at two moments
// mean that one task was in JavaScript at both.
func (l *Lease) Word() uint64 { return l.word.Load() }

// InJavaScript reports whether a word was read while JavaScript ran.
func InJavaScript(word uint64) bool { return word&inJavaScript != 0 }

// take moves the loop to the caller if the lease still holds word, which must
// be one read while JavaScript ran.
func (l *Lease) take(word uint64) bool {
	return l.word.CompareAndSwap(word, (word+2)&^inJavaScript)
}
