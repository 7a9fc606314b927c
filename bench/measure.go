//go:build linux

package main

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

func open(s stat) int64   { return s.Open }
func closes(s stat) int64 { return s.Closes }

func received(s stat) int64 { return s.In }
func sent(s stat) int64     { return s.Out }

// echo: a closed loop of round trips over all connections; CPU per round trip
// within a window in which all of them are open.
func (t *trial) echo() error { return t.loop(received, t.window()) }

// packed is echo of messages that come compressed.
func (t *trial) packed() error {
	if err := t.echo(); err != nil {
		return err
	}
	st, err := t.srv.stat()
	if err != nil {
		return err
	}
	return t.enough("messages came compressed", st.Packed, st.In)
}

// chat: rooms in which the last word calls the next; CPU per message heard.
func (t *trial) chat() error { return t.loop(sent, t.window()) }

// heartbeat: connections that are silent but for a beat every ten seconds; CPU per
// beat, in a window of one beat of each.
func (t *trial) heartbeat() error {
	if err := t.loop(received, beat); err != nil {
		return err
	}
	return t.enough("heartbeats", t.Units, int64(t.Expected))
}

// loop is work that goes on by itself until the server closes all connections:
// CPU per unit within a window in which all of them are open.
func (t *trial) loop(units func(stat) int64, window time.Duration) error {
	if err := t.launch(); err != nil {
		return err
	}
	if _, err := t.await("connections open", open, int64(t.Expected)); err != nil {
		return err
	}
	if err := t.srv.tell("go"); err != nil {
		return err
	}
	if err := t.pause(warmup); err != nil {
		return err
	}
	a, b, err := t.measured(window)
	if err != nil {
		return err
	}
	if err := t.enough("connections open at the end", b.st.Open, int64(t.Expected)); err != nil {
		return err
	}
	if err := t.perUnit(units(b.st) - units(a.st)); err != nil {
		return err
	}
	if err := t.srv.tell("close"); err != nil {
		return err
	}
	return t.finish()
}

// samples: two VUs fill Trends as fast as they can; CPU of the whole process per
// sample, and its memory at the end, when it has kept all that it keeps.
func (t *trial) samples() error {
	rounds := max(1, t.total/perRound/t.w.vus)
	if err := t.launch("ROUNDS=" + strconv.Itoa(rounds)); err != nil {
		return err
	}
	a, err := t.look()
	if err != nil {
		return err
	}
	want := int64(t.w.vus * (rounds + 1)) // the first message has no samples before it
	if _, err := t.await("rounds", received, want); err != nil {
		return err
	}
	b, err := t.look()
	if err != nil {
		return err
	}
	t.between(a, b)
	m, err := memoryOf(t.proc.pid())
	if err != nil {
		return err
	}
	t.RSS = m.rss
	if err := t.finish(); err != nil {
		return err
	}
	t.CPU, t.Peak = t.ProcessCPU, t.proc.most()
	return t.perUnit(int64(t.w.vus * rounds * perRound))
}

// receive: the server pushes at a pace that both tools can keep, one message to
// every connection at once; CPU per message.
func (t *trial) receive() error { return t.push("&rate=" + strconv.Itoa(t.rate)) }

// drip: the same pace, but each message comes alone, so that both tools are woken
// for every one.
func (t *trial) drip() error { return t.push("&each=1&rate=" + strconv.Itoa(t.rate)) }

// flood: the same as fast as TCP takes it, so that messages pile up in the
// kernel and a slow tool gets many of them out of one read.
func (t *trial) flood() error { return t.push("") }

// push: a fixed number of messages to every connection; CPU per message from
// the word go until the last script has parsed its last message and closed.
func (t *trial) push(query string) error {
	n := t.messages()
	t.w.path = "/push?n=" + strconv.Itoa(n) + query
	if err := t.launch("MESSAGES=" + strconv.Itoa(n)); err != nil {
		return err
	}
	if _, err := t.await("connections open", open, int64(t.Expected)); err != nil {
		return err
	}
	if err := t.pause(warmup); err != nil {
		return err
	}
	a, err := t.look()
	if err != nil {
		return err
	}
	if err := t.srv.tell("go"); err != nil {
		return err
	}
	// What is awaited counts messages first: connections only close at the end.
	_, awaitErr := t.await("messages and closes", func(s stat) int64 { return s.Out + s.Closes }, int64(t.Expected*(n+1)))
	b, err := t.look()
	if err != nil {
		return errors.Join(awaitErr, err)
	}
	t.between(a, b)
	m, err := memoryOf(t.proc.pid())
	if err != nil {
		return errors.Join(awaitErr, err)
	}
	t.RSS, t.Peak = m.rss, m.peak
	if err := t.enough("connections that got all their messages", b.st.Closes, int64(t.Expected)); err != nil {
		return errors.Join(err, awaitErr)
	}
	if err := t.perUnit(b.st.Closes * int64(n)); err != nil {
		return err
	}
	return t.finish()
}

// churn: connect, open, close, in a closed loop; CPU per session within a
// window.
func (t *trial) churn() error {
	duration := warmup + t.window() + slack
	if err := t.launch("URLS="+t.srv.urls(), "DURATION="+strconv.FormatInt(duration.Milliseconds(), 10)); err != nil {
		return err
	}
	if _, err := t.await("sessions", closes, int64(t.w.vus)); err != nil {
		return err
	}
	if err := t.pause(warmup); err != nil {
		return err
	}
	a, b, err := t.measured(t.window())
	if err != nil {
		return err
	}
	sessions := b.st.Closes - a.st.Closes
	if err := t.enough("connections closed as they should be", sessions, b.st.Accepted-a.st.Accepted); err != nil {
		return err
	}
	if err := t.perUnit(sessions); err != nil {
		return err
	}
	return t.finish()
}

// idle: connections that say nothing; resident memory per connection on the
// plateau, the tool's baseline included.
func (t *trial) idle() error {
	if err := t.launch(); err != nil {
		return err
	}
	_, awaitErr := t.await("connections open", open, int64(t.Expected))
	if err := t.pause(settle); err != nil {
		return errors.Join(awaitErr, err)
	}
	_, b, err := t.measured(t.window())
	if err != nil {
		return errors.Join(awaitErr, err)
	}
	if err := t.enough("connections open", b.st.Open, int64(t.Expected)); err != nil {
		return errors.Join(err, awaitErr)
	}
	t.Units = b.st.Open
	t.Cost = float64(t.RSS) / 1000 / float64(t.Units)
	return nil
}

// baseline: a trivial script without a connection; the tool's own weight.
func (t *trial) baseline() error {
	if err := t.launch(); err != nil {
		return err
	}
	if err := t.pause(settle); err != nil {
		return err
	}
	if _, _, err := t.measured(t.window()); err != nil {
		return err
	}
	t.Units = 1
	t.Cost = float64(t.RSS) / 1e6
	return nil
}

// startup: the time from exec to the first connection at the server's door,
// the median of several starts; the whole CPU time of one stands beside it.
func (t *trial) startup() error {
	var times, cpus []float64
	for n := range int64(starts) {
		if err := t.launch(); err != nil {
			return err
		}
		if err := t.finish(); err != nil {
			return err
		}
		st, err := t.srv.stat()
		// The tool may be gone before the server has read its close frame.
		for wait := time.Millisecond; err == nil && st.Closes <= n && wait < time.Second; wait *= 2 {
			time.Sleep(wait)
			st, err = t.srv.stat()
		}
		if err != nil {
			return err
		}
		if st.Accepted != n+1 || st.Closes != n+1 {
			return fmt.Errorf("%d connections and %d closes in %d starts, want one of each", st.Accepted, st.Closes, n+1)
		}
		times = append(times, float64(st.LastAccept-t.proc.started)/float64(time.Millisecond))
		cpus = append(cpus, t.ProcessCPU)
	}
	t.Units = starts
	t.Cost, t.ProcessCPU = median(times), median(cpus)
	return nil
}

// startupBig: the time from exec until the last of many VUs has connected, each
// with a bundle of its own; the CPU time of the whole stands beside it.
func (t *trial) startupBig() error {
	if err := t.launch(); err != nil {
		return err
	}
	st, err := t.await("connections open", open, int64(t.Expected))
	if err != nil {
		return err
	}
	m, err := memoryOf(t.proc.pid())
	if err != nil {
		return err
	}
	t.RSS, t.Peak = m.rss, m.peak
	t.Units, t.Open = int64(t.Expected), st.Open
	t.Cost = float64(st.LastAccept-t.proc.started) / float64(time.Millisecond)
	if err := t.srv.tell("close"); err != nil {
		return err
	}
	return t.finish()
}

// perUnit makes the cost: the window's CPU time over the work done in it.
func (t *trial) perUnit(units int64) error {
	if units <= 0 {
		return errors.New("no work was done in the window")
	}
	t.Units = units
	t.Cost = t.CPU * 1e6 / float64(units)
	return nil
}

// enough is the rule for runs that count.
func (t *trial) enough(what string, have, want int64) error {
	if float64(have) < share*float64(want) {
		return fmt.Errorf("%s: %d of %d", what, have, want)
	}
	return nil
}
