package websockets

import (
	"errors"
	"slices"
	"testing"

	"volley/internal/loop"
)

var errOver = errors.New("the time is over")

// TestInterrupted ends iterations with sockets: they close behind the script's
// back, no event comes, and what is counted is counted.
func TestInterrupted(t *testing.T) {
	for _, engine := range []loop.Engine{loop.Descriptors, loop.Portable} {
		for name, test := range map[string]struct {
			script string
			lines  int // printed when it is interrupted
			metric map[string]float64
		}{
			"open": {
				script: `const ws = new WebSocket(__ENV.URL + '/record');
					ws.onopen = () => console.log('open');
					ws.onerror = ws.onclose = () => console.log('never');`,
				lines:  1,
				metric: map[string]float64{"ws_sessions": 1, "ws_session_duration": 1, "ws_open_sockets": 0},
			},
			"flooded": {
				script: `const ws = new WebSocket(__ENV.URL + '/push?n=0&every=100us');
					let n = 0;
					ws.onmessage = () => { if (++n === 10) console.log('ten'); };
					ws.onerror = ws.onclose = () => console.log('never');`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0},
			},
			"connecting": {
				script: `const ws = new WebSocket(__ENV.URL + '/silent');
					ws.onopen = ws.onerror = ws.onclose = () => console.log('never');
					console.log('begin');`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 0, "ws_open_sockets": 0},
			},
			"mute": {
				script: `const ws = new WebSocket(__ENV.URL + '/mute');
					ws.onopen = () => { ws.close(); console.log('closing'); };
					ws.onerror = ws.onclose = () => console.log('never');`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0},
			},
			"paused": { // the server's close frame is read all the same
				script: `const ws = new WebSocket(__ENV.URL + '/echo', null, { closeTimeout: '1h' });
					ws.onopen = () => { ws.pause(); console.log('paused'); };
					ws.onerror = ws.onclose = () => console.log('never');`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 1, "ws_open_sockets": 0, "ws_closes{code:1000}": 1},
			},
			"sleeping": {
				script: `const ws = new WebSocket(__ENV.URL + '/early?n=3');
					ws.onopen = () => { console.log('open'); sleep(3600); };
					ws.onmessage = ws.onclose = () => console.log('never');`,
				lines:  1,
				metric: map[string]float64{"ws_session_duration": 1, "ws_msgs_received": 0, "ws_open_sockets": 0},
			},
			"several": {
				script: `for (let i = 0; i < 20; i++) {
						const ws = new WebSocket(__ENV.URL + '/echo');
						ws.onopen = () => console.log('open');
						ws.onclose = () => console.log('never');
					}`,
				lines:  20,
				metric: map[string]float64{"ws_session_duration": 20, "ws_open_sockets": 0},
			},
		} {
			t.Run(name, func(t *testing.T) {
				k := kit(t)
				k.Engines = []loop.Engine{engine}
				h := k.Start(t, `
					import { WebSocket } from 'k6/websockets';
					import { sleep } from 'k6';
					export default function () { `+test.script+` }
					export function next() { console.log('next'); }`)
				h.Until(func() bool { return len(h.Printed()) == test.lines })
				h.Tick()
				h.VU.Interrupt(errOver)
				h.Until(h.Ended)
				if !errors.Is(h.Outcome.Interrupted, errOver) {
					t.Errorf("Interrupted = %v, want %v", h.Outcome.Interrupted, errOver)
				}
				h.Iterate("next") // the sockets' last words must not get into it
				h.Until(h.Ended)
				h.Until(func() bool { return h.Loop.Conns() == 0 })
				h.Tick()
				if lines := h.Printed(); len(lines) != test.lines+1 || lines[test.lines] != "next" {
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

// TestAborted aborts the test in a listener: no script can catch it and no other
// listener of the event runs, but the sockets close with 1000 and hear of it.
func TestAborted(t *testing.T) {
	for _, engine := range []loop.Engine{loop.Descriptors, loop.Portable} {
		k := kit(t)
		k.Engines = []loop.Engine{engine}
		h := k.Start(t, `
			import { WebSocket } from 'k6/websockets';
			import exec from 'k6/execution';
			export default function () {
				const ws = new WebSocket(__ENV.URL + '/echo'), other = new WebSocket(__ENV.URL + '/echo');
				let open = 0;
				const opened = () => { if (++open === 2) ws.send('x'); };
				ws.onopen = opened;
				other.onopen = opened;
				ws.onmessage = () => { try { exec.test.abort('enough'); } finally { console.log('never'); } };
				ws.addEventListener('message', () => console.log('never'));
				ws.onclose = (e) => { console.log('ws', e.code, e.wasClean); exec.test.abort(); console.log('never'); };
				other.onclose = (e) => console.log('other', e.code, e.wasClean);
			}
			export function next() { console.log('next'); }`)
		h.Until(h.Ended)
		if got := h.Outcome.Interrupted; got == nil || got.Error() != "test aborted: enough" {
			t.Errorf("Interrupted = %v, want test aborted: enough", got)
		}
		lines := h.Printed()
		slices.Sort(lines)
		if want := []string{"other 1000 true", "ws 1000 true"}; !slices.Equal(lines, want) {
			t.Errorf("printed %q, want %q", lines, want)
		}
		if got := h.Sum("ws_session_duration"); got != 2 {
			t.Errorf("ws_session_duration has %v values, want 2", got)
		}
		h.Iterate("next") // the VU is as good as before
		h.Until(h.Ended)
		if h.Outcome.Interrupted != nil || h.Outcome.Err != nil {
			t.Errorf("the next iteration ended with %v, %v", h.Outcome.Interrupted, h.Outcome.Err)
		}
	}
}

// TestAbortedMute aborts with a server that never answers: the iteration ends all
// the same, and so does one whose close handler does not.
func TestAbortedMute(t *testing.T) {
	for name, path := range map[string]string{"mute": "/mute", "endless": "/echo"} {
		t.Run(name, func(t *testing.T) {
			h := kit(t).Start(t, `
				import { WebSocket } from 'k6/websockets';
				import exec from 'k6/execution';
				import { sleep } from 'k6';
				export default function () {
					const ws = new WebSocket(__ENV.URL + '`+path+`', null, { closeTimeout: '1500ms' });
					ws.onopen = () => exec.test.abort();
					ws.onclose = () => { console.log('close'); sleep(3600); };
				}`)
			h.Until(h.Ended)
			if h.Outcome.Interrupted == nil {
				t.Error("the iteration was not interrupted")
			}
		})
	}
}

// TestTraffic counts the bytes of a session, the upgrade's too, with the tags of
// the VU only.
func TestTraffic(t *testing.T) {
	h := kit(t).Start(t, `
		import { WebSocket } from 'k6/websockets';
		export default function () {
			const ws = new WebSocket(__ENV.URL + '/echo');
			ws.onopen = () => ws.send('x'.repeat(5000));
			ws.onmessage = () => ws.close();
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
		import { WebSocket } from 'k6/websockets';
		export default function () {
			const ws = new WebSocket(__ENV.URL + '/echo');
			let n = 0;
			ws.onopen = () => ws.send('{"type":"echo","sequence":1,"text":"some text"}');
			ws.onmessage = (e) => {
				const m = JSON.parse(e.data);
				if (++n === 1000) { ws.close(); return; }
				m.sequence++;
				ws.send(JSON.stringify(m));
			};
		}`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/message")
}

// BenchmarkMessage is what a message costs from the loop to a handler that reads
// it and does nothing with it.
func BenchmarkMessage(b *testing.B) {
	k := kit(b)
	k.Engines = []loop.Engine{loop.Descriptors}
	h := k.Start(b, `
		import { WebSocket } from 'k6/websockets';
		export default function () {
			const ws = new WebSocket(__ENV.URL + '/push?n=1000&size=58&close=1');
			ws.onmessage = (e) => e.data;
		}`)
	h.Until(h.Ended)
	b.ReportAllocs()
	for b.Loop() {
		h.Iterate("default")
		h.Until(h.Ended)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/message")
}
