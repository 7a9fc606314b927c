package loop

// The sizes of what bytes are read into.
const (
	chunkSize  = 64 << 10
	leastRead  = 4 << 10 // a read is not worth less
	shortRead  = 2 << 10 // a read of a batch
	tickChunks = 64      // what one tick reads at most: 4 MB
	keptChunks = 4       // what an arena keeps between ticks
	fairRead   = 64 << 10
)

// arena is what a tick reads into. Its bytes are valid until reset.
// Owned by one loop.
type arena struct {
	rest   []byte   // of the last chunk in use
	chunks [][]byte // in use
	free   [][]byte
}

// space is room to read into, at least leastRead; nil when the tick has read
// enough.
func (a *arena) space() []byte {
	if len(a.rest) >= leastRead {
		return a.rest
	}
	if a.full() {
		return nil
	}
	var chunk []byte
	if n := len(a.free); n > 0 {
		chunk = a.free[n-1]
		a.free = a.free[:n-1]
	} else {
		chunk = make([]byte, chunkSize)
	}
	a.chunks = append(a.chunks, chunk)
	a.rest = chunk
	return chunk
}

// use keeps the first n bytes of space.
func (a *arena) use(n int) { a.rest = a.rest[n:] }

// keep copies b, at most leastRead, which was read before it was clear whether
// the tick has room for it.
func (a *arena) keep(b []byte) []byte {
	room := a.space()
	if room == nil {
		return append([]byte(nil), b...)
	}
	a.use(copy(room, b))
	return room[:len(b):len(b)]
}

func (a *arena) full() bool { return len(a.chunks) >= tickChunks && len(a.rest) < leastRead }

func (a *arena) reset() {
	for i, chunk := range a.chunks {
		a.chunks[i] = nil
		if len(a.free) < keptChunks {
			a.free = append(a.free, chunk)
		}
	}
	a.chunks, a.rest = a.chunks[:0], nil
}

// The sizes of what bytes are written from.
const (
	bufferSize  = 512       // a new buffer
	bufferLimit = 128 << 10 // a larger one is not kept
	poolLimit   = 4 << 20   // all kept ones together
)

// buffers are out-buffers that no connection needs now. The one given back last
// is taken first: it is warm, and grown to what is sent here.
// Owned by one loop.
type buffers struct {
	list [][]byte
	size int
}

func (p *buffers) take() []byte {
	n := len(p.list)
	if n == 0 {
		return make([]byte, 0, bufferSize)
	}
	b := p.list[n-1]
	p.list[n-1] = nil
	p.list = p.list[:n-1]
	p.size -= cap(b)
	return b
}

func (p *buffers) give(b []byte) {
	if cap(b) == 0 || cap(b) > bufferLimit || p.size+cap(b) > poolLimit {
		return
	}
	p.size += cap(b)
	p.list = append(p.list, b[:0])
}
