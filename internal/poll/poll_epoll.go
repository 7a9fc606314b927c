//go:build linux

package poll

import (
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Poller watches descriptors with epoll, and sleeps in two ways.
//
// While something happens every few milliseconds it naps in the kernel without
// telling Go's scheduler: giving a processor back and taking it again would cost
// more than a message does, and wakes Go's monitor each time. Go must not wait
// long for such a sleeper, so that a nap has 5 ms at most; a signal of Go's, who
// wants all processors to stop, ends it too. Whoever runs loops should have a
// processor (GOMAXPROCS) more than there are loops.
//
// A longer sleep begins with a nap and goes on as a system call like any other.
//
// Owned by one loop; Wake is safe for concurrent use.
type Poller struct {
	fd     int
	wake   int  // an eventfd
	coarse bool // the kernel counts in milliseconds
	raw    []unix.EpollEvent
	span   unix.Timespec
	one    [8]byte // what Wake writes
	count  [8]byte // where what it wrote is read to
}

// Open returns a Poller that watches nothing.
func Open() (*Poller, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("open epoll: %w", err)
	}
	wake, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		_ = unix.Close(fd)
		return nil, fmt.Errorf("open eventfd: %w", err)
	}
	p := &Poller{fd: fd, wake: wake}
	p.one[0] = 1 // in either byte order more than nothing
	if err := p.Add(wake, wakeToken, Readable); err != nil {
		_ = p.Close()
		return nil, err
	}
	return p, nil
}

// Add begins to watch fd.
func (p *Poller) Add(fd int, token uint64, want Ready) error {
	return p.control(unix.EPOLL_CTL_ADD, fd, token, want)
}

// Modify changes what fd is watched for.
func (p *Poller) Modify(fd int, token uint64, want Ready) error {
	return p.control(unix.EPOLL_CTL_MOD, fd, token, want)
}

// Remove ends the watch of fd.
func (p *Poller) Remove(fd int) error {
	return p.control(unix.EPOLL_CTL_DEL, fd, 0, 0)
}

func (p *Poller) control(op, fd int, token uint64, want Ready) error {
	e := unix.EpollEvent{Fd: int32(token), Pad: int32(token >> 32)}
	if want&Readable != 0 {
		e.Events |= unix.EPOLLIN | unix.EPOLLRDHUP
	}
	if want&Writable != 0 {
		e.Events |= unix.EPOLLOUT
	}
	if err := unix.EpollCtl(p.fd, op, fd, &e); err != nil {
		return fmt.Errorf("watch descriptor %d: %w", fd, err)
	}
	return nil
}

// Wait fills events with what is ready and returns how many there are.
func (p *Poller) Wait(events []Event, timeout time.Duration) (int, error) {
	if len(p.raw) < len(events) {
		p.raw = make([]unix.EpollEvent, len(events))
	}
	n, errno := p.wait(len(events), timeout)
	switch errno {
	case 0:
	case unix.EINTR:
		return 0, nil
	default:
		return 0, fmt.Errorf("wait for descriptors: %w", errno)
	}
	k := 0
	for _, e := range p.raw[:n] {
		token := uint64(uint32(e.Fd)) | uint64(uint32(e.Pad))<<32
		if token == wakeToken {
			_, _ = unix.Read(p.wake, p.count[:])
			continue
		}
		events[k] = Event{token, ready(e.Events)}
		k++
	}
	return k, nil
}

// nap is the longest sleep that Go's scheduler does not know of.
const nap = 5 * time.Millisecond

// wait asks the kernel, first for the length of a nap.
func (p *Poller) wait(limit int, timeout time.Duration) (int, unix.Errno) {
	short := timeout
	if timeout < 0 || timeout > nap {
		short = nap
	}
	n, errno := p.ask(unix.RawSyscall6, limit, short)
	if n > 0 || errno != 0 || short == timeout {
		return n, errno
	}
	if timeout > 0 {
		timeout -= nap
	}
	return p.ask(unix.Syscall6, limit, timeout)
}

// caller is unix.Syscall6, which tells Go's scheduler, or unix.RawSyscall6.
type caller func(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, errno unix.Errno)

func (p *Poller) ask(call caller, limit int, timeout time.Duration) (int, unix.Errno) {
	at := uintptr(unsafe.Pointer(unsafe.SliceData(p.raw)))
	if timeout > 0 && !p.coarse {
		p.span = unix.NsecToTimespec(int64(timeout))
		n, _, errno := call(unix.SYS_EPOLL_PWAIT2, uintptr(p.fd), at, uintptr(limit), uintptr(unsafe.Pointer(&p.span)), 0, 0)
		if errno != unix.ENOSYS && errno != unix.EPERM { // Linux before 5.11, or a sandbox
			return int(n), errno
		}
		p.coarse = true
	}
	n, _, errno := call(unix.SYS_EPOLL_PWAIT, uintptr(p.fd), at, uintptr(limit), uintptr(milliseconds(timeout)), 0, 0)
	return int(n), errno
}

// milliseconds rounds up, so that a timer that is nearly due is not asked for
// again and again.
func milliseconds(d time.Duration) int {
	if d < 0 {
		return -1
	}
	const most = 1<<31 - 1
	return int(min((d+time.Millisecond-1)/time.Millisecond, most))
}

func ready(e uint32) Ready {
	var r Ready
	if e&unix.EPOLLIN != 0 {
		r |= Readable
	}
	if e&unix.EPOLLOUT != 0 {
		r |= Writable
	}
	if e&(unix.EPOLLHUP|unix.EPOLLERR|unix.EPOLLRDHUP) != 0 {
		r |= Hangup
	}
	return r
}

// Wake ends a Wait.
func (p *Poller) Wake() error {
	if _, err := unix.Write(p.wake, p.one[:]); err != nil && err != unix.EAGAIN { // EAGAIN: woken often enough
		return fmt.Errorf("wake the poller: %w", err)
	}
	return nil
}

// Close gives the poller's own descriptors back.
func (p *Poller) Close() error {
	err := unix.Close(p.wake)
	if err2 := unix.Close(p.fd); err == nil {
		err = err2
	}
	return err
}
