package loop

import (
	"net"
	"strings"
	"testing"
	"time"
)

// bare is a Sink that counts.
type bare struct{ bytes int }

func (b *bare) OnConnect(error)                 {}
func (b *bare) OnRead(data []byte, _ time.Time) { b.bytes += len(data) }
func (b *bare) OnDrain()                        {}
func (b *bare) OnEnd(error)                     {}

// mirror echoes without allocating.
func mirror(c net.Conn) {
	buf := make([]byte, 1<<16)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		if _, err := c.Write(buf[:n]); err != nil {
			return
		}
	}
}

// roundTrip sends text on each connection and turns the loop until all is back.
func roundTrip(r *rig, list []*Conn, b *bare, text string) {
	want := b.bytes + len(list)*len(text)
	for _, c := range list {
		c.Extend(func(dst []byte) []byte { return append(dst, text...) })
	}
	r.Flush()
	for b.bytes < want {
		r.tick(time.Time{})
	}
}

// TestNoAllocs: between a readable descriptor and the sink, and from Extend to
// the write, nothing is allocated.
func TestNoAllocs(t *testing.T) {
	r := newRig(t, Config{Engine: Descriptors})
	b := &bare{}
	at := server(r, mirror)
	var list []*Conn
	for range 10 {
		w := r.opened(at)
		w.sink = b
		list = append(list, w.Conn)
	}
	text := strings.Repeat("x", 3000)
	if got := testing.AllocsPerRun(200, func() { roundTrip(r, list, b, text) }); got > 0 {
		t.Errorf("%v allocations for ten messages there and back", got)
	}
}

func BenchmarkEcho(b *testing.B) {
	for name, engine := range map[string]Engine{"batched": Batched, "descriptors": Descriptors, "portable": Portable} {
		for conns, label := range map[int]string{1: "1", 100: "100"} {
			b.Run(name+"/"+label, func(b *testing.B) {
				r := newRig(b, Config{Engine: engine})
				s := &bare{}
				at := server(r, mirror)
				var list []*Conn
				for range conns {
					w := r.opened(at)
					w.sink = s
					list = append(list, w.Conn)
				}
				text := strings.Repeat("x", 64)
				b.ReportAllocs()
				for b.Loop() {
					roundTrip(r, list, s, text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*conns), "ns/message")
			})
		}
	}
}
