package websockets

import (
	"errors"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"volley/internal/loop"
	"volley/internal/vutest"
	"volley/internal/wstest"
)

// pressure is a server that is faster, or slower, than the script: /flood sends
// as fast as it can, /deaf reads nothing before the gate opens, and /gate sends
// a message then.
type pressure struct {
	gate    chan struct{}
	open    func()       // opens it
	flooded atomic.Int64 // messages that /flood has written
	url     string
}

// Messages of /flood, and those the script sends to /deaf: far more than the
// kernel's buffers hold.
const (
	floodMessages, floodSize = 3200, 20_000
	deafMessages, deafSize   = 32, 1_000_000
)

func newPressure(t *testing.T) *pressure {
	server := wstest.New(t)
	p := &pressure{gate: make(chan struct{}), url: server.URL}
	p.open = sync.OnceFunc(func() { close(p.gate) })
	t.Cleanup(p.open)
	server.Handle("/flood", func(peer *wstest.Peer) {
		peer.Upgrade()
		message := wstest.Frame(true, wstest.Text, strings.Repeat("x", floodSize))
		for range floodMessages {
			if _, err := io.WriteString(peer.Conn, message); err != nil {
				return
			}
			p.flooded.Add(1)
		}
		peer.Close(1000, "all")
		peer.Drain()
	})
	server.Handle("/deaf", func(peer *wstest.Peer) {
		peer.Upgrade()
		<-p.gate
		peer.Drain()
	})
	server.Handle("/gate", func(peer *wstest.Peer) {
		peer.Upgrade()
		<-p.gate
		peer.Write(wstest.Text, "open")
		peer.Drain()
	})
	return p
}

func (p *pressure) start(t *testing.T, e loop.Engine, script string) *vutest.Hand {
	k := kit(t)
	k.Engines = []loop.Engine{e}
	k.Replace["URL"] = p.url
	return k.Start(t, `
		import { WebSocketStream } from 'k6/websockets';
		async function gate() {
			const wss = new WebSocketStream(__ENV.URL + '/gate');
			await (await wss.opened).readable.getReader().read();
			wss.close();
		}
		export default async function () { `+script+` }`)
}

// still turns the loop until a number has not changed for many turns.
func still(h *vutest.Hand, number func() float64) float64 {
	last, since := number(), 0
	h.Until(func() bool {
		h.Loop.Post(func() {}) // the turn that follows does not sleep
		now := number()
		if now != last {
			last, since = now, 0
		}
		since++
		return since == 1000
	})
	return last
}

// TestStreamReader floods a script that reads one message and then waits: the
// server's writes stop, what is kept is bounded, and nothing is lost.
func TestStreamReader(t *testing.T) {
	for name, engine := range map[string]loop.Engine{"batched": loop.Batched, "descriptors": loop.Descriptors, "portable": loop.Portable} {
		t.Run(name, func(t *testing.T) {
			p := newPressure(t)
			h := p.start(t, engine, `
				const wss = new WebSocketStream(__ENV.URL + '/flood');
				const reader = (await wss.opened).readable.getReader();
				let bytes = (await reader.read()).value.length;
				await gate();
				for (;;) {
					const { value, done } = await reader.read();
					if (done) break;
					bytes += value.length;
				}
				const { closeCode, reason } = await wss.closed;
				console.log(bytes, closeCode, reason);`)
			h.Until(func() bool { return h.Sum("ws_reads_paused") == 1 })
			still(h, func() float64 { return float64(p.flooded.Load()) })
			if n := p.flooded.Load(); n == floodMessages {
				t.Errorf("the server wrote all of %d bytes, though the script had read %d", floodMessages*floodSize, floodSize)
			}
			if read := h.Sum("data_received"); read > 1<<20 {
				t.Errorf("%v bytes were read for a script that does not read", read)
			}
			if n := h.Sum("ws_msgs_received"); n > 3 {
				t.Errorf("%v messages were delivered to a script that read one", n)
			}
			p.open()
			h.Until(h.Ended)
			if got := strings.Join(h.Printed(), "|"); got != "64000000 1000 all" {
				t.Errorf("printed %q", got)
			}
		})
	}
}

// TestStreamWriter has a script write to a server that does not read: its writes
// wait, and go on when the server does.
func TestStreamWriter(t *testing.T) {
	for name, engine := range map[string]loop.Engine{"batched": loop.Batched, "descriptors": loop.Descriptors, "portable": loop.Portable} {
		t.Run(name, func(t *testing.T) {
			p := newPressure(t)
			h := p.start(t, engine, `
				const wss = new WebSocketStream(__ENV.URL + '/deaf', { closeTimeout: '20s' });
				const writer = (await wss.opened).writable.getWriter();
				const chunk = new Uint8Array(1000000);
				for (let i = 0; i < 32; i++) await writer.write(chunk);
				await writer.close();
				console.log((await wss.closed).closeCode);`)
			h.Until(func() bool { return h.Sum("ws_msgs_sent") > 0 })
			if n := still(h, func() float64 { return h.Sum("ws_msgs_sent") }); n == deafMessages {
				t.Errorf("all of %d bytes were written to a server that reads none", deafMessages*deafSize)
			}
			p.open()
			h.Until(h.Ended)
			if got := strings.Join(h.Printed(), "|"); got != "1005" {
				t.Errorf("printed %q", got)
			}
			if n := h.Sum("ws_msgs_sent"); n != deafMessages {
				t.Errorf("%v messages were sent, want %d", n, deafMessages)
			}
		})
	}
}

// TestStreamInterrupted ends iterations with streams: they close behind the
// script's back, nothing settles, and what is counted is counted.
func TestStreamInterrupted(t *testing.T) {
	for name, test := range map[string]struct {
		script string
		metric map[string]float64
	}{
		"open":       {`const wss = new WebSocketStream(__ENV.URL + '/echo'); wss.closed.finally(never); await wss.opened; console.log('there')`, map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0}},
		"connecting": {`const wss = new WebSocketStream(__ENV.URL + '/silent'); wss.opened.finally(never); console.log('there')`, map[string]float64{"ws_session_duration": 0, "ws_open_sockets": 0}},
		"reading":    {`const wss = new WebSocketStream(__ENV.URL + '/push?n=0&every=100us'); let n = 0; for await (const m of (await wss.opened).readable) if (++n === 10) console.log('there')`, map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0}},
		"unread":     {`const wss = new WebSocketStream(__ENV.URL + '/push?n=100000&size=1000', { closeTimeout: '1h' }); await (await wss.opened).readable.getReader().read(); console.log('there')`, map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0}},
		"closing":    {`const wss = new WebSocketStream(__ENV.URL + '/mute'); await wss.opened; wss.close(); console.log('there'); await wss.closed; never()`, map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0}},
	} {
		t.Run(name, func(t *testing.T) {
			h := kit(t).Start(t, `
				import { WebSocketStream } from 'k6/websockets';
				const never = () => console.log('never');
				export default async function () { `+test.script+` }
				export function next() { console.log('next'); }`)
			h.Until(func() bool { return len(h.Printed()) == 1 })
			if name == "unread" {
				h.Until(func() bool { return h.Sum("ws_reads_paused") == 1 })
			}
			h.Tick()
			h.VU.Interrupt(errOver)
			h.Until(h.Ended)
			if !errors.Is(h.Outcome.Interrupted, errOver) {
				t.Errorf("Interrupted = %v, want %v", h.Outcome.Interrupted, errOver)
			}
			h.Iterate("next") // the streams' last words must not get into it
			h.Until(h.Ended)
			h.Until(func() bool { return h.Loop.Conns() == 0 })
			h.Tick()
			if got := strings.Join(h.Printed(), "|"); got != "there|next" {
				t.Errorf("printed %q", got)
			}
			for key, want := range test.metric {
				if got := h.Sum(key); got != want {
					t.Errorf("%s = %v, want %v", key, got, want)
				}
			}
		})
	}
}

// BenchmarkStreamMessage is BenchmarkMessage with a stream and for await.
func BenchmarkStreamMessage(b *testing.B) {
	k := kit(b)
	k.Engines = []loop.Engine{loop.Descriptors}
	h := k.Start(b, `
		import { WebSocketStream } from 'k6/websockets';
		export default async function () {
			const wss = new WebSocketStream(__ENV.URL + '/push?n=1000&size=58&close=1');
			for await (const message of (await wss.opened).readable) message;
		}`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/message")
}
