//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package poll

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// Poller watches descriptors with kqueue.
// Owned by one loop; Wake is safe for concurrent use.
type Poller struct {
	fd    int
	pipe  [2]int // read end, write end
	raw   []unix.Kevent_t
	known []watch // by descriptor
	one   [1]byte
	sink  [64]byte
}

// watch is what a descriptor is watched for. One that was closed keeps its entry
// until its number is added again; the kernel has forgotten it by itself.
type watch struct {
	token uint64
	want  Ready
}

// Open returns a Poller that watches nothing.
func Open() (*Poller, error) {
	fd, err := unix.Kqueue()
	if err != nil {
		return nil, fmt.Errorf("open kqueue: %w", err)
	}
	unix.CloseOnExec(fd)
	p := &Poller{fd: fd, pipe: [2]int{-1, -1}}
	if err := unix.Pipe(p.pipe[:]); err != nil {
		_ = unix.Close(fd)
		return nil, fmt.Errorf("open pipe: %w", err)
	}
	for _, end := range p.pipe {
		unix.CloseOnExec(end)
		if err := unix.SetNonblock(end, true); err != nil {
			_ = p.Close()
			return nil, fmt.Errorf("open pipe: %w", err)
		}
	}
	if err := p.Add(p.pipe[0], wakeToken, Readable); err != nil {
		_ = p.Close()
		return nil, err
	}
	return p, nil
}

// Add begins to watch fd.
func (p *Poller) Add(fd int, token uint64, want Ready) error {
	for fd >= len(p.known) {
		p.known = append(p.known, watch{})
	}
	p.known[fd] = watch{token: token}
	return p.change(fd, want)
}

// Modify changes what fd is watched for.
func (p *Poller) Modify(fd int, token uint64, want Ready) error {
	p.known[fd].token = token
	return p.change(fd, want)
}

// Remove ends the watch of fd.
func (p *Poller) Remove(fd int) error { return p.change(fd, 0) }

// change tells the kernel what differs: reading and writing are watches of their
// own here.
func (p *Poller) change(fd int, want Ready) error {
	var list [2]unix.Kevent_t
	n := 0
	for _, half := range [...]struct {
		ready  Ready
		filter int
	}{{Readable, unix.EVFILT_READ}, {Writable, unix.EVFILT_WRITE}} {
		had, wants := p.known[fd].want&half.ready != 0, want&half.ready != 0
		if had == wants {
			continue
		}
		flag := unix.EV_DELETE
		if wants {
			flag = unix.EV_ADD
		}
		unix.SetKevent(&list[n], fd, half.filter, flag)
		n++
	}
	p.known[fd].want = want
	if n == 0 {
		return nil
	}
	if _, err := unix.Kevent(p.fd, list[:n], nil, nil); err != nil {
		return fmt.Errorf("watch descriptor %d: %w", fd, err)
	}
	return nil
}

// Wait fills events with what is ready and returns how many there are. A
// descriptor ready for both comes twice.
func (p *Poller) Wait(events []Event, timeout time.Duration) (int, error) {
	if len(p.raw) < len(events) {
		p.raw = make([]unix.Kevent_t, len(events))
	}
	var span *unix.Timespec
	if timeout >= 0 {
		s := unix.NsecToTimespec(int64(timeout))
		span = &s
	}
	n, err := unix.Kevent(p.fd, nil, p.raw[:len(events)], span)
	switch err {
	case nil:
	case unix.EINTR:
		return 0, nil
	default:
		return 0, fmt.Errorf("wait for descriptors: %w", err)
	}
	k := 0
	for i := range p.raw[:n] {
		e := &p.raw[i]
		token := p.known[int(e.Ident)].token
		if token == wakeToken {
			p.drain()
			continue
		}
		events[k] = Event{token, ready(e)}
		k++
	}
	return k, nil
}

func ready(e *unix.Kevent_t) Ready {
	r := Readable
	if e.Filter == unix.EVFILT_WRITE {
		r = Writable
	}
	if e.Flags&unix.EV_EOF != 0 {
		r |= Hangup
	}
	return r
}

func (p *Poller) drain() {
	for {
		n, err := unix.Read(p.pipe[0], p.sink[:])
		if n < len(p.sink) && err != unix.EINTR {
			return
		}
	}
}

// Wake ends a Wait.
func (p *Poller) Wake() error {
	if _, err := unix.Write(p.pipe[1], p.one[:]); err != nil && err != unix.EAGAIN { // EAGAIN: woken often enough
		return fmt.Errorf("wake the poller: %w", err)
	}
	return nil
}

// Close gives the poller's own descriptors back.
func (p *Poller) Close() error {
	err := unix.Close(p.fd)
	for _, end := range p.pipe {
		if err2 := unix.Close(end); err == nil {
			err = err2
		}
	}
	return err
}
