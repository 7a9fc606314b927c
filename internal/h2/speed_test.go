package h2_test

import (
	"testing"
)

// TestMessageAllocs: a message and its echo allocate nothing of ours. The server
// is the same process, and its goroutines do: so it is measured in one direction
// only, with a server that just reads.
func TestMessageAllocs(t *testing.T) {
	r := newRig(t, anyEngine())
	at := rawServer(t, able, func(p *raw) {
		p.answer(p.request(), false, ":status", "200")
		_ = p.WriteWindowUpdate(0, 1<<30)
		_ = p.WriteWindowUpdate(1, 1<<30)
		buf := make([]byte, 1<<16)
		for {
			if _, err := p.Conn.Read(buf); err != nil {
				return
			}
		}
	})
	w := r.opened(at)
	text := make([]byte, 100)
	send := func() {
		if err := w.SendBinary(text); err != nil {
			t.Fatal(err)
		}
		r.tick(r.loop.Now())
	}
	for range 100 {
		send()
	}
	if n := testing.AllocsPerRun(1000, send); n > 0 {
		t.Errorf("%v allocations a message, want 0", n)
	}
	w.Drop()
	r.gone()
}
