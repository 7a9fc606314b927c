package ws

import (
	"errors"
	"testing"

	"volley/internal/loop"
)

var errOver = errors.New("the time is over")

// TestInterrupted ends iterations inside connect: the close frame goes out, no
// handler runs, and what is counted is counted.
func TestInterrupted(t *testing.T) {
	for _, engine := range []loop.Engine{loop.Descriptors, loop.Portable} {
		for name, test := range map[string]struct {
			script string
			lines  int // printed when it is interrupted
			metric map[string]float64
		}{
			"open": {
				script: `import ws from 'k6/ws';
					export default function () {
						ws.connect(__ENV.URL + '/record', (socket) => {
							socket.on('open', () => console.log('open'));
							socket.on('close', () => console.log('never'));
							socket.setInterval(() => {}, 1);
						});
						console.log('never');
					}`,
				lines:  1,
				metric: map[string]float64{"ws_sessions": 1, "ws_session_duration": 1, "ws_open_sockets": 0, "iterations": 0},
			},
			"connecting": {
				script: `import ws from 'k6/ws';
					export default function () {
						console.log('begin');
						ws.connect(__ENV.URL + '/silent', () => console.log('never'));
						console.log('never');
					}`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 0, "ws_open_sockets": 0},
			},
			"nested": {
				script: `import ws from 'k6/ws';
					export default function () {
						ws.connect(__ENV.URL + '/echo', (outer) => outer.on('open', () => {
							ws.connect(__ENV.URL + '/record', (inner) => inner.on('open', () => console.log('open')));
							console.log('never');
						}));
					}`,
				lines:  1,
				metric: map[string]float64{"ws_sessions": 2, "ws_session_duration": 2, "ws_open_sockets": 0},
			},
			"sleeping": {
				script: `import ws from 'k6/ws';
					import { sleep } from 'k6';
					export default function () {
						ws.connect(__ENV.URL + '/record', (socket) => socket.on('open', () => { console.log('open'); sleep(3600); }));
					}`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0},
			},
		} {
			t.Run(name, func(t *testing.T) {
				k := kit(t)
				k.Engines = []loop.Engine{engine}
				h := k.Start(t, test.script)
				h.Until(func() bool { return len(h.Printed()) == test.lines })
				h.Tick()
				h.VU.Interrupt(errOver)
				h.Until(h.Ended)
				if !errors.Is(h.Outcome.Interrupted, errOver) {
					t.Errorf("Interrupted = %v, want %v", h.Outcome.Interrupted, errOver)
				}
				h.Until(func() bool { return h.Loop.Conns() == 0 })
				if lines := h.Printed(); len(lines) != test.lines {
					t.Errorf("printed %q after the interrupt", lines[test.lines:])
				}
				for key, want := range test.metric {
					if got := h.Sum(key); got != want {
						t.Errorf("%s = %v, want %v", key, got, want)
					}
				}
			})
		}
	}
}

// TestInterruptedCloses looks at the close frame of an interrupted session, and
// at the next iteration of the same VU.
func TestInterruptedCloses(t *testing.T) {
	h := kit(t).Start(t, `
		import ws from 'k6/ws';
		export default function () {
			ws.connect(__ENV.URL + '/record', (socket) => socket.on('open', () => console.log('open')));
		}
		export function next() {
			ws.connect(__ENV.URL + '/recorded', (socket) => socket.on('message', (code) => { console.log(code); socket.close(); }));
		}`)
	h.Until(func() bool { return len(h.Printed()) == 1 })
	h.Tick()
	h.VU.Interrupt(errOver)
	h.Until(h.Ended)
	h.Iterate("next")
	h.Until(h.Ended)
	if h.Outcome.Err != nil || h.Outcome.Interrupted != nil {
		t.Errorf("the next iteration ended with %v, %v", h.Outcome.Err, h.Outcome.Interrupted)
	}
	if lines := h.Printed(); len(lines) != 2 || lines[1] != "1001" {
		t.Errorf("printed %q, want the code 1001", lines)
	}
}

// TestTraffic counts the bytes of a session, the upgrade's too, with the tags of
// the VU only.
func TestTraffic(t *testing.T) {
	h := kit(t).Start(t, `
		import ws from 'k6/ws';
		export default function () {
			ws.connect(__ENV.URL + '/echo', (socket) => {
				socket.on('open', () => socket.send('x'.repeat(5000)));
				socket.on('message', () => socket.close());
			});
		}`)
	h.Until(h.Ended)
	for _, name := range []string{"data_sent", "data_received"} {
		got := h.Sum(name)
		if got < 5000+100 || got > 5000+1000 {
			t.Errorf("%s = %v for a message of 5000 bytes and an upgrade", name, got)
		}
		if tagged := h.Sum(name + "{status:101}"); tagged != 0 {
			t.Errorf("%s has the tags of a connection", name)
		}
		if tagged := h.Sum(name + "{scenario:default}"); tagged != got {
			t.Errorf("%s{scenario:default} = %v, want %v", name, tagged, got)
		}
	}
}

// BenchmarkEcho is a message there and back through the whole of volley and a
// server in this process: JSON parsed and written in the handler.
func BenchmarkEcho(b *testing.B) {
	k := kit(b)
	k.Engines = []loop.Engine{loop.Descriptors}
	h := k.Start(b, `
		import ws from 'k6/ws';
		export default function () {
			ws.connect(__ENV.URL + '/echo', (socket) => {
				let n = 0;
				socket.on('open', () => socket.send('{"type":"echo","sequence":1,"text":"some text"}'));
				socket.on('message', (text) => {
					const m = JSON.parse(text);
					if (++n === 1000) { socket.close(); return; }
					m.sequence++;
					socket.send(JSON.stringify(m));
				});
			});
		}`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/message")
}

// BenchmarkMessage is what a message costs from the loop to a handler that does
// nothing with it.
func BenchmarkMessage(b *testing.B) {
	k := kit(b)
	k.Engines = []loop.Engine{loop.Descriptors}
	h := k.Start(b, `
		import ws from 'k6/ws';
		export default function () {
			ws.connect(__ENV.URL + '/push?n=1000&size=58&close=1', (socket) => socket.on('message', (text) => {}));
		}`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/message")
}
