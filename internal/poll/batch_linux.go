package poll

import (
	"errors"
	"fmt"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/unix"
)

// BatchSize is how many calls a Batch takes at most.
const BatchSize = 64

// Batch makes many reads and writes of sockets by one call of the kernel, with
// io_uring: what a call costs before it does anything is paid once. No call
// waits: each ends at once, like one on a socket that does not block.
//
// Owned by one loop.
type Batch struct {
	fd     int
	shared []byte // the two rings
	sqes   []byte

	entries         []sqe // the calls, in order
	results         []cqe
	tail            *uint32 // of the calls
	head, last      *uint32 // of the results
	callMask, rmask uint32
	n               uint32            // calls that wait for Do
	held            [BatchSize][]byte // keeps alive what the kernel has the address of
	done            [BatchSize]int32  // what the calls of the last Do came to
}

// sqe is struct io_uring_sqe of linux/io_uring.h.
type sqe struct {
	opcode, flags uint8
	ioprio        uint16
	fd            int32
	off, addr     uint64
	len, msgFlags uint32
	userData      uint64
	_             [3]uint64
}

// cqe is struct io_uring_cqe of linux/io_uring.h.
type cqe struct {
	userData uint64
	res      int32
	flags    uint32
}

// params is struct io_uring_params of linux/io_uring.h.
type params struct {
	sqEntries, cqEntries, flags, threadCPU, threadIdle, features, wqFD uint32
	_                                                                  [3]uint32

	sq struct {
		head, tail, mask, entries, flags, dropped, array, _ uint32
		_                                                   uint64
	}
	cq struct {
		head, tail, mask, entries, overflow, cqes, flags, _ uint32
		_                                                   uint64
	}
}

// What linux/io_uring.h calls IORING_OP_SEND, IORING_OP_RECV and so on.
const (
	opSend           = 26
	opRecv           = 27
	setupSubmitAll   = 1 << 7
	setupCoopTaskrun = 1 << 8
	featSingleMmap   = 1 << 0
	enterGetEvents   = 1 << 0
	offSQRing        = 0
	offSQEs          = 0x10000000
)

// OpenBatch returns an empty Batch; an error on a kernel before 5.19, or where
// io_uring is forbidden, as in most containers.
func OpenBatch() (*Batch, error) {
	p := params{flags: setupSubmitAll | setupCoopTaskrun}
	fd, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, BatchSize, uintptr(unsafe.Pointer(&p)), 0)
	if errno != 0 {
		return nil, fmt.Errorf("open io_uring: %w", errno)
	}
	b := &Batch{fd: int(fd)}
	if err := b.share(&p); err != nil {
		b.Close()
		return nil, fmt.Errorf("open io_uring: %w", err)
	}
	return b, nil
}

// share maps what the kernel and we both see.
func (b *Batch) share(p *params) (err error) {
	if p.features&featSingleMmap == 0 {
		return errors.ErrUnsupported
	}
	size := max(p.sq.array+p.sqEntries*4, p.cq.cqes+p.cqEntries*uint32(unsafe.Sizeof(cqe{})))
	const access, kind = unix.PROT_READ | unix.PROT_WRITE, unix.MAP_SHARED | unix.MAP_POPULATE
	if b.shared, err = unix.Mmap(b.fd, offSQRing, int(size), access, kind); err != nil {
		return err
	}
	if b.sqes, err = unix.Mmap(b.fd, offSQEs, int(p.sqEntries)*int(unsafe.Sizeof(sqe{})), access, kind); err != nil {
		return err
	}
	at := func(offset uint32) unsafe.Pointer { return unsafe.Pointer(&b.shared[offset]) }
	b.tail, b.callMask = (*uint32)(at(p.sq.tail)), *(*uint32)(at(p.sq.mask))
	b.head, b.last, b.rmask = (*uint32)(at(p.cq.head)), (*uint32)(at(p.cq.tail)), *(*uint32)(at(p.cq.mask))
	b.entries = unsafe.Slice((*sqe)(unsafe.Pointer(&b.sqes[0])), p.sqEntries)
	b.results = unsafe.Slice((*cqe)(at(p.cq.cqes)), p.cqEntries)
	order := unsafe.Slice((*uint32)(at(p.sq.array)), p.sqEntries)
	for i := range order {
		order[i] = uint32(i) // calls are made in order
	}
	return nil
}

// Len is how many calls wait for Do.
func (b *Batch) Len() int { return int(b.n) }

// Receive adds a read of fd into room; room must stay as it is until Do.
func (b *Batch) Receive(fd int, room []byte) { b.add(opRecv, fd, room) }

// Send adds a write of data to fd; data must stay as it is until Do.
func (b *Batch) Send(fd int, data []byte) { b.add(opSend, fd, data) }

// add panics where there are more than BatchSize calls.
func (b *Batch) add(op uint8, fd int, data []byte) {
	b.held[b.n] = data
	b.entries[(*b.tail+b.n)&b.callMask] = sqe{
		opcode:   op,
		fd:       int32(fd),
		addr:     uint64(uintptr(unsafe.Pointer(unsafe.SliceData(data)))),
		len:      uint32(len(data)),
		msgFlags: unix.MSG_DONTWAIT | unix.MSG_NOSIGNAL,
		userData: uint64(b.n),
	}
	b.n++
}

// Do makes all calls. What happened is in Result until the next Do. An error is
// the kernel's refusal to take calls at all; those that it took are done.
//
// Like a nap of the Poller, it is not told to Go's scheduler: it lasts no longer
// than the calls one by one, and does not wait.
func (b *Batch) Do() error {
	n := b.n
	for i := range b.done[:n] {
		b.done[i] = -int32(unix.EAGAIN) // of what is not taken
	}
	atomic.StoreUint32(b.tail, *b.tail+n)
	for left := n; left > 0; {
		_, _, errno := unix.RawSyscall6(unix.SYS_IO_URING_ENTER, uintptr(b.fd), uintptr(left), uintptr(left), enterGetEvents, 0, 0)
		if errno != 0 && errno != unix.EINTR {
			return fmt.Errorf("make %d calls by io_uring: %w", left, errno)
		}
		left -= b.collect() // what was taken is counted off; the kernel knows what was not
	}
	clear(b.held[:n])
	b.n = 0
	return nil
}

// collect takes the results that are there.
func (b *Batch) collect() (n uint32) {
	head, last := *b.head, atomic.LoadUint32(b.last)
	for ; head != last; head++ {
		r := &b.results[head&b.rmask]
		b.done[r.userData] = r.res
		n++
	}
	atomic.StoreUint32(b.head, head)
	return n
}

// Result is what call number i, from 0, of the last Do came to: what read(2) or
// write(2) would have returned.
func (b *Batch) Result(i int) (int, error) {
	if r := b.done[i]; r < 0 {
		return 0, unix.Errno(-r)
	}
	return int(b.done[i]), nil
}

// Close gives back what the kernel holds for b.
func (b *Batch) Close() {
	if b.sqes != nil {
		_ = unix.Munmap(b.sqes)
	}
	if b.shared != nil {
		_ = unix.Munmap(b.shared)
	}
	_ = unix.Close(b.fd)
}
